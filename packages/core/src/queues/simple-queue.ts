/**
 * Python's `queue.SimpleQueue`: items in order, without end or count. Nothing waits, as in queue.ts.
 *
 * Source: CPython 3.13.0, Lib/queue.py, _PySimpleQueue.
 */
import { checkTimeout, Empty } from './errors.js'
import { Fifo } from './fifo.js'
import { ReadQueue } from './readers.js'

/** Python's `queue.SimpleQueue`: items in order, without end or count. Nothing waits, as in Queue. */
export class SimpleQueue extends ReadQueue {
  readonly #items = new Fifo()

  /** Puts an item at the end. Block and timeout are for the signature's sake, as in Python. */
  put(item: unknown, _block = true, _timeout: number | null = null): void {
    this.#items.push(item)
    this._wakeReaders()
  }

  /** Does what `put` does. */
  put_nowait(item: unknown): void {
    this.put(item, false)
  }

  /** The item that was put first. @throws Empty; ValueError for a negative timeout. */
  get(_block = true, timeout: number | null = null): unknown {
    checkTimeout(timeout)
    if (this.#items.length === 0) throw new Empty()
    return this.#items.shift()
  }

  /** Does what `get` does. */
  get_nowait(): unknown {
    return this.get(false)
  }

  /** Returns how many items are in it. */
  qsize(): number {
    return this.#items.length
  }

  /** Whether nothing is in it. */
  empty(): boolean {
    return this.qsize() === 0
  }
}
