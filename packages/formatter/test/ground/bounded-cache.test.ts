import { describe, expect, it } from 'vitest'
import { BoundedCache } from '../../src/ground/bounded-cache.js'

describe('BoundedCache', () => {
  it('remembers what is in use while new keys stream past', () => {
    const cache = new BoundedCache<number>(10)
    cache.set('kept', 1)

    for (let index = 0; index < 1000; index++) {
      cache.set(`key ${index}`, index)
      expect(cache.get('kept')).toBe(1)
    }
  })

  it('forgets what nobody asked for', () => {
    const cache = new BoundedCache<number>(10)
    cache.set('forgotten', 1)

    for (let index = 0; index < 20; index++) cache.set(`key ${index}`, index)

    expect(cache.get('forgotten')).toBeUndefined()
    expect(cache.get('key 19')).toBe(19)
  })
})
