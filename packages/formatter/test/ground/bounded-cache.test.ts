import { describe, expect, it } from 'vitest'
import { BoundedCache } from '../../src/ground/bounded-cache.js'

/** How many of the keys, asked for in turn, are not there, in the last of some rounds. */
function missesOfARound(cache: BoundedCache<number, number>, keys: number): number {
  let misses = 0
  for (let round = 0; round < 20; round += 1) {
    misses = 0
    for (let key = 0; key < keys; key += 1) {
      if (cache.get(key) !== undefined) continue
      misses += 1
      cache.set(key, key)
    }
  }
  return misses
}

describe('BoundedCache', () => {
  it('remembers what is in use while new keys stream past', () => {
    const cache = new BoundedCache<string, number>({ most: 10 })
    cache.set('kept', 1)

    for (let index = 0; index < 1000; index++) {
      cache.set(`key ${index}`, index)
      expect(cache.get('kept')).toBe(1)
    }
  })

  it('forgets what nobody asked for', () => {
    const cache = new BoundedCache<string, number>({ most: 10 })
    cache.set('forgotten', 1)

    for (let index = 0; index < 20; index++) cache.set(`key ${index}`, index)

    expect(cache.get('forgotten')).toBeUndefined()
    expect(cache.get('key 19')).toBe(19)
  })

  it('forgets in time what was in use once', () => {
    const cache = new BoundedCache<string, number>({ most: 10 })
    cache.set('popular', 1)
    for (let index = 0; index < 100; index++) cache.get('popular')

    for (let index = 0; index < 100; index++) cache.set(`key ${index}`, index)

    expect(cache.get('popular')).toBeUndefined()
  })

  it.each([
    [100, 0],
    // Emptied when full, or forgetting the oldest, it would find none of them.
    [101, 10],
    [110, 50],
    [150, 130],
  ])('misses few of %i keys in turn, with room for 100: at most %i of a round', (keys, most) => {
    expect(missesOfARound(new BoundedCache({ most: 100 }), keys)).toBeLessThanOrEqual(most)
  })

  it('holds no more than it may by weight, however few the entries are', () => {
    const cache = new BoundedCache<number, string>({ most: 100, mostWeight: 1000, weigh: (_, text) => text.length })
    const held = () => Array.from({ length: 50 }, (_, key) => cache.get(key)?.length ?? 0)

    for (let key = 0; key < 50; key += 1) {
      cache.set(key, 'x'.repeat(300))
      expect(held().reduce((sum, length) => sum + length)).toBeLessThanOrEqual(1000)
    }
    expect(cache.set(50, 'x'.repeat(1001))).toHaveLength(1001)
    expect(cache.get(50)).toBeUndefined()
    expect(held().filter((length) => length > 0)).toHaveLength(3)
  })

  it('weighs a key that is set again once', () => {
    const cache = new BoundedCache<string, number>({ most: 10, mostWeight: 10, weigh: (_, value) => value })

    for (let again = 0; again < 100; again += 1) cache.set('a', 4)
    cache.set('b', 4)

    expect([cache.get('a'), cache.get('b')]).toEqual([4, 4])
  })

  it('is empty when cleared, and works on', () => {
    const cache = new BoundedCache<string, number>({ most: 2, mostWeight: 2, weigh: () => 1 })
    cache.set('a', 1)
    cache.set('b', 1)

    cache.clear()

    expect(cache.get('a')).toBeUndefined()
    for (const key of 'cdefg') cache.set(key, 1)
    expect(cache.get('g')).toBe(1)
  })
})
