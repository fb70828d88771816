/** CPython's answers to 5,400 formats, by conformance/topics/brace.py. */
import { describe, expect, it } from 'vitest'
import { decode, type Makers, vectors } from '../../../../test/support/vectors.js'
import { braceFormat } from '../../src/brace/brace-format.js'
import { float, tuple } from '../../src/python/python-text.js'
import { asObject, differences, groups, wholeFloats } from '../support/differences.js'

type Input = readonly [format: string, values: unknown]

const cases = vectors<Input>('brace')
const ordinary = cases.filter(({ departure }) => departure === undefined)
const answer = (make: Makers, prepare?: (values: unknown) => unknown) => (input: Input) => {
  const values = decode(input[1], make)
  return braceFormat(input[0], prepare ? prepare(values) : values)
}

describe('braceFormat answers as CPython', () => {
  it.each(groups(ordinary))('%s', (_why, group) => {
    expect(differences(group, answer({ float, tuple }))).toEqual([])
  })

  it.each(groups(ordinary))('with floats as plain numbers and mappings as objects: %s', (_why, group) => {
    expect(differences(group, answer({ float: wholeFloats, tuple }, asObject))).toEqual([])
  })

  it.each(cases.filter(({ departure }) => departure !== undefined))('but for $input.0: $departure', (vector) => {
    expect(differences([vector], answer({ float, tuple }))).toHaveLength(1)
  })

  it('has vectors enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(5000)
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(1500)
  })
})
