/**
 * What carries the records of one channel, in the worker.
 *
 * Each record that was taken is told to the channel as done or lost, once, in any order.
 */
export interface Link {
  /** A record. The bytes are overwritten after the call. */
  take(buffer: Buffer, start: number, end: number): void
  /** Sends what was taken, as far as that goes at once. */
  pump(): void
  /** Connects now, not at the next attempt, and counts the failure where it fails. */
  connect(): void
  /** Sends what is there, or gives it up, and lets go of everything. */
  close(abandon: boolean): void
}
