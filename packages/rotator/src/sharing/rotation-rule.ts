/** What decides about a shared file, and what the user may set: the questions shared-file.ts and rotation-turn.ts ask. */
import type { Compressible } from '../backups/compressible.js'
import type { FileStat } from '../world/environment.js'
import type { Trouble } from '../world/trouble.js'

/** What the user may change at any time; the object that the user holds. */
export interface WriterSettings {
  readonly delay: boolean
  readonly watchIntervalMs: number
  readonly lockWaitMs: number
  readonly compress: 'gzip' | null
}

/** When and how the file is rotated. Times are seconds since the epoch, the record's own. */
export interface RotationRule {
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
  canRotate(): boolean
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
  /** What the last rotation met and went past, once. */
  takeTrouble(): Trouble | null
  readonly compressible: Compressible
  /** A file that was made for this record is due at once. */
  startedEarly(seconds: number): void
}
