/**
 * A ring of bytes in shared memory: the main thread writes records, the transport worker reads them.
 *
 *   | length | channel | bytes … (to a multiple of 8) | length | channel | …
 *
 * Positions count up and wrap at 2^32; their low bits are the place. An entry is never split: where it would cross the
 * end, a SKIP sends the reader to the beginning. One thread writes and one reads, so two positions are all they share.
 */

/**
 * Power of two. Bytes that the worker has taken are no longer here, so this only has to last for a few milliseconds.
 */
export const RING_BYTES = 1 << 22
/** The length above which a record travels in a message of its own and leaves only its place here. */
export const LARGEST_ENTRY = 1 << 18

/** Cells of the shared control array. */
export const WRITTEN = 0
export const READ = 1
/** 1 while the worker waits for a message instead of looking at the ring. */
export const ASLEEP = 2
/** 1 once the worker runs. */
export const READY = 3
export const CONTROL_CELLS = 4

export const HEADER_BYTES = 8
export const SKIP = -1
export const APART = -2
export const MASK = RING_BYTES - 1

export interface SharedRing {
  readonly control: SharedArrayBuffer
  readonly data: SharedArrayBuffer
}

export function createRing(): SharedRing {
  return {
    control: new SharedArrayBuffer(CONTROL_CELLS * Int32Array.BYTES_PER_ELEMENT),
    data: new SharedArrayBuffer(RING_BYTES),
  }
}

export class RingWriter {
  readonly #control: Int32Array
  readonly #cells: Int32Array
  readonly #bytes: Uint8Array
  #written = 0

  constructor(ring: SharedRing) {
    this.#control = new Int32Array(ring.control)
    this.#cells = new Int32Array(ring.data)
    this.#bytes = new Uint8Array(ring.data)
  }

  /**
   * @param bytes - At most LARGEST_ENTRY; null for a record that travels apart.
   * @returns False where there is no room yet.
   */
  write(channel: number, bytes: Uint8Array | null): boolean {
    const length = bytes === null ? 0 : bytes.length
    const entry = HEADER_BYTES + ((length + 7) & ~7)
    const place = this.#written & MASK
    const toEnd = RING_BYTES - place
    const skipped = entry > toEnd ? toEnd : 0
    const used = (this.#written - Atomics.load(this.#control, READ)) | 0
    if (used + skipped + entry > RING_BYTES) return false
    if (skipped > 0) this.#cells[place >> 2] = SKIP
    const start = skipped > 0 ? 0 : place
    this.#cells[start >> 2] = bytes === null ? APART : length
    this.#cells[(start >> 2) + 1] = channel
    if (bytes !== null) this.#bytes.set(bytes, start + HEADER_BYTES)
    this.#written = (this.#written + skipped + entry) | 0
    Atomics.store(this.#control, WRITTEN, this.#written)
    return true
  }
}
