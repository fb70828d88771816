/**
 * A handler's way to its peer, seen from the main thread: takes bytes at once, and can be waited for.
 *
 *   send     room for it (progress.ts)?  wait for the peer as Python's `sendall` does, up to the timeout
 *            none, or the link stalled   drop it and count it (losses.ts)
 *   flush    wait (patience.ts) until all is delivered or given up
 *   close    flush, give up the rest, tell how many were lost
 *   retire   the same in the background: the worker sends what is left, and the end of the process waits for that
 */
import { steadyNow } from '../ground/steady-clock.js'
import { type Listener, type Transport, transport } from './client.js'
import { Losses } from './losses.js'
import { describe, networkError, timedOut } from './network-error.js'
import { patience } from './patience.js'
import { Pending } from './pending.js'
import { Progress } from './progress.js'
import type { Failure, Target } from './protocol.js'

/** `close` comes right after `flush` when handlers are shut down: the same wait once is enough. */
const RIGHT_AFTER_MS = 100
/** The time that the worker gets to say what became of records that it was told to give up. */
const ANSWER_MS = 500

/** A function that is told of failures; the item is undefined where none was given to `send`, or none is to blame. */
export type Report<Item> = (error: Error, item: Item | undefined) => void

export interface ConnectionOptions<Item> {
  readonly report: Report<Item>
  /** Whether `report` hears what the peer did, not only what was dropped here. Then items are kept until they are done. */
  readonly tellsFailures: boolean
}

export class Connection<Item = never> implements Listener {
  readonly target: Target
  readonly #report: Report<Item>
  readonly #tellsFailures: boolean
  readonly #progress = new Progress()
  readonly #pending = new Pending<Item>()
  readonly #losses = new Losses()
  #transport: Transport | null = null
  #channel = 0
  #lastFailure: Failure | null = null
  /**
   * The number of lost records that was told at the end. Nothing may change it then: the worker may give up later what
   * counted as lost already.
   */
  #droppedAtEnd: number | null = null
  /**
   * How many records were delivered when a wait for room ended at its deadline. The worker, which may have begun later,
   * takes a while longer until it says that the peer has stalled; no call waits until then, or until more are delivered.
   */
  #waitedInVainAt: number | null = null
  /** The time of the last flush that ended in vain, and the counts of records at its end. */
  #gaveUp = { at: Number.NEGATIVE_INFINITY, sent: 0, delivered: 0 }

  constructor(target: Target, { report, tellsFailures }: ConnectionOptions<Item>) {
    this.target = target
    this.#report = report
    this.#tellsFailures = tellsFailures
  }

  /** Records that could not be sent. */
  get dropped(): number {
    return this.#droppedAtEnd ?? this.#losses.refused + this.#progress.lost
  }

  get isDone(): boolean {
    return this.#progress.isDone
  }

  /** Whether it was closed, and `dropped` no longer changes. */
  get isOver(): boolean {
    return this.#transport === null
  }

  /** The time of the next attempt to connect, in seconds since the epoch; null where none is awaited. */
  get retryTime(): number | null {
    return this.#progress.retryTime
  }

  /**
   * Sends bytes: for a stream as they are, for datagrams as one.
   *
   * @param item - The item that `report` gets back should the record fail.
   * @returns False where it was dropped.
   */
  send(bytes: Uint8Array, item?: Item): boolean {
    const opened = this.#open()
    const progress = this.#progress
    let waitMs = this.target.timeoutMs
    if (!progress.hasRoom(bytes.length)) {
      const deadline = steadyNow() + waitMs
      waitMs = this.#waitForRoom(opened, bytes.length, deadline) ? Math.max(0, deadline - steadyNow()) : -1
    }
    if (waitMs < 0 || !opened.write(this.#channel, bytes, waitMs)) {
      const told = this.#losses.refuse(describe(this.target))
      if (told !== null) this.#report(told, item)
      return false
    }
    const number = progress.add(bytes.length)
    opened.hold(this)
    if (item !== undefined && this.#tellsFailures) {
      this.#pending.keep(number, item, () => {
        const { done } = progress
        // The worker says that a record failed before it counts it as done.
        opened.collect()
        return done
      })
    }
    return true
  }

  /** Connects now and waits for it. @throws OSError as Python's `connect`. */
  connect(): void {
    const opened = this.#open()
    const { connections, failedAttempts } = this.#progress
    const hasConnected = () => this.#progress.connections !== connections
    const isSettled = () => hasConnected() || this.#progress.failedAttempts !== failedAttempts
    opened.waitForStart()
    opened.post({ type: 'connect', channel: this.#channel })
    const isInTime = this.#wait(opened, steadyNow() + this.target.timeoutMs, isSettled)
    opened.collect()
    if (!isInTime) throw timedOut()
    if (!hasConnected()) throw networkError(this.#lastFailure, this.target)
  }

  /**
   * Waits until everything is with the kernel (streams, datagrams) or answered (the others), or given up.
   *
   * @param shutdownBegan - By `steadyNow()`, where handlers are shut down together.
   * @returns False when nothing happened for the timeout, and where the peer cannot be reached.
   */
  flush(shutdownBegan: number | null = null): boolean {
    const opened = this.#transport
    if (opened === null) return true
    if (!this.isDone && !this.#isRightAfterGivingUp()) this.#awaitPeer(opened, shutdownBegan)
    // Also where all was done before: what failed of it may not have been told yet, and at exit nobody else will.
    opened.collect()
    if (this.isDone) return true
    this.#gaveUp = { at: steadyNow(), sent: this.#progress.sent, delivered: this.#progress.delivered }
    return false
  }

  /** Sends what can be sent, and closes. The other records are lost, and the number of all that were lost is told. */
  close(shutdownBegan: number | null = null): void {
    const opened = this.#transport
    if (opened === null) return
    const isAbandoned = !this.flush(shutdownBegan)
    if (isAbandoned) this.#losses.gaveUpAfter(this.#progress.done)
    opened.post({ type: 'close', channel: this.#channel, abandon: isAbandoned })
    if (isAbandoned) this.#wait(opened, steadyNow() + ANSWER_MS, () => this.isDone)
    opened.collect()
    this.#end(opened)
  }

  /** Closes without waiting. Should the rest be lost, it is told when that is known. */
  retire(): void {
    const opened = this.#transport
    if (opened === null) return
    if (this.isDone || opened.isOver) this.close()
    else opened.retire(this.#channel, this)
  }

  /** Takes from the worker that an attempt or a record failed. */
  failed({ record, failure, isLost }: { record: number; failure: Failure; isLost: boolean }): void {
    this.#lastFailure = failure
    // A peer that went away while no record was on its way is told to nobody: `connect` throws, the next record meets it.
    const isOfRecord = record !== 0 && ((record - this.#progress.sent) | 0) <= 0
    if (!isOfRecord || !this.#tellsFailures) return
    if (isLost) this.#losses.toldLost(record)
    else this.#losses.toldWaiting(record)
    this.#report(networkError(failure, this.target), this.#pending.find(record))
  }

  /** Takes from the worker, some time after `retire`, that the channel has nothing left. */
  left(): void {
    if (this.#transport !== null) this.#end(this.#transport)
  }

  #open(): Transport {
    if (this.#transport !== null && !this.#transport.isOver) return this.#transport
    // The records that a dead worker had are lost.
    if (this.#transport !== null) this.#progress.loseAll()
    this.#pending.clear()
    this.#droppedAtEnd = null
    this.#waitedInVainAt = null
    this.#transport = transport()
    this.#channel = this.#transport.open(this, this.target, this.#progress.memory)
    return this.#transport
  }

  #waitForRoom(opened: Transport, length: number, deadline: number): boolean {
    opened.wake()
    const progress = this.#progress
    if (progress.delivered === this.#waitedInVainAt) return false
    const isAnswered = this.#wait(opened, deadline, () => progress.hasRoom(length) || progress.isStalled)
    this.#waitedInVainAt = isAnswered ? null : progress.delivered
    return progress.hasRoom(length)
  }

  #awaitPeer(opened: Transport, shutdownBegan: number | null): void {
    const progress = this.#progress
    const { timeoutMs } = this.target
    opened.waitForStart()
    opened.wake()
    const { isStalled } = progress
    const { first, latest } = patience({ now: steadyNow(), timeoutMs, shutdownBegan, isStalled })
    let deadline = first
    let failures = 0
    while (!this.isDone) {
      const { delivered, failedAttempts } = progress
      if (progress.isStalled) opened.post({ type: 'connect', channel: this.#channel })
      const hasFailed = () => progress.failedAttempts !== failedAttempts
      if (!this.#wait(opened, deadline, () => this.isDone || progress.delivered !== delivered || hasFailed())) return
      if (hasFailed()) {
        failures += 1
        // The first to fail may have begun before the peer was there.
        if (failures === 2) return
      } else deadline = Math.min(steadyNow() + timeoutMs, latest)
    }
  }

  #isRightAfterGivingUp(): boolean {
    const { at, sent, delivered } = this.#gaveUp
    const isSame = sent === this.#progress.sent && delivered === this.#progress.delivered
    return isSame && steadyNow() - at < RIGHT_AFTER_MS
  }

  #wait(opened: Transport, deadline: number, isSo: () => boolean): boolean {
    return this.#progress.wait(deadline, () => opened.isOver, isSo)
  }

  #end(opened: Transport): void {
    opened.forget(this.#channel, this)
    this.#transport = null
    // The worker may be too busy to answer; what it has not sent by now counts as lost.
    if (!this.isDone) this.#progress.loseAll()
    this.#droppedAtEnd = this.dropped
    this.#pending.clear()
    const { target } = this
    const cause = this.#lastFailure === null ? null : networkError(this.#lastFailure, target)
    const total = this.#losses.total(this.dropped, describe(target), cause)
    if (total !== null) this.#report(total, undefined)
  }
}
