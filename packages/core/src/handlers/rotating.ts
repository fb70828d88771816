/**
 * Handlers whose file is rotated. The rotation itself, safe for any number of processes, is @pylogging/rotator.
 *
 *   new TimedRotatingFileHandler('app.log', { when: 'midnight', backupCount: 7 })
 *
 * A record goes to the file of the period it was created in, so the file's name says the truth about its lines even
 * where a rotation was late. Differences from CPython, all of them about lines that it would lose: docs/differences.md.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, BaseRotatingHandler, TimedRotatingFileHandler.
 */
import { bindArguments, type LogRecord, type Signature } from '@pylogging/formatter'
import { TimedRotatingFile, type TimeOfDay } from '@pylogging/rotator'
import { isStackOverflow, KEEPS_NO_RECORDS } from '../handler.js'
import { construct } from '../shutdown.js'
import { type ClosableStream, FileHandler, type FileName } from './file.js'

/** The keywords of TimedRotatingFileHandler: Python's, then ours. */
export interface TimedRotatingFileHandlerOptions {
  readonly filename?: FileName | undefined
  /** S, M, H, D, MIDNIGHT, or W0 to W6 where W0 is Monday; letter case does not matter. 'h' unless given. */
  readonly when?: string | undefined
  /** How many of these units a period has. */
  readonly interval?: number | undefined
  /** How many rotated files are kept; 0 keeps all. */
  readonly backupCount?: number | undefined
  readonly encoding?: string | null | undefined
  /** True opens the file with the first record. */
  readonly delay?: boolean | undefined
  /** True rotates and names files by UTC. */
  readonly utc?: boolean | undefined
  /** The time of day of MIDNIGHT and W0 to W6. */
  readonly atTime?: TimeOfDay | string | null | undefined
  readonly errors?: string | null | undefined
  /** Permission bits of the file, such as 0o640. */
  readonly permissions?: number | undefined
  /** How old, in milliseconds, the knowledge may be that the file still has its name; 0 looks before each record. */
  readonly watchIntervalMs?: number | undefined
  /** How long, in milliseconds, a record may wait for another process that rotates. */
  readonly lockWaitMs?: number | undefined
}

const SIGNATURE: Signature = {
  owner: 'TimedRotatingFileHandler.__init__()',
  names: ['filename', 'when', 'interval', 'backupCount', 'encoding', 'delay', 'utc', 'atTime', 'errors'],
  keywordOnly: ['permissions', 'watchIntervalMs', 'lockWaitMs'],
  required: 1,
}

type Bound = [
  filename: FileName,
  when?: string,
  interval?: number,
  backupCount?: number,
  encoding?: string | null,
  delay?: boolean,
  utc?: boolean,
  atTime?: TimeOfDay | string | null,
  errors?: string | null,
  permissions?: number,
  watchIntervalMs?: number,
  lockWaitMs?: number,
]

/** Base of the rotating handlers. What rotates the file is its stream, which opens and closes it as it sees fit. */
export abstract class BaseRotatingHandler extends FileHandler {
  abstract doRollover(): void
  abstract shouldRollover(record: LogRecord): boolean

  /** Rotates first when it is time. What goes wrong, opening the file included, goes to `handleError`, as in Python. */
  override emit(record: LogRecord): void {
    try {
      if (this.shouldRollover(record)) this.doRollover()
      super.emit(record)
    } catch (error) {
      if (isStackOverflow(error)) throw error
      this.handleError(record, error)
    }
  }
}

export class TimedRotatingFileHandler extends BaseRotatingHandler {
  static override readonly [KEEPS_NO_RECORDS] = true

  declare stream: ClosableStream | null
  readonly #file: TimedRotatingFile

  /** @throws ValueError for an unknown `when`; OSError with the path, unless `delay`. */
  constructor(
    filename: FileName,
    when?: string,
    interval?: number,
    backupCount?: number,
    encoding?: string | null,
    delay?: boolean,
    utc?: boolean,
    atTime?: TimeOfDay | string | null,
    errors?: string | null,
  )
  constructor(filename: FileName, options: Omit<TimedRotatingFileHandlerOptions, 'filename'>)
  constructor(options: TimedRotatingFileHandlerOptions & { readonly filename: FileName })
  constructor(...args: unknown[]) {
    const [filename, when, interval, backupCount, encoding, delay, utc, atTime, errors, ...ours] = bindArguments(
      SIGNATURE,
      args,
    ) as Bound
    const [permissions, watchIntervalMs, lockWaitMs] = ours
    super(filename, 'a', encoding ?? null, true, errors ?? null)
    const options = { when, interval, backupCount, delay, utc, atTime, mode: permissions, watchIntervalMs, lockWaitMs }
    this.#file = construct(this, () => new TimedRotatingFile(this.baseFilename, options))
    this.delay = delay ?? false
    if (!this.delay) this.stream = this.#file
  }

  override _open(): ClosableStream {
    return this.#file
  }

  override emit(record: LogRecord): void {
    try {
      const text = this.format(record) + this.terminator
      this.stream ??= this._open()
      if (this.stream === this.#file) this.#file.write(text, record.created)
      else this.stream.write(text)
    } catch (error) {
      if (isStackOverflow(error)) throw error
      this.handleError(record, error)
    }
  }

  /** Rotates now. @throws OSError; nothing is lost. */
  override doRollover(): void {
    this.#file.doRollover()
  }

  /** Whether this record would rotate the file. @throws OSError */
  override shouldRollover(record: LogRecord): boolean {
    return this.#file.shouldRollover(record.created)
  }

  /** The paths that the next rotation would delete, oldest first. */
  getFilesToDelete(): string[] {
    return this.#file.getFilesToDelete()
  }

  /** In upper case. */
  get when(): string {
    return this.#file.when
  }

  /** Seconds, already multiplied out. */
  get interval(): number {
    return this.#file.interval
  }

  get backupCount(): number {
    return this.#file.backupCount
  }

  set backupCount(count: number) {
    this.#file.backupCount = count
  }

  get utc(): boolean {
    return this.#file.utc
  }

  get atTime(): TimeOfDay | null {
    return this.#file.atTime ?? null
  }

  /** The date in a rotated file's name, as `strftime` takes it. */
  get suffix(): string {
    return this.#file.suffix
  }

  set suffix(suffix: string) {
    this.#file.suffix = suffix
  }

  get extMatch(): RegExp {
    return this.#file.extMatch
  }

  set extMatch(pattern: RegExp) {
    this.#file.extMatch = pattern
  }

  /** When the file's period ends, in seconds since the epoch. */
  get rolloverAt(): number {
    return this.#file.rolloverAt
  }

  set rolloverAt(seconds: number) {
    this.#file.rolloverAt = seconds
  }

  /** Gives rotated files another name; the same function in every process. */
  get namer(): ((name: string) => string) | null {
    return this.#file.namer
  }

  set namer(namer: ((name: string) => string) | null) {
    this.#file.namer = namer
  }
}
