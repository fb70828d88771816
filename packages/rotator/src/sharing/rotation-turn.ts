/**
 * Rotates a file that other processes rotate, too. The process that has the lock rotates; the others follow it to the new
 * file, or try again a little later.
 *
 *   turn.rotateOrFollow(text, time)   before a record for which the file is due
 *   turn.rolloverNow()                Python's doRollover
 *
 * A record waits for another process no longer than `lockWaitMs`. Then it is written to the file that is open.
 */

import { compressBackups } from '../compression/compress.js'
import { isSameFile } from '../file/file-identity.js'
import { tryLock } from '../file/file-lock.js'
import { stateBehind } from '../file/named-file.js'
import type { OpenFile } from '../file/open-file.js'
import { checkRename } from '../file/rename-permission.js'
import { environment } from '../world/environment.js'
import { JUST_NOW_MS, LOCK_POLL_MS, RETRY_FAILED_MS, RETRY_HELD_MS, WATCH_MS } from '../world/timings.js'
import { join, type Trouble, troubleOf } from '../world/trouble.js'
import type { RotationRule, WriterSettings } from './rotation-rule.js'

/** The file that is rotated, as this module sees it. */
export interface Follower {
  readonly file: OpenFile
  /** Opens the file that has the name now. @throws OSError */
  open(): void
  /** Opens the file that has the name now, unless it is open already. @throws OSError */
  follow(): void
}

export class RotationTurn {
  readonly #follower: Follower
  readonly #settings: WriterSettings
  readonly #rule: RotationRule
  #isWanted = false
  #retryAt = -Infinity
  #isCompressing = false
  /** The trouble beside a rotation, which was made all the same, until it is told. */
  #untold: Trouble | null = null

  constructor(follower: Follower, settings: WriterSettings, rule: RotationRule) {
    this.#follower = follower
    this.#settings = settings
    this.#rule = rule
  }

  /** Whether a rollover by hand is still to be made. */
  get isWanted(): boolean {
    return this.#isWanted
  }

  isDue(text: string | Uint8Array, seconds: number): boolean {
    return this.#isWanted || this.#rule.isDue(text, seconds)
  }

  /** Forgets what concerned the file that was open before. */
  startAnew(): void {
    this.#isWanted = false
    this.#retryAt = -Infinity
  }

  /** Returns what went wrong with deleting or compressing backups, and forgets it: whoever takes it tells it. */
  takeTrouble(): Trouble | null {
    const trouble = this.#untold
    this.#untold = null
    return trouble
  }

  /** Rotates, or follows another process that did. The record is written where we are, whatever fails here. */
  rotateOrFollow(text: string | Uint8Array, seconds: number): Trouble | null {
    if (!this.#rule.canRotate()) return null
    try {
      const now = environment.monotonic()
      if (now < this.#retryAt) {
        // The other process may have rotated by now; the watch may have looked a moment ago.
        if (now - this.#follower.file.seenAt >= WATCH_MS) this.#follower.follow()
        return null
      }
      // A file that is due as soon as it is made would be rotated before every record.
      if (this.#rotate(text, seconds) && this.#rule.isDue(text, seconds)) this.#rule.startedEarly(seconds)
      return this.takeTrouble()
    } catch (error) {
      this.#retryAt = environment.monotonic() + RETRY_FAILED_MS
      // A function of the user's was called with the file closed, and threw.
      if (!this.#follower.file.isOpen) this.#follower.open()
      return join(this.takeTrouble(), troubleOf(error))
    }
  }

  /**
   * Rotates now; if another process holds the lock, the next record does. The next record tells the trouble beside it.
   *
   * @throws Node's error, or OSError, when it is not rotated.
   */
  rolloverNow(): void {
    if (!this.#mayRotate()) return
    this.#isWanted = true
    this.#retryAt = -Infinity
    this.#rotate()
  }

  /**
   * @param text - The record; absent, as is its time, for a rollover by hand.
   * @returns Whether we made the file that is open now.
   */
  #rotate(text?: string | Uint8Array, seconds?: number): boolean {
    const byHand = text === undefined || seconds === undefined
    const deadline = environment.monotonic() + this.#settings.lockWaitMs
    for (let hasWaited = false; ; hasWaited = true) {
      const wasFull = !byHand && this.#rule.isFull(text)
      if (!this.#follower.file.isCurrent()) {
        this.#follower.open()
        if (byHand || !this.isDue(text, seconds)) return false
      } else if (wasFull && !this.isDue(text, seconds)) {
        // The look has told that somebody has truncated it.
        return false
      }
      if (!hasWaited) checkRename(this.#follower.file.path)
      const release = tryLock(this.#follower.file.path)
      if (release !== null) {
        try {
          return this.#rotateLocked(hasWaited ? deadline : Infinity, this.#settings.delay && byHand)
        } finally {
          release()
          this.#untold = join(this.#untold, this.#rule.takeTrouble())
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
    const due = this.#follower.file.stat
    const rotated = due !== undefined && this.#rule.rotate(due, deadline)
    if (rotated) this.#isWanted = false
    if (rotated && leaveClosed) this.#closeUntilNeeded()
    else this.#follower.open()
    if (rotated) this.#rule.retain()
    if (rotated) this.#compress()
    // The file is as it was, and not for want of time: the same would happen before every record.
    else if (deadline === Infinity && isSameFile(due, this.#follower.file.stat))
      this.#retryAt = environment.monotonic() + RETRY_HELD_MS
    return rotated && !isSameFile(due, this.#follower.file.stat)
  }

  /** Compresses in the background. A file that is rotated meanwhile is compressed after the next rotation. */
  #compress(): void {
    if (this.#settings.compress === null || this.#isCompressing) return
    this.#isCompressing = true
    const work = compressBackups(this.#rule.compressible, (trouble) => {
      this.#isCompressing = false
      this.#untold = join(this.#untold, trouble)
    })
    environment.background(work)
  }

  /** Closes the file until it is needed: with `delay`, a rollover by hand leaves no file behind, as in Python. */
  #closeUntilNeeded(): void {
    this.#follower.file.close()
    this.#rule.closed()
    this.#isWanted = false
  }

  /** Opens the file that `doRollover` is to rotate. @returns False when there is none, or it has just been rotated. */
  #mayRotate(): boolean {
    const { file } = this.#follower
    if (!file.isOpen) {
      const exists = stateBehind(file.path) !== undefined
      if (exists || !this.#settings.delay) this.#follower.open()
      return exists && this.#rule.canRotate()
    }
    if (!file.isCurrent()) {
      this.#follower.open()
      if (environment.now() - (file.stat?.birthtimeMs ?? 0) < JUST_NOW_MS) return false
    }
    return this.#rule.canRotate()
  }
}
