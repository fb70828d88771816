/**
 * A way to one place, in the worker: carries the records of the channels that lead there, in the order they came.
 *
 *          a record              connected              all delivered
 *   idle ────────────► connecting ────────► sending ─────────────────► idle
 *                          │                 │   ▲
 *           it failed      │                 │   │ something was delivered
 *                          ▼                 ▼   │
 *                           ───── stalled ───────     nothing was delivered for the timeout
 *
 *   closed: from anywhere, when the last channel has left
 *
 * Delivered is what the kernel took (streams, datagrams) or the peer answered (requests); a record that was given up is no
 * progress. The main thread sees the state in the cells of each channel: while a link is stalled, log calls do not wait
 * for room.
 *
 * A link shares nothing with other links, and what it throws stays with it: the worker calls it through `safely`, and it
 * gives its callbacks to sockets and timers through `guarded`. Its own records are then told and given up.
 */
import type { Channel } from './channel.js'
import { CLOSED, CONNECTING, IDLE, LIMIT_BYTES, type LinkState, SENDING, STALLED } from './protocol.js'

/** A channel that was closed gets no longer than this, however well its peer takes what is left. */
const LONGEST_LEAVE_MS = 20_000

export abstract class Link {
  protected readonly timeoutMs: number
  readonly #channels = new Set<Channel>()
  #state: LinkState = IDLE
  /** The time at which something was last delivered, or began to wait. */
  #since = 0
  #watch: NodeJS.Timeout | null = null

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs
  }

  /** Takes over a record of a channel. The bytes are overwritten after the call. */
  abstract add(channel: Channel, source: Buffer, start: number, end: number): void

  /** Sends what it has, as far as that goes at once. */
  abstract turn(): void

  /** Whether no record waits or is on its way. */
  protected abstract get isEmpty(): boolean

  /** Gives up the records of a channel, or all, as `lose`. */
  protected abstract giveUp(channel: Channel | null, error: unknown): void

  /** Lets go of what it holds open, which the next record opens again. @param isAtOnce - Without a word to the peer. */
  protected abstract letGo(isAtOnce: boolean): void

  /** Connects now, not at the next attempt. Links without a connection are connected. */
  connect(): void {
    this.answerConnect()
  }

  get isClosed(): boolean {
    return this.#state === CLOSED
  }

  protected get state(): LinkState {
    return this.#state
  }

  protected get channels(): Iterable<Channel> {
    return this.#channels
  }

  enter(channel: Channel): void {
    this.#channels.add(channel)
    channel.state = this.#state
  }

  /** Sends what the channel has left, or gives it up, and forgets the channel then. */
  leave(channel: Channel, isAbandoned: boolean): void {
    if (!this.#channels.has(channel)) return
    if (isAbandoned) this.giveUp(channel, null)
    if (channel.isDone) {
      this.#forget(channel)
      // Others may have waited behind what was given up.
      if (!this.isClosed) this.turn()
      return
    }
    channel.isLeaving = true
    this.#watchLeaving(channel, performance.now() + LONGEST_LEAVE_MS)
  }

  /** Runs something of this link's; what it throws becomes the failure of its records. */
  safely(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#failed(error)
    }
  }

  /** A callback that throws nothing. */
  protected guarded<Args extends unknown[]>(work: (...args: Args) => void): (...args: Args) => void {
    return (...args) => this.safely(() => work(...args))
  }

  protected connecting(): void {
    // A further attempt is made while the peer is away; for whoever logs nothing has changed.
    if (this.#state !== STALLED) this.#enter(CONNECTING)
  }

  /** Says that there is a connection. */
  protected answerConnect(): void {
    for (const channel of this.#channels) channel.connected()
  }

  protected connected(): void {
    this.answerConnect()
    this.#enter(this.isEmpty ? IDLE : SENDING)
  }

  /** @param retryAt - In milliseconds since the epoch; 0 for never. */
  protected attemptFailed(retryAt: number): void {
    this.#enter(this.isEmpty ? IDLE : STALLED)
    for (const channel of this.#channels) channel.attemptFailed(retryAt)
  }

  /** Records begin to be sent where there were none. */
  protected sending(): void {
    if (this.#state === IDLE) this.#enter(SENDING)
  }

  protected delivered(channel: Channel, records: number, bytes: number): void {
    this.#since = performance.now()
    channel.done(records, bytes)
    this.#settle(channel)
    if (this.#state !== CLOSED) this.#enter(this.isEmpty ? IDLE : SENDING)
  }

  protected lose(channel: Channel, records: number, bytes: number): void {
    channel.lost(records, bytes)
    this.#settle(channel)
    if (this.isEmpty && this.#state !== CLOSED) this.#enter(IDLE)
  }

  #enter(state: LinkState): void {
    if (state === this.#state) return
    const isWaiting = state === CONNECTING || state === SENDING
    if (isWaiting && this.#state !== CONNECTING && this.#state !== SENDING) this.#since = performance.now()
    this.#state = state
    for (const channel of this.#channels) channel.state = state
    if (isWaiting) this.#watchProgress()
  }

  #watchProgress(): void {
    if (this.#watch !== null) return
    const left = this.#since + this.timeoutMs - performance.now()
    this.#watch = setTimeout(
      () => {
        this.#watch = null
        if (this.#state !== CONNECTING && this.#state !== SENDING) return
        if (performance.now() - this.#since < this.timeoutMs) this.#watchProgress()
        else this.#enter(STALLED)
      },
      Math.max(1, left),
    )
  }

  /**
   * Gives up what a closed channel has left when nothing was delivered for the timeout. Where another handler leads to
   * the same place, the records stay before that one's instead: after a reload they are still wanted, up to the memory of
   * one handler.
   */
  #watchLeaving(channel: Channel, latest: number): void {
    const before = this.#since
    setTimeout(
      this.guarded(() => {
        if (!this.#channels.has(channel)) return
        const isStill = performance.now() < latest && this.#since !== before
        const leaving = [...this.#channels].filter((each) => each.isLeaving)
        const bytes = leaving.reduce((sum, { waitingBytes }) => sum + waitingBytes, 0)
        const isShared = leaving.length < this.#channels.size && bytes <= LIMIT_BYTES
        if (isStill || isShared) this.#watchLeaving(channel, isShared ? latest + this.timeoutMs : latest)
        else this.leave(channel, true)
      }),
      this.timeoutMs,
    )
  }

  #settle(channel: Channel): void {
    if (channel.isLeaving && channel.isDone) this.#forget(channel)
  }

  #forget(channel: Channel): void {
    if (!this.#channels.delete(channel)) return
    channel.state = CLOSED
    channel.left()
    if (this.#channels.size > 0) return
    this.#state = CLOSED
    if (this.#watch !== null) clearTimeout(this.#watch)
    this.letGo(!this.isEmpty)
  }

  #failed(error: unknown): void {
    try {
      this.giveUp(null, error)
      this.letGo(true)
    } catch {
      // A link that is broken in itself can only be left alone.
    }
    this.#state = this.#state === CLOSED ? CLOSED : IDLE
    for (const channel of this.#channels) {
      channel.state = this.#state
      channel.attemptFailed(0)
    }
  }
}
