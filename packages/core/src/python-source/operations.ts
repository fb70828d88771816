/**
 * Operators of Python on the values of values.ts: what `a % b`, `a == b`, `a in b`, `a[b]` are.
 *
 * Arithmetic of numbers is literal-operators.ts, text by `%` and `format` the formatter's. A value that could grow
 * without end is bounded before it is made.
 */
import { braceFormat, isFloat, isTuple, PythonTuple, percentFormat, repr, str } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { dictOf } from '../python/literal-containers.js'
import { binary } from '../python/literal-operators.js'
import { Instance, PythonPath, Raised, Reference } from './values.js'

const MAX_TEXT = 1_000_000
const MAX_ITEMS = 100_000

/** @throws ValueError for more than a configuration can have any use for. */
export function bounded(length: number, kind: 'text' | 'items'): void {
  if (kind === 'text' && length > MAX_TEXT) throw new ValueError(`a text of more than ${MAX_TEXT} characters`)
  if (kind === 'items' && length > MAX_ITEMS) throw new ValueError(`a value of more than ${MAX_ITEMS} items`)
}

/** The number of steps that looking through a value once counts for. */
export function weightOf(value: unknown): number {
  const isSized = value instanceof Map || value instanceof Set
  const size = isSized ? value.size : typeof value === 'string' || Array.isArray(value) ? value.length : 0
  return (isTuple(value) ? value.items.length : size) >> 5
}

/** Python's `str(value)`. */
export function textOf(value: unknown): string {
  return value instanceof PythonPath ? value.text : str(printable(value))
}

/** Returns a value that the formatter prints as Python would print the given one. */
function printable(value: unknown): unknown {
  if (value instanceof Reference) return value.name
  return value instanceof PythonPath ? value.text : value
}

/** `left OPERATOR right`. @throws TypeError and what else Python throws. */
export function operate(operator: string, left: unknown, right: unknown): unknown {
  if (operator === '%' && typeof left === 'string') return percent(left, right)
  if (operator === '*') {
    const repeated = repetition(left, right) ?? repetition(right, left)
    if (repeated !== null) return repeated
  }
  if (operator === '/' && (left instanceof PythonPath || right instanceof PythonPath)) return joinPaths([left, right])
  if (operator === '|' && left instanceof Map && right instanceof Map) return dictOf([...left, ...right])
  if (left instanceof Set && right instanceof Set) {
    if (operator === '|') return new Set([...left, ...right])
    if (operator === '-') return new Set([...left].filter((each) => !right.has(each)))
    if (operator === '&') return new Set([...left].filter((each) => right.has(each)))
  }
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') {
    bounded(left.length + right.length, 'text')
  }
  if (operator === '+' && Array.isArray(left) && Array.isArray(right)) bounded(left.length + right.length, 'items')
  return binary(operator, left, right)
}

function percent(format: string, values: unknown): string {
  const args = isTuple(values) ? new PythonTuple([...values].map(printable)) : printable(values)
  const text = percentFormat(format, args)
  bounded(text.length, 'text')
  return text
}

/** `'{} {name}'.format(…)`. Where there are both kinds of arguments, positions become names. */
export function formatWith(format: string, args: readonly unknown[], keywords: ReadonlyMap<string, unknown>): string {
  const named = new Map([...keywords].map(([name, value]) => [name, printable(value)]))
  let fmt = format
  if (named.size > 0 && args.length > 0) {
    let next = 0
    fmt = format.replace(/\{\{|\}\}|\{(\d*)(?=[}!:.[])/g, (whole, digits: string | undefined) => {
      if (digits === undefined) return whole
      const position = digits === '' ? next++ : Number(digits)
      return `{_${position}_`
    })
    for (const [index, value] of args.entries()) named.set(`_${index}_`, printable(value))
  }
  const text = braceFormat(fmt, named.size > 0 ? named : args.map(printable))
  bounded(text.length, 'text')
  return text
}

/** `f'{value!r:spec}'`. */
export function formatted(value: unknown, conversion: string, spec: string): string {
  const converted = conversion === '' ? value : conversion === 's' ? textOf(value) : repr(printable(value))
  if (spec === '') return typeof converted === 'string' ? converted : textOf(converted)
  return formatWith(`{:${spec.replaceAll('{', '').replaceAll('}', '')}}`, [converted], new Map())
}

function repetition(what: unknown, count: unknown): unknown {
  const times =
    typeof count === 'bigint' ? Math.max(0, Number(count)) : typeof count === 'boolean' ? Number(count) : null
  if (times === null) return null
  if (typeof what === 'string') {
    bounded(what.length * times, 'text')
    return what.repeat(times)
  }
  const isRow = Array.isArray(what) || isTuple(what)
  if (!isRow) return null
  const items = [...(what as Iterable<unknown>)]
  bounded(items.length * times, 'items')
  const repeated = Array.from({ length: times }, () => items).flat()
  return Array.isArray(what) ? repeated : new PythonTuple(repeated)
}

/** Joins paths and texts; one that begins with a slash begins anew. */
export function joinPaths(parts: readonly unknown[]): PythonPath {
  return new PythonPath(parts.map(pathText).reduce((path, part) => (part.startsWith('/') ? part : `${path}/${part}`)))
}

/** Python's `os.fspath`. @throws TypeError */
export function pathText(value: unknown): string {
  if (value instanceof PythonPath) return value.text
  if (typeof value === 'string') return value
  throw new TypeError(`expected str, bytes or os.PathLike object, not ${kindOf(value)}`)
}

/** The name of the type, as errors say it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'str'
  if (isFloat(value)) return 'float'
  if (isTuple(value)) return 'tuple'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Map) return 'dict'
  if (value instanceof Set) return 'set'
  if (value instanceof PythonPath) return 'PosixPath'
  return value instanceof Instance ? value.type.name : 'object'
}

/** Python's `bool(value)`. */
export function isTruthy(value: unknown): boolean {
  if (value === null || value === false || value === '' || value === 0n) return false
  if (isFloat(value)) return value.value !== 0
  if (Array.isArray(value)) return value.length > 0
  if (isTuple(value)) return value.items.length > 0
  return value instanceof Map || value instanceof Set ? value.size > 0 : true
}

/** Python's `==`. */
export function isEqual(left: unknown, right: unknown): boolean {
  const [a, b] = [numeric(left), numeric(right)]
  if (a !== null || b !== null) return a === b
  if (isRow(left) && isRow(right)) {
    if (Array.isArray(left) !== Array.isArray(right)) return false
    const [one, other] = [[...left], [...right]]
    return one.length === other.length && one.every((each, index) => isEqual(each, other[index]))
  }
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size && [...left].every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
    )
  }
  if (left instanceof Set && right instanceof Set) {
    return left.size === right.size && [...left].every((each) => right.has(each))
  }
  if (left instanceof PythonPath && right instanceof PythonPath) return left.text === right.text
  if (left instanceof Reference && right instanceof Reference) return left.name === right.name
  return left === right
}

function isRow(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || isTuple(value)
}

/** A number that compares with all others. A whole float is the int. */
function numeric(value: unknown): number | bigint | null {
  if (typeof value === 'boolean') return BigInt(value)
  if (typeof value === 'bigint') return value
  if (!isFloat(value)) return null
  return Number.isInteger(value.value) ? BigInt(value.value) : value.value
}

/** `left OPERATOR right` for one comparison. @throws TypeError */
export function compare(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '==':
    case 'is':
      return isEqual(left, right) && (operator === '==' || kindOf(left) === kindOf(right))
    case '!=':
    case '<>':
      return !isEqual(left, right)
    case 'is not':
      return !isEqual(left, right) || kindOf(left) !== kindOf(right)
    case 'in':
      return isIn(left, right)
    case 'not in':
      return !isIn(left, right)
    default:
      return ordered(operator, order(left, right, operator))
  }
}

function ordered(operator: string, sign: number): boolean {
  if (operator === '<') return sign < 0
  if (operator === '<=') return sign <= 0
  return operator === '>' ? sign > 0 : sign >= 0
}

/** Returns the order of two values: negative, zero or positive. @throws TypeError */
export function order(left: unknown, right: unknown, operator = '<'): number {
  const [a, b] = [numeric(left), numeric(right)]
  if (a !== null && b !== null) return a < b ? -1 : a > b ? 1 : 0
  if (typeof left === 'string' && typeof right === 'string') {
    const [one, other] = [[...left], [...right]]
    const at = one.findIndex((letter, index) => letter !== other[index])
    if (at < 0) return one.length - other.length
    return (one[at]?.codePointAt(0) ?? -1) - (other[at]?.codePointAt(0) ?? -1)
  }
  if (isRow(left) && isRow(right) && Array.isArray(left) === Array.isArray(right)) {
    const [one, other] = [[...left], [...right]]
    for (const [index, each] of one.entries()) {
      if (index >= other.length) return 1
      if (!isEqual(each, other[index])) return order(each, other[index], operator)
    }
    return one.length - other.length
  }
  throw new TypeError(`'${operator}' not supported between instances of '${kindOf(left)}' and '${kindOf(right)}'`)
}

function isIn(item: unknown, container: unknown): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item)
    throw new TypeError(`'in <string>' requires string as left operand, not ${kindOf(item)}`)
  }
  return itemsOf(container).some((each) => isEqual(each, item))
}

/** Python's `list(value)`. @throws TypeError */
export function itemsOf(value: unknown): unknown[] {
  if (typeof value === 'string') return [...value]
  if (value instanceof Map) return [...value.keys()]
  if (Array.isArray(value) || isTuple(value) || value instanceof Set) return [...(value as Iterable<unknown>)]
  throw new TypeError(`'${kindOf(value)}' object is not iterable`)
}

/** The key of a dict that is this one: 1, 1.0 and True are one. */
export function keyIn(dict: ReadonlyMap<unknown, unknown>, key: unknown): unknown {
  if (dict.has(key)) return key
  if (typeof key === 'string' || key === null) return undefined
  for (const each of dict.keys()) if (isEqual(each, key)) return each
  return undefined
}

/** `owner[index]`. @throws KeyError, IndexError, TypeError as Python */
export function subscript(owner: unknown, index: unknown): unknown {
  if (owner instanceof Map) {
    const key = keyIn(owner, index)
    if (key === undefined) throw new Raised(['KeyError', 'LookupError'], repr(index))
    return owner.get(key)
  }
  if (Array.isArray(owner) || isTuple(owner) || typeof owner === 'string') {
    const items = itemsOf(owner)
    const at = positionOf(items.length, index, kindOf(owner))
    if (at >= items.length || at < 0)
      throw new Raised(['IndexError', 'LookupError'], `${kindOf(owner)} index out of range`)
    return items[at]
  }
  throw new TypeError(`'${kindOf(owner)}' object is not subscriptable`)
}

/** The place that an index means; it may be outside. */
export function positionOf(length: number, index: unknown, kind: string): number {
  if (typeof index !== 'bigint' && typeof index !== 'boolean') {
    throw new TypeError(`${kind} indices must be integers or slices, not ${kindOf(index)}`)
  }
  const at = Number(index)
  return at < 0 ? at + length : at
}

/** `owner[start:stop:step]`. */
export function sliced(owner: unknown, start: unknown, stop: unknown, step: unknown): unknown {
  const items = itemsOf(owner)
  const stride = step === null ? 1 : Number(step)
  if (stride === 0) throw new Raised(['ValueError'], 'slice step cannot be zero')
  const bound = (value: unknown, fallback: number) => {
    if (value === null) return fallback
    const at = positionOf(items.length, value, 'slice')
    return stride > 0 ? Math.min(Math.max(at, 0), items.length) : Math.min(Math.max(at, -1), items.length - 1)
  }
  const [first, last] =
    stride > 0 ? [bound(start, 0), bound(stop, items.length)] : [bound(start, items.length - 1), bound(stop, -1)]
  const found: unknown[] = []
  for (let at = first; stride > 0 ? at < last : at > last; at += stride) found.push(items[at])
  if (typeof owner === 'string') return found.join('')
  return isTuple(owner) ? new PythonTuple(found) : found
}
