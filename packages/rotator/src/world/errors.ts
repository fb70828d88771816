/**
 * Python's exception classes for what a log file can meet, so that a ported `catch` finds what its `except` found.
 *
 *   ENOENT on /nope/app.log   becomes   FileNotFoundError: [Errno 2] No such file or directory: '/nope/app.log'
 *
 * The first line of `message` is Python's str(error), letter for letter; an indented second line, where there is one,
 * says what to do. A program may hold two copies of this package, or this one beside @pylogging/formatter with classes
 * of its own: `instanceof` therefore asks for the lineage an error carries under a registered symbol. In Jest, Node's
 * errors come from outside its tests' globals: `instanceof Error` is false for them, `isNativeError` true.
 *
 * PythonError and `definePythonName` stand in the same form in @pylogging/formatter, too: neither package may need the other,
 * and a third one for thirty lines would be one more to install.
 *
 * Source: docs.python.org/3.13/library/exceptions.html#os-exceptions; the texts are glibc's strerror(3).
 */
import { types } from 'node:util'

const LINEAGE = Symbol.for('pylogging.error.lineage')

/** Base of the classes below; the names of an error's Python classes, nearest first, are on its prototype. */
abstract class PythonError extends Error {
  declare readonly [LINEAGE]: readonly string[]
}
Object.defineProperty(PythonError, Symbol.hasInstance, { value: isInstance })

/** Answers `instanceof`; `this` is the class on its right side. */
function isInstance(this: { readonly prototype: PythonError }, value: unknown): boolean {
  if (Function.prototype[Symbol.hasInstance].call(this, value)) return true
  if (!Object.hasOwn(this, LINEAGE) || !types.isNativeError(value)) return false
  const lineage: unknown = (value as Partial<PythonError>)[LINEAGE]
  return Array.isArray(lineage) && lineage.includes(this.prototype.name)
}

/** Gives a class its Python name and lineage. Subclasses of a user's own have neither, and compare by prototype. */
function definePythonName(name: string, type: { readonly prototype: PythonError }): void {
  const inherited = Object.getPrototypeOf(type.prototype)[LINEAGE] as readonly string[] | undefined
  const hidden = { configurable: true, enumerable: false, writable: true }
  Object.defineProperty(type.prototype, 'name', { ...hidden, value: name })
  Object.defineProperty(type.prototype, LINEAGE, { ...hidden, value: [name, ...(inherited ?? [])] })
  Object.defineProperty(type, LINEAGE, { ...hidden, value: true })
}

/** A value of the right type that is not allowed: an unknown `when`, an hour of 25. */
export class ValueError extends PythonError {}
definePythonName('ValueError', ValueError)

/** The details of a failed call; every field is optional, as in Python's own `OSError('text')`. */
export interface OSErrorDetails {
  /** Node's name of the error such as ENOENT, or one of ours such as ERR_LOG_LOCK_BLOCKED. */
  readonly code?: string | undefined
  /** The number of the error: positive, as in Python; Node's own is negative. */
  readonly errno?: number | undefined
  readonly strerror?: string | undefined
  readonly filename?: string | undefined
  /** The second name of a call that takes two, such as link. */
  readonly filename2?: string | undefined
  readonly syscall?: string | undefined
  /** The advice, and what became of the record; the indented second line of `message`. */
  readonly advice?: string | undefined
  /** See `OSError.recordWritten`. */
  readonly recordWritten?: boolean | undefined
  readonly cause?: unknown
}

/** A failed file operation. */
export class OSError extends PythonError {
  readonly code: string | undefined
  readonly errno: number | undefined
  readonly strerror: string | undefined
  readonly filename: string | undefined
  readonly filename2: string | undefined
  /** Node's name for `filename`. */
  readonly path: string | undefined
  readonly syscall: string | undefined
  readonly advice: string | undefined
  /**
   * True when a write reports trouble with something else, but the record is in the file, or in the buffer that
   * `bufferBytes` makes: do not write it again.
   */
  readonly recordWritten: boolean

  constructor(text: string, details: OSErrorDetails = {}) {
    const cause = details.cause === undefined ? undefined : { cause: details.cause }
    super(details.advice === undefined ? text : `${text}\n  ${details.advice}`, cause)
    this.code = details.code
    this.errno = details.errno
    this.strerror = details.strerror
    this.filename = details.filename
    this.filename2 = details.filename2
    this.path = details.filename
    this.syscall = details.syscall
    this.advice = details.advice
    this.recordWritten = details.recordWritten ?? false
  }
}
definePythonName('OSError', OSError)

/** Returns the same error, saying what became of the record. @param cause - The error that came before it. */
export function retold(error: OSError, told: string, recordWritten: boolean, cause?: unknown): OSError {
  const text = error.message.split('\n  ')[0] ?? ''
  const type = error.constructor as typeof OSError
  return new type(text, {
    code: error.code,
    errno: error.errno,
    strerror: error.strerror,
    filename: error.filename,
    filename2: error.filename2,
    syscall: error.syscall,
    cause: cause ?? error.cause,
    advice: error.advice === undefined ? told : `${told} ${error.advice}`,
    recordWritten,
  })
}

/** A file or one of its folders is not there. */
export class FileNotFoundError extends OSError {}
definePythonName('FileNotFoundError', FileNotFoundError)

/** The file system does not let us. */
export class PermissionError extends OSError {}
definePythonName('PermissionError', PermissionError)

/** A name is taken. */
export class FileExistsError extends OSError {}
definePythonName('FileExistsError', FileExistsError)

/** A folder where a file was meant. */
export class IsADirectoryError extends OSError {}
definePythonName('IsADirectoryError', IsADirectoryError)

/** A file where a folder was meant. */
export class NotADirectoryError extends OSError {}
definePythonName('NotADirectoryError', NotADirectoryError)

const CLASSES: Readonly<Record<string, typeof OSError>> = {
  ENOENT: FileNotFoundError,
  EACCES: PermissionError,
  EPERM: PermissionError,
  EEXIST: FileExistsError,
  EISDIR: IsADirectoryError,
  ENOTDIR: NotADirectoryError,
}

const STRERROR: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  EINTR: 'Interrupted system call',
  EIO: 'Input/output error',
  ENXIO: 'No such device or address',
  EBADF: 'Bad file descriptor',
  EAGAIN: 'Resource temporarily unavailable',
  ENOMEM: 'Cannot allocate memory',
  EACCES: 'Permission denied',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EXDEV: 'Invalid cross-device link',
  ENODEV: 'No such device',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENFILE: 'Too many open files in system',
  EMFILE: 'Too many open files',
  ETXTBSY: 'Text file busy',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  ESPIPE: 'Illegal seek',
  EROFS: 'Read-only file system',
  EMLINK: 'Too many links',
  EPIPE: 'Broken pipe',
  ENAMETOOLONG: 'File name too long',
  ENOSYS: 'Function not implemented',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  EOVERFLOW: 'Value too large for defined data type',
  ENOTSUP: 'Operation not supported',
  EOPNOTSUPP: 'Operation not supported',
  EDQUOT: 'Disk quota exceeded',
  ESTALE: 'Stale file handle',
  ETIMEDOUT: 'Connection timed out',
}

/** The text of Windows for a file that another program has open and shares with nobody: ERROR_SHARING_VIOLATION, 32. */
const IN_USE = 'The process cannot access the file because it is being used by another process'

/** The fields of the errors that Node's fs throws. */
interface NodeFailure extends Error {
  readonly code: string
  readonly errno?: number
  readonly syscall?: string
  readonly path?: string
  readonly dest?: string
}

/**
 * Python's exception for an error of Node's fs.
 *
 * @param nodeError - Anything caught. An error that is no failed system call comes back as it is.
 * @param path - The file it was about, where Node's error does not name one (write, fstat).
 * @param advice - The thing to do; becomes the second line of the message.
 */
export function osError(nodeError: unknown, path?: string, advice?: string): unknown {
  if (!isNodeFailure(nodeError)) return nodeError
  const { code } = nodeError
  const { type, number, errno, strerror } = toldAs(nodeError)
  const filename = nodeError.path ?? path
  const filename2 = nodeError.dest
  const names = filename2 === undefined ? [filename] : [filename, filename2]
  const about = filename === undefined ? '' : `: ${names.map((name) => quote(name ?? '')).join(' -> ')}`
  return new type(`[${number}] ${strerror}${about}`, {
    code,
    errno,
    strerror,
    filename,
    filename2,
    syscall: nodeError.syscall,
    advice,
    cause: nodeError,
  })
}

/** Python's class, number and words. Windows's C library, which opens files, says less than Windows does. */
function toldAs({ code, errno: nodesNumber = 0, syscall, message }: NodeFailure) {
  if (code === 'EBUSY' && process.platform === 'win32') {
    const [number, strerror] = syscall === 'open' ? ['Errno 13', STRERROR['EACCES']] : ['WinError 32', IN_USE]
    return { type: PermissionError, number, errno: 13, strerror }
  }
  // Not at the top: half a millisecond of every import.
  const { constants } = require('node:os') as typeof import('node:os')
  const numbers: Readonly<Record<string, number | undefined>> = constants.errno
  const errno = numbers[code] ?? Math.abs(nodesNumber)
  const strerror = STRERROR[code] ?? message.replace(/^\w+: |, \w+( .*)?$/g, '')
  return { type: CLASSES[code] ?? OSError, number: `Errno ${errno}`, errno, strerror }
}

/** The code of a failed system call, such as ENOENT, of Node's error or of ours. */
export function errorCode(error: unknown): string | undefined {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function isNodeFailure(error: unknown): error is NodeFailure {
  return (
    types.isNativeError(error) && !(error instanceof OSError) && 'syscall' in error && errorCode(error) !== undefined
  )
}

/** Python's repr of a file name. */
function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being escaped
  const escaped = text.replace(/[\\\x00-\x1f\x7f-\xa0\xad]/g, (character) => {
    const short = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
    return short ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark
}
