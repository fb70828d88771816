/** CPython's answers to 7,000 formats, by conformance/topics/percent.py. */
import { describe, expect, it } from 'vitest'
import { decode, type Makers, vectors } from '../../../../test/support/vectors.js'
import { percentFormat } from '../../src/percent/percent-format.js'
import { float, tuple } from '../../src/python/python-text.js'

type Input = readonly [format: string, values: unknown]

const cases = vectors<Input>('percent')
const named = new Set(cases.map(({ why }) => why ?? 'drawn at random'))

/** What happened, in the form of a vector. */
function outcome(format: string, values: unknown): unknown {
  try {
    return { expect: percentFormat(format, values) }
  } catch (error) {
    return { error: [(error as Error).name, (error as Error).message] }
  }
}

/** The cases that ours answers differently from CPython, each with both answers. */
function differences(why: string, make: Makers, prepare = (values: unknown): unknown => values): unknown[] {
  const found: unknown[] = []
  for (const { why: group, input, expect: text, error } of cases) {
    if ((group ?? 'drawn at random') !== why) continue
    const ours = outcome(input[0], prepare(decode(input[1], make)))
    const theirs = error === undefined ? { expect: text } : { error }
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) found.push({ input, ours, theirs })
  }
  return found
}

/** A mapping as an object literal, where its keys allow that. */
function asObject(values: unknown): unknown {
  if (!(values instanceof Map)) return values
  const keys = [...values.keys()]
  const isOrdinary = keys.every((key) => typeof key === 'string' && !/^\d+$/.test(key))
  return isOrdinary ? Object.fromEntries(values) : values
}

describe('percentFormat answers as CPython', () => {
  it.each([...named])('%s', (why) => {
    expect(differences(why, { float, tuple })).toEqual([])
  })

  it.each([...named])('with floats as plain numbers and mappings as objects: %s', (why) => {
    const plainFloat = (value: number) => (Number.isInteger(value) ? float(value) : value)

    expect(differences(why, { float: plainFloat, tuple }, asObject)).toEqual([])
  })

  it('has vectors enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(7000)
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(1000)
  })
})
