/**
 * The calls that an expression may have: constructors of Python's built-in types.
 *
 *   tuple(['a', 1])     dict(encoding='utf-8', delay=True)     int('42')     float(3)     str(5)
 */
import { isFloat, isTuple, PythonFloat, PythonTuple, repr, str, typeName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { computable, dictOf, setOf, settled } from './literal-containers.js'
import { isTrue } from './python-objects.js'
import { strip } from './python-space.js'

/** Makes a value of positional arguments and keywords. @throws TypeError, ValueError */
export type Call = (args: readonly unknown[], keywords: readonly (readonly [string, unknown])[]) => unknown

export const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['tuple', single('tuple', (value = []) => new PythonTuple(elements(value)))],
  ['list', single('list', (value = []) => elements(value))],
  ['set', single('set', (value = []) => setOf(elements(value)))],
  ['str', single('str', (value = '') => str(settled(value)))],
  ['bool', single('bool', (value = false) => (typeof value === 'bigint' ? value !== 0n : isTrue(value)))],
  ['int', single('int', (value = 0n) => toInt(value))],
  ['float', single('float', (value = 0n) => toFloat(value))],
  ['dict', dict],
])

function single(name: string, make: (value?: unknown) => unknown): Call {
  return (args, keywords) => {
    if (keywords.length > 0) throw new TypeError(`${name}() takes no keyword arguments`)
    if (args.length > 1) throw new TypeError(`${name} expected at most 1 argument, got ${args.length}`)
    return make(...args)
  }
}

function dict(args: readonly unknown[], keywords: readonly (readonly [string, unknown])[]): unknown {
  if (args.length > 1) throw new TypeError(`dict expected at most 1 argument, got ${args.length}`)
  const [given = []] = args
  const entries = given instanceof Map ? [...given] : elements(given).map(pair)
  return dictOf([...(entries as [unknown, unknown][]), ...keywords])
}

function pair(value: unknown, index: number): unknown[] {
  const items = isIterable(value) ? elements(value) : null
  if (items === null) throw new TypeError(`cannot convert dictionary update sequence element #${index} to a sequence`)
  if (items.length === 2) return items
  throw new ValueError(`dictionary update sequence element #${index} has length ${items.length}; 2 is required`)
}

function elements(value: unknown): unknown[] {
  if (!isIterable(value))
    throw new TypeError(`'${typeof value === 'bigint' ? 'int' : typeName(value)}' object is not iterable`)
  if (value instanceof Map) return [...value.keys()]
  return [...value].map(computable)
}

function isIterable(value: unknown): value is Iterable<unknown> {
  const isContainer = Array.isArray(value) || isTuple(value) || value instanceof Map || value instanceof Set
  return isContainer || typeof value === 'string' || value instanceof Uint8Array
}

function toInt(value: unknown): bigint {
  if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value)
  if (isFloat(value) && Number.isFinite(value.value)) return BigInt(Math.trunc(value.value))
  if (typeof value !== 'string') {
    throw new TypeError(
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
    )
  }
  const digits = strip(value)
  if (!/^[+-]?\d+(_\d+)*$/.test(digits) || digits.length > 4300) {
    throw new ValueError(`invalid literal for int() with base 10: ${repr(value)}`)
  }
  return BigInt(digits.replace(/^\+|_/g, ''))
}

function toFloat(value: unknown): PythonFloat {
  if (isFloat(value)) return value
  if (typeof value === 'bigint' || typeof value === 'boolean') return new PythonFloat(Number(value))
  if (typeof value !== 'string') {
    throw new TypeError(`float() argument must be a string or a real number, not '${typeName(value)}'`)
  }
  const digits = strip(value)
  if (!/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i.test(digits)) {
    throw new ValueError(`could not convert string to float: ${repr(value)}`)
  }
  return new PythonFloat(Number(digits.replaceAll('_', '')))
}
