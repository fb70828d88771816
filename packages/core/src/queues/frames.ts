/**
 * Messages in a stream of bytes: each after its length, four bytes with the highest first.
 *
 * Written whole and at once: where the pipe is full the writer waits for the reader, as a blocking write does.
 */
import { writeSync } from 'node:fs'

const HEADER = 4
const WAIT_MS = 1
const waiting = new Int32Array(new SharedArrayBuffer(4))

/** @throws Error with code EPIPE or ECONNRESET when nobody reads any more. */
export function writeFrame(fd: number, payload: Uint8Array): void {
  const frame = Buffer.allocUnsafe(HEADER + payload.length)
  frame.writeUInt32BE(payload.length)
  frame.set(payload, HEADER)
  for (let written = 0; written < frame.length; ) written += writeSome(fd, frame, written)
}

function writeSome(fd: number, frame: Buffer, from: number): number {
  try {
    return writeSync(fd, frame, from)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EAGAIN') throw error
    Atomics.wait(waiting, 0, 0, WAIT_MS)
    return 0
  }
}

/** Puts together the frames that arrive in pieces. A frame that is cut off at the end of the stream is dropped. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0)

  /** @returns The payloads that are complete now. They are good until the piece changes. */
  add(piece: Buffer): Buffer[] {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    const payloads: Buffer[] = []
    while (bytes.length >= HEADER && bytes.length >= HEADER + bytes.readUInt32BE()) {
      const end = HEADER + bytes.readUInt32BE()
      payloads.push(bytes.subarray(HEADER, end))
      bytes = bytes.subarray(end)
    }
    this.#rest = Buffer.from(bytes)
    return payloads
  }
}
