/**
 * Python's text for a value: str, repr and ascii.
 *
 *   str(null)               None              repr("it's")            "it's", in double quotes
 *   str([1, 'a', true])     [1, 'a', True]    str({ a: 1.5 })         {'a': 1.5}
 *   str(new TypeError('x')) x                 repr(new TypeError('x'))  TypeError('x')
 *
 * The Python type of a value is python-values.ts; digits are number-text.ts; quoting is printable.ts.
 *
 * Surprising is that a whole number prints as an int only while JavaScript itself vouches for it
 * (Number.isSafeInteger), so 1e16 is "1e+16" as in Python; -0 is "0". Only own properties are shown. An own getter
 * runs, and an error that it throws is for the caller. Nothing but toString and toJSON of a class is called, never a
 * hook such as util.inspect.custom. Below 1000 levels a container is "[...]", as if it held itself: CPython gives up
 * with RecursionError at several thousand, and here the process must live. For the same reason the text of a
 * container's items has a largest length.
 *
 * Source: docs.python.org/3.13/library/functions.html#repr
 * Pinned by: conformance/vectors/rendering.json
 */
import { inspect } from 'node:util'
import { flatten } from '../ground/flatten.js'
import { floatRepr } from './float-repr.js'
import { integerText, wholeText } from './number-text.js'
import { escaped, quoted, quotedBytes, replaceEach } from './printable.js'
import {
  className,
  errorName,
  getRendering,
  isBytes,
  isClass,
  isDate,
  isError,
  isFloat,
  isMap,
  isPlainObject,
  isRevoked,
  isSet,
  isTuple,
} from './python-values.js'
import { MOST_CHARACTERS, tooLong } from './text-budget.js'

export {
  errorName,
  float,
  getRendering,
  isFloat,
  isMapping,
  isTuple,
  PythonFloat,
  PythonTuple,
  type Rendering,
  setRendering,
  tuple,
  typeName,
} from './python-values.js'

const MAX_DEPTH = 1000
/** The text of a revoked Proxy, as Node's inspect says it. */
const REVOKED = '<Revoked Proxy>'

/**
 * Python's `str(value)`, what `%s` prints.
 *
 * @throws ValueError for a bigint of more than 4300 digits, as CPython, and for a container of more than 20,000,000
 *   characters. Also whatever a getter, toString or toJSON throws.
 * @example str([null, float(1), 'a']) // "[None, 1.0, 'a']"
 */
export function str(value: unknown): string {
  if (typeof value === 'string') return value
  if (getRendering() === 'js') return nodeStr(value)
  if (typeof value !== 'object' || value === null) return repr(value)
  if (isRevoked(value)) return REVOKED
  if (isError(value)) return errorMessage(value)
  if (isDate(value)) return dateStr(value)
  return objectText(value, new Path(), true)
}

/**
 * Python's `repr(value)`, what `%r` prints and what containers show of their items.
 *
 * @throws As `str`.
 * @example repr("a\n") // "'a\\n'"
 */
export function repr(value: unknown): string {
  if (getRendering() === 'js') return nodeRepr(value)
  return typeof value === 'object' && value !== null ? objectText(value, new Path()) : plainText(value)
}

/**
 * Python's `ascii(value)`, what `%a` prints: repr with everything beyond ASCII escaped.
 *
 * @throws As `str`.
 * @example ascii('é') // "'\\xe9'"
 */
export function ascii(value: unknown): string {
  return replaceEach(repr(value), NOT_ASCII, escaped)
}

const NOT_ASCII = /[^\0-\x7f]/gu

/** The progress of printing one value. */
class Path {
  /** The containers being printed, outermost first. */
  readonly containers: object[] = []
  /** The length of the text so far, of all these containers together. */
  printed = 0
}

/**
 * Returns the text that a container shows of an item. Ends what has no end: a sparse array, lists that hold the same
 * list twice each.
 */
function itemText(value: unknown, path: Path): string {
  const before = path.printed
  const text = typeof value === 'object' && value !== null ? objectText(value, path) : plainText(value)
  path.printed = before + text.length + SEPARATOR.length
  if (path.printed > MOST_CHARACTERS) throw tooLong()
  return text
}

const SEPARATOR = ', '
/** A text this long is made one piece, or the collector would walk through all the pieces of a container of thousands. */
const PIECE = 4096

function plainText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      return Number.isSafeInteger(value) ? wholeText(value) : floatRepr(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return integerText(value)
    case 'function':
      if (isRevoked(value)) return REVOKED
      return isClass(value) ? `<class '${value.name}'>` : `<function ${value.name === '' ? '<lambda>' : value.name}>`
    case 'object':
      return 'None'
    default:
      return String(value)
  }
}

/** @param bare - Whether text that toJSON gives stands without quotes: str of an instance, but not of its container. */
function objectText(value: object, path: Path, bare = false): string {
  if (isRevoked(value)) return REVOKED
  if (Array.isArray(value)) return listed('[', value, ']', path, value)
  if (isFloat(value)) return floatRepr(value.value)
  if (isTuple(value)) return listed('(', value.items, value.items.length === 1 ? ',)' : ')', path, value)
  if (isPlainObject(value)) return customText(value) ?? dictText(entriesOf(value), path, value)
  if (isMap(value)) return dictText(value.entries(), path, value)
  if (isSet(value)) return value.size === 0 ? 'set()' : listed('{', value, '}', path, value)
  if (isBytes(value)) return quotedBytes(value)
  if (isDate(value)) return dateRepr(value)
  if (isError(value)) return errorRepr(value, path)
  if (isNumberArray(value)) return listed('[', value, ']', path, value)
  return customText(value) ?? instanceText(value, path, bare)
}

function listed(open: string, items: Iterable<unknown>, close: string, path: Path, container: object): string {
  if (isTooDeep(container, path)) return `${open}...${close.slice(-1)}`
  path.containers.push(container)
  let done = open
  let text = ''
  let separator = ''
  for (const item of items) {
    text += separator + itemText(item, path)
    separator = SEPARATOR
    if (text.length > PIECE) {
      done += flatten(text)
      text = ''
    }
  }
  path.containers.pop()
  return done + text + close
}

/** Returns the entries one by one, unlike Object.entries, which would hold all values at once. */
function* entriesOf(value: Readonly<Record<string, unknown>>): Iterable<[unknown, unknown]> {
  for (const key of Object.keys(value)) yield [key, value[key]]
}

function dictText(entries: Iterable<[unknown, unknown]>, path: Path, container: object): string {
  if (isTooDeep(container, path)) return '{...}'
  path.containers.push(container)
  let done = '{'
  let text = ''
  let separator = ''
  for (const [key, item] of entries) {
    text += `${separator}${itemText(key, path)}: ${itemText(item, path)}`
    separator = SEPARATOR
    if (text.length > PIECE) {
      done += flatten(text)
      text = ''
    }
  }
  path.containers.pop()
  return `${done}${text}}`
}

function isTooDeep(container: object, path: Path): boolean {
  return path.containers.length >= MAX_DEPTH || path.containers.includes(container)
}

/** Float64Array and its like: what Python would have as a list or an array of numbers. */
function isNumberArray(value: object): value is Iterable<unknown> & object {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

/**
 * Returns the text of toString, where a class or an object literal has its own: Python's __str__ and __repr__ in one.
 */
function customText(value: object): string | undefined {
  const { toString: own } = value as { toString?: unknown }
  if (typeof own !== 'function' || own === Object.prototype.toString || own === rootToString(value)) return undefined
  return String(own.call(value))
}

function instanceText(value: object, path: Path, bare: boolean): string {
  const { toJSON } = value as { toJSON?: unknown }
  if (typeof toJSON !== 'function' || isTooDeep(value, path)) return `<${className(value)} object>`
  path.containers.push(value)
  const json: unknown = toJSON.call(value)
  const text = bare && typeof json === 'string' ? json : itemText(json, path)
  path.containers.pop()
  return text
}

/** The toString that every object has, of the realm that the object is from. */
function rootToString(value: object): unknown {
  let prototype: object = value
  for (let next = Object.getPrototypeOf(prototype); next !== null; next = Object.getPrototypeOf(prototype)) {
    prototype = next as object
  }
  return prototype === value ? undefined : (prototype as { toString?: unknown }).toString
}

function errorMessage(error: Error): string {
  const message: unknown = error.message
  return typeof message === 'string' ? message : repr(message)
}

function errorRepr(error: Error, path: Path): string {
  // A name with its module is for tracebacks, as in Python.
  const name = errorName(error).replace(/^.*\./s, '')
  const { message, key } = error as { message: unknown; key?: unknown }
  // The message of a KeyError is already the repr of what it was raised with.
  const argument = name === 'KeyError' && Object.hasOwn(error, 'key') ? key : message
  return argument === '' && argument === message ? `${name}()` : listed(`${name}(`, [argument], ')', path, error)
}

/** datetime.__str__ of a moment in UTC. */
function dateStr(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'Invalid Date'
  const milliseconds = date.getUTCMilliseconds()
  const [year, month, day, hour, minute, second] = dateParts(date).map((part) => String(part).padStart(2, '0'))
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds * 1000).padStart(6, '0')}`
  return `${year?.padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}${fraction}+00:00`
}

/** datetime.__repr__: seconds and microseconds only where they are not zero. */
function dateRepr(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'Invalid Date'
  const parts = [...dateParts(date), date.getUTCMilliseconds() * 1000]
  while (parts.length > 5 && parts.at(-1) === 0) parts.pop()
  return `datetime.datetime(${parts.join(', ')}, tzinfo=datetime.timezone.utc)`
}

function dateParts(date: Date): number[] {
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ]
}

/** str under `setRendering('js')`: what a template literal gives where that says something, else Node's inspect. */
function nodeStr(value: unknown): string {
  if (typeof value === 'function') return nodeRepr(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (isFloat(value)) return String(value.value)
  if (isError(value)) return String(value)
  const isBuiltIn = Array.isArray(value) || isTuple(value) || isBytes(value) || isNumberArray(value) || isDate(value)
  return (isBuiltIn ? undefined : customText(value)) ?? nodeRepr(value)
}

function nodeRepr(value: unknown): string {
  const shown = isFloat(value) ? value.value : isTuple(value) ? value.items : value
  return inspect(shown, { customInspect: false, breakLength: Infinity, compact: true, depth: 10 })
}
