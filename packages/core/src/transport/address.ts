/**
 * The address that a program names, checked before it goes to the worker: one that can never be reached is the error of
 * the record that was to go there, at once.
 *
 *   ['logs', 70000]   OverflowError: port must be 0-65535.
 *   ['logs', 'x']     gaierror: [Errno -8] Servname not supported for ai_socktype
 *   [5, 9020]         TypeError: getaddrinfo() argument 1 must be string or None
 *
 * The words are those of Python's socket module, which differ between streams and datagrams. It takes a port above 65535
 * of a stream modulo 65536, and its SocketHandler says nothing of the others; here each is told.
 */
import { existsSync } from 'node:fs'
import { typeName } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { OSError, OverflowError } from '../ground/errors.js'

const HIGHEST_PORT = 65_535
/** The longest path of a unix socket, in bytes, less the NUL. */
const LONGEST_PATHS: Readonly<Record<string, number>> = { linux: 107, darwin: 103 }
const LINUX_SYSLOG = '/dev/log'
const MACOS_SYSLOG = '/var/run/syslog'

export interface Place {
  readonly host: string
  readonly port: number
}

/** @throws TypeError, OverflowError, OSError and its gaierror. */
export function streamPlace(host: unknown, port: unknown): Place {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw bad(new TypeError('getaddrinfo() argument 1 must be string or None'), host, port)
  }
  if (host === '') throw bad(gaierror(-2, 'Name or service not known'), host, port)
  return { host: host ?? 'localhost', port: streamPort(host, port) }
}

/** @throws TypeError, OverflowError. */
export function datagramPlace(host: unknown, port: unknown): Place {
  if (typeof host !== 'string') {
    throw bad(new TypeError(`str, bytes or bytearray expected, not ${typeName(host)}`), host, port)
  }
  if (typeof port !== 'number' || !Number.isInteger(port)) {
    throw bad(new TypeError(`'${typeName(port)}' object cannot be interpreted as an integer`), host, port)
  }
  if (!isInRange(port)) throw bad(new OverflowError('sendto(): port must be 0-65535.'), host, port)
  return { host: host === '' ? '0.0.0.0' : host, port }
}

/** The path of a unix socket. @throws TypeError, OSError. */
export function socketPath(path: unknown): string {
  if (typeof path !== 'string') {
    throw new TypeError(`a bytes-like object is required, not '${typeName(path)}'`)
  }
  const longest = LONGEST_PATHS[process.platform]
  if (longest !== undefined && Buffer.byteLength(path) > longest) {
    throw new OSError('AF_UNIX path too long', { code: BAD_ADDRESS, advice: `At most ${longest} bytes: ${path}` })
  }
  return path
}

/**
 * The local daemon's socket: a path that was written for Linux, where macOS has it elsewhere.
 *
 * @param path - The address of a SysLogHandler.
 */
export function localSyslog(path: string, exists: (path: string) => boolean = existsSync): string {
  return path === LINUX_SYSLOG && process.platform === 'darwin' && !exists(path) ? MACOS_SYSLOG : path
}

/** Whether an error says that an address can never be reached. */
export function isBadAddress(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === BAD_ADDRESS
}

/** Python looks a text up as the name of a service, too; here it must be a number. */
function streamPort(host: unknown, port: unknown): number {
  const number = typeof port === 'string' && /^\s*[+-]?\d+\s*$/.test(port) ? Number(port) : port
  if (typeof number === 'string' || (typeof number === 'number' && number < 0)) {
    throw bad(gaierror(-8, 'Servname not supported for ai_socktype'), host, port)
  }
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw bad(new OSError('Int or String expected', { code: BAD_ADDRESS }), host, port)
  }
  if (!isInRange(number)) throw bad(new OverflowError('port must be 0-65535.'), host, port)
  return number
}

function isInRange(port: number): boolean {
  return port >= 0 && port <= HIGHEST_PORT
}

const BAD_ADDRESS = 'ERR_LOG_BAD_ADDRESS'

function gaierror(errno: number, strerror: string): OSError {
  const error = new OSError(`[Errno ${errno}] ${strerror}`, { code: BAD_ADDRESS, errno, strerror })
  return Object.defineProperty(error, 'name', { value: 'gaierror', configurable: true, writable: true })
}

function bad<E extends Error>(error: E, host: unknown, port: unknown): E {
  return advise(
    error,
    `The address was ${text(host)}, ${text(port)}. A host is a text, a port a number from 0 to 65535.`,
  )
}

/** Returns the text of a value without `repr`, which may run a getter of the program's. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? quoted(value) : typeName(value)
}

function quoted(value: string | number): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
