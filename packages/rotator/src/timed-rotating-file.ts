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

import { sweepLeftovers } from './backups/leftovers.js'
import { PeriodBackups } from './backups/period-backups.js'
import { rotate } from './backups/rotate.js'
import { freeName, HookRotation } from './backups/rotate-by-hook.js'
import { settleCompressions } from './compression/compress-traces.js'
import { isSameFile } from './file/file-identity.js'
import { stateBehind } from './file/named-file.js'
import { OpenFile } from './file/open-file.js'
import {
  absolutePath,
  type FileUrl,
  parseOptions,
  type RotationHooks,
  type Rotator,
  type TimedRotatingFileOptions,
} from './options/options.js'
import {
  computeRollover,
  fileStart,
  isReached,
  parseSchedule,
  type Schedule,
  type TimeOfDay,
} from './schedule/schedule.js'
import { RecordBuffer } from './sharing/record-buffer.js'
import { SharedFile } from './sharing/shared-file.js'
import { environment, type FileStat } from './world/environment.js'
import { osError } from './world/errors.js'

/** Records stamped in the past go to the file of their time, but a stream of them must not hold up rotation for ever. */
const LATEST_S = 60
/** That is looked at with every 64th record only: reading the clock costs a tenth of a write. */
const LATEST_MASK = 63

/**
 * A log file that many processes write, and that starts anew when its period is over: app.log, app.log.2026-07-15 ...
 *
 * A record beyond the period rotates the file first. With a `backupCount` of 0 all backups stay, as in Python. With
 * `maxBytes` a period may have several files: app.log.2026-07-15, then app.log.2026-07-15.1.
 *
 * @example new TimedRotatingFile('/var/log/app.log', { when: 'midnight', backupCount: 7 }).write('ready\n')
 */
export class TimedRotatingFile {
  /** Absolute path. */
  readonly baseFilename: string
  /** Upper case. */
  readonly when: string
  /** Seconds, already multiplied out: when 'H' with interval 2 gives 7200. */
  readonly interval: number
  readonly utc: boolean
  readonly atTime: TimeOfDay | undefined
  /** For W0 to W6 alone; 0 is Monday. */
  readonly dayOfWeek: number | undefined
  /** Whether a rollover by hand leaves the file closed. */
  delay: boolean
  readonly encoding = 'utf-8'
  readonly mode: number | undefined
  /** The date's part of a backup's name. As in Python, whoever changes it changes `extMatch` too. */
  suffix: string
  /** What that part looks like; `getFilesToDelete` goes by it. */
  extMatch: RegExp
  /** Bytes at which the file is rotated before its time; 0 or less: never. */
  maxBytes: number
  backupCount: number
  namer: ((name: string) => string) | null
  rotator: Rotator | null
  readonly compress: 'gzip' | null
  /** Milliseconds that a look at the file's name is good for; more than 8 count as 8. */
  watchIntervalMs: number
  /** Milliseconds that a write may wait for another process. */
  lockWaitMs: number
  /** Bytes of records that are kept in memory and written by one call; 0: none. */
  bufferBytes: number
  /** Milliseconds that a record is kept there at most. */
  flushIntervalMs: number

  readonly #schedule: Schedule
  readonly #hooks: RotationHooks | null
  readonly #shared: SharedFile
  readonly #buffer: RecordBuffer
  readonly #backups: PeriodBackups
  readonly #hook: HookRotation
  #rolloverAt: number
  #asked = 0
  /** Set by the user for the file that is open now, and decides about its name, as in Python. */
  #chosenRolloverAt: number | undefined

  /**
   * @param filename - Path, or `file:` URL.
   * @throws TypeError or ValueError for a bad option; OSError when the file cannot be opened, unless `delay` is set.
   */
  constructor(filename: string | FileUrl, options: TimedRotatingFileOptions = {}) {
    const settings = parseOptions(options, 'TimedRotatingFile')
    const schedule = parseSchedule(settings)
    this.baseFilename = absolutePath(filename)
    this.when = schedule.when
    this.interval = schedule.interval
    this.utc = schedule.utc
    this.atTime = schedule.atTime
    this.dayOfWeek = schedule.dayOfWeek
    this.delay = settings.delay
    this.mode = settings.mode
    this.suffix = schedule.suffix
    this.extMatch = schedule.extMatch
    this.maxBytes = settings.maxBytes
    this.backupCount = settings.backupCount
    this.namer = settings.namer
    this.rotator = settings.rotator
    this.compress = settings.compress
    this.watchIntervalMs = settings.watchIntervalMs
    this.lockWaitMs = settings.lockWaitMs
    this.bufferBytes = settings.bufferBytes
    this.flushIntervalMs = settings.flushIntervalMs
    this.#schedule = schedule
    this.#hooks = settings.hooks
    this.#backups = new PeriodBackups(this, schedule, settings.hooks, (stat) => this.#periodEnd(stat))
    const { mode: permissions, followSymlinks, encode, mark } = settings
    const file = new OpenFile(this.baseFilename, { permissions, followSymlinks, encode, mark, isDated: true })
    this.#hook = new HookRotation(this.baseFilename, () => file.close())
    this.#shared = new SharedFile(file, this, {
      opened: (stat, wasClosed) => this.#opened(stat, wasClosed),
      closed: () => {
        this.#rolloverAt = this.computeRollover(this.#startOfFile())
      },
      isDue: (text, time) => this.#isDue(time) || this.#isFull(text),
      isFull: (text) => this.#isFull(text),
      isLate: (stat, time) => this.#isLate(stat, time),
      canRotate: () => this.#canRotate(),
      rotate: (due) => this.#rotate(due),
      retain: () => {
        this.#backups.notes.attempt(() => this.#hook.rescue())
        this.#backups.retain()
      },
      takeTrouble: () => this.#backups.notes.take(),
      compressible: this.#backups.compressible,
      startedEarly: (time) => {
        // This record, or this process's clock, is ahead of the file system's. Its own periods then follow its own time.
        this.#rolloverAt = this.computeRollover(Math.floor(time))
      },
    })
    this.#buffer = new RecordBuffer(this.#shared, this, encode)
    this.#rolloverAt = this.computeRollover(this.#startOfFile())
    if (!this.delay) this.#shared.open()
  }

  /** When the open file's period ends, in seconds since the epoch. Setting it also names the file, as in Python. */
  get rolloverAt(): number {
    return this.#rolloverAt
  }

  set rolloverAt(seconds: number) {
    this.#rolloverAt = seconds
    this.#chosenRolloverAt = seconds
  }

  /**
   * Appends one record.
   *
   * When it returns, the kernel has the record: it survives the death of this process, though not of the machine. With
   * `bufferBytes` it may be in memory yet; the option says what that means.
   *
   * @param text - The whole record with its newline; bytes for another encoding than utf-8.
   * @param seconds - The record's time, in seconds since the epoch as Python's `created`; the clock's where absent.
   * @throws OSError. If its `recordWritten` is true, the record is in the file, or kept, and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number = this.#shared.now()): void {
    this.#buffer.write(text, seconds)
  }

  /** As `write`, and leaves it to the caller to ask `shouldRollover` and to call `doRollover`. @throws OSError */
  append(text: string | Uint8Array, seconds: number = environment.now() / 1000): void {
    this.#buffer.flush()
    this.#shared.write(text, seconds, false)
  }

  /** Opens the file if it is closed; the next write would do so too. @throws OSError */
  open(): void {
    if (!this.#shared.file.isOpen) this.#shared.open()
  }

  /**
   * Writes what `bufferBytes` has kept; nothing else is ever kept.
   *
   * @throws OSError. If its `recordWritten` is false, what could not be written is kept and tried again.
   */
  flush(): void {
    this.#buffer.flush()
  }

  /**
   * Flushes and closes the file; may be called again. A later write opens it anew.
   *
   * @throws OSError as `flush`; the file is closed, and opened again when what is kept is tried again.
   */
  close(): void {
    try {
      this.#buffer.close()
    } finally {
      this.#shared.file.close()
    }
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
    this.#buffer.flush()
    this.#shared.follow()
    const isDue = this.#shared.isDue('', seconds) || (this.#mayBeFull() && this.#isFull(asText(text)))
    return isDue && this.#canRotate()
  }

  /**
   * Rotates now, whatever the time.
   *
   * If another process has rotated within the last second, that is the rollover, and this object follows. If another
   * process holds the lock for longer than `lockWaitMs`, the next write rotates.
   *
   * @throws OSError when it cannot be done; nothing is lost, and the next write tries again.
   */
  doRollover(): void {
    this.#buffer.flush()
    this.#shared.doRollover()
  }

  /** When a file's period ends that began at a moment, both in seconds since the epoch. */
  computeRollover(seconds: number): number {
    return this.#hooks?.computeRollover?.(seconds) ?? computeRollover(this.#schedule, seconds)
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

  #isDue(seconds: number): boolean {
    if (isReached(this.#rolloverAt, seconds)) return true
    return (this.#asked++ & LATEST_MASK) === 0 && environment.now() / 1000 >= this.#rolloverAt + LATEST_S
  }

  #mayBeFull(): boolean {
    return this.maxBytes > 0 && this.#shared.file.size > 0
  }

  #isFull(text: string | Uint8Array): boolean {
    return this.#buffer.reachesSize(text, this.maxBytes, this.#hooks?.countCharacters)
  }

  #rotate(due: FileStat): boolean {
    const { rotated, compressible } = this.#backups
    const fileNames = sweepLeftovers(rotated, settleCompressions(compressible))
    const { rotator } = this.#hooks ?? this
    if (rotator === null) return rotate(rotated, due, fileNames)
    const isRotated = this.#hook.rotate(due, freeName(this.#backups.nameFor(due)), rotator)
    // It may have left the file where it is, and is to be called once a period.
    if (isRotated) this.#rolloverAt = this.computeRollover(Math.floor(environment.now() / 1000))
    return isRotated
  }

  /** What never rotates is due again after a period only, and not at every record. */
  #canRotate(): boolean {
    if (this.#shared.file.isRotatable) return true
    this.#rolloverAt = this.computeRollover(Math.floor(environment.now() / 1000))
    return false
  }

  #periodEnd(stat: FileStat): number {
    const chosen = isSameFile(stat, this.#shared.file.stat) ? this.#chosenRolloverAt : undefined
    return chosen ?? this.computeRollover(fileStart(stat))
  }
}

function asText(text: string | Uint8Array | (() => string | Uint8Array)): string | Uint8Array {
  return typeof text === 'function' ? text() : text
}
