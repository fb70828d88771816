/**
 * Python's RotatingFileHandler on top of @pylogging/rotator, which rotates.
 *
 * Kept on purpose, because CPython does it: with a `backupCount` of 0 nothing is rotated and the file grows; with
 * `maxBytes` any mode is 'a'; an empty file takes a record of any length.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, RotatingFileHandler.
 */
import { bindNamed, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import { RotatingFile } from '@pylogging/rotator'
import { KEEPS_NO_RECORDS } from '../model/handler.js'
import { forgetIfThrows } from '../model/shutdown.js'
import { BaseRotatingHandler } from './base-rotating.js'
import type { ClosableStream, FileHandlerOptions, FileName, WithFilename } from './file.js'
import {
  checkOptions,
  emitToFile,
  hooksOf,
  KEYWORDS_HANDED_ON,
  openRotated,
  type RotatorOptions,
  RotatorStream,
  rotatorOptions,
} from './rotator-file.js'

/** The keywords of RotatingFileHandler: Python's, then ours. */
export interface RotatingFileHandlerOptions extends FileHandlerOptions, RotatorOptions {
  /** A record that would make the file this long, in bytes, rotates it first; 0 never. */
  readonly maxBytes?: number | undefined
  /** How many backups are kept; with 0 nothing is rotated. */
  readonly backupCount?: number | undefined
}

const NAMES = ['filename', 'mode', 'maxBytes', 'backupCount', 'encoding', 'delay', 'errors'] as const
const SIGNATURE = {
  owner: 'RotatingFileHandler.__init__()',
  names: NAMES,
  keywordOnly: KEYWORDS_HANDED_ON,
  required: 1,
}

/**
 * Writes records to a file that starts anew when it has reached a size: app.log, app.log.1, app.log.2 ...
 *
 * Any number of processes may write and rotate one file. With a `backupCount` of 0 nothing is rotated and the file
 * grows, as in Python; with `maxBytes` any mode is 'a'.
 *
 * @example new RotatingFileHandler('app.log', { maxBytes: 10_000_000, backupCount: 5 })
 */
export class RotatingFileHandler extends BaseRotatingHandler {
  static override readonly [KEEPS_NO_RECORDS] = true

  readonly #file: RotatingFile
  readonly #stream: RotatorStream

  /** @throws TypeError or ValueError for a bad option; LookupError; OSError with the path, unless `delay`. */
  constructor(
    ...args: PositionsThenNames<
      [
        filename: FileName,
        mode?: string,
        maxBytes?: number,
        backupCount?: number,
        encoding?: string | null,
        delay?: boolean,
        errors?: string | null,
      ],
      typeof NAMES,
      RotatingFileHandlerOptions
    >
  )
  constructor(filename: FileName, options: Omit<RotatingFileHandlerOptions, 'filename'>)
  constructor(options: WithFilename<RotatingFileHandlerOptions>)
  constructor(...args: unknown[]) {
    const bound = bindNamed<WithFilename<RotatingFileHandlerOptions>>(SIGNATURE, args)
    const { filename, mode = 'a', encoding = null, delay = false, errors = null, ...rotation } = bound
    const { maxBytes = 0, backupCount = 0 } = rotation
    super(filename, maxBytes > 0 ? 'a' : mode, encoding, true, errors)
    const options = { ...rotatorOptions(this, rotation), maxBytes, backupCount, hooks: hooksOf(this) }
    forgetIfThrows(this, () => checkOptions(options, 'RotatingFileHandler'))
    this.#file = forgetIfThrows(this, () => new RotatingFile(this.baseFilename, options))
    this.#file.delay = delay
    this.#stream = new RotatorStream(this.#file)
    this.delay = delay
    if (!delay) this.stream = forgetIfThrows(this, () => this._open())
  }

  override _open(): ClosableStream | null {
    openRotated(this, this.#file)
    return this.#stream
  }

  override emit(record: LogRecord): void {
    const { shouldRollover, doRollover } = RotatingFileHandler.prototype
    if (this.shouldRollover !== shouldRollover || this.doRollover !== doRollover) super.emit(record)
    else emitToFile(this, this.#stream, this.#file, record)
  }

  /** Rotates now. @throws OSError; nothing is lost. */
  override doRollover(): void {
    this.#file.doRollover()
  }

  /** Whether this record would rotate the file; opens it. An empty file it would not, whatever the record. @throws OSError */
  override shouldRollover(record: LogRecord): boolean {
    this.stream ??= this._open()
    return this.maxBytes > 0 && this.#file.shouldRollover(() => this.format(record) + this.terminator)
  }

  /** Bytes; 0 or less never rotates. */
  get maxBytes(): number {
    return this.#file.maxBytes
  }

  set maxBytes(bytes: number) {
    this.#file.maxBytes = bytes
  }

  /** How many backups are kept. */
  get backupCount(): number {
    return this.#file.backupCount
  }

  set backupCount(count: number) {
    this.#file.backupCount = count
  }
}
