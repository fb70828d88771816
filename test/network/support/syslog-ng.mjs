/** A real syslog-ng in a folder of its own, from Debian's packages, which cannot be installed beside rsyslog's. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpacked } from './debian-packages.mjs'
import { ended, until } from './peers.mjs'
import { freePort } from './rsyslogd.mjs'

const PACKAGES = ['syslog-ng-core', 'libivykis0', 'libnet1', 'libwrap0', 'libjson-c5', 'libpcre3']
const { root, why } = unpacked('syslog-ng', PACKAGES)

function environment() {
  const libraries = ['usr/lib', 'usr/lib/syslog-ng', 'lib']
    .map((each) => join(root, each))
    .filter((each) => existsSync(each))
  const inside = libraries.flatMap((each) => [each, ...readdirSync(each).map((name) => join(each, name))])
  return { ...process.env, LD_LIBRARY_PATH: inside.join(':') }
}

function runs() {
  return spawnSync(join(root, 'usr/sbin/syslog-ng'), ['--version'], { env: environment() }).status === 0
}

/** False, or why tests with syslog-ng are skipped. */
export const noSyslogNg = root === undefined ? why : !runs() && 'a library of syslog-ng is missing here'

const TEMPLATE = '$FACILITY.$PRIORITY|$ISODATE|$HOST|$PROGRAM|$PID|$MSGID|$SDATA|$MESSAGE\\n'

/** A daemon that reads RFC 5424: with lengths (`counted`), behind newlines (`lines`), and by UDP (`counted`, too). */
export class SyslogNg {
  #folder
  #child = null

  constructor(folder) {
    this.#folder = folder
    this.file = join(folder, 'messages')
  }

  async start() {
    this.counted = await freePort()
    this.lines = await freePort()
    const configuration = join(this.#folder, 'syslog-ng.conf')
    const at = (port) => `ip("127.0.0.1") port(${port})`
    writeFileSync(
      configuration,
      `@version: 3.38
options { keep-hostname(yes); chain-hostnames(no); use-dns(no); stats-freq(0); dns-cache(no); frac-digits(6); log-msg-size(65536); };
source all {
  syslog(${at(this.counted)} transport("tcp"));
  syslog(${at(this.counted)} transport("udp"));
  network(${at(this.lines)} transport("tcp") flags(syslog-protocol));
};
destination file { file("${this.file}" template("${TEMPLATE}")); };
log { source(all); destination(file); };
`,
    )
    const own = (name) => join(this.#folder, name)
    const modules = join(root, 'usr/lib/syslog-ng')
    const paths = readdirSync(modules).map((name) => join(modules, name))
    const args = ['-F', '--no-caps', `--module-path=${paths.join(':')}`, '-f', configuration]
    args.push('-R', own('persist'), '-c', own('control'), '-p', own('pid'))
    this.#child = spawn(join(root, 'usr/sbin/syslog-ng'), args, { env: environment(), stdio: 'inherit' })
    await until(() => existsSync(own('pid')) && existsSync(own('control')))
  }

  /** At the end of a test that failed. */
  kill() {
    this.#child?.kill('SIGKILL')
  }

  async stop() {
    this.#child.kill()
    await ended(this.#child)
  }

  /** What it has written, once it is so many messages. */
  async messages(count) {
    // A message may have newlines of its own.
    const read = () =>
      readFileSync(this.file, 'utf8')
        .trimEnd()
        .split(/\n(?=\w+\.\w+\|)/)
    const all = () => (existsSync(this.file) ? read() : [])
    await until(() => all().length >= count)
    return all()
  }
}
