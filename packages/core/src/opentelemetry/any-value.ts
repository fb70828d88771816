/**
 * Values as OpenTelemetry carries them: texts, numbers, booleans, bytes, null, lists and dictionaries of these.
 *
 *   { id: 7n, when: new Date(0), tags: new Set(['a']) }     { id: 7, when: '1970-01-01 00:00:00+00:00', tags: "{'a'}" }
 *
 * Lists and dictionaries are copied, because a record is exported later. A value of any other type becomes the text
 * that it has of its own, else null, as in Python. A whole number beyond 2^53 becomes its text, because the API's
 * numbers end there; Python's encoder goes to 2^63, and leaves out numbers beyond that.
 *
 * Source: opentelemetry-python, opentelemetry-api/src/opentelemetry/attributes, 1.45.0.
 */
import { types } from 'node:util'
import { isError, isFloat, isPlainObject, isTuple, str } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import type { AnyValue } from './api.js'

/** More than a collector takes of one record, and less than a process can hold. */
const MOST_VALUES = 100_000
const MOST_DEPTH = 100

interface Budget {
  left: number
  /** Attributes have a rule for the names in dictionaries, which a message has not. */
  readonly namesAll: boolean
}

/** Attributes. @throws ValueError for what holds itself, or more than 100,000 values. */
export function anyValues(values: Iterable<readonly [name: unknown, value: unknown]>): Record<string, AnyValue> {
  return dictionary(values, { left: MOST_VALUES, namesAll: false }, 0)
}

/** A message that is no text. @throws As `anyValues`. */
export function anyValue(value: unknown): AnyValue {
  return clean(value, { left: MOST_VALUES, namesAll: true }, 0)
}

/** Whether a message that is no text is exported as the value that it is. */
export function isExportable(value: unknown): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false
  if (typeof value !== 'object' || value === null) return true
  return isFloat(value) || isTuple(value) || Array.isArray(value) || ArrayBuffer.isView(value) || isMapping(value)
}

function clean(value: unknown, budget: Budget, depth: number): AnyValue {
  budget.left -= 1
  if (budget.left < 0) throw new ValueError(`more than ${MOST_VALUES} values in one record`)
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isInteger(value) && !Number.isSafeInteger(value) ? str(value) : value
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : str(value)
    case 'undefined':
      return null
    case 'object':
      return value === null ? null : cleanObject(value, budget, depth)
    default:
      return str(value)
  }
}

function cleanObject(value: object, budget: Budget, depth: number): AnyValue {
  if (depth > MOST_DEPTH) throw new ValueError(`a value that holds itself, or is deeper than ${MOST_DEPTH} levels`)
  if (isFloat(value)) return clean(value.value, budget, depth)
  if (value instanceof Uint8Array) return Uint8Array.from(value)
  const items = isTuple(value) ? value.items : value
  if (Array.isArray(items) || isNumberArray(items)) return list(items as ArrayLike<unknown>, budget, depth)
  if (types.isMap(value)) return dictionary(value, budget, depth)
  if (isPlainObject(value) && !hasOwnText(value)) return dictionary(Object.entries(value), budget, depth)
  return hasText(value) ? str(value) : null
}

function list(items: ArrayLike<unknown>, budget: Budget, depth: number): AnyValue[] {
  if (items.length > budget.left) throw new ValueError(`more than ${MOST_VALUES} values in one record`)
  return Array.from(items, (item) => clean(item, budget, depth + 1))
}

/**
 * Returns a dictionary without a prototype, so that no name means anything. `__proto__` would, in the SDK's own copy,
 * and for a `constructor` the SDK leaves out the whole attribute.
 */
function dictionary(
  entries: Iterable<readonly [name: unknown, value: unknown]>,
  budget: Budget,
  depth: number,
): Record<string, AnyValue> {
  const made: Record<string, AnyValue> = Object.create(null)
  for (const [name, value] of entries) {
    const key = budget.namesAll ? str(name) : attributeName(name)
    if (key !== null && !(key === '__proto__' || (key === 'constructor' && depth > 0 && !budget.namesAll))) {
      made[key] = clean(value, budget, depth + 1)
    }
  }
  return made
}

/** Python leaves out a name that is false, and one that has no text of its own. */
function attributeName(name: unknown): string | null {
  if (!name || (typeof name === 'object' && !hasText(name))) return null
  return str(name)
}

function isMapping(value: object): boolean {
  return types.isMap(value) || isPlainObject(value)
}

function isNumberArray(value: object): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

/** Python's test is whether a class has `__str__` or `__repr__` of its own. */
function hasText(value: object): boolean {
  return isError(value) || types.isDate(value) || types.isSet(value) || hasOwnText(value)
}

function hasOwnText(value: object): boolean {
  const { toString: text, toJSON } = value as { toString?: unknown; toJSON?: unknown }
  return typeof toJSON === 'function' || (typeof text === 'function' && text !== Object.prototype.toString)
}
