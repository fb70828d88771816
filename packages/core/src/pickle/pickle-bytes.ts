/** The bytes of a pickle, read from their beginning to their end. Reading beyond the end is an error. */
import { ValueError } from '@pylogging/formatter'
import { textOf } from '../encodings/surrogates.js'

export class PickleBytes {
  readonly length: number
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.length = bytes.length
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  get isAtEnd(): boolean {
    return this.#at === this.length
  }

  byte(): number {
    return this.#bytes.readUInt8(this.#advance(1))
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#advance(2))
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4))
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#advance(4))
  }

  uint64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#advance(8)))
  }

  float64(): number {
    return this.#bytes.readDoubleBE(this.#advance(8))
  }

  bytes(length: number): Buffer {
    const start = this.#advance(length)
    return this.#bytes.subarray(start, start + length)
  }

  text(length: number): string {
    return textOf(this.bytes(length))
  }

  /** The text up to the next newline, which is passed over. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at)
    if (end < 0) throw new ValueError('a pickle that ends too soon')
    const text = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end + 1
    return text
  }

  /** @returns The position at which the bytes begin. */
  #advance(length: number): number {
    const start = this.#at
    if (length > this.length - start) throw new ValueError('a pickle that ends too soon')
    this.#at = start + length
    return start
  }
}
