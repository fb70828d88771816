/** A real rsyslogd in a folder of its own, from Debian's packages. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { unpacked } from './debian-packages.mjs'
import { ended, until } from './peers.mjs'

const { root, why } = unpacked('rsyslog', ['rsyslog', 'libestr0', 'libfastjson4'])

/** False, or why tests with rsyslogd are skipped. */
export const noRsyslogd = root === undefined && why

/** A daemon that listens on UDP and TCP ports of loopback and on a datagram socket, and writes all into one file. */
export class Rsyslogd {
  #folder
  #template
  #delimiter
  #child = null

  /** @param options - `template`: what is written of a message; `delimiter`: the number of the character that ends one. */
  constructor(
    folder,
    { template = '%syslogfacility-text%.%syslogseverity-text% %rawmsg-after-pri%', delimiter = 0 } = {},
  ) {
    this.#folder = folder
    this.#template = template
    this.#delimiter = delimiter
    this.path = join(folder, 'log')
    this.file = join(folder, 'messages')
  }

  async start() {
    this.port ??= await freePort()
    const libraries = readdirSync(join(root, 'usr/lib')).map((name) => join(root, 'usr/lib', name))
    const modules = libraries.map((each) => join(each, 'rsyslog')).filter((each) => existsSync(each))
    const configuration = join(this.#folder, 'rsyslog.conf')
    writeFileSync(
      configuration,
      `global(workDirectory="${this.#folder}")
module(load="imuxsock" SysSock.Use="off")
module(load="imudp")
module(load="imtcp"${this.#delimiter === null ? '' : ` addtlFrameDelimiter="${this.#delimiter}"`})
input(type="imuxsock" Socket="${this.path}" CreatePath="on" UseSysTimeStamp="off" RateLimit.Interval="0")
input(type="imudp" address="127.0.0.1" port="${this.port}" rcvbufSize="4m")
input(type="imtcp" address="127.0.0.1" port="${this.port}")
template(name="all" type="string" string="${this.#template}\\n")
action(type="omfile" file="${this.file}" template="all" flushOnTXEnd="on")
`,
    )
    const args = ['-n', '-f', configuration, '-i', join(this.#folder, 'pid'), '-M', modules.join(':')]
    const env = { ...process.env, LD_LIBRARY_PATH: libraries.join(':') }
    this.#child = spawn(join(root, 'usr/sbin/rsyslogd'), args, { env, stdio: 'inherit' })
    await until(() => existsSync(this.path) && existsSync(join(this.#folder, 'pid')))
    await until(() => spawnSync('ls', [this.path]).status === 0)
  }

  signal(name) {
    this.#child.kill(name)
  }

  /** At the end of a test that failed. */
  kill() {
    this.#child?.kill('SIGKILL')
  }

  async stop() {
    this.#child.kill()
    await ended(this.#child)
  }

  /** What it has written, once it is so many lines with the given text. */
  async lines(count, text = 'order') {
    const matching = () =>
      existsSync(this.file)
        ? readFileSync(this.file, 'utf8')
            .split('\n')
            .filter((line) => line.includes(text))
        : []
    await until(() => matching().length >= count)
    return matching()
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
