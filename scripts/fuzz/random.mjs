/** A seeded source of chance: the same seed gives the same run. */
export class Chance {
  #state

  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** From 0 to 1, 1 left out: mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  under(probability) {
    return this.next() < probability
  }

  /** A whole number, both ends included. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  pick(items) {
    return items[Math.floor(this.next() * items.length)]
  }

  /** Text of picked pieces. */
  text(pieces, least, most) {
    return Array.from({ length: this.whole(least, most) }, () => this.pick(pieces)).join('')
  }
}
