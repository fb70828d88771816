/**
 * The progress of a connection's records: the counts of the main thread, beside the cells that the worker counts in.
 */
import { steadyNow } from '../ground/steady-clock.js'
import {
  CHANGES,
  CHANNEL_BYTES,
  CONNECTIONS,
  DONE_BYTES,
  DONE_RECORDS,
  FAILED_ATTEMPTS,
  LIMIT_BYTES,
  LOST,
  RETRY_AT_BYTES,
  STALLED,
  STATE,
} from './protocol.js'

export class Progress {
  readonly memory = new SharedArrayBuffer(CHANNEL_BYTES)
  /** Records that were handed to the worker. */
  sent = 0
  readonly #cells = new Int32Array(this.memory, 0, RETRY_AT_BYTES / Int32Array.BYTES_PER_ELEMENT)
  readonly #retryAt = new Float64Array(this.memory, RETRY_AT_BYTES, 1)
  #sentBytes = 0

  /** Counts a record that was handed over. @returns Its number, from 1. */
  add(bytes: number): number {
    this.#sentBytes = (this.#sentBytes + bytes) | 0
    this.sent = (this.sent + 1) | 0
    return this.sent
  }

  get done(): number {
    return Atomics.load(this.#cells, DONE_RECORDS)
  }

  /** Records that the worker gave up. */
  get lost(): number {
    return Atomics.load(this.#cells, LOST)
  }

  /** The number of records that the peer has: done, and not given up. */
  get delivered(): number {
    const { done } = this
    return (done - this.lost) | 0
  }

  get isDone(): boolean {
    return this.done === this.sent
  }

  /** Nothing was delivered for the timeout, or the peer is away. */
  get isStalled(): boolean {
    return Atomics.load(this.#cells, STATE) === STALLED
  }

  get connections(): number {
    return Atomics.load(this.#cells, CONNECTIONS)
  }

  get failedAttempts(): number {
    return Atomics.load(this.#cells, FAILED_ATTEMPTS)
  }

  /** The time of the next attempt to connect, in seconds since the epoch; null where none is awaited. */
  get retryTime(): number | null {
    return this.#retryAt[0] || null
  }

  /** A record above the limit passes when nothing else is on its way. */
  hasRoom(length: number): boolean {
    const onTheirWay = (this.#sentBytes - Atomics.load(this.#cells, DONE_BYTES)) | 0
    return onTheirWay === 0 || onTheirWay + length <= LIMIT_BYTES
  }

  /** Counts as lost the records that a dead worker had. */
  loseAll(): void {
    Atomics.add(this.#cells, LOST, (this.sent - this.done) | 0)
    Atomics.store(this.#cells, DONE_RECORDS, this.sent)
    Atomics.store(this.#cells, DONE_BYTES, this.#sentBytes)
  }

  /**
   * Waits until something is so.
   *
   * @param deadline - Of `steadyNow()`.
   * @param isWorkerOver - Nothing changes any more then.
   * @returns Whether it is so.
   */
  wait(deadline: number, isWorkerOver: () => boolean, isSo: () => boolean): boolean {
    for (;;) {
      const changes = Atomics.load(this.#cells, CHANGES)
      if (isSo()) return true
      const left = deadline - steadyNow()
      if (left <= 0 || isWorkerOver()) return false
      Atomics.wait(this.#cells, CHANGES, changes, left)
    }
  }
}
