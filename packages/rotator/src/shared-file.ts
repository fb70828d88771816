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
import { type Compressible, compressBackups, isCaptured, isSealed } from './compress.js'
import { environment, type FileStat } from './environment.js'
import { errorCode, OSError, osError, retold } from './errors.js'
import { prepareLock, tryLock } from './file-lock.js'
import { isSameFile, type OpenFile } from './open-file.js'

/** Until the next attempt when another process holds the lock, and after a failure. */
const RETRY_HELD_MS = 100
const RETRY_FAILED_MS = 1000
const LOCK_POLL_MS = 1
const REPORT_EVERY_MS = 60_000
/** A file that another process began this short a time ago counts as the rollover that was asked for. */
const JUST_NOW_MS = 1000
const WRITTEN = 'The record was written and the file not rotated; rotation is tried again.'
/**
 * The record, counted from this object's first, at which the lock is made ready: some time before the first rotation, and
 * not in all processes at once. At the rotation they would all load it in one moment, each waiting for the others' turns
 * on the processor (measured with 2 cores: 30 ms with 4 processes, 75 ms with 16).
 */
const READY_EARLIEST = 16
const READY_LATEST = 144

/** What the user may change at any time; the object that the user holds. */
export interface Waiting {
  readonly delay: boolean
  readonly watchIntervalMs: number
  readonly lockWaitMs: number
  readonly compress: 'gzip' | null
}

/** When and how the file is rotated. Times are seconds since the epoch, the record's own. */
export interface RotationRule {
  /** Looks at the name at least this often, in milliseconds, whatever `watchIntervalMs` says. */
  readonly watchAtMostMs: number
  /** Whether others' records count, so that each look must tell the file's size. */
  needsSize(): boolean
  /** Another file is open than before, or one again after `close`. */
  opened(stat: FileStat, wasClosed: boolean): void
  /** The file is closed after a rollover by hand. */
  closed(): void
  /** Whether a record is beyond the open file; what is no regular file may answer so too. */
  isDue(text: string | Uint8Array, seconds: number): boolean
  /** Whether a record would make the open file too long, whatever its time. */
  isFull(text: string | Uint8Array): boolean
  /** Whether a record belongs to the open file although that has lost its name. */
  isLate(stat: FileStat, seconds: number): boolean
  /** Whether there is anything to do about the open file at all. */
  canRotate(stat: FileStat | undefined): boolean
  /**
   * Makes a backup of the base, which is `due`, under the lock.
   *
   * @param deadline - On the monotonic clock; Infinity where the lock was not waited for. What would have to wait longer
   *   is not done, and the next record tries again.
   * @returns Whether the base's name is free now.
   */
  rotate(due: FileStat, deadline: number): boolean
  /** Removes what is too much, under the lock, when the new file is open. */
  retain(): void
  readonly compressible: Compressible
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
  /** When `#watchBySeconds` last looked, in seconds since the epoch. */
  #watchedAt = -Infinity
  /** What `now` has just answered; NaN when that is over. */
  #readAt = Number.NaN
  readonly #reportedAt = new Map<string, number>()
  #isCompressing = false
  /** Of work in the background: told by the next write. */
  #troubleBehind: unknown
  #untilReady = READY_EARLIEST + Math.floor(Math.random() * (READY_LATEST - READY_EARLIEST))

  constructor(file: OpenFile, settings: Waiting, rule: RotationRule) {
    this.file = file
    this.#settings = settings
    this.#rule = rule
  }

  /**
   * @param seconds - The record's time.
   * @param rotates - False leaves it to the caller when to rotate.
   * @throws OSError. If its `recordWritten` is true, the record is in the file and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number, rotates = true): void {
    let trouble = this.prepare(text, seconds, rotates)
    trouble = this.#append(text) ?? trouble
    if (trouble !== undefined) this.report(trouble)
  }

  /**
   * All of a write but the writing: the open file is the record's afterwards.
   *
   * @returns Trouble that does not keep the record from being written where we are.
   * @throws OSError when nothing is open and nothing can be opened.
   */
  prepare(text: string | Uint8Array, seconds: number, rotates = true): unknown {
    const trouble = this.#look(seconds)
    const isDue = rotates ? this.isDue(text, seconds) : this.#rolloverWanted
    return isDue ? (this.#rotateIfFree(text, seconds) ?? trouble) : trouble
  }

  /**
   * Writes records that were prepared some time ago: to the file of their time, however late it is.
   *
   * @param seconds - The time of the latest of them.
   * @returns Trouble that did not keep them from being written.
   * @throws OSError; `bytesOfFailedAppend` says how much of them is in the file.
   */
  writeKept(text: string | Uint8Array, seconds: number): unknown {
    this.#readAt = Number.NaN
    let trouble = this.#look(seconds)
    if (this.#rule.isFull(text)) trouble = this.#rotateIfFree(text, seconds) ?? trouble
    return this.#append(text) ?? trouble
  }

  #look(seconds: number): unknown {
    const behind = this.#troubleBehind
    this.#troubleBehind = undefined
    if (!this.file.isOpen) this.open()
    else if (this.#settings.watchIntervalMs === 0) return this.#watchAlways(seconds) ?? behind
    else if (seconds === this.#readAt) return this.#watchBySeconds(seconds) ?? behind
    else return this.#watchIfDue(seconds) ?? behind
    return behind
  }

  #append(text: string | Uint8Array): unknown {
    this.file.append(text)
    this.#finishedAt = environment.monotonic()
    if (this.#untilReady-- === 0) this.#getReady()
    return this.file.isUnwatched(this.#finishedAt) ? this.#verify(text) : undefined
  }

  /** The time of a record that came without one, in seconds since the epoch. Serves the look before it too. */
  now(): number {
    this.#readAt = environment.now() / 1000
    return this.#readAt
  }

  isDue(text: string | Uint8Array, seconds: number): boolean {
    return this.#rolloverWanted || this.#rule.isDue(text, seconds)
  }

  /** Opens what has the name now. @throws OSError */
  open(): void {
    const { isOpen, stat: before } = this.file
    this.#watchedAt = environment.now() / 1000
    this.file.open()
    this.#finishedAt = this.file.seenAt
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

  #watchAlways(seconds: number): unknown {
    const since = this.#finishedAt
    return !this.#rule.needsSize() && this.file.isUntouched(since) ? undefined : this.#watch(seconds, since)
  }

  #watchIfDue(seconds: number): unknown {
    const now = environment.monotonic()
    return now - this.file.seenAt >= this.#goodForMs() ? this.#watch(seconds, now) : undefined
  }

  /**
   * The same by the clock that can be set, which has just been read for the record; another one costs a tenth of a
   * write. When it is set back, a look can come one record late; when it stands still, the end of the last record tells.
   */
  #watchBySeconds(now: number): unknown {
    this.#readAt = Number.NaN
    const goodForMs = this.#goodForMs()
    const sinceLook = (now - this.#watchedAt) * 1000
    if (sinceLook >= 0 && sinceLook < goodForMs && this.#finishedAt - this.file.seenAt < goodForMs) return undefined
    this.#watchedAt = now
    return this.#watch(now, environment.monotonic())
  }

  #goodForMs(): number {
    return Math.min(this.#settings.watchIntervalMs, this.#rule.watchAtMostMs)
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
    for (let hasWaited = false; ; hasWaited = true) {
      if (!this.file.isCurrent()) {
        this.open()
        if (byHand || !this.isDue(text, seconds)) return false
      }
      const release = tryLock(this.file.path)
      if (release !== null) {
        try {
          return this.#rotateLocked(hasWaited ? deadline : Infinity, this.#settings.delay && byHand)
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

  #rotateLocked(deadline: number, leaveClosed: boolean): boolean {
    const due = this.file.stat
    const rotated = due !== undefined && this.#rule.rotate(due, deadline)
    if (rotated) this.#rolloverWanted = false
    if (rotated && leaveClosed) this.#closeUntilNeeded()
    else this.open()
    if (rotated) this.#rule.retain()
    if (rotated) this.#compress()
    return rotated && !isSameFile(due, this.file.stat)
  }

  /** What is rotated while it is at work is left to the next rotation. */
  #compress(): void {
    if (this.#settings.compress === null || this.#isCompressing) return
    this.#isCompressing = true
    const work = compressBackups(this.#rule.compressible, (outcome) => {
      this.#isCompressing = false
      this.#troubleBehind = outcome
    })
    environment.background(work)
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

  #getReady(): void {
    try {
      if (this.#rule.canRotate(this.file.stat)) prepareLock()
    } catch {
      // The rotation will meet it again, and tell.
    }
  }

  /** Writes the record again as long as what it was written to has been dropped, and the record with it. */
  #verify(text: string | Uint8Array): unknown {
    const { file } = this
    do {
      try {
        if (!this.#isLost()) return undefined
      } catch (error) {
        return error
      }
      this.open()
      file.append(text)
    } while (file.isUnwatched(environment.monotonic()))
    return undefined
  }

  /** Whether what was just written is nowhere: its file has no name, and no compressed backup has the record. */
  #isLost(): boolean {
    const { file } = this
    if (file.isCurrent() || file.stat === undefined) return false
    const deadline = environment.monotonic() + this.#settings.lockWaitMs
    while (isSealed(file.path, file.stat) && environment.monotonic() < deadline) environment.sleep(LOCK_POLL_MS)
    return file.isGone() && !isCaptured(file.path, file.stat, file.endOfLastWrite())
  }

  /**
   * Throws trouble that did not keep the record from being written, unless the same was told a short time ago.
   *
   * @param told - What became of the record.
   */
  report(trouble: unknown, told: string = WRITTEN): void {
    const error = osError(trouble)
    const kind = errorCode(error) ?? String(error)
    const now = environment.monotonic()
    if (now - (this.#reportedAt.get(kind) ?? -Infinity) < REPORT_EVERY_MS) return
    this.#reportedAt.set(kind, now)
    throw error instanceof OSError ? retold(error, told, true) : error
  }
}
