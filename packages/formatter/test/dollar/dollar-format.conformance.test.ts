/** CPython's answers to 590 formats, by conformance/topics/dollar.py. */
import { describe, expect, it } from 'vitest'
import { decode, vectors } from '../../../../test/support/vectors.js'
import { templateFormat } from '../../src/dollar/dollar-format.js'
import { float, tuple } from '../../src/python/python-text.js'
import { asObject, differences } from '../support/differences.js'

const cases = vectors<readonly [format: string, values: unknown]>('dollar')

describe('templateFormat answers as CPython', () => {
  it.each([
    ['a Map', (values: unknown) => values],
    ['an object', asObject],
  ])('with the values in %s', (_kind, prepare) => {
    expect(
      differences(cases, ([format, values]) => templateFormat(format, prepare(decode(values, { float, tuple })))),
    ).toEqual([])
  })

  it('has vectors enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(550)
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(200)
  })
})
