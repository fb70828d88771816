/**
 * First in, first out: Python's deque as far as queues need it. Taking from the front moves nothing but a position; what
 * was taken is cut off now and then.
 */
const CUT_AT = 1024

export class Fifo {
  #items: unknown[] = []
  #first = 0

  get length(): number {
    return this.#items.length - this.#first
  }

  push(item: unknown): void {
    this.#items.push(item)
  }

  /** The oldest item; undefined when there is none. */
  shift(): unknown {
    const item = this.#items[this.#first]
    this.#items[this.#first] = undefined
    if (this.#first < this.#items.length) this.#first += 1
    if (this.#first === this.#items.length || this.#first === CUT_AT) this.#cut()
    return item
  }

  #cut(): void {
    this.#items = this.#items.slice(this.#first)
    this.#first = 0
  }
}
