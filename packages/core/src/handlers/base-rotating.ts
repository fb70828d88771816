/**
 * Base of the handlers whose file is rotated, and of those that users write themselves.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, BaseRotatingHandler.
 */
import { existsSync, renameSync } from 'node:fs'
import { bindNamed, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import { osError } from '../ground/errors.js'
import { handleFailure } from '../model/handler.js'
import {
  FILE_NAMES,
  FileHandler,
  type FileHandlerOptions,
  type FileName,
  OWN_NAMES,
  type WithFilename,
} from './file.js'

const SIGNATURE = {
  owner: 'BaseRotatingHandler.__init__()',
  names: FILE_NAMES,
  keywordOnly: OWN_NAMES,
  required: 2,
}

/** The keywords of BaseRotatingHandler, by Python's names. */
export type BaseRotatingHandlerOptions = WithFilename<FileHandlerOptions> & { readonly mode: string }

/** Base of the handlers whose file is rotated. A subclass says in `shouldRollover` when to rotate and in `doRollover` how. */
export abstract class BaseRotatingHandler extends FileHandler {
  /** Gives backups another name; the same function in every process. */
  declare namer: ((name: string) => string) | null
  /** Makes a backup of the current file, in the place of renaming it. */
  declare rotator: ((source: string, dest: string) => void) | null

  static {
    // Attributes of the class, as in Python: a field would hide a subclass's method of the name.
    Object.assign(BaseRotatingHandler.prototype, { namer: null, rotator: null })
  }

  /** @throws OSError with the path, unless `delay`; ValueError for a bad mode; LookupError for an unknown encoding. */
  constructor(
    ...args: PositionsThenNames<
      [filename: FileName, mode: string, encoding?: string | null, delay?: boolean, errors?: string | null],
      typeof FILE_NAMES,
      FileHandlerOptions
    >
  )
  constructor(filename: FileName, options: Omit<BaseRotatingHandlerOptions, 'filename'>)
  constructor(options: BaseRotatingHandlerOptions)
  constructor(...args: unknown[]) {
    super(bindNamed<BaseRotatingHandlerOptions>(SIGNATURE, args))
  }

  /** Rotates now. */
  abstract doRollover(): void
  /** Whether the file is rotated before this record. */
  abstract shouldRollover(record: LogRecord): boolean

  /** Rotates first when it is time. A failure, of opening the file as well, goes to `handleError`, as in Python. */
  override emit(record: LogRecord): void {
    try {
      if (this.shouldRollover(record)) this.doRollover()
      super.emit(record)
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  /** Returns the name of a backup, by `namer` where there is one. */
  rotation_filename(default_name: string): string {
    return typeof this.namer === 'function' ? this.namer(default_name) : default_name
  }

  /** Makes the backup, by `rotator` where there is one. @throws OSError */
  rotate(source: string, dest: string): void {
    if (typeof this.rotator === 'function') this.rotator(source, dest)
    else if (existsSync(source)) rename(source, dest)
  }
}

function rename(source: string, dest: string): void {
  try {
    renameSync(source, dest)
  } catch (error) {
    throw osError(error, source)
  }
}
