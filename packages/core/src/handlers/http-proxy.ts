/**
 * The proxy that a request goes through, by the variables of the environment, as in Python's urllib.
 *
 *   http_proxy=http://proxy:3128   no_proxy=localhost,.shop.example,10.0.0.1:8080
 *
 * Lower case goes before upper case. HTTP_PROXY is not read where REQUEST_METHOD is set: in a CGI program a header of the
 * request can set it.
 *
 * Source: CPython 3.13.0, Lib/urllib/request.py, getproxies_environment and proxy_bypass_environment.
 */
import { ValueError } from '../ground/errors.js'

export interface ProxiedPlace {
  readonly host: string
  readonly port: number | null
  readonly secure: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** @returns The proxy's URL, or null for none. */
export function proxyOf({ host, port, secure }: ProxiedPlace, environment: Environment): string | null {
  const proxy = variable(secure ? 'https_proxy' : 'http_proxy', environment)
  if (proxy === null || isExempt(host, port, variable('no_proxy', environment) ?? '')) return null
  return proxy
}

/** @throws ValueError for what is no http URL. */
export function proxyUrl(given: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && url.protocol === 'http:' && url.hostname !== '') return url
  // It may have a password in it.
  throw new ValueError('The proxy of HTTPHandler must be a URL of the form http://host:port.')
}

function variable(name: string, environment: Environment): string | null {
  const upper = name === 'http_proxy' && environment['REQUEST_METHOD'] !== undefined ? undefined : name.toUpperCase()
  const value = environment[name] ?? (upper === undefined ? undefined : environment[upper])
  return value === undefined || value === '' ? null : value
}

/**
 * Whether a host is in the list of those that no proxy is asked for. Each name in the list is for the hosts below it,
 * too.
 */
function isExempt(host: string, port: number | null, list: string): boolean {
  if (list === '*') return true
  const names = [host, `${host}:${port}`].map((name) => name.toLowerCase())
  return list
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().replace(/^\.+/, ''))
    .some((each) => each !== '' && names.some((name) => name === each || name.endsWith(`.${each}`)))
}
