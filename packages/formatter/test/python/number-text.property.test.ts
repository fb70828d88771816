import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeText } from '../../src/python/number-text.js'

describe('wholeText', () => {
  it('prints whole numbers as JavaScript does', () => {
    for (const edge of [0, -0, 999, 1000, 1001, 1099, 999_999, 1_000_000, 1_000_999, 999_999_999, 1_000_000_000]) {
      expect(wholeText(edge)).toBe(`${edge}`)
      expect(wholeText(-edge)).toBe(`${-edge}`)
    }
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => wholeText(value) === String(value)))
    fc.assert(fc.property(fc.nat(1e9), (value) => wholeText(value) === String(value)))
  })
})
