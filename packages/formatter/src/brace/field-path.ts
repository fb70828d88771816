/**
 * The name of a field in a brace format, and the way from a value to what the name points at.
 *
 *   "user.tags[0][key]"   becomes   "user", then attribute "tags", item 0, item "key"
 *
 * A name is digits for a position, nothing for the next position, else a keyword. Item keys of digits alone are whole
 * numbers, all others text: `[-1]` asks for the key "-1".
 *
 * Python lets a format reach every attribute of every object; here it reaches an object's own properties and nothing
 * else, because a format may come from outside: `.attr` reads those of an instance of a class, `[key]` those of a plain
 * object, the entries of a Map, the items of an array. Properties of a prototype, such as `constructor`, are not there.
 *
 * Source: docs.python.org/3.13/library/string.html#format-string-syntax
 * Pinned by: conformance/vectors/brace.json
 */

import { tupleOf } from '../percent/format-arguments.js'
import { AttributeError, IndexError, ValueError } from '../python/errors.js'
import { KeyError } from '../python/key-error.js'
import {
  isBytes,
  isClass,
  isDate,
  isFloat,
  isMap,
  isMapping,
  isPlainObject,
  isSet,
  typeName,
} from '../python/python-values.js'
import { readDecimal, TOO_MANY_DIGITS } from './decimal-digits.js'

/** A position among arguments or items; a bigint beyond 2^53. */
export type Position = number | bigint

/** One step from a value to a part of it. Throws Python's AttributeError, KeyError, IndexError or TypeError. */
export type Step = (value: unknown) => unknown

export interface FieldPath {
  /** The text before the first dot or bracket. */
  readonly first: string
  /** The position that `first` means when it is a number; undefined for a name. */
  readonly position: Position | undefined
  /** The mistake in `first`: the text of a ValueError. */
  readonly fault: string | null
  /** The steps in their order. A mistake is a step that throws ValueError, and the last one. */
  readonly steps: readonly Step[]
}

/** Reads the name of a field. Throws nothing. */
export function parseFieldPath(name: string): FieldPath {
  const end = endOfName(name, 0)
  const first = name.slice(0, end)
  const { position, fault } = positionOf(first)
  return { first, position, fault, steps: end === name.length ? [] : parseSteps(name, end) }
}

/** A name stops at a dot or a bracket. */
function endOfName(name: string, start: number): number {
  let end = start
  while (end < name.length && name.charAt(end) !== '.' && name.charAt(end) !== '[') end++
  return end
}

function positionOf(text: string): { readonly position: Position | undefined; readonly fault: string | null } {
  const { value, end, isTooLarge } = readDecimal(text, 0)
  const isNumber = text !== '' && end === text.length
  return { position: isNumber ? value : undefined, fault: isTooLarge ? TOO_MANY_DIGITS : null }
}

function parseSteps(name: string, start: number): Step[] {
  const steps: Step[] = []
  let at = start
  while (at < name.length) {
    const opening = name.charAt(at++)
    if (opening !== '.' && opening !== '[') return [...steps, refuse(UNEXPECTED_TEXT)]
    const end = opening === '.' ? endOfName(name, at) : name.indexOf(']', at)
    if (end < 0) return [...steps, refuse("Missing ']' in format string")]
    const part = name.slice(at, end)
    const { position, fault } = opening === '.' ? ATTRIBUTE : positionOf(part)
    if (fault !== null) return [...steps, refuse(fault)]
    if (part === '') return [...steps, refuse('Empty attribute in format string')]
    const key = position ?? part
    steps.push(opening === '.' ? (value) => attributeOf(value, part) : (value) => itemOf(value, key))
    at = opening === '.' ? end : end + 1
  }
  return steps
}

const ATTRIBUTE = { position: undefined, fault: null }
const UNEXPECTED_TEXT = "Only '.' or '[' may follow ']' in format field specifier"

function refuse(fault: string): Step {
  return () => {
    throw new ValueError(fault)
  }
}

/** An own property of an instance of a class, an error among them; nothing else has attributes. */
function attributeOf(value: unknown, name: string): unknown {
  if (isInstance(value) && Object.hasOwn(value, name)) return value[name]
  const owner =
    typeof value === 'function' && isClass(value) ? `type object '${value.name}'` : `'${typeName(value)}' object`
  throw new AttributeError(`${owner} has no attribute '${name}'`)
}

function isInstance(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || tupleOf(value) !== undefined) return false
  return !(isMapping(value) || isFloat(value) || isSet(value) || isBytes(value) || isDate(value))
}

/**
 * Python's `value[key]`.
 *
 * @throws KeyError, IndexError or TypeError with CPython's texts.
 */
export function itemOf(value: unknown, key: string | Position): unknown {
  if (isPlainObject(value)) {
    if (Object.hasOwn(value, `${key}`)) return value[`${key}`]
    throw new KeyError(key)
  }
  if (isMap(value)) return entryOf(value, key)
  if (typeof value === 'string') return characterAt(value, key)
  if (isBytes(value)) return itemAt(value, key, BYTES)
  const items = tupleOf(value)
  if (items !== undefined) return itemAt(items, key, Array.isArray(value) ? LIST : TUPLE)
  const isType = typeof value === 'function' && isClass(value)
  throw new TypeError(`${isType ? `type '${value.name}'` : `'${typeName(value)}' object`} is not subscriptable`)
}

/** An int of Python may be a number or a bigint here. */
function entryOf(map: ReadonlyMap<unknown, unknown>, key: string | Position): unknown {
  if (map.has(key)) return map.get(key)
  if (typeof key === 'number' && map.has(BigInt(key))) return map.get(BigInt(key))
  throw new KeyError(key)
}

/** Returns a character, counted in code points, and no further than it takes. */
function characterAt(text: string, key: string | Position): string {
  if (typeof key === 'string') throw new TypeError("string indices must be integers, not 'str'")
  let left = Number(key)
  for (const character of text) {
    if (left === 0) return character
    left--
  }
  throw new IndexError('string index out of range')
}

interface SequenceTexts {
  readonly wrongKey: string
  readonly outOfRange: string
}

const BYTES = { wrongKey: 'byte indices must be integers or slices, not str', outOfRange: 'index out of range' }
const LIST = { wrongKey: 'list indices must be integers or slices, not str', outOfRange: 'list index out of range' }
const TUPLE = { wrongKey: 'tuple indices must be integers or slices, not str', outOfRange: 'tuple index out of range' }

function itemAt(items: ArrayLike<unknown>, key: string | Position, texts: SequenceTexts): unknown {
  if (typeof key === 'string') throw new TypeError(texts.wrongKey)
  if (key >= items.length) throw new IndexError(texts.outOfRange)
  return items[Number(key)]
}
