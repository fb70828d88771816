/** Which function a log call shows: what CPython 3.13 shows for the same program. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { shown } from './support/callers.mjs'

const VECTORS = new URL('../../conformance/vectors/callers.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8'))

describe('the function that a log call shows', () => {
  for (const kind of new Set(cases.map(({ input }) => input[0]))) {
    it(`is CPython's for ${kind}, through each wrapping and at each stacklevel`, () => {
      const wrong = cases
        .filter(({ input }) => input[0] === kind)
        .map(({ input, expect }) => ({ input, expect, ours: shown(...input) }))
        .filter(({ expect, ours }) => ours !== expect)

      assert.deepEqual(wrong, [])
    })
  }
})
