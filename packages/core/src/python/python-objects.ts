/**
 * Python's operations on the values of a configuration, with Python's errors where a value does not have them.
 *
 *   item(5, 'level')            TypeError: 'int' object is not subscriptable
 *   asDict('x', 'get')          AttributeError: 'str' object has no attribute 'get'
 *
 * A configuration may have anything anywhere, so what dict-config.ts asks of a value it asks by these.
 *
 * Source: CPython 3.13.0.
 */
import { isTuple, typeName } from '@pylogging/formatter'
import { AttributeError, IndexError, KeyError, ValueError } from '../ground/errors.js'
import { ConvertingDict, ConvertingList, ConvertingTuple, dictEntries } from './references.js'

/** Python's `if value`. */
export function isTrue(value: unknown): boolean {
  if (value instanceof ConvertingDict) return value.keys().length > 0
  if (value instanceof ConvertingList) return value.items.length > 0
  if (Array.isArray(value)) return value.length > 0
  if (isTuple(value)) return value.items.length > 0
  if (Number.isNaN(value)) return true
  return Boolean(typeof value === 'object' && value !== null ? value.valueOf() : value)
}

/** Python's `key in container`. */
export function contains(container: unknown, key: string): boolean {
  if (container instanceof ConvertingDict) return container.has(key)
  if (container instanceof ConvertingList) return container.items.includes(key)
  if (typeof container === 'string') return container.includes(key)
  throw new TypeError(`argument of type '${typeName(container)}' is not iterable`)
}

/** Python's `container[key]`. */
export function item(container: unknown, key: unknown): unknown {
  if (container instanceof ConvertingDict) return container.item(hashable(key))
  const entries = dictEntries(container)
  if (entries !== null) {
    for (const [each, value] of entries) if (each === hashable(key)) return value
    throw new KeyError(key)
  }
  if (container instanceof ConvertingTuple) return at(container, 'tuple', container.items, key)
  if (container instanceof ConvertingList) return at(container, 'list', container.items, key)
  if (Array.isArray(container)) return at(null, 'list', container, key)
  if (typeof container === 'string') {
    if (!isIndex(key)) throw new TypeError(`string indices must be integers, not '${typeName(key)}'`)
    return at(null, 'string', [...container], key)
  }
  throw new TypeError(`'${typeName(container)}' object is not subscriptable`)
}

/** Python's `container[key] = value`. */
export function setItem(container: unknown, key: unknown, value: unknown): void {
  if (!(container instanceof ConvertingDict)) {
    throw new TypeError(`'${typeName(container)}' object does not support item assignment`)
  }
  container.set(hashable(key), value)
}

/** A value that a dict's method is called on. @throws AttributeError for what is no dict. */
export function asDict(value: unknown, method: 'get' | 'pop' | 'items'): ConvertingDict {
  if (value instanceof ConvertingDict) return value
  if (method === 'pop' && value instanceof ConvertingList && !(value instanceof ConvertingTuple)) {
    throw new TypeError('ConvertingList.pop() takes from 1 to 2 positional arguments but 3 were given')
  }
  throw new AttributeError(`'${typeName(value)}' object has no attribute '${method}'`)
}

/** Python's `dict(value)`: the entries, as they stand. */
export function dictCopy(value: unknown): [unknown, unknown][] {
  const entries = dictEntries(value)
  if (entries !== null) return [...entries] as [unknown, unknown][]
  return iterate(value).map((element, index) => {
    const pair = elementsOf(element)
    if (pair === null) {
      throw new TypeError(`cannot convert dictionary update sequence element #${index} to a sequence`)
    }
    if (pair.length !== 2) {
      throw new ValueError(`dictionary update sequence element #${index} has length ${pair.length}; 2 is required`)
    }
    return [hashable(pair[0]), pair[1]]
  })
}

/** Python's `for each in value`; a list gives its items as they stand. */
export function iterate(value: unknown): unknown[] {
  const elements = elementsOf(value)
  if (elements === null) throw new TypeError(`'${typeName(value)}' object is not iterable`)
  return elements
}

function elementsOf(value: unknown): unknown[] | null {
  if (typeof value === 'string') return [...value]
  if (value instanceof ConvertingList) return [...value.items]
  if (value instanceof ConvertingDict) return value.keys()
  const entries = dictEntries(value)
  if (entries !== null) return Array.from(entries, ([key]) => key)
  const isIterable = typeof value === 'object' && value !== null && Symbol.iterator in value
  return isIterable ? [...(value as Iterable<unknown>)] : null
}

/** Python's `sorted` of names. */
export function sortedKeys(value: unknown): unknown[] {
  return iterate(value).sort((one, other) => {
    if (typeof one === 'string' && typeof other === 'string') return byCodePoints(one, other)
    if (typeof one === 'number' && typeof other === 'number') return one - other
    throw new TypeError(`'<' not supported between instances of '${typeName(other)}' and '${typeName(one)}'`)
  })
}

function byCodePoints(one: string, other: string): number {
  if (one === other) return 0
  const [left, right] = [[...one], [...other]]
  for (const [index, letter] of left.entries()) {
    const difference = (letter.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1)
    if (difference !== 0) return difference
  }
  return -1
}

function at(owner: ConvertingList | null, type: string, items: readonly unknown[], key: unknown): unknown {
  if (!isIndex(key)) throw new TypeError(`${type} indices must be integers or slices, not ${typeName(key)}`)
  const index = Number(key)
  const position = index < 0 ? index + items.length : index
  if (position < 0 || position >= items.length) throw new IndexError(`${type} index out of range`)
  return owner === null ? items[position] : owner.item(position)
}

function isIndex(key: unknown): key is number | boolean {
  return Number.isInteger(key) || typeof key === 'boolean'
}

/** @throws TypeError for what cannot be a key of a dict. */
function hashable(key: unknown): unknown {
  const isChangeable =
    key instanceof ConvertingDict || (key instanceof ConvertingList && !(key instanceof ConvertingTuple))
  if (isChangeable || Array.isArray(key) || dictEntries(key) !== null) {
    throw new TypeError(`unhashable type: '${typeName(key)}'`)
  }
  return key
}
