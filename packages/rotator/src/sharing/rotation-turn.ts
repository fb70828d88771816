/**
 * Rotating a file that others rotate too: whoever has the lock does it, the rest follow or try again a little later.
 *
 *   turn.rotateOrFollow(text, time)   before a record that is due
 *   turn.rolloverNow()       doRollover
 *
 * A record never waits longer than `lockWaitMs` for another process: it then goes where the file was so far.
 */
import { compressBackups } from '../compression/compress.js'
import { isSameFile } from '../file/file-identity.js'
import { tryLock } from '../file/file-lock.js'
import type { OpenFile } from '../file/open-file.js'
import { checkRename } from '../file/rename-permission.js'
import { environment } from '../world/environment.js'
import { JUST_NOW_MS, LOCK_POLL_MS, RETRY_FAILED_MS, RETRY_HELD_MS } from '../world/timings.js'
import { join, type Trouble, troubleOf } from '../world/trouble.js'
import type { RotationRule, WriterSettings } from './rotation-rule.js'

/** What a turn asks of the file that it is for. */
export interface Follower {
  readonly file: OpenFile
  /** Opens what has the name now. @throws OSError */
  open(): void
  /** Opens another file if the name leads to one by now. @throws OSError */
  follow(): void
}

export class RotationTurn {
  readonly #follower: Follower
  readonly #settings: WriterSettings
  readonly #rule: RotationRule
  #isWanted = false
  #retryAt = -Infinity
  #isCompressing = false
  /** Of work beside a rotation, or after it, without which that is as good. */
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

  /** Another file is open: nothing of the old one's matters any more. */
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
      if (environment.monotonic() < this.#retryAt) {
        // Somebody may be through by now; with a watchIntervalMs of 0 the watch has just looked.
        if (this.#settings.watchIntervalMs > 0) this.#follower.follow()
        return null
      }
      // Otherwise it would rotate at every record.
      if (this.#rotate(text, seconds) && this.#rule.isDue(text, seconds)) this.#rule.startedEarly(seconds)
      return this.takeTrouble()
    } catch (error) {
      this.#retryAt = environment.monotonic() + RETRY_FAILED_MS
      return join(this.takeTrouble(), troubleOf(error))
    }
  }

  /**
   * Rotates now; if another process holds the lock, the next record does. What went wrong beside it the next record tells.
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
    return rotated && !isSameFile(due, this.#follower.file.stat)
  }

  /** What is rotated while it is at work is left to the next rotation. */
  #compress(): void {
    if (this.#settings.compress === null || this.#isCompressing) return
    this.#isCompressing = true
    const work = compressBackups(this.#rule.compressible, (trouble) => {
      this.#isCompressing = false
      this.#untold = join(this.#untold, trouble)
    })
    environment.background(work)
  }

  /** With `delay`, a rollover by hand leaves no file behind, as in Python. */
  #closeUntilNeeded(): void {
    this.#follower.file.close()
    this.#rule.closed()
    this.#isWanted = false
  }

  /** Opens what `doRollover` is to rotate. @returns False when there is nothing to rotate, or it has just been done. */
  #mayRotate(): boolean {
    const { file } = this.#follower
    if (!file.isOpen) {
      const exists = environment.stat(file.path) !== undefined
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
