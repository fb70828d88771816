/**
 * Writing to a file that any number of processes write and rotate: what is the same whatever decides about rotation.
 *
 * What a write does, in order:
 *
 *   watch    has somebody rotated, removed or moved the file? then open the one that has the name now
 *   rotate   does the rule say that it is time? then rotate, or follow whoever is doing it
 *   append   one record, one write call
 *   verify   was this process stopped in between? then make sure that what was written still has a name
 *
 * The record comes first: trouble with watching or rotating is reported after it has been written, by an OSError whose
 * `recordWritten` is true, and of each kind once a minute at most. Only an error of the write itself, or of opening the
 * file when nothing is open, means that the record is not in the file.
 *
 * When and how to rotate is the rule's: timed-rotating-file.ts and rotating-file.ts. One instance serves one thread;
 * any number of instances, threads and processes may share a file.
 */
import { environment, type FileStat } from './environment.js'
import { errorCode, OSError, osError } from './errors.js'
import { tryLock } from './file-lock.js'
import { isSameFile, type OpenFile } from './open-file.js'

/** Until the next attempt when another process holds the lock, and after a failure. */
const RETRY_HELD_MS = 100
const RETRY_FAILED_MS = 1000
const LOCK_POLL_MS = 1
const REPORT_EVERY_MS = 60_000
/** A file that another process began this short a time ago counts as the rollover that was asked for. */
const JUST_NOW_MS = 1000

/** What the user may change at any time; the object that the user holds. */
export interface Waiting {
  readonly delay: boolean
  readonly watchIntervalMs: number
  readonly lockWaitMs: number
}

/** When and how the file is rotated. Times are seconds since the epoch, the record's own. */
export interface RotationRule {
  /** Looks at the name at least this often, in milliseconds, whatever `watchIntervalMs` says. */
  readonly watchAtMostMs: number
  /** Another file is open than before, or one again after `close`. */
  opened(stat: FileStat, wasClosed: boolean): void
  /** The file is closed after a rollover by hand. */
  closed(): void
  /** Whether a record is beyond the open file; what is no regular file may answer so too. */
  isDue(text: string | Uint8Array, seconds: number): boolean
  /** Whether a record belongs to the open file although that has lost its name. */
  isLate(stat: FileStat, seconds: number): boolean
  /** Whether there is anything to do about the open file at all. */
  canRotate(stat: FileStat | undefined): boolean
  /** Makes a backup of the base, which is `due`, under the lock. @returns Whether the base's name is free now. */
  rotate(due: FileStat): boolean
  /** Removes what is too much, under the lock, when the new file is open. */
  retain(): void
  /** A file that was made for this record is due at once. */
  isAhead(seconds: number): void
}

export class SharedFile {
  readonly file: OpenFile
  readonly #settings: Waiting
  readonly #rule: RotationRule
  #rolloverWanted = false
  #retryAt = -Infinity
  /** When the last record was written, on the monotonic clock. */
  #finishedAt = -Infinity
  readonly #reportedAt = new Map<string, number>()

  constructor(file: OpenFile, settings: Waiting, rule: RotationRule) {
    this.file = file
    this.#settings = settings
    this.#rule = rule
  }

  /**
   * @param rotates - False leaves it to the caller when to rotate.
   * @throws OSError. If its `recordWritten` is true, the record is in the file and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number, rotates = true): void {
    const { file } = this
    let trouble: unknown
    if (!file.isOpen) this.open()
    else if (this.#settings.watchIntervalMs === 0) trouble = this.#watch(seconds, this.#finishedAt)
    else trouble = this.#watchIfDue(seconds)
    if (rotates ? this.isDue(text, seconds) : this.#rolloverWanted)
      trouble = this.#rotateIfFree(text, seconds) ?? trouble
    file.append(text)
    this.#finishedAt = environment.monotonic()
    if (file.isUnwatched(this.#finishedAt)) trouble = this.#verify(text) ?? trouble
    if (trouble !== undefined) this.#report(trouble)
  }

  isDue(text: string | Uint8Array, seconds: number): boolean {
    return this.#rolloverWanted || this.#rule.isDue(text, seconds)
  }

  /** Opens what has the name now. @throws OSError */
  open(): void {
    const { isOpen, stat: before } = this.file
    this.file.open()
    const { stat } = this.file
    // The number of a file that was closed and deleted may be a new file's by now.
    if (stat === undefined || (isSameFile(stat, before) && stat.birthtimeMs === before?.birthtimeMs)) return
    this.#rule.opened(stat, !isOpen)
    this.#rolloverWanted = false
    this.#retryAt = -Infinity
  }

  /** Opens another file if the name leads to one by now. @throws OSError */
  follow(): void {
    if (this.file.isOpen && !this.file.isCurrent()) this.open()
  }

  /** Rotates now; if another process holds the lock, the next write does. @throws OSError */
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

  #watchIfDue(seconds: number): unknown {
    const now = environment.monotonic()
    const goodForMs = Math.min(this.#settings.watchIntervalMs, this.#rule.watchAtMostMs)
    return now - this.file.seenAt >= goodForMs ? this.#watch(seconds, now) : undefined
  }

  /**
   * Follows the file's name.
   *
   * @param since - A moment before the look, on the monotonic clock. With a look at every record the end of the last
   *   one will do and saves reading the clock; after a pause `verify` then looks once more than it must.
   * @returns Trouble that does not keep the record from being written where we are.
   */
  #watch(seconds: number, since: number): unknown {
    const { file } = this
    try {
      if (file.isCurrent(since) || (file.stat !== undefined && this.#rule.isLate(file.stat, seconds))) return undefined
      this.open()
      return undefined
    } catch (error) {
      // We stay where we are. Should that be nowhere, #verify will see it.
      return error
    }
  }

  /** @returns Trouble that does not keep the record from being written where we are. */
  #rotateIfFree(text: string | Uint8Array, seconds: number): unknown {
    if (!this.#rule.canRotate(this.file.stat)) return undefined
    try {
      if (environment.monotonic() < this.#retryAt) {
        // Somebody may be through by now; with a watchIntervalMs of 0 the watch has just looked.
        if (this.#settings.watchIntervalMs > 0) this.follow()
        return undefined
      }
      // Otherwise it would rotate at every record.
      if (this.#rotate(text, seconds) && this.#rule.isDue(text, seconds)) this.#rule.isAhead(seconds)
      return undefined
    } catch (error) {
      this.#retryAt = environment.monotonic() + RETRY_FAILED_MS
      return error
    }
  }

  /**
   * @param text - The record; absent, as is its time, for a rollover by hand.
   * @returns Whether we made the file that is open now.
   */
  #rotate(text?: string | Uint8Array, seconds?: number): boolean {
    const byHand = text === undefined || seconds === undefined
    const deadline = environment.monotonic() + this.#settings.lockWaitMs
    for (;;) {
      if (!this.file.isCurrent()) {
        this.open()
        if (byHand || !this.isDue(text, seconds)) return false
      }
      const release = tryLock(this.file.path)
      if (release !== null) {
        try {
          return this.#rotateLocked(this.#settings.delay && byHand)
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
    const due = this.file.stat
    const rotated = due !== undefined && this.#rule.rotate(due)
    if (rotated) this.#rolloverWanted = false
    if (rotated && leaveClosed) this.#closeUntilNeeded()
    else this.open()
    if (rotated) this.#rule.retain()
    return rotated && !isSameFile(due, this.file.stat)
  }

  /** With `delay`, a rollover by hand leaves no file behind, as in Python. */
  #closeUntilNeeded(): void {
    this.file.close()
    this.#rule.closed()
    this.#rolloverWanted = false
  }

  /** Opens what `doRollover` is to rotate. @returns False when there is nothing to rotate, or it has just been done. */
  #mayRotate(): boolean {
    const { file } = this
    if (!file.isOpen) {
      const exists = environment.stat(file.path) !== undefined
      if (exists || !this.#settings.delay) this.open()
      return exists && this.#rule.canRotate(file.stat)
    }
    if (!file.isCurrent()) {
      this.open()
      if (environment.now() - (file.stat?.birthtimeMs ?? 0) < JUST_NOW_MS) return false
    }
    return this.#rule.canRotate(file.stat)
  }

  /** Writes the record again as long as what it was written to has lost its last name. */
  #verify(text: string | Uint8Array): unknown {
    const { file } = this
    do {
      try {
        if (!file.isGone()) return undefined
      } catch (error) {
        return error
      }
      this.open()
      file.append(text)
    } while (file.isUnwatched(environment.monotonic()))
    return undefined
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
