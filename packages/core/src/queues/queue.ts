/**
 * Python's `queue.Queue`: items in order, at most `maxsize` of them, and a count of those that are not dealt with yet.
 *
 * Nothing waits here, because nobody else could run meanwhile. Where Python waits, the listeners of the queue read at
 * once; if that did not help, `get` throws Empty, `put` Full and `join` RuntimeError, whatever the timeout.
 *
 * Source: CPython 3.13.0, Lib/queue.py, Queue.
 */
import { bindArguments } from '@pylogging/formatter'
import { RuntimeError, ValueError } from '../ground/errors.js'
import { checkTimeout, Empty, Full, ShutDown } from './errors.js'
import { Fifo } from './fifo.js'
import { ReadQueue } from './readers.js'

const SIGNATURE = { owner: 'Queue.__init__()', names: ['maxsize'] }

/**
 * Python's `queue.Queue`: items in order, at most `maxsize` of them, and a count of those that are not dealt with yet.
 *
 * Nothing waits. Where Python waits, the listeners of the queue read at once; if that did not help, `get` throws Empty,
 * `put` Full and `join` RuntimeError, whatever the timeout.
 */
export class Queue extends ReadQueue {
  /** 0 or less is without end. */
  maxsize: number
  /** How many items were put and not yet reported by `task_done`. */
  unfinished_tasks = 0
  is_shutdown = false
  readonly #items = new Fifo()

  constructor(maxsize?: number | { readonly maxsize?: number | undefined }) {
    super()
    const [given = 0] = bindArguments(SIGNATURE, maxsize === undefined ? [] : [maxsize])
    this.maxsize = given as number
  }

  /**
   * Puts an item at the end.
   *
   * @param block - Whether Python would wait for room; here both let the listeners make some.
   * @param timeout - Seconds, for the signature's sake.
   * @throws Full, ShutDown; ValueError for a negative timeout.
   */
  put(item: unknown, block = true, timeout: number | null = null): void {
    if (this.is_shutdown) throw new ShutDown()
    if (this.maxsize > 0) {
      if (block) checkTimeout(timeout)
      this.#makeRoom()
    }
    this._put(item)
    this.unfinished_tasks += 1
    this._wakeReaders()
  }

  /** As `put`. @throws Full when there is no room and no listener that makes some; ShutDown. */
  put_nowait(item: unknown): void {
    this.put(item, false)
  }

  /** The item that was put first. @throws Empty, ShutDown; ValueError for a negative timeout. */
  get(block = true, timeout: number | null = null): unknown {
    const isNothing = this._qsize() === 0
    if (isNothing && this.is_shutdown) throw new ShutDown()
    if (block) checkTimeout(timeout)
    if (isNothing) throw new Empty()
    return this._get()
  }

  /** Does what `get` does. */
  get_nowait(): unknown {
    return this.get(false)
  }

  /** Returns how many items are in it. */
  qsize(): number {
    return this._qsize()
  }

  /** Whether nothing is in it. */
  empty(): boolean {
    return this._qsize() === 0
  }

  /** Whether there are `maxsize` items in it. */
  full(): boolean {
    return this.maxsize > 0 && this._qsize() >= this.maxsize
  }

  /** Says that an item that was got is dealt with. @throws ValueError when there is none. */
  task_done(): void {
    if (this.unfinished_tasks <= 0) throw new ValueError('task_done() called too many times')
    this.unfinished_tasks -= 1
  }

  /**
   * Lets the listeners deal with all items.
   *
   * @throws RuntimeError where items are left that nobody deals with: Python would wait forever.
   */
  join(): void {
    if (this.unfinished_tasks > 0) this._letRead()
    if (this.unfinished_tasks === 0) return
    throw new RuntimeError(
      `join() would wait forever: ${this.unfinished_tasks} unfinished tasks.\n  Call task_done() for each, or start a QueueListener.`,
    )
  }

  /** No item can be put from now on, and none got once the queue is empty. @param immediate - Drops what is in it. */
  shutdown(immediate = false): void {
    this.is_shutdown = true
    while (immediate && this._qsize() > 0) {
      this._get()
      if (this.unfinished_tasks > 0) this.unfinished_tasks -= 1
    }
  }

  /** A subclass overrides this, `_put` and `_get` for another order than first in, first out. */
  _qsize(): number {
    return this.#items.length
  }

  /** Puts an item. A subclass may override it. */
  _put(item: unknown): void {
    this.#items.push(item)
  }

  /** Takes an item out. A subclass may override it. */
  _get(): unknown {
    return this.#items.shift()
  }

  #makeRoom(): void {
    if (this._qsize() >= this.maxsize) this._letRead()
    if (this._qsize() >= this.maxsize) throw new Full()
    if (this.is_shutdown) throw new ShutDown()
  }
}
