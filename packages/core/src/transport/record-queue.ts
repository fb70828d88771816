/** Records that leave a link one by one, in the order they came. */
import type { Channel } from './channel.js'

export interface Queued {
  readonly channel: Channel
  readonly number: number
  readonly bytes: Buffer
}

export class RecordQueue {
  /** The first is at `#start`: shifting an array of many moves them all. */
  #records: Queued[] = []
  #start = 0

  get isEmpty(): boolean {
    return this.#start === this.#records.length
  }

  add(channel: Channel, source: Buffer, start: number, end: number): void {
    this.#records.push({ channel, number: channel.add(end - start), bytes: Buffer.from(source.subarray(start, end)) })
  }

  shift(): Queued | undefined {
    const record = this.#records[this.#start]
    if (record === undefined) return undefined
    this.#start += 1
    if (this.#start * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#start)
      this.#start = 0
    }
    return record
  }

  /** Takes out the records of a channel, or all. @returns These. */
  remove(channel: Channel | null): Queued[] {
    const records = this.#records.slice(this.#start)
    const isTaken = (each: Queued) => channel === null || each.channel === channel
    this.#records = records.filter((each) => !isTaken(each))
    this.#start = 0
    return records.filter(isTaken)
  }
}
