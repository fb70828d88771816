/**
 * Writes to a file that any number of processes write and rotate. When and how it is rotated says a rule: that of
 * timed-rotating-file.ts, or that of rotating-file.ts.
 *
 * A write takes these steps, in order:
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
 * One instance serves one thread. Any number of instances, threads and processes may share a file.
 */
import { isCaptured, isSealed } from '../compression/compress-traces.js'
import { isSameFile } from '../file/file-identity.js'
import { tryLock } from '../file/file-lock.js'
import type { OpenFile } from '../file/open-file.js'
import { environment } from '../world/environment.js'
import { osError } from '../world/errors.js'
import { LOCK_POLL_MS, UNWATCHED_MS } from '../world/timings.js'
import { join, type Trouble, TroubleReporter, troubleOf } from '../world/trouble.js'
import type { RotationRule, WriterSettings } from './rotation-rule.js'
import { RotationTurn } from './rotation-turn.js'

const WRITTEN = 'The record was written and the file not rotated; rotation is tried again.'

/** One file that is written, with all that a write does besides. */
export class SharedFile {
  readonly file: OpenFile
  readonly #settings: WriterSettings
  readonly #rule: RotationRule
  readonly #turn: RotationTurn
  /** The time at which the last record was written, on the monotonic clock. */
  #finishedAt = -Infinity
  /** The time of the record for which the file was last looked at, in seconds since the epoch. */
  #lookedFor = Number.NaN
  readonly #reporter = new TroubleReporter()

  constructor(file: OpenFile, settings: WriterSettings, rule: RotationRule) {
    this.file = file
    this.#settings = settings
    this.#rule = rule
    this.#turn = new RotationTurn(this, settings, rule)
  }

  /**
   * @param seconds - The record's time.
   * @param rotates - False leaves it to the caller when to rotate.
   * @throws OSError. If its `recordWritten` is true, the record is in the file and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number, rotates = true): void {
    const before = this.prepare(text, seconds, rotates)
    const trouble = join(before, this.#append(text))
    if (trouble !== null) this.report(trouble)
  }

  /**
   * Does all of a write but the writing: afterwards the file is open to which the record belongs.
   *
   * @returns Trouble that does not keep the record from being written where we are.
   * @throws OSError when nothing is open and nothing can be opened.
   */
  prepare(text: string | Uint8Array, seconds: number, rotates = true): Trouble | null {
    const trouble = this.#look(seconds)
    const isDue = rotates ? this.isDue(text, seconds) : this.#turn.isWanted
    return isDue ? join(trouble, this.#turn.rotateOrFollow(text, seconds)) : trouble
  }

  /**
   * Writes records that were prepared some time ago, to the file of their time.
   *
   * @param seconds - The time of the latest of them.
   * @returns Trouble that did not keep them from being written.
   * @throws OSError; `bytesOfFailedAppend` says how much of them is in the file.
   */
  writeKept(text: string | Uint8Array, seconds: number): Trouble | null {
    let trouble = this.#look(seconds, true)
    if (this.#rule.isFull(text)) trouble = join(trouble, this.#turn.rotateOrFollow(text, seconds))
    return join(trouble, this.#append(text))
  }

  /** @param always - However short a time ago the last look was. */
  #look(seconds: number, always = false): Trouble | null {
    const trouble = this.#turn.takeTrouble()
    if (this.file.isOpen) return always || this.#isLookDue(seconds) ? join(trouble, this.#watch(seconds)) : trouble
    this.open()
    return trouble
  }

  /**
   * Whether the last look is too long ago. The record's time tells, and the end of the write before, for which a clock was
   * read anyway; to read one for each record costs a tenth of a write. So a record that was stamped long before it came
   * here can be written one look late. After a pause of `UNWATCHED_MS` `#verify` looks all the same.
   */
  #isLookDue(seconds: number): boolean {
    const goodForMs = Math.min(this.#settings.watchIntervalMs, UNWATCHED_MS)
    const sinceMs = (seconds - this.#lookedFor) * 1000
    const isFresh = sinceMs >= 0 && sinceMs < goodForMs && this.#finishedAt - this.file.seenAt < goodForMs
    return !isFresh
  }

  #append(text: string | Uint8Array): Trouble | null {
    this.#write(text)
    this.#finishedAt = environment.monotonic()
    return this.file.isUnwatched(this.#finishedAt) ? this.#verify(text) : null
  }

  /** Writes a record. If several processes find a file without its byte order mark, one of them writes the mark. */
  #write(text: string | Uint8Array): void {
    const release = this.file.isUnmarked() ? this.#lockForMark() : null
    try {
      this.file.append(text)
    } finally {
      release?.()
    }
  }

  /** @returns Null when another process has written the mark, or when the lock cannot be had and a second mark is risked. */
  #lockForMark(): (() => void) | null {
    const deadline = environment.monotonic() + this.#settings.lockWaitMs
    do {
      try {
        const release = tryLock(this.file.path)
        if (release !== null) return release
      } catch {
        // The same error keeps the file from being rotated, and is told then.
        return null
      }
      environment.sleep(LOCK_POLL_MS)
    } while (environment.monotonic() < deadline && this.file.isUnmarked())
    return null
  }

  /** The time of a record that came without one, in seconds since the epoch. */
  now(): number {
    return environment.now() / 1000
  }

  isDue(text: string | Uint8Array, seconds: number): boolean {
    return this.#turn.isDue(text, seconds)
  }

  /** Opens the file that has the name now. @throws OSError */
  open(): void {
    const { isOpen, stat: before } = this.file
    this.#lookedFor = this.now()
    this.file.open()
    this.#finishedAt = this.file.seenAt
    const { stat } = this.file
    if (stat === undefined || isSameFile(stat, before)) return
    this.#rule.opened(stat, !isOpen)
    this.#turn.startAnew()
  }

  /** Opens the file that has the name now, unless it is open already. @throws OSError */
  follow(): void {
    if (this.file.isOpen && !this.file.isCurrent()) this.open()
  }

  /** Rotates now; if another process holds the lock, the next write does. @throws OSError */
  doRollover(): void {
    try {
      this.#turn.rolloverNow()
    } catch (error) {
      throw osError(error)
    }
  }

  /** Follows the file's name. @returns Trouble that does not keep the record from being written where we are. */
  #watch(seconds: number): Trouble | null {
    const { file } = this
    this.#lookedFor = seconds
    try {
      if (file.isCurrent() || (file.stat !== undefined && this.#rule.isLate(file.stat, seconds))) return null
      this.open()
      return null
    } catch (error) {
      // The record goes to the file that is open, if one is. If that has no name any more, #verify finds out.
      if (!file.isOpen) throw error
      return troubleOf(error)
    }
  }

  /** Writes a record again for as long as the file to which it was written has been removed, and the record with it. */
  #verify(text: string | Uint8Array): Trouble | null {
    const { file } = this
    do {
      try {
        if (!this.#isLost()) return null
      } catch (error) {
        return troubleOf(error)
      }
      this.open()
      this.#write(text)
    } while (file.isUnwatched(environment.monotonic()))
    return null
  }

  /** Whether the record that was just written is lost: its file has no name, and no compressed backup holds it. */
  #isLost(): boolean {
    const { file } = this
    if (file.isCurrent() || file.stat === undefined) return false
    const deadline = environment.monotonic() + this.#settings.lockWaitMs
    while (isSealed(file.path, file.stat) && environment.monotonic() < deadline) environment.sleep(LOCK_POLL_MS)
    return file.isGone() && !isCaptured(file.path, file.stat, file.endOfLastWrite())
  }

  /**
   * Throws trouble, unless the same was told a short time ago.
   *
   * @param told - The sentence that says what became of the record.
   */
  report(trouble: Trouble | null, told: string = WRITTEN): void {
    this.#reporter.report(trouble, told)
  }
}
