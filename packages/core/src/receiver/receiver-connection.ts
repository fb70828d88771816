/** A connection of SocketReceiver's: puts the records together that arrive in pieces. */
import type { Socket } from 'node:net'

export const LENGTH_BYTES = 4

/**
 * The bytes of a connection that have arrived and are not yet a whole record: one buffer, however small the pieces are.
 */
export class Connection {
  readonly socket: Socket
  readonly peer: string | undefined
  length = 0
  hasSent = false
  /** The time at which the unfinished record began, in milliseconds of `performance.now()`. */
  since = 0
  #buffer: Buffer = NOTHING
  #start = 0
  #isOwn = true

  constructor(socket: Socket) {
    this.socket = socket
    this.peer = socket.remoteAddress === undefined ? undefined : `${socket.remoteAddress}:${socket.remotePort}`
  }

  add(chunk: Buffer): void {
    if (this.length === 0) {
      this.#buffer = chunk
      this.#start = 0
      this.#isOwn = false
      this.since = performance.now()
    } else {
      const end = this.#start + this.length
      if (!this.#isOwn || end + chunk.length > this.#buffer.length) this.#move(2 * (this.length + chunk.length))
      chunk.copy(this.#buffer, this.#start + this.length)
    }
    this.length += chunk.length
  }

  /** The first four bytes. */
  peekLength(): number {
    return this.#buffer.readUInt32BE(this.#start)
  }

  remove(count: number): Buffer {
    const bytes = this.#buffer.subarray(this.#start, this.#start + count)
    this.#start += count
    this.length -= count
    this.since = performance.now()
    return bytes
  }

  /** Copies what is left of a chunk, which may be a small part of it. */
  settle(): void {
    if (this.length === 0) this.#buffer = NOTHING
    else if (!this.#isOwn) this.#move(this.length)
  }

  #move(capacity: number): void {
    const buffer = Buffer.allocUnsafeSlow(capacity)
    this.#buffer.copy(buffer, 0, this.#start, this.#start + this.length)
    this.#buffer = buffer
    this.#start = 0
    this.#isOwn = true
  }
}

const NOTHING = Buffer.alloc(0)
