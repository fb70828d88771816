/**
 * Python's TimedRotatingFileHandler on top of @pylogging/rotator, which rotates.
 *
 * A record goes to the file of the period that it was created in, even where a rotation was late. Differences from
 * CPython, all of them about lines that it would lose: docs/differences.md.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, TimedRotatingFileHandler.
 */
import { bindNamed, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import {
  computeRollover,
  parseSchedule,
  type RotationHooks,
  type Schedule,
  TimedRotatingFile,
  type TimeOfDay,
} from '@pylogging/rotator'
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

/** The keywords of TimedRotatingFileHandler: Python's, then ours. */
export interface TimedRotatingFileHandlerOptions extends Omit<FileHandlerOptions, 'mode'>, RotatorOptions {
  /** S, M, H, D, MIDNIGHT, or W0 to W6 where W0 is Monday; letter case does not matter. 'h' unless given. */
  readonly when?: string | undefined
  /** How many of these units a period has. */
  readonly interval?: number | undefined
  /** How many backups are kept; 0 keeps all. */
  readonly backupCount?: number | undefined
  /** True rotates and names files by UTC. */
  readonly utc?: boolean | undefined
  /** The time of day of MIDNIGHT and W0 to W6. */
  readonly atTime?: TimeOfDay | string | null | undefined
  /** A record that would make the file this long, in bytes, rotates it before its time; 0 never. Ours. */
  readonly maxBytes?: number | undefined
}

const NAMES = ['filename', 'when', 'interval', 'backupCount', 'encoding', 'delay', 'utc', 'atTime', 'errors'] as const
const SIGNATURE = {
  owner: 'TimedRotatingFileHandler.__init__()',
  names: NAMES,
  keywordOnly: ['maxBytes', ...KEYWORDS_HANDED_ON],
  required: 1,
}

/**
 * Writes records to a file that starts anew at certain times: app.log, app.log.2026-07-15 ...
 *
 * Any number of processes may write and rotate one file. A record goes to the file of the period it was created in, so
 * the file's name says the truth about its lines.
 *
 * @example new TimedRotatingFileHandler('app.log', { when: 'midnight', backupCount: 7 })
 */
export class TimedRotatingFileHandler extends BaseRotatingHandler {
  static override readonly [KEEPS_NO_RECORDS] = true

  readonly #schedule: Schedule
  readonly #file: TimedRotatingFile
  readonly #stream: RotatorStream

  /** @throws TypeError or ValueError for a bad option; LookupError; OSError with the path, unless `delay`. */
  constructor(
    ...args: PositionsThenNames<
      [
        filename: FileName,
        when?: string,
        interval?: number,
        backupCount?: number,
        encoding?: string | null,
        delay?: boolean,
        utc?: boolean,
        atTime?: TimeOfDay | string | null,
        errors?: string | null,
      ],
      typeof NAMES,
      TimedRotatingFileHandlerOptions
    >
  )
  constructor(filename: FileName, options: Omit<TimedRotatingFileHandlerOptions, 'filename'>)
  constructor(options: WithFilename<TimedRotatingFileHandlerOptions>)
  constructor(...args: unknown[]) {
    const bound = bindNamed<WithFilename<TimedRotatingFileHandlerOptions>>(SIGNATURE, args)
    const { filename, encoding = null, delay = false, errors = null, ...rotation } = bound
    super(filename, 'a', encoding, true, errors)
    const options = { ...rotatorOptions(this, rotation), hooks: this.#hooks() }
    this.#schedule = forgetIfThrows(this, () => parseSchedule(checkOptions(options, 'TimedRotatingFileHandler')))
    this.#file = forgetIfThrows(this, () => new TimedRotatingFile(this.baseFilename, options))
    this.#file.delay = delay
    this.#stream = new RotatorStream(this.#file)
    this.delay = delay
    if (!delay) this.stream = forgetIfThrows(this, () => this._open())
  }

  #hooks(): RotationHooks {
    return Object.assign(hooksOf(this), {
      computeRollover: (seconds: number) => this.computeRollover(seconds),
      getFilesToDelete: () => this.getFilesToDelete(),
    })
  }

  override _open(): ClosableStream | null {
    openRotated(this, this.#file)
    return this.#stream
  }

  override emit(record: LogRecord): void {
    const { shouldRollover, doRollover } = TimedRotatingFileHandler.prototype
    if (this.shouldRollover !== shouldRollover || this.doRollover !== doRollover) super.emit(record)
    else emitToFile(this, this.#stream, this.#file, record)
  }

  /** Rotates now. @throws OSError; nothing is lost. */
  override doRollover(): void {
    this.#file.doRollover()
  }

  /** Whether this record would rotate the file; null is a record of now, as in Python any is. @throws OSError */
  override shouldRollover(record: LogRecord | null): boolean {
    return this.#file.shouldRollover(record?.created, () => (record ? this.format(record) + this.terminator : ''))
  }

  /** Returns the end of a file's period that began at a moment, both in seconds since the epoch. */
  computeRollover(currentTime: number): number {
    return computeRollover(this.#schedule, currentTime)
  }

  /** The paths that the next rotation would delete, oldest first. */
  getFilesToDelete(): string[] {
    return this.#file.getFilesToDelete()
  }

  /** The option `when` in upper case. */
  get when(): string {
    return this.#schedule.when
  }

  /** The length of a period in seconds, already multiplied out. */
  get interval(): number {
    return this.#schedule.interval
  }

  get utc(): boolean {
    return this.#schedule.utc
  }

  get atTime(): TimeOfDay | null {
    return this.#schedule.atTime ?? null
  }

  /** The day of W0 to W6, where 0 is Monday; undefined for any other `when`. */
  get dayOfWeek(): number | undefined {
    return this.#schedule.dayOfWeek
  }

  get backupCount(): number {
    return this.#file.backupCount
  }

  set backupCount(count: number) {
    this.#file.backupCount = count
  }

  /** Bytes at which the file is rotated before its time; 0 never. */
  get maxBytes(): number {
    return this.#file.maxBytes
  }

  set maxBytes(bytes: number) {
    this.#file.maxBytes = bytes
  }

  /** The date in a backup's name, as `strftime` takes it. */
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

  /** The end of the file's period, in seconds since the epoch. */
  get rolloverAt(): number {
    return this.#file.rolloverAt
  }

  set rolloverAt(seconds: number) {
    this.#file.rolloverAt = seconds
  }
}
