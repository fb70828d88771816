/**
 * Remembers what was made for keys that come again, in bounded memory.
 *
 * When it is full, it looks at the next few of its entries, in turn, and forgets the one that was used least of late. It is
 * never emptied and does not go by age alone, because either would make a cliff: a program that goes round one key more
 * than there is room for would then find none. Here it misses about two of a round, and the more keys, the more of them.
 *
 * A hit costs one Map lookup, and seldom an addition.
 */
interface Entry<Value> {
  readonly value: Value
  readonly weight: number
  /** The number of times that it was asked for, halved each time that the cache looks for an entry to forget. */
  uses: number
}

/** The limits of a cache. */
export interface CacheBounds<Key, Value> {
  /** The number of entries. */
  readonly most: number
  /** The sum of what `weigh` says of them, in bytes or characters. */
  readonly mostWeight?: number
  readonly weigh?: (key: Key, value: Value) => number
}

/** More uses do not make an entry safer, so that what was popular once can be forgotten. */
const MOST_USES = 7
const LOOKED_AT = 8

/**
 * Remembers what was made for keys that come again, in bounded memory.
 *
 * @internal For @pylogging/core.
 */
export class BoundedCache<Key, Value> {
  readonly #most: number
  readonly #mostWeight: number
  readonly #weigh: (key: Key, value: Value) => number
  readonly #entries = new Map<Key, Entry<Value>>()
  #next = this.#entries.entries()
  #weight = 0
  #step = 0

  constructor({ most, mostWeight = Number.POSITIVE_INFINITY, weigh = () => 0 }: CacheBounds<Key, Value>) {
    this.#most = most
    this.#mostWeight = mostWeight
    this.#weigh = weigh
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (entry.uses < MOST_USES) entry.uses += 1
    return entry.value
  }

  /** Remembers a value, unless it alone is too much. @returns The value. */
  set(key: Key, value: Value): Value {
    this.#delete(key)
    const weight = this.#weigh(key, value)
    if (weight > this.#mostWeight) return value
    while (this.#entries.size >= this.#most || this.#weight + weight > this.#mostWeight) this.#delete(this.#leastUsed())
    this.#entries.set(key, { value, weight, uses: 0 })
    this.#weight += weight
    return value
  }

  clear(): void {
    this.#entries.clear()
    this.#weight = 0
  }

  /** Returns the least used of the entries that are next in turn. There is at least one entry. */
  #leastUsed(): Key {
    // Steps of one length might pass over the same entries for ever.
    this.#step = (this.#step * 5 + 1) % LOOKED_AT
    for (let passed = 0; passed < this.#step; passed += 1) this.#nextEntry()
    let least: readonly [Key, number] | null = null
    for (let left = Math.min(LOOKED_AT, this.#entries.size); left > 0; left -= 1) {
      const [key, entry] = this.#nextEntry()
      if (least === null || entry.uses < least[1]) least = [key, entry.uses]
      entry.uses >>= 1
    }
    return (least as readonly [Key, number])[0]
  }

  #nextEntry(): readonly [Key, Entry<Value>] {
    const { done, value } = this.#next.next()
    if (done !== true) return value
    this.#next = this.#entries.entries()
    return this.#nextEntry()
  }

  #delete(key: Key): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#weight -= entry.weight
  }
}
