/**
 * A log file that many processes write and rotate at once.
 *
 *   const file = new TimedRotatingFile('/var/log/app.log', { when: 'midnight', backupCount: 7 })
 *   file.write('ready\n')
 *
 * What a write does, in order:
 *
 *   watch    has somebody rotated, removed or moved the file? then open the one that has the name now
 *   rotate   is the record beyond the file's period? then rotate, or follow whoever is doing it
 *   append   one record, one write call
 *   verify   was this process stopped in between? then make sure that what was written still has a name
 *
 * The record comes first: trouble with watching or rotating is reported after it has been written, by an OSError whose
 * `recordWritten` is true, and of each kind once a minute at most. Only an error of the write itself, or of opening the
 * file when nothing is open, means that the record is not in the file.
 *
 * A file's period is a function of the file alone (schedule.ts, fileStart), never of the process that looks at it; that
 * is how processes agree without talking. One instance serves one thread; any number of instances, threads and
 * processes may share a file.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#timedrotatingfilehandler
 */
import { dirname } from 'node:path'
import { backupName, backupsToDelete, formatSuffix, listBackups } from './backup-names.js'
import { environment, type FileStat } from './environment.js'
import { errorCode, OSError, osError } from './errors.js'
import { tryLock } from './file-lock.js'
import { type Rotated, sweepLeftovers } from './leftovers.js'
import { clockFields } from './local-time.js'
import { isSameFile, OpenFile } from './open-file.js'
import { absolutePath, type FileUrl, parseOptions, type TimedRotatingFileOptions } from './options.js'
import { removeBackups } from './retention.js'
import { rotate } from './rotate.js'
import {
  computeRollover,
  fileStart,
  isReached,
  parseSchedule,
  periodStart,
  type Schedule,
  type TimeOfDay,
} from './schedule.js'

/** Until the next attempt when another process holds the lock, and after a failure. */
const RETRY_HELD_MS = 100
const RETRY_FAILED_MS = 1000
const LOCK_POLL_MS = 1
const REPORT_EVERY_MS = 60_000
/** Records stamped in the past go to the file of their time, but a stream of them must not hold up rotation for ever. */
const LATEST_S = 60
/** A file that another process began this short a time ago counts as the rollover that was asked for. */
const JUST_NOW_MS = 1000

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
  readonly delay: boolean
  readonly encoding = 'utf-8'
  readonly mode: number | undefined
  /** The date's part of a backup's name. As in Python, whoever changes it changes `extMatch` too. */
  suffix: string
  /** What that part looks like; `getFilesToDelete` goes by it. */
  extMatch: RegExp
  backupCount: number
  namer: ((name: string) => string) | null
  /** Milliseconds that a look at the file's name is good for. */
  watchIntervalMs: number
  /** Milliseconds that a write may wait for another process. */
  lockWaitMs: number

  readonly #schedule: Schedule
  readonly #file: OpenFile
  readonly #rotated: Rotated
  #rolloverAt: number
  /** Set by the user for the file that is open now, and decides about its name, as in Python. */
  #chosenRolloverAt: number | undefined
  #rolloverWanted = false
  #retryAt = -Infinity
  readonly #reportedAt = new Map<string, number>()

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
    this.backupCount = settings.backupCount
    this.namer = settings.namer
    this.watchIntervalMs = settings.watchIntervalMs
    this.lockWaitMs = settings.lockWaitMs
    this.#schedule = schedule
    this.#file = new OpenFile(this.baseFilename, settings.mode)
    this.#rotated = {
      base: this.baseFilename,
      nameFor: (file) => this.#nameFor(file),
      listBackups: (fileNames) => listBackups(this.#naming(), fileNames),
    }
    this.#rolloverAt = computeRollover(schedule, this.#startOfFile())
    if (!this.delay) this.#open()
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
   * When it returns, the kernel has the record: it survives the death of this process, though not of the machine.
   *
   * @param text - The whole record with its newline; bytes for another encoding than utf-8.
   * @param seconds - The record's time, in seconds since the epoch as Python's `created`; the clock's where absent.
   * @throws OSError. If its `recordWritten` is true, the record is in the file and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number = environment.now() / 1000): void {
    const file = this.#file
    let trouble: unknown
    if (!file.isOpen) this.#open()
    else if (environment.monotonic() - file.seenAt >= this.watchIntervalMs) trouble = this.#watch(seconds)
    if (this.#isDue(seconds)) trouble = this.#rotateIfFree(seconds) ?? trouble
    file.append(text)
    if (file.isUnwatched()) trouble = this.#verify(text) ?? trouble
    if (trouble !== undefined) this.#report(trouble)
  }

  /** Does nothing: every write goes to the kernel at once. Here for whoever treats this as a stream. */
  flush(): void {}

  /** Closes the file; may be called again. A later write opens it anew. @throws OSError */
  close(): void {
    this.#file.close()
  }

  /**
   * Whether a record of that time would be preceded by a rotation. Looks whether somebody else has rotated meanwhile.
   *
   * @param seconds - Since the epoch; the clock's where absent.
   * @throws OSError when the file cannot be looked at or opened.
   */
  shouldRollover(seconds: number = environment.now() / 1000): boolean {
    if (this.#file.isOpen && !this.#file.isCurrent()) this.#open()
    return this.#isDue(seconds) && this.#isRegular()
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
    try {
      if (!this.#mayRotate()) return
      this.#rolloverWanted = true
      this.#retryAt = -Infinity
      this.#rotate()
    } catch (error) {
      throw osError(error)
    }
  }

  /** The backups that the next rollover would delete, as absolute paths, oldest first. @throws OSError */
  getFilesToDelete(): string[] {
    try {
      return this.#backupsToDelete()
    } catch (error) {
      throw osError(error)
    }
  }

  /** The base for `computeRollover` before anything is open. */
  #startOfFile(): number {
    let file: FileStat | undefined
    try {
      file = environment.stat(this.baseFilename)
    } catch {
      // Opening it will say what is wrong.
    }
    return file === undefined ? Math.floor(environment.now() / 1000) : fileStart(file)
  }

  #open(): void {
    const { isOpen, stat: before } = this.#file
    this.#file.open()
    const { stat } = this.#file
    // The number of a file that was closed and deleted may be a new file's by now.
    if (stat === undefined || (isSameFile(stat, before) && stat.birthtimeMs === before?.birthtimeMs)) return
    if (!isOpen && this.#chosenRolloverAt !== undefined) return
    this.#rolloverAt = computeRollover(this.#schedule, fileStart(stat))
    this.#chosenRolloverAt = undefined
    this.#rolloverWanted = false
    this.#retryAt = -Infinity
  }

  /** Follows the file's name. @returns Trouble that does not keep the record from being written where we are. */
  #watch(seconds: number): unknown {
    const file = this.#file
    try {
      if (file.isCurrent() || this.#isLate(seconds)) return undefined
      this.#open()
      return undefined
    } catch (error) {
      // We stay where we are. Should that be nowhere, #verify will see it.
      return error
    }
  }

  /** Whether a record belongs to the open file although that has been rotated: it was stamped before, written after. */
  #isLate(seconds: number): boolean {
    const { stat } = this.#file
    if (stat === undefined || seconds >= this.#rolloverAt || environment.now() / 1000 < this.#rolloverAt) return false
    return isSameFile(environment.stat(this.#nameFor(stat)), stat)
  }

  #isDue(seconds: number): boolean {
    if (this.#rolloverWanted || isReached(this.#rolloverAt, seconds)) return true
    return environment.now() / 1000 >= this.#rolloverAt + LATEST_S
  }

  #isRegular(): boolean {
    if (this.#file.stat?.isFile() ?? true) return true
    this.#rolloverAt = computeRollover(this.#schedule, Math.floor(environment.now() / 1000))
    return false
  }

  /** @returns Trouble that does not keep the record from being written where we are. */
  #rotateIfFree(seconds: number): unknown {
    if (!this.#isRegular()) return undefined
    try {
      if (environment.monotonic() < this.#retryAt) {
        // Somebody may be through by now; with a watchIntervalMs of 0 the watch has just looked.
        if (this.watchIntervalMs > 0 && !this.#file.isCurrent()) this.#open()
        return undefined
      }
      if (this.#rotate(seconds) && isReached(this.#rolloverAt, seconds)) {
        // A file made just now is due: this record, or this process's clock, is ahead of the file system's. Its own
        // periods then follow its own time; otherwise it would rotate at every record.
        this.#rolloverAt = computeRollover(this.#schedule, Math.floor(seconds))
      }
      return undefined
    } catch (error) {
      this.#retryAt = environment.monotonic() + RETRY_FAILED_MS
      return error
    }
  }

  /**
   * @param seconds - The record's time; absent for a rollover by hand.
   * @returns Whether we made the file that is open now.
   */
  #rotate(seconds?: number): boolean {
    const deadline = environment.monotonic() + this.lockWaitMs
    for (;;) {
      if (!this.#file.isCurrent()) {
        this.#open()
        if (seconds === undefined || !this.#isDue(seconds)) return false
      }
      const release = tryLock(this.baseFilename)
      if (release !== null) {
        try {
          return this.#rotateLocked(this.delay && seconds === undefined)
        } finally {
          release()
        }
      }
      if (environment.monotonic() + LOCK_POLL_MS > deadline) {
        this.#retryAt = environment.monotonic() + RETRY_HELD_MS
        return false
      }
      environment.sleep(LOCK_POLL_MS)
    }
  }

  #rotateLocked(leaveClosed: boolean): boolean {
    const due = this.#file.stat
    sweepLeftovers(this.#rotated)
    const rotated = due !== undefined && rotate(this.#rotated, due)
    if (rotated && leaveClosed) this.#closeUntilNeeded()
    else this.#open()
    if (rotated) removeBackups(this.#rotated, this.#backupsToDelete())
    return rotated && !isSameFile(due, this.#file.stat)
  }

  /** With `delay`, a rollover by hand leaves no file behind, as in Python. */
  #closeUntilNeeded(): void {
    this.#file.close()
    this.#rolloverAt = computeRollover(this.#schedule, this.#startOfFile())
    this.#rolloverWanted = false
  }

  /** Opens what `doRollover` is to rotate. @returns False when there is nothing to rotate, or it has just been done. */
  #mayRotate(): boolean {
    const file = this.#file
    if (!file.isOpen) {
      const exists = environment.stat(this.baseFilename) !== undefined
      if (exists || !this.delay) this.#open()
      return exists && this.#isRegular()
    }
    if (!file.isCurrent()) {
      this.#open()
      if (environment.now() - (file.stat?.birthtimeMs ?? 0) < JUST_NOW_MS) return false
    }
    return this.#isRegular()
  }

  /** Writes the record again as long as what it was written to has lost its last name. */
  #verify(text: string | Uint8Array): unknown {
    const file = this.#file
    do {
      try {
        if (!file.isGone()) return undefined
      } catch (error) {
        return error
      }
      this.#open()
      file.append(text)
    } while (file.isUnwatched())
    return undefined
  }

  #naming() {
    return { base: this.baseFilename, extMatch: this.extMatch, namer: this.namer }
  }

  #nameFor(file: FileStat): string {
    const chosen = isSameFile(file, this.#file.stat) ? this.#chosenRolloverAt : undefined
    const rolloverAt = chosen ?? computeRollover(this.#schedule, fileStart(file))
    const fields = clockFields(periodStart(this.#schedule, rolloverAt), this.utc)
    return backupName(this.#naming(), formatSuffix(this.suffix, fields))
  }

  #backupsToDelete(): string[] {
    if (this.backupCount <= 0) return []
    return backupsToDelete(
      listBackups(this.#naming(), environment.readdir(dirname(this.baseFilename))),
      this.backupCount,
    )
  }

  /** Throws trouble that did not keep the record from being written, unless the same was told a short time ago. */
  #report(trouble: unknown): void {
    const error = osError(trouble)
    const kind = errorCode(error) ?? String(error)
    const now = environment.monotonic()
    if (now - (this.#reportedAt.get(kind) ?? -Infinity) < REPORT_EVERY_MS) return
    this.#reportedAt.set(kind, now)
    throw error instanceof OSError ? afterWriting(error) : error
  }
}

/** The same error, saying that the record is not lost. */
function afterWriting(error: OSError): OSError {
  const text = error.message.split('\n  ')[0] ?? ''
  const told = 'The record was written and the file not rotated; rotation is tried again.'
  const type = error.constructor as typeof OSError
  return new type(text, {
    code: error.code,
    errno: error.errno,
    strerror: error.strerror,
    filename: error.filename,
    filename2: error.filename2,
    syscall: error.syscall,
    cause: error.cause,
    advice: error.advice === undefined ? told : `${told} ${error.advice}`,
    recordWritten: true,
  })
}
