/**
 * Python's exceptions for what a peer or a resolver did.
 *
 *   ECONNREFUSED   becomes   ConnectionRefusedError: [Errno 111] Connection refused
 *   ENOTFOUND      becomes   gaierror: [Errno -2] Name or service not known
 */
import { constants } from 'node:os'
import { OSError } from '../ground/errors.js'
import type { Failure, Target } from './protocol.js'

const CLASSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ConnectionRefusedError',
  ECONNRESET: 'ConnectionResetError',
  EPIPE: 'BrokenPipeError',
  ECONNABORTED: 'ConnectionAbortedError',
  ETIMEDOUT: 'TimeoutError',
  ENOENT: 'FileNotFoundError',
  EACCES: 'PermissionError',
}

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  ECONNABORTED: 'Software caused connection abort',
  EPIPE: 'Broken pipe',
  ETIMEDOUT: 'Connection timed out',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  EMSGSIZE: 'Message too long',
  EPROTOTYPE: 'Protocol wrong type for socket',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
}

const WRONG_TYPE = 'The socket takes datagrams. For these, install the package unix-dgram beside @pylogging/core.'

/** Node's codes for what Python's ssl module calls SSLCertVerificationError. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|CRL_|INVALID_(?:CA|PURPOSE)/

/** The answers of getaddrinfo in glibc, by Node's codes. */
const RESOLVER: Readonly<Record<string, readonly [errno: number, text: string]>> = {
  ENOTFOUND: [-2, 'Name or service not known'],
  EAI_AGAIN: [-3, 'Temporary failure in name resolution'],
}

/** @param failure - Null where nothing is known. */
export function networkError(failure: Failure | null, target: Target | null): OSError {
  const code = failure?.code ?? undefined
  const details = { code, syscall: failure?.syscall ?? undefined }
  const resolvers = resolversAnswer(failure)
  if (resolvers !== null) {
    const [errno, strerror] = resolvers
    const advice = target !== null && 'host' in target ? `The name was ${target.host}.` : undefined
    return named('gaierror', new OSError(`[Errno ${errno}] ${strerror}`, { ...details, errno, strerror, advice }))
  }
  const peer = target === null ? undefined : `The peer was ${describe(target)}.`
  const strerror = TEXTS[code ?? '']
  if (code === undefined || strerror === undefined) {
    return named(
      CERTIFICATE.test(code ?? '') ? 'SSLCertVerificationError' : (failure?.name ?? 'OSError'),
      new OSError(failure?.message ?? 'The connection failed', { ...details, advice: peer }),
    )
  }
  const errno = (constants.errno as Readonly<Record<string, number | undefined>>)[code]
  const about = { ...details, errno, strerror, advice: code === 'EPROTOTYPE' ? WRONG_TYPE : peer }
  return named(CLASSES[code] ?? 'OSError', new OSError(`[Errno ${errno}] ${strerror}`, about))
}

/** A name that cannot be one is unknown to glibc, and an invalid argument to Node. */
function resolversAnswer(failure: Failure | null): readonly [errno: number, text: string] | null {
  const code = failure?.code ?? ''
  const isLookup = failure?.message.startsWith('getaddrinfo ') === true
  return RESOLVER[isLookup && code === 'EINVAL' ? 'ENOTFOUND' : code] ?? null
}

/** Returns the name of a peer for messages. */
export function describe(target: Target): string {
  if (target.kind === 'event-log') return 'the event log'
  if (target.kind === 'stream' && target.path !== null) return target.path
  return `${target.host}:${target.port}`
}

/** Python's socket.timeout. */
export function timedOut(): OSError {
  return named('TimeoutError', new OSError('timed out', { code: 'ETIMEDOUT' }))
}

/** The class's name as tracebacks print it; for `instanceof` it is an OSError. */
function named(name: string, error: OSError): OSError {
  if (name === 'Error') return error
  return Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
}
