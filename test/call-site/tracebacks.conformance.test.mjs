/** Which frames a traceback has: those that CPython 3.13 prints for the same program, from the frame that catches on. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { tracebacks } from './support/tracebacks.mjs'

const VECTORS = new URL('../../conformance/vectors/tracebacks.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8'))

describe('the traceback of an error', () => {
  for (const { input, expect } of cases) {
    it(`has CPython's frames when it is ${input.replaceAll('_', ' ')}`, async () => {
      assert.deepEqual(await tracebacks(input), expect)
    })

    it(`has the same frames when it is ${input.replaceAll('_', ' ')} and the record is formatted later`, async () => {
      assert.deepEqual(await tracebacks(input, (handler, record) => () => handler.format(record)), expect)
    })
  }
})
