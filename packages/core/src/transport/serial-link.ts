/** Records that are each a request with an answer: one after the other, in order. */
import type { Channel } from './channel.js'
import { Link } from './link.js'
import { timeout } from './link-errors.js'
import { type Queued, RecordQueue } from './record-queue.js'

export abstract class SerialLink extends Link {
  readonly #queue = new RecordQueue()
  #current: { readonly record: Queued; readonly abort: AbortController; readonly began: number } | null = null

  /**
   * Sends one.
   *
   * @param signal - Aborted when the timeout is over, or the record given up.
   * @throws What the peer or the way to it did.
   */
  protected abstract deliver(record: string, signal: AbortSignal): Promise<void>

  override add(channel: Channel, source: Buffer, start: number, end: number): void {
    this.#queue.add(channel, source, start, end)
  }

  override turn(): void {
    const record = this.#current === null ? this.#queue.shift() : undefined
    if (record === undefined) return
    this.sending()
    const current = { record, abort: new AbortController(), began: performance.now() }
    this.#current = current
    const timer = setTimeout(() => current.abort.abort(timeout()), this.timeoutMs)
    const settle = (work: () => void) =>
      this.guarded(() => {
        clearTimeout(timer)
        if (this.#current !== current) return
        this.#current = null
        work()
        this.turn()
      })
    const { channel, bytes } = record
    void this.#attempt(record, current.abort.signal).then(
      settle(() => this.delivered(channel, 1, bytes.length)),
      (error: unknown) => settle(() => this.#lose(record, current.abort.signal.aborted ? timeout() : error))(),
    )
  }

  protected override get isEmpty(): boolean {
    return this.#current === null && this.#queue.isEmpty
  }

  protected override giveUp(channel: Channel | null, error: unknown): void {
    const given = this.#queue.remove(channel)
    const current = this.#current
    if (current !== null && (channel === null || current.record.channel === channel)) {
      this.#current = null
      current.abort.abort()
      // Whoever gave it up has waited for it, if not from the very moment that it was begun.
      const isLate = performance.now() - current.began > this.timeoutMs / 2
      this.#lose(current.record, error ?? (isLate ? timeout() : null))
    }
    for (const record of given) this.#lose(record, error)
  }

  protected override letGo(_isAtOnce: boolean): void {}

  async #attempt({ bytes }: Queued, signal: AbortSignal): Promise<void> {
    await this.deliver(bytes.toString(), signal)
  }

  /** @param error - Null for what nobody is told of one by one. */
  #lose({ channel, number, bytes }: Queued, error: unknown): void {
    if (error !== null) channel.failed(number, error, true)
    this.lose(channel, 1, bytes.length)
  }
}
