/**
 * A log file that many processes write and rotate at once.
 *
 *   const file = new TimedRotatingFile('/var/log/app.log', { when: 'midnight', backupCount: 7 })
 *   file.write('ready\n')
 *
 * The writing is shared-file.ts, the names of the backups are period-backups.ts; the rule is here: a record beyond the
 * file's period rotates it first.
 *
 * A file's period is a function of the file alone (schedule.ts, fileStart), never of the process that looks at it; that
 * is how processes agree without talking. With `maxBytes` it may end early; what follows within the same period has the
 * same name and a number: app.log.2026-07-15, then app.log.2026-07-15.1.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#timedrotatingfilehandler
 */

import { checkForWindows } from './backups/backup-names.js'
import { sweepLeftovers } from './backups/leftovers.js'
import { PeriodBackups } from './backups/period-backups.js'
import { rotate } from './backups/rotate.js'
import { freeName } from './backups/rotate-by-hook.js'
import { settleCompressions } from './compression/compress-traces.js'
import { isSameFile } from './file/file-identity.js'
import { stateBehind } from './file/named-file.js'
import { type FileUrl, parseOptions, type TimedRotatingFileOptions } from './options/options.js'
import {
  computeRollover,
  fileStart,
  isReached,
  parseSchedule,
  type Schedule,
  type TimeOfDay,
} from './schedule/schedule.js'
import { insideOf, RotatedFile } from './sharing/rotated-file.js'
import { environment, type FileStat } from './world/environment.js'
import { osError } from './world/errors.js'

/** Records stamped in the past go to the file of their time, but a stream of them must not hold up rotation for ever. */
const LATEST_S = 60
/**
 * The bits of a record's number that are 0 where the clock is read, at every 64th record: reading it costs a tenth of a
 * write.
 */
const LATEST_MASK = 63

/**
 * A log file that many processes write, and that starts anew when its period is over: app.log, app.log.2026-07-15 ...
 *
 * A record beyond the period rotates the file first. With a `backupCount` of 0 all backups stay, as in Python. With
 * `maxBytes` a period may have several files: app.log.2026-07-15, then app.log.2026-07-15.1.
 *
 * @example new TimedRotatingFile('/var/log/app.log', { when: 'midnight', backupCount: 7 }).write('ready\n')
 */
export class TimedRotatingFile extends RotatedFile {
  /** The unit of the periods, in upper case. */
  readonly when: string
  /** The length of a period in seconds, already multiplied out: when 'H' with interval 2 gives 7200. */
  readonly interval: number
  readonly utc: boolean
  readonly atTime: TimeOfDay | undefined
  /** For W0 to W6 alone; 0 is Monday. */
  readonly dayOfWeek: number | undefined
  /** The pattern of the date's part of a backup's name; `getFilesToDelete` goes by it. */
  extMatch: RegExp

  readonly #inside = insideOf(this)
  readonly #schedule: Schedule
  readonly #backups: PeriodBackups
  #suffix: string
  #rolloverAt: number
  #asked = 0
  /**
   * The end of the period that the user has set for the file that is open now; it decides about its name, as in Python.
   */
  #chosenRolloverAt: number | undefined

  /**
   * @param filename - Path, or `file:` URL.
   * @throws TypeError or ValueError for a bad option; OSError when the file cannot be opened, unless `delay` is set.
   */
  constructor(filename: string | FileUrl, options: TimedRotatingFileOptions = {}) {
    const settings = parseOptions(options, 'TimedRotatingFile')
    const schedule = parseSchedule(settings)
    super(filename, settings, true)
    this.when = schedule.when
    this.interval = schedule.interval
    this.utc = schedule.utc
    this.atTime = schedule.atTime
    this.dayOfWeek = schedule.dayOfWeek
    this.#suffix = schedule.suffix
    this.extMatch = schedule.extMatch
    this.#schedule = schedule
    this.#backups = new PeriodBackups(this, schedule, settings.hooks, (stat) => this.#periodEnd(stat))
    this.#rolloverAt = this.computeRollover(this.#startOfFile())
    this.#inside.begin({
      opened: (stat, wasClosed) => this.#opened(stat, wasClosed),
      closed: () => {
        this.#rolloverAt = this.computeRollover(this.#startOfFile())
      },
      isDue: (text, time) => this.#isOver(time) || this.#inside.isFull(text),
      isFull: (text) => this.#inside.isFull(text),
      isLate: (stat, time) => this.#isLate(stat, time),
      canRotate: () => this.#canRotate(),
      rotate: (due) => this.#rotate(due),
      retain: () => {
        this.#backups.notes.attempt(() => this.#inside.hook.rescue())
        this.#backups.retain()
      },
      takeTrouble: () => this.#backups.notes.take(),
      compressible: this.#backups.compressible,
      startedEarly: (time) => {
        // This record, or this process's clock, is ahead of the file system's. Its own periods then follow its own time.
        this.#rolloverAt = this.computeRollover(Math.floor(time))
      },
    })
  }

  /**
   * The date's part of a backup's name. As in Python, whoever changes it changes `extMatch` too.
   *
   * @throws ValueError on Windows for one with a character that no name has there, such as `:`.
   */
  get suffix(): string {
    return this.#suffix
  }

  set suffix(suffix: string) {
    checkForWindows(suffix)
    this.#suffix = suffix
  }

  /** The end of the open file's period, in seconds since the epoch. Setting it also names the file, as in Python. */
  get rolloverAt(): number {
    return this.#rolloverAt
  }

  set rolloverAt(seconds: number) {
    this.#rolloverAt = seconds
    this.#chosenRolloverAt = seconds
  }

  /**
   * Whether a record of that time would be preceded by a rotation. Looks whether somebody else has rotated meanwhile.
   *
   * @param seconds - Since the epoch; the clock's where absent.
   * @param text - The record with its newline, for `maxBytes`, or what makes it, which is called only if it matters.
   * @throws OSError when the file cannot be looked at or opened.
   */
  shouldRollover(
    seconds: number = environment.now() / 1000,
    text: string | Uint8Array | (() => string | Uint8Array) = '',
  ): boolean {
    this.#inside.follow()
    const isDue = this.#inside.isDue('', seconds) || (this.#mayBeFull() && this.#inside.isFull(asText(text)))
    return isDue && this.#canRotate()
  }

  /** Returns the end of a file's period that began at a moment, both in seconds since the epoch. */
  computeRollover(seconds: number): number {
    return this.#inside.hooks?.computeRollover?.(seconds) ?? computeRollover(this.#schedule, seconds)
  }

  /**
   * The backups that are more than `backupCount`, as absolute paths, oldest first. With a `backupCount` of 0 those are all,
   * as in Python, although no rollover then deletes any.
   *
   * @throws OSError
   */
  getFilesToDelete(): string[] {
    try {
      return this.#backups.tooMany()
    } catch (error) {
      throw osError(error)
    }
  }

  /** The base for `computeRollover` before anything is open. */
  #startOfFile(): number {
    let file: FileStat | undefined
    try {
      file = stateBehind(this.baseFilename)
    } catch {
      // Opening it will say what is wrong.
    }
    return file === undefined ? Math.floor(environment.now() / 1000) : fileStart(file)
  }

  #opened(stat: FileStat, wasClosed: boolean): void {
    if (wasClosed && this.#chosenRolloverAt !== undefined) return
    this.#rolloverAt = this.computeRollover(fileStart(stat))
    this.#chosenRolloverAt = undefined
  }

  /** A record that was stamped before a rotation and is written after it goes to the file of its time. */
  #isLate(stat: FileStat, seconds: number): boolean {
    if (seconds >= this.#rolloverAt || environment.now() / 1000 < this.#rolloverAt) return false
    return this.#backups.officialName(stat) !== undefined
  }

  #isOver(seconds: number): boolean {
    if (isReached(this.#rolloverAt, seconds)) return true
    return (this.#asked++ & LATEST_MASK) === 0 && environment.now() / 1000 >= this.#rolloverAt + LATEST_S
  }

  #mayBeFull(): boolean {
    return this.maxBytes > 0 && this.#inside.file.size > 0
  }

  #rotate(due: FileStat): boolean {
    const { rotated, compressible } = this.#backups
    const fileNames = sweepLeftovers(rotated, settleCompressions(compressible))
    const { rotator } = this.#inside.hooks ?? this
    if (rotator === null) return rotate(rotated, due, fileNames)
    const isRotated = this.#inside.hook.rotate(due, freeName(this.#backups.nameFor(due)), rotator)
    // It may have left the file where it is, and is to be called once a period.
    if (isRotated) this.#rolloverAt = this.computeRollover(Math.floor(environment.now() / 1000))
    return isRotated
  }

  /**
   * Whether the file can be rotated. One that never rotates is due again after a period only, and not at every record.
   */
  #canRotate(): boolean {
    if (this.#inside.file.isRotatable) return true
    this.#rolloverAt = this.computeRollover(Math.floor(environment.now() / 1000))
    return false
  }

  #periodEnd(stat: FileStat): number {
    const chosen = isSameFile(stat, this.#inside.file.stat) ? this.#chosenRolloverAt : undefined
    return chosen ?? this.computeRollover(fileStart(stat))
  }
}

function asText(text: string | Uint8Array | (() => string | Uint8Array)): string | Uint8Array {
  return typeof text === 'function' ? text() : text
}
