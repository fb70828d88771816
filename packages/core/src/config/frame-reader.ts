/**
 * Takes one message out of the chunks of a connection: four bytes of length, big-endian, and that many bytes. Bytes
 * that follow are dropped.
 */
import { ValueError } from '../ground/errors.js'

const HEAD_BYTES = 4

export class FrameReader {
  readonly #maxBytes: number
  readonly #chunks: Uint8Array[] = []
  #bytes = 0
  #length: number | null = null

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** @returns The message, once it is there. @throws ValueError for one that is too long, before it is received. */
  add(chunk: Uint8Array): Uint8Array | null {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#length === null && this.#bytes >= HEAD_BYTES) this.#length = this.#readLength()
    if (this.#length === null || this.#bytes < HEAD_BYTES + this.#length) return null
    return Buffer.concat(this.#chunks).subarray(HEAD_BYTES, HEAD_BYTES + this.#length)
  }

  /** Whether a message has begun and not ended. A connection that sends less than a length has not said anything. */
  get isPartial(): boolean {
    return this.#length !== null && this.#bytes < HEAD_BYTES + this.#length
  }

  /** The part of the message that has arrived, in words for an error. */
  get received(): string {
    return `${this.#bytes - HEAD_BYTES} of ${this.#length ?? 0} bytes were sent`
  }

  #readLength(): number {
    const head = Buffer.concat(this.#chunks)
    const length = head.readUInt32BE(0)
    if (length > this.#maxBytes) throw new ValueError(`a configuration of ${length} bytes; at most ${this.#maxBytes}`)
    this.#chunks.splice(0, this.#chunks.length, head)
    return length
  }
}
