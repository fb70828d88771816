/**
 * Remembers what was made for recent keys, in bounded memory.
 *
 * Two generations: new entries go into the young one; when that is full it becomes the old one, and the old one is
 * dropped. What is in use moves back into the young one, so a million different keys push out only what nobody asks
 * for. A hit in the young one, which is nearly every hit, costs one Map lookup and no bookkeeping.
 */
export class BoundedCache<Value> {
  readonly #limit: number
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()

  /** @param limit - Entries of one generation; at most twice as many are held. */
  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#fromOld(key)
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  #fromOld(key: string): Value | undefined {
    const value = this.#old.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }
}
