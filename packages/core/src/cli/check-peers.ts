/** Needs of handlers that this package and this system do not meet: packages that programs install, and Windows. */
import { NOT_WINDOWS } from '../handlers/nteventlog.js'
import type { Handler } from '../model/handler.js'
import { type Finding, finding, type Places } from './findings.js'

/** The attributes of handlers that are read here. */
interface PeerShown {
  readonly address?: unknown
  readonly appname?: unknown
  readonly logtype?: unknown
  readonly mailhost?: unknown
  readonly port?: unknown
  readonly host?: unknown
  readonly socktype?: unknown
  readonly toaddrs?: unknown
  readonly logger_provider?: unknown
}

const DATAGRAMS = 2

export function checkPeers(handlers: ReadonlyMap<string, Handler>, places: Places): Finding[] {
  return [...handlers].flatMap(([name, handler]) => {
    const shown = handler as PeerShown
    const at = (key: string) => places('handler', name, key)
    const { address, socktype } = shown
    if (shown.toaddrs !== undefined && !isInstalled('nodemailer')) return [missing(at('class'), 'nodemailer')]
    if (shown.logger_provider === null) {
      const absent = ['@opentelemetry/api-logs', '@opentelemetry/api'].find((each) => !isInstalled(each))
      if (absent !== undefined) return [missing(at('class'), absent)]
    }
    if (typeof address === 'string' && socktype !== 1 && !isInstalled('unix-dgram')) {
      return [missing(at('address'), 'unix-dgram')]
    }
    if (shown.host !== undefined && shown.port === null && socktype === DATAGRAMS && !isInstalled('unix-dgram')) {
      return [missing(at('host'), 'unix-dgram')]
    }
    if (shown.appname === undefined || shown.logtype === undefined || process.platform === 'win32') return []
    return [
      finding('error', at('class'), NOT_WINDOWS, 'on Windows it works; here, name logging.handlers.SysLogHandler'),
    ]
  })
}

/** Whether a package is installed where handlers look for it: beside this package. */
function isInstalled(name: string): boolean {
  try {
    require(name)
    return true
  } catch {
    return false
  }
}

function missing(path: string, name: string): Finding {
  return finding('warning', path, `needs the package ${name}, which cannot be loaded here`, `npm install ${name}`)
}
