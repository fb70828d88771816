/** Records that are each a request with an answer: one after the other, in order. */
import type { Channel } from './channel.js'
import type { Link } from './link.js'

export abstract class SerialLink implements Link {
  readonly #channel: Channel
  #waiting: Buffer[] = []
  #number: number
  #isBusy = false
  #isClosing = false

  constructor(channel: Channel) {
    this.#channel = channel
    this.#number = channel.doneRecords
  }

  /** Sends one. @throws What the peer or the way to it did. */
  protected abstract deliver(record: string): Promise<void>

  protected letGo(): void {}

  take(buffer: Buffer, start: number, end: number): void {
    this.#waiting.push(Buffer.from(buffer.subarray(start, end)))
  }

  pump(): void {
    if (!this.#isBusy) void this.#deliverAll()
  }

  connect(): void {}

  close(abandon: boolean): void {
    this.#isClosing = true
    if (abandon) this.#waiting = []
    this.pump()
  }

  async #deliverAll(): Promise<void> {
    this.#isBusy = true
    for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
      this.#number += 1
      try {
        await this.deliver(bytes.toString())
        this.#channel.done(1, bytes.length)
      } catch (error) {
        this.#channel.failed(this.#number, error)
        this.#channel.lost(1, bytes.length)
      }
    }
    this.#isBusy = false
    if (this.#isClosing) this.letGo()
  }
}
