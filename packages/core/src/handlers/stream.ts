/**
 * Writes records to a stream, by default stderr, each with its terminator in one write.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, StreamHandler.
 */
import { bindNamed, getLevelName, type LogRecord, NOTSET, str } from '@pylogging/formatter'
import { standardStreams, sys, type TextStream } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { Handler, handleFailure, KEEPS_NO_RECORDS } from '../model/handler.js'

const SIGNATURE = { owner: 'StreamHandler.__init__()', names: ['stream'] }

/** Writes records to a stream, stderr unless given, each with its terminator in one write. */
export class StreamHandler extends Handler {
  static readonly [KEEPS_NO_RECORDS] = true

  stream: TextStream | null
  /** The text that ends each record. */
  terminator = '\n'

  /** @param stream - Anything with `write`; null is what `logging.sys.stderr` is now. */
  constructor(stream?: TextStream | null | { readonly stream?: TextStream | null | undefined })
  constructor(...args: unknown[]) {
    super()
    const { stream = null } = bindNamed<{ readonly stream?: TextStream | null }>(SIGNATURE, args)
    this.stream = stream ?? sys.stderr
  }

  override flush(): void {
    flushStream(this.stream)
  }

  override emit(record: LogRecord): void {
    try {
      const text = this.format(record) + this.terminator
      writeText(this.stream, text, (error) => this.handleError(record, error))
      this.flush()
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  /**
   * Writes to another stream from now on; the old one is flushed.
   *
   * @returns The stream that was replaced, or null when it is the same one.
   */
  setStream(stream: TextStream): TextStream | null {
    if (stream === this.stream) return null
    const { stream: old } = this
    this.flush()
    this.stream = stream
    return old
  }

  override toString(): string {
    const name = streamName(this.stream)
    return `<${this.constructor.name} ${name === '' ? '' : `${name} `}(${getLevelName(this.level)})>`
  }
}

/** Writes to whatever `logging.sys.stderr` is at the moment: Python's handler of last resort. */
export class _StderrHandler extends StreamHandler {
  static override readonly [KEEPS_NO_RECORDS] = true

  constructor(level?: number | string | { readonly level?: number | string | undefined }) {
    const given = level === undefined ? [] : [level]
    const { level: least = NOTSET } = bindNamed<{ readonly level?: number | string }>(STDERR_SIGNATURE, given)
    super(NO_STREAM)
    Object.defineProperty(this, 'stream', { get: () => sys.stderr, enumerable: true })
    this.setLevel(least)
  }

  /** Node's own stderr has nothing to flush, and asking for it opens it: milliseconds at the end of every program. */
  override flush(): void {
    if (standardStreams.stderr !== undefined) super.flush()
  }
}

const STDERR_SIGNATURE = { owner: '_StderrHandler.__init__()', names: ['level'] }

/** Keeps a base class from asking for stderr. */
export const NO_STREAM: TextStream = { write: () => undefined }

/** A handler that does nothing, for libraries: with it, records that nobody else wants are not printed. */
export class NullHandler extends Handler {
  static readonly [KEEPS_NO_RECORDS] = true

  override handle(_record: LogRecord): undefined {}

  override emit(_record: LogRecord): void {}

  override createLock(): void {
    this.lock = null
  }
}

/** A stream may have a `flush` that is no method: in fs.WriteStream it is an option. */
export function flushStream(stream: TextStream | null): void {
  if (typeof stream?.flush === 'function') stream.flush()
}

function streamName(stream: TextStream | null): string {
  if (stream === null) return ''
  if (stream === process.stdout) return '<stdout>'
  if (stream === process.stderr) return '<stderr>'
  return stream.name === undefined ? '' : str(stream.name)
}
