/** CPython evaluated these expressions too, inside its module logging: conformance/topics/literals.py. */
import { float, PythonFloat, PythonTuple, tuple } from '@pylogging/formatter'
import { describe, expect, it } from 'vitest'
import { decode, type VectorCase, vectors } from '../../../../test/support/vectors.js'
import { markedValue } from '../../src/config/file-expressions.js'
import '../../src/index.js'

const cases = vectors<string>('literals')
const MAKERS = { float, tuple }

describe('an expression of an INI file is what it is to CPython', () => {
  it('in value, or in the kind of error and its text', () => {
    const wrong = cases.flatMap((vector) => {
      const ours = answer(vector.input)
      return agrees(ours, vector) ? [] : [{ input: vector.input, ours, theirs: vector.error ?? vector.expect }]
    })

    expect(wrong).toEqual([])
  })

  it('or is refused, and the refusal says what to do', () => {
    for (const { input } of cases.filter(({ departure }) => departure !== undefined)) {
      expect(() => markedValue(input), input).toThrow(/not supported|is not defined|negative power/)
    }
  })

  it('in enough cases to mean something', () => {
    expect(cases.length).toBeGreaterThan(700)
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(200)
    expect(cases.filter(({ departure }) => departure !== undefined).length).toBeGreaterThan(30)
  })
})

/** Values are compared as text that tells 1 from 1.0 and a list from a tuple. */
function agrees(ours: { value?: string; error?: readonly [string, string] }, vector: VectorCase<string>): boolean {
  if (vector.departure !== undefined) return ours.error !== undefined
  if (vector.error === undefined) return ours.value === shown(decode(vector.expect, MAKERS))
  const [type, text] = vector.error
  // What is refused may be wrong as well, further on.
  if (type === 'SyntaxError' && ours.error?.[1].includes('not supported')) return true
  if (ours.error?.[0] !== type) return false
  // CPython has hundreds of words for what is no expression; the place is the same.
  return type === 'SyntaxError' ? placeIn(ours.error[1]) === placeIn(text) : ours.error[1] === text
}

function placeIn(message: string): string | undefined {
  return /\(<string>, line \d+\)/.exec(message)?.[0]
}

function answer(expression: string): { value?: string; error?: readonly [string, string] } {
  try {
    return { value: shown(markedValue(expression)) }
  } catch (error) {
    const { name, message } = error as Error
    return { error: [name, message] }
  }
}

function shown(value: unknown): string {
  if (value instanceof PythonFloat) return `float ${value.value}`
  if (value instanceof PythonTuple) return `(${[...value].map(shown).join()})`
  if (Array.isArray(value)) return `[${value.map(shown).join()}]`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${shown(key)}:${shown(item)}`).join()}}`
  if (value instanceof Set) return `set ${[...value].map(shown).sort().join()}`
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  return `${typeof value} ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`
}
