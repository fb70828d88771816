/**
 * Writes records to a file, each in one system call.
 *
 * Kept on purpose, because CPython does it: the constructor opens the file and throws what the system says; with `delay`
 * the first record opens it; after `close` a record opens the file again, but not in mode 'w', where that would empty it.
 * A record that cannot open the file goes to handleError, as on CPython's main branch; 3.13 throws at the log call.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, FileHandler.
 */
import { isUtf8 } from 'node:buffer'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { types } from 'node:util'
import { bindNamed, getLevelName, type LogRecord, type PositionsThenNames, typeName } from '@pylogging/formatter'
import { type Buffering, type Newline, parseNewline, parseOptions, type RotationOptions } from '@pylogging/rotator'
import { findEncoder } from '../encodings/encoding.js'
import { ValueError } from '../ground/errors.js'
import type { TextStream } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { handleFailure, KEEPS_NO_RECORDS } from '../model/handler.js'
import { forgetIfThrows } from '../model/shutdown.js'
import { checkBinary, FileStream, shownEncoding } from './file-stream.js'
import { NO_STREAM, StreamHandler } from './stream.js'

/** A path as text or as the bytes of it, or a `file:` URL such as `new URL('app.log', import.meta.url)`. */
export type FileName = string | Uint8Array | { readonly href: string }

/** The keywords of FileHandler, by Python's names. */
export interface FileHandlerOptions extends Pick<RotationOptions, (typeof OWN_NAMES)[number]> {
  /** The path of the file, from the working directory of the process. */
  readonly filename?: FileName | undefined
  /** 'a' appends, 'w' empties the file first, 'x' must create it. */
  readonly mode?: string | undefined
  /** Any of Python's names for one; 'utf-8' unless given. */
  readonly encoding?: string | null | undefined
  /** True opens the file with the first record. */
  readonly delay?: boolean | undefined
  /** The treatment of characters that the encoding does not have: 'strict', 'replace', 'backslashreplace' ... */
  readonly errors?: string | null | undefined
}

/** Options in which the file is named, too. */
export type WithFilename<Options> = Options & { readonly filename: FileName }

/** A stream that can be closed. */
export interface ClosableStream extends TextStream {
  close?(): void
  fileno?(): number
}

export const FILE_NAMES = ['filename', 'mode', 'encoding', 'delay', 'errors'] as const
/** The options of ours, by keyword only. */
export const OWN_NAMES = ['newline', 'bufferBytes', 'flushIntervalMs'] as const
const SIGNATURE = { owner: 'FileHandler.__init__()', names: FILE_NAMES, keywordOnly: OWN_NAMES, required: 1 }

/**
 * Writes records to a file, each in one system call.
 *
 * The constructor opens the file, or with `delay` the first record. After `close` a record opens it again, but not in
 * mode 'w', which would empty it.
 *
 * @example new FileHandler('app.log', { encoding: 'utf-8', delay: true })
 */
export class FileHandler extends StreamHandler {
  static override readonly [KEEPS_NO_RECORDS] = true

  declare stream: ClosableStream | null
  /** The absolute path, so that a change of the working directory does not matter. */
  readonly baseFilename: string
  mode: string
  /** The encoding as it was given; null in binary modes. */
  encoding: string | null
  errors: string | null
  delay: boolean
  readonly #buffering: Buffering | null
  readonly #newline: Newline

  /** @throws OSError with the path, unless `delay`; ValueError for a bad mode; LookupError for an unknown encoding. */
  constructor(
    ...args: PositionsThenNames<
      [filename: FileName, mode?: string, encoding?: string | null, delay?: boolean, errors?: string | null],
      typeof FILE_NAMES,
      FileHandlerOptions
    >
  )
  constructor(filename: FileName, options: Omit<FileHandlerOptions, 'filename'>)
  constructor(options: WithFilename<FileHandlerOptions>)
  constructor(...args: unknown[]) {
    const options = bindNamed<WithFilename<FileHandlerOptions>>(SIGNATURE, args)
    const { filename, mode = 'a', encoding = null, delay = false, errors = null } = options
    const path = absolutePath(filename)
    checkBinary(mode, encoding, errors)
    findEncoder(encoding, errors)
    super(NO_STREAM)
    this.baseFilename = path
    this.mode = mode
    this.encoding = shownEncoding(mode, encoding)
    this.errors = errors
    this.delay = delay
    this.stream = null
    this.#newline = forgetIfThrows(this, () => newlineOf(options, new.target.name))
    this.#buffering = forgetIfThrows(this, () => bufferingOf(options, new.target.name))
    if (!delay) this.stream = forgetIfThrows(this, () => this._open())
  }

  /** Python's hook: opens the file and returns the stream; null where a subclass has none. */
  _open(): ClosableStream | null {
    const lines = { buffering: this.#buffering, newline: this.#newline }
    return new FileStream(this.baseFilename, this.mode, this.encoding, this.errors, lines)
  }

  /** Writes a record. Where the file has to be opened and cannot be, `handleError` gets the OSError. */
  override emit(record: LogRecord): void {
    if (this.stream === null && !attempt(this, record, () => streamFor(this) !== null)) return
    if (this.#buffering !== null && isBuffered(this.stream)) attempt(this, record, () => this.#keep(record))
    else super.emit(record)
  }

  #keep(record: LogRecord): boolean {
    writeText(this.stream, this.format(record) + this.terminator)
    return true
  }

  /** Closes the file. Once is enough, twice does no harm. */
  override close(): void {
    try {
      if (this.stream !== null) this.#closeStream()
    } finally {
      super.close()
    }
  }

  #closeStream(): void {
    const { stream } = this
    try {
      this.flush()
    } finally {
      this.stream = null
      closeStream(stream)
    }
  }

  override toString(): string {
    return `<${this.constructor.name} ${this.baseFilename} (${getLevelName(this.level)})>`
  }
}

/** Returns the buffer that the options ask for; null where they ask for none. @throws TypeError, ValueError */
function bufferingOf({ bufferBytes = 0, flushIntervalMs }: FileHandlerOptions, owner: string): Buffering | null {
  if (bufferBytes === 0 && flushIntervalMs === undefined) return null
  const buffering = parseOptions({ bufferBytes, flushIntervalMs }, owner)
  return buffering.bufferBytes === 0 ? null : buffering
}

/** @throws TypeError, ValueError */
function newlineOf({ newline, mode = 'a' }: FileHandlerOptions, owner: string): Newline {
  if (mode.includes('b') && newline != null) throw new ValueError("binary mode doesn't take a newline argument")
  return parseNewline(newline, owner)
}

/**
 * Whether the stream keeps records back. A subclass's `_open` may return another stream, which is flushed after each
 * record as in Python.
 */
function isBuffered(stream: ClosableStream | null): boolean {
  return stream instanceof FileStream && stream.isBuffered
}

/**
 * Does the work that comes before a record is written. Where it fails, `handleError` gets the error and the record is
 * not written.
 */
export function attempt(handler: FileHandler, record: LogRecord, work: () => boolean): boolean {
  try {
    return work()
  } catch (error) {
    handleFailure(handler, record, error)
    return false
  }
}

/** Closes a stream. One that a subclass's `_open` returned may lack a method of this name. */
export function closeStream(stream: ClosableStream | null): void {
  if (typeof stream?.close === 'function') stream.close()
}

/** The stream of a file handler, opened if it may be. @throws OSError */
export function streamFor(handler: FileHandler): ClosableStream | null {
  if (handler.stream === null && (handler.mode !== 'w' || !handler._closed)) handler.stream = handler._open()
  return handler.stream
}

/** @throws TypeError for what is no path, ValueError for one that no file system has. */
export function absolutePath(filename: FileName): string {
  if (typeof filename === 'string') {
    if (filename.includes('\0')) throw new ValueError('embedded null byte')
    return resolve(filename)
  }
  if (types.isUint8Array(filename)) return absolutePath(textOfPath(filename))
  if (typeof filename === 'object' && filename !== null && typeof filename.href === 'string') {
    return fileURLToPath(filename.href)
  }
  throw new TypeError(`expected str, bytes or os.PathLike object, not ${typeName(filename)}`)
}

/** `baseFilename` is text, so bytes that are no text can be no path here. */
function textOfPath(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new ValueError('a path of bytes must be utf-8')
  return Buffer.from(bytes).toString()
}
