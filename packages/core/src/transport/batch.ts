/**
 * Records that are written at once: one buffer, and whose they are.
 *
 *   buffer   a1 a2 a3 b1 a4        runs   a from 1: 3 records, b from 1: 1, a from 4: 1
 */
import type { Channel } from './channel.js'

const BATCH_BYTES = 1 << 16

/** Records of one channel, one after the other. */
export interface Run {
  readonly channel: Channel
  /** The number of the first. */
  readonly first: number
  records: number
  bytes: number
}

export class Batch {
  runs: Run[] = []
  readonly #buffer: Buffer
  #used = 0

  /** @param length - Of its first record, which it has room for. */
  constructor(length: number) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(BATCH_BYTES, length))
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#used)
  }

  hasRoom(length: number): boolean {
    return this.#used + length <= this.#buffer.length
  }

  add(channel: Channel, source: Buffer, start: number, end: number): void {
    source.copy(this.#buffer, this.#used, start, end)
    this.#used += end - start
    const first = channel.add(end - start)
    const last = this.runs.at(-1)
    if (last?.channel === channel) {
      last.records += 1
      last.bytes += end - start
    } else this.runs.push({ channel, first, records: 1, bytes: end - start })
  }

  /** Takes out the runs of a channel. @returns These. */
  remove(channel: Channel): Run[] {
    const removed = this.runs.filter((run) => run.channel === channel)
    if (removed.length === 0) return removed
    let from = 0
    let to = 0
    for (const run of this.runs) {
      if (run.channel !== channel) {
        this.#buffer.copyWithin(to, from, from + run.bytes)
        to += run.bytes
      }
      from += run.bytes
    }
    this.#used = to
    this.runs = this.runs.filter((run) => run.channel !== channel)
    return removed
  }
}
