/**
 * The questions that shared-file.ts and rotation-turn.ts ask of a file: when it is due, and how it is rotated.
 *
 * timed-rotating-file.ts and rotating-file.ts each answer them in their own way.
 */
import type { Compressible } from '../backups/compressible.js'
import type { FileStat } from '../world/environment.js'
import type { Trouble } from '../world/trouble.js'

/** Settings that are read when they are needed, from the object that the user holds and may change at any time. */
export interface WriterSettings {
  readonly delay: boolean
  readonly watchIntervalMs: number
  readonly lockWaitMs: number
  readonly compress: 'gzip' | null
}

/** The rule by which a file is rotated. Times are those of records, in seconds since the epoch. */
export interface RotationRule {
  /** Is told that another file is open than before, or that one is open again after `close`. */
  opened(stat: FileStat, wasClosed: boolean): void
  /** Is told that the file was closed after a rollover by hand. */
  closed(): void
  /** Whether the file is to be rotated before a record. True as well of a file that cannot be rotated at all. */
  isDue(text: string | Uint8Array, seconds: number): boolean
  /** Whether a record would make the open file too long; its time does not matter. */
  isFull(text: string | Uint8Array): boolean
  /** Whether a record still belongs to the open file, which has lost the base's name. */
  isLate(stat: FileStat, seconds: number): boolean
  /** Whether the open file may be rotated at all. */
  canRotate(): boolean
  /**
   * Makes a backup of the base under the lock.
   *
   * @param due - The file that is to be rotated. If the base is another one by now, nothing happens.
   * @param deadline - On the monotonic clock; Infinity where the lock was free at once. A rotation that would have to wait
   *   for longer is left to the next record.
   * @returns Whether the base's name is free now.
   */
  rotate(due: FileStat, deadline: number): boolean
  /** Deletes the backups that are too many, under the lock, when the new file is open. */
  retain(): void
  /** Returns what went wrong beside the last rotation, and forgets it. */
  takeTrouble(): Trouble | null
  readonly compressible: Compressible
  /** Is told that a file which was made for a record of this time is due for the same record: the time lies ahead. */
  startedEarly(seconds: number): void
}
