/** CPython's str, repr and ascii of 1,500 values, by conformance/topics/rendering.py and printable.py. */
import { describe, expect, it } from 'vitest'
import { decode, vectors } from '../../../../test/support/vectors.js'
import { nonPrintableRanges } from '../../src/python/printable.js'
import { ascii, float, repr, str, tuple } from '../../src/python/python-text.js'

interface Input {
  readonly value?: unknown
  readonly milliseconds?: number
  readonly exception?: readonly [name: string, message?: string]
}

const cases = vectors<Input>('rendering')

function valueFrom({ value, milliseconds, exception }: Input): unknown {
  if (milliseconds !== undefined) return new Date(milliseconds)
  if (exception !== undefined) return raised(...exception)
  return decode(value, { float, tuple })
}

/** A KeyError's message is the repr of its key; tests of errors.ts have the class itself. */
function raised(name: string, message = ''): Error {
  const isKeyError = name === 'KeyError'
  const error = new Error(isKeyError ? repr(message) : message)
  return Object.assign(error, { name }, isKeyError ? { key: message } : {})
}

describe('str, repr and ascii answer as CPython', () => {
  it('for every value of the vectors', () => {
    const differences = cases.flatMap(({ input, expect: theirs }) => {
      const value = valueFrom(input)
      const ours = [str(value), repr(value), ascii(value)]
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ input, ours, theirs }]
    })

    expect(differences).toEqual([])
    expect(cases.length).toBeGreaterThan(1500)
  })

  it('for every character, whatever Unicode this Node has', () => {
    const [printable] = vectors('printable')

    expect(nonPrintableRanges()).toEqual(printable?.expect)
  })
})
