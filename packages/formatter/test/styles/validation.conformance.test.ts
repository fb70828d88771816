/** Which of 900 formats CPython's Formatter takes, in all styles, by conformance/topics/validation.py. */
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import { Formatter } from '../../src/formatter.js'
import type { StyleName } from '../../src/styles/styles.js'
import { differences } from '../support/differences.js'

const cases = vectors<readonly [style: string, format: string]>('validation')

describe('Formatter takes and refuses what CPython does', () => {
  it.each([...new Set(cases.map(({ input }) => input[0]))])('in style %o', (style) => {
    const ofStyle = cases.filter(({ input }) => input[0] === style)

    expect(differences(ofStyle, ([, format]) => new Formatter(format, null, style as StyleName).usesTime())).toEqual([])
  })

  it('has vectors enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(850)
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(500)
  })
})
