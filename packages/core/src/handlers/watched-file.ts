/**
 * Writes records to a file that somebody else rotates, logrotate for example: where the name leads to another file, or to
 * none, the file is opened anew before the record.
 *
 * A line that is written between the look and the other's move is in the moved file. Not for Windows, as in Python.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, WatchedFileHandler.
 */
import { fstatSync, statSync } from 'node:fs'
import { bindNamed, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import { osError } from '../ground/errors.js'
import { KEEPS_NO_RECORDS } from '../model/handler.js'
import {
  attempt,
  closeStream,
  FILE_NAMES,
  FileHandler,
  type FileHandlerOptions,
  type FileName,
  OWN_NAMES,
  type WithFilename,
} from './file.js'
import { flushStream } from './stream.js'

const SIGNATURE = {
  owner: 'WatchedFileHandler.__init__()',
  names: FILE_NAMES,
  keywordOnly: OWN_NAMES,
  required: 1,
}
const QUIET = { throwIfNoEntry: false } as const

/**
 * Writes records to a file that somebody else rotates, logrotate for example: where the name leads to another file, or
 * to none, the file is opened anew before the record. Not for Windows, as in Python.
 */
export class WatchedFileHandler extends FileHandler {
  static override readonly [KEEPS_NO_RECORDS] = true

  /** The device of the open file; -1 before the first. */
  dev = -1
  /** The inode of the open file; -1 before the first. */
  ino = -1

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
    super(bindNamed<WithFilename<FileHandlerOptions>>(SIGNATURE, args))
    this._statstream()
  }

  /** Notes which file is open. */
  _statstream(): void {
    const fd = this.stream?.fileno?.()
    if (fd === undefined) return
    const { dev, ino } = fstatSync(fd)
    this.dev = dev
    this.ino = ino
  }

  /** Opens the file that has the name now, unless it is open already. @throws OSError */
  reopenIfNeeded(): void {
    const { stream } = this
    if (stream === null || this.#isCurrent()) return
    // Closing and opening may fail; then the next record opens the file.
    this.stream = null
    flushStream(stream)
    closeStream(stream)
    this.stream = this._open()
    this._statstream()
  }

  #isCurrent(): boolean {
    try {
      const named = statSync(this.baseFilename, QUIET)
      return named !== undefined && named.dev === this.dev && named.ino === this.ino
    } catch (error) {
      throw osError(error, this.baseFilename)
    }
  }

  /** Looks first whether the file is still the one of that name; `handleError` gets what goes wrong. */
  override emit(record: LogRecord): void {
    const isReady = attempt(this, record, () => {
      this.reopenIfNeeded()
      return true
    })
    if (isReady) super.emit(record)
  }
}
