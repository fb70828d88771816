/**
 * Dicts and sets of an expression: which keys are the same one, and what is no key at all.
 *
 * 1, 1.0 and True are one key to Python; the first spelling stays, the last value counts.
 */
import { isFloat, isTuple, PythonFloat, PythonTuple, typeName } from '@pylogging/formatter'
import { keywordsObject } from './references.js'

/** @throws TypeError `unhashable type: 'list'`. */
export function dictOf(entries: readonly (readonly [unknown, unknown])[]): Map<unknown, unknown> {
  const known = new Map<unknown, unknown>()
  const result = new Map<unknown, unknown>()
  for (const [key, value] of entries) {
    const same = identity(key)
    if (!known.has(same)) known.set(same, key)
    result.set(known.get(same), value)
  }
  return result
}

/** @throws TypeError `unhashable type: 'list'`. */
export function setOf(items: readonly unknown[]): Set<unknown> {
  return new Set(dictOf(items.map((each) => [each, true])).keys())
}

/** Returns a value that is the same for keys that are equal in Python. */
function identity(key: unknown): unknown {
  if (typeof key === 'boolean') return BigInt(key)
  if (isFloat(key)) return Number.isInteger(key.value) ? BigInt(key.value) : key.value
  if (isTuple(key)) return `(${[...key].map((each) => `${typeof each} ${String(identity(each))}`).join()})`
  if (Buffer.isBuffer(key)) return `b ${key.toString('latin1')}`
  if (typeof key === 'string') return `s ${key}`
  if (Array.isArray(key) || key instanceof Map || key instanceof Set) {
    throw new TypeError(`unhashable type: '${typeName(key)}'`)
  }
  return key
}

/** Ints as numbers, as long as a number holds them. */
export function settled(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  return mapped(value, settled)
}

/**
 * Returns a value as a handler gets it: floats as numbers, tuples as arrays, dicts as objects where all their keys are
 * text.
 */
export function plainValue(value: unknown): unknown {
  if (isFloat(value)) return value.value
  if (isTuple(value)) return [...value].map(plainValue)
  const inner = mapped(value, plainValue)
  if (!(inner instanceof Map) || ![...inner.keys()].every((key) => typeof key === 'string')) return inner
  return keywordsObject(inner as Map<string, unknown>)
}

/** Ints as they are computed. */
export function computable(value: unknown): unknown {
  if (typeof value !== 'number') return value
  return Number.isSafeInteger(value) ? BigInt(value) : new PythonFloat(value)
}

/** A container with each item changed. */
function mapped(value: unknown, change: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change)
  if (isTuple(value)) return new PythonTuple([...value].map(change))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [change(key), change(item)]))
  return value instanceof Set ? new Set([...value].map(change)) : value
}
