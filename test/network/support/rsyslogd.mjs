/**
 * A real rsyslogd in a folder of its own: Debian's packages, downloaded and unpacked there, nothing installed.
 *
 * What was unpacked is kept in node_modules for the next run.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ended, until } from './peers.mjs'

const PACKAGES = ['rsyslog', 'libestr0', 'libfastjson4']
const UNPACKED = fileURLToPath(new URL('../../../node_modules/.cache/pylogging-rsyslog', import.meta.url))

/** @returns Where the packages are unpacked, or a sentence that says why they are not. */
function unpack() {
  if (existsSync(UNPACKED)) return { root: UNPACKED }
  if (process.platform !== 'linux') return { why: 'rsyslogd is taken from Debian packages' }
  const folder = `${UNPACKED}.${process.pid}`
  mkdirSync(join(folder, 'root'), { recursive: true })
  try {
    const { status } = spawnSync('apt-get', ['download', ...PACKAGES], { cwd: folder, timeout: 30_000 })
    if (status !== 0) return { why: 'apt-get download rsyslog fails here' }
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.deb'))) {
      if (spawnSync('dpkg', ['-x', name, 'root'], { cwd: folder }).status !== 0) return { why: 'dpkg -x fails here' }
    }
    renameSync(join(folder, 'root'), UNPACKED)
    return { root: UNPACKED }
  } catch {
    return existsSync(UNPACKED) ? { root: UNPACKED } : { why: 'Debian packages cannot be unpacked here' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { root, why } = unpack()

/** False, or why tests with rsyslogd are skipped. */
export const noRsyslogd = root === undefined && why

/** A daemon that listens on UDP and TCP ports of loopback and on a datagram socket, and writes all into one file. */
export class Rsyslogd {
  #folder
  #child = null

  constructor(folder) {
    this.#folder = folder
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
module(load="imtcp" addtlFrameDelimiter="0")
input(type="imuxsock" Socket="${this.path}" CreatePath="on" UseSysTimeStamp="off" RateLimit.Interval="0")
input(type="imudp" address="127.0.0.1" port="${this.port}")
input(type="imtcp" address="127.0.0.1" port="${this.port}")
template(name="all" type="string" string="%syslogfacility-text%.%syslogseverity-text% %rawmsg-after-pri%\\n")
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
