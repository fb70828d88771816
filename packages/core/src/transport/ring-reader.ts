/** The worker's end of ring.ts, in a file of its own because its types are Node's. */
import { APART, HEADER_BYTES, MASK, READ, RING_BYTES, type SharedRing, SKIP, WRITTEN } from './ring.js'

export class RingReader {
  readonly #control: Int32Array
  readonly #cells: Int32Array
  readonly #bytes: Buffer
  #read = 0

  constructor(ring: SharedRing) {
    this.#control = new Int32Array(ring.control)
    this.#cells = new Int32Array(ring.data)
    this.#bytes = Buffer.from(ring.data)
  }

  get isEmpty(): boolean {
    return Atomics.load(this.#control, WRITTEN) === this.#read
  }

  /**
   * Hands over everything that is there, and makes room.
   *
   * @param take - Gets a view that is overwritten later; null for a record that travels apart.
   */
  drain(take: (channel: number, ring: Buffer | null, start: number, end: number) => void): void {
    const written = Atomics.load(this.#control, WRITTEN)
    while (this.#read !== written) {
      const place = this.#read & MASK
      const length = this.#cells[place >> 2] ?? 0
      if (length === SKIP) {
        this.#read = (this.#read + RING_BYTES - place) | 0
        continue
      }
      const channel = this.#cells[(place >> 2) + 1] ?? 0
      const start = place + HEADER_BYTES
      if (length === APART) take(channel, null, 0, 0)
      else take(channel, this.#bytes, start, start + length)
      this.#read = (this.#read + HEADER_BYTES + ((Math.max(length, 0) + 7) & ~7)) | 0
    }
    Atomics.store(this.#control, READ, this.#read)
    Atomics.notify(this.#control, READ)
  }
}
