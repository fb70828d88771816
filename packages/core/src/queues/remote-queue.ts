/**
 * A queue with two ends: what is put at the sending end arrives at the reading end, in another thread or process.
 *
 * The reading end is an ordinary queue besides: what its own thread puts there lies among what arrives. The sending end
 * can only put.
 */
import { fromMessage, type Message, toMessage } from './portable-record.js'
import { SimpleQueue } from './simple-queue.js'

export abstract class RemoteQueue extends SimpleQueue {
  /** The reading end has null here. */
  protected abstract readonly _send: ((message: Message) => void) | null

  /** Takes in, through `_arrived`, all that was sent so far. */
  protected abstract _takeIn(): void

  protected _arrived(message: Message): void {
    super.put(fromMessage(message))
  }

  /**
   * Puts an item in, or at the sending end sends it.
   *
   * @throws What the way to the other end throws; never because of what the item is.
   */
  override put(item: unknown): void {
    if (this._send !== null) this._send(toMessage(item))
    else {
      // A listener's last item comes after all that was sent before it.
      this._takeIn()
      super.put(item)
    }
  }

  override get(block = true, timeout: number | null = null): unknown {
    if (super.qsize() === 0) this._takeIn()
    return super.get(block, timeout)
  }

  override qsize(): number {
    this._takeIn()
    return super.qsize()
  }
}
