/**
 * Values that a user sets for names of a Python file.
 *
 *   --set DEBUG=false        False        --set LEVEL=INFO        'INFO'        --set DIRS="['a', 'b']"        a list
 */
import { PythonFloat } from '@pylogging/formatter'
import { computable } from '../python/literal-containers.js'
import { evaluate } from '../python/python-literal.js'

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['none', null],
  ['null', null],
])

/** `NAME=VALUE`, where the name may be a call with keywords: the first `=` outside brackets and quotes parts them. */
export function assignmentOf(text: string): readonly [name: string, value: unknown] | null {
  let depth = 0
  let quote = ''
  for (const [at, letter] of [...text].entries()) {
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if ('([{'.includes(letter)) depth += 1
    else if (')]}'.includes(letter)) depth -= 1
    else if (letter === '=' && depth === 0) {
      const name = [...text].slice(0, at).join('').trim()
      return name === '' ? null : [name, givenValue([...text].slice(at + 1).join(''))]
    }
  }
  return null
}

/** A text of the command line: Python's literals, `true` and `false` in any case, anything else as text. */
export function givenValue(text: string): unknown {
  const word = text.toLowerCase()
  if (WORDS.has(word)) return WORDS.get(word)
  try {
    return evaluate(text, () => {
      throw new TypeError('a name')
    })
  } catch {
    return text
  }
}

/** A value of JavaScript as the evaluation keeps it. */
export function kept(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : new PythonFloat(value)
  if (Array.isArray(value)) return value.map(kept)
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, kept(each)]))
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return new Map(Object.entries(value).map(([key, each]) => [key, kept(each)]))
  }
  return computable(value)
}
