/**
 * A way to a peer, seen from the main thread: takes bytes at once, and can be waited for.
 *
 * At most LIMIT_BYTES are on their way. Above that a send waits for the peer as Python's `sendall` does, up to the
 * timeout; then records are dropped and counted, without waiting again until the peer has taken something.
 */
import { RuntimeError } from '../ground/errors.js'
import { type Listener, type Transport, transport } from './client.js'
import { describe, networkError, timedOut } from './network-error.js'
import {
  CHANGES,
  CHANNEL_BYTES,
  CONNECTED,
  DONE_BYTES,
  DONE_RECORDS,
  FAILED_ATTEMPTS,
  type Failure,
  LOST,
  RETRY_AT_BYTES,
  RETRYING,
  STATUS,
  type Target,
} from './protocol.js'

/** How many bytes may be on their way to one peer. */
const LIMIT_BYTES = 8 << 20

/** A flush goes on while the peer takes something (a record given up is none), but no longer than so many timeouts. */
const LONGEST_FLUSH = 10

const RIGHT_AFTER_MS = 100
const ANSWER_MS = 500

/** Who hears of failures; the item is undefined where none was given to `send`, or none is to blame. */
export type Report<Item> = (error: Error, item: Item | undefined) => void

export interface ConnectionOptions<Item> {
  readonly report: Report<Item>
  /** Whether `report` hears what the peer did, not only what was dropped here. Then items are kept until they are done. */
  readonly tellsFailures: boolean
}

interface Pending<Item> {
  readonly number: number
  readonly item: Item
}

export class Connection<Item = never> implements Listener {
  readonly target: Target
  /** Milliseconds that a send, a flush or a close may wait. */
  timeoutMs: number
  /** Records that could not be sent. */
  get dropped(): number {
    return this.#refused + Atomics.load(this.#cells, LOST)
  }

  readonly #report: Report<Item>
  readonly #tellsFailures: boolean
  readonly #cells: Int32Array
  readonly #retryAt: Float64Array
  #transport: Transport | null = null
  #channel = 0
  #sentRecords = 0
  #sentBytes = 0
  #refused = 0
  /** How many records were done when a wait last ended in vain. */
  #stalledAt: number | null = null
  #stalledSent = 0
  #stalledSince = 0
  #pending: Pending<Item>[] = []
  #keepAtMost = 256
  #lastFailure: Failure | null = null
  #toldOfDrops = false

  constructor(target: Target, { report, tellsFailures }: ConnectionOptions<Item>) {
    const memory = new SharedArrayBuffer(CHANNEL_BYTES)
    this.target = target
    // What waits for an answer must outlast the worker, which says that there was none.
    this.timeoutMs = target.timeoutMs + (target.kind === 'stream' || target.kind === 'datagram' ? 0 : ANSWER_MS)
    this.#report = report
    this.#tellsFailures = tellsFailures
    this.#cells = new Int32Array(memory, 0, RETRY_AT_BYTES / Int32Array.BYTES_PER_ELEMENT)
    this.#retryAt = new Float64Array(memory, RETRY_AT_BYTES, 1)
  }

  /** When the next attempt to connect is due, in seconds since the epoch; null where none is awaited. */
  get retryTime(): number | null {
    return this.#retryAt[0] === 0 ? null : (this.#retryAt[0] ?? null)
  }

  /**
   * Sends bytes: for a stream as they are, for datagrams as one.
   *
   * @param item - What `report` gets back should it fail.
   * @returns False where it was dropped.
   */
  send(bytes: Uint8Array, item?: Item): boolean {
    const opened = this.#open()
    let waitMs = this.timeoutMs
    if (!this.#hasRoom(bytes.length)) {
      const deadline = performance.now() + this.timeoutMs
      waitMs = this.#waitForRoom(bytes.length, deadline) ? Math.max(0, deadline - performance.now()) : -1
    }
    const isSent = waitMs >= 0 && opened.write(this.#channel, bytes, waitMs)
    if (!isSent) {
      this.#drop(item)
      return false
    }
    this.#sentRecords = (this.#sentRecords + 1) | 0
    this.#sentBytes = (this.#sentBytes + bytes.length) | 0
    if (item !== undefined && this.#tellsFailures) this.#keep(item)
    return true
  }

  /** Connects now and waits for it. @throws OSError as Python's `connect`. */
  connect(): void {
    const opened = this.#open()
    opened.waitForStart()
    const failed = Atomics.load(this.#cells, FAILED_ATTEMPTS)
    opened.post({ type: 'connect', channel: this.#channel })
    const isSettled = this.#wait(performance.now() + this.timeoutMs, () => {
      return Atomics.load(this.#cells, STATUS) === CONNECTED || Atomics.load(this.#cells, FAILED_ATTEMPTS) !== failed
    })
    opened.collect()
    if (!isSettled) throw timedOut()
    if (Atomics.load(this.#cells, STATUS) !== CONNECTED) throw networkError(this.#lastFailure, this.target)
  }

  /**
   * Waits until everything is with the kernel (streams, datagrams) or answered (the others).
   *
   * @returns False when nothing happened for the timeout, and where the peer cannot be reached.
   */
  flush(): boolean {
    const opened = this.#transport
    if (opened === null) return true
    if (!this.#isDone()) {
      if (this.#isRightAfterStall()) return false
      this.#awaitPeer(opened)
    }
    // Also where all was done before: what failed of it may not have been told yet, and at exit nobody else will.
    opened.collect()
    if (this.#isDone()) return true
    this.#stall()
    return false
  }

  #awaitPeer(opened: Transport): void {
    opened.waitForStart()
    opened.wake()
    const latest = performance.now() + this.timeoutMs * LONGEST_FLUSH
    // The first to fail may have begun before the peer was there.
    for (let attempt = 0; attempt < 2 && this.#flushOnce(opened, latest) === 'unreachable'; attempt += 1) {}
  }

  #flushOnce(opened: Transport, latest: number): 'done' | 'timeout' | 'unreachable' {
    const failed = Atomics.load(this.#cells, FAILED_ATTEMPTS)
    const hasFailed = () => Atomics.load(this.#cells, FAILED_ATTEMPTS) !== failed
    if (Atomics.load(this.#cells, STATUS) === RETRYING) opened.post({ type: 'connect', channel: this.#channel })
    while (!this.#isDone()) {
      const from = this.#taken()
      const deadline = Math.min(performance.now() + this.timeoutMs, latest)
      if (!this.#wait(deadline, () => this.#isDone() || ((this.#taken() - from) | 0) > 0 || hasFailed()))
        return 'timeout'
      if (hasFailed()) return 'unreachable'
    }
    return 'done'
  }

  /** Sends what can be sent, and closes. What is left is lost, and said so. */
  close(): void {
    const opened = this.#transport
    if (opened === null) return
    this.flush()
    const left = (this.#sentRecords - this.#done()) | 0
    this.#transport = null
    opened.close(this.#channel, left !== 0, this)
    if (left === 0) return
    this.#refused += left
    const what = `${left} log record${left === 1 ? '' : 's'} could not be sent to ${describe(this.target)}`
    this.#report(new RuntimeError(what), undefined)
  }

  /** From the worker. */
  failed({ record, failure }: { readonly record: number; readonly failure: Failure }): void {
    this.#lastFailure = failure
    // A peer that went away while no record was on its way is told to nobody: `connect` throws, the next record meets it.
    const isOfRecord = record !== 0 && ((record - this.#sentRecords) | 0) <= 0
    if (!isOfRecord || !this.#tellsFailures) return
    this.#report(networkError(failure, this.target), this.#pending.find(({ number }) => number === record)?.item)
  }

  #open(): Transport {
    if (this.#transport !== null && !this.#transport.isOver) return this.#transport
    if (this.#transport !== null) this.#forget()
    this.#transport = transport()
    this.#channel = this.#transport.open(this, { target: this.target, cells: this.#cells.buffer as SharedArrayBuffer })
    return this.#transport
  }

  /** After the worker died: what it had is lost. */
  #forget(): void {
    this.#refused += (this.#sentRecords - this.#done()) | 0
    Atomics.store(this.#cells, DONE_RECORDS, this.#sentRecords)
    Atomics.store(this.#cells, DONE_BYTES, this.#sentBytes)
    this.#pending = []
  }

  #done(): number {
    return Atomics.load(this.#cells, DONE_RECORDS)
  }

  /** What the peer has: done, and not given up. */
  #taken(): number {
    return (this.#done() - Atomics.load(this.#cells, LOST)) | 0
  }

  #isDone(): boolean {
    return this.#done() === this.#sentRecords
  }

  /** A record above the limit passes when nothing else is on its way. */
  #hasRoom(length: number): boolean {
    const onTheirWay = (this.#sentBytes - Atomics.load(this.#cells, DONE_BYTES)) | 0
    return onTheirWay === 0 || onTheirWay + length <= LIMIT_BYTES
  }

  #waitForRoom(length: number, deadline: number): boolean {
    const isWaiting = Atomics.load(this.#cells, STATUS) === RETRYING || this.#stalledAt === this.#done()
    if (isWaiting) return false
    this.#transport?.wake()
    if (this.#wait(deadline, () => this.#hasRoom(length))) return true
    this.#stall()
    return false
  }

  /** `close` comes right after `flush` when handlers are shut down: the same wait once is enough. */
  #isRightAfterStall(): boolean {
    const isSame = this.#stalledAt === this.#done() && this.#stalledSent === this.#sentRecords
    return isSame && performance.now() - this.#stalledSince < RIGHT_AFTER_MS
  }

  #stall(): void {
    this.#stalledAt = this.#done()
    this.#stalledSent = this.#sentRecords
    this.#stalledSince = performance.now()
  }

  #wait(deadline: number, isOver: () => boolean): boolean {
    for (;;) {
      const changes = Atomics.load(this.#cells, CHANGES)
      if (isOver()) return true
      const left = deadline - performance.now()
      if (left <= 0 || this.#transport?.isOver) return false
      Atomics.wait(this.#cells, CHANGES, changes, left)
    }
  }

  /** Keeps what `report` may want back. The worker says that a record failed before it counts it as done. */
  #keep(item: Item): void {
    this.#pending.push({ number: this.#sentRecords, item })
    if (this.#pending.length < this.#keepAtMost) return
    const done = this.#done()
    this.#transport?.collect()
    this.#pending = this.#pending.filter(({ number }) => ((number - done) | 0) > 0)
    this.#keepAtMost = this.#pending.length + 256
  }

  #drop(item: Item | undefined): void {
    this.#refused += 1
    if (this.#toldOfDrops) return
    this.#toldOfDrops = true
    const why = `${describe(this.target)} does not take log records fast enough; they are dropped and counted from now on`
    this.#report(new RuntimeError(why), item)
  }
}
