/**
 * Python's `json.dumps`, byte for byte.
 *
 *   new JsonPrinter(options).text(new Map([['a', float(1)], ['é', null]]))     {"a": 1.0, "\u00e9": null}
 *
 * A value that has no JSON of its own, such as an Error, a Set or an instance of a class, is handed to `otherwise`,
 * whose result is written in its place.
 *
 * Source: CPython 3.13.0, Lib/json/encoder.py.
 */
import { types } from 'node:util'
import { isFloat, isPlainObject, isTuple, PythonFloat, TextBudget, typeName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'

/** The keywords of `json.dumps` that formatters use. */
export interface JsonOptions {
  /** Returns the value that is written in the place of one that is not JSON: Python's `default`. */
  readonly otherwise: (value: unknown) => unknown
  /** Spaces per level, or the text of one; null keeps everything on one line. */
  readonly indent?: number | string | null | undefined
  /** False leaves letters beyond ASCII as they are. Default true. */
  readonly ensure_ascii?: boolean | undefined
  /** No spaces after commas and colons, and null for what is no number: the JSON of orjson and msgspec. */
  readonly isCompact?: boolean | undefined
  /** Whether NaN and Infinity are written, in compact JSON, as json.dumps writes them. */
  readonly keepsNaN?: boolean | undefined
}

/** The depth below which CPython gives up with RecursionError; here the process must live. */
const MAX_DEPTH = 1000
/** The length of a text up to which a loop in JavaScript is done before a regular expression has started. */
const SHORT_TEXT = 48
/** Stands for a dictionary that nobody has made. */
const CALLERS = {}

/** The state of printing one text. */
interface Run {
  /** The containers that a value is in. */
  readonly open: unknown[]
  readonly budget: TextBudget
}

/** Prints values by options that were read once. */
export class JsonPrinter {
  /** The text between two items; `colon` stands between a key and its value. */
  readonly comma: string
  readonly colon: string
  readonly #indent: string | null
  readonly #otherwise: (value: unknown) => unknown
  readonly #ensureAscii: boolean
  readonly #hasNoNaN: boolean

  constructor({ otherwise, indent, ensure_ascii = true, isCompact = false, keepsNaN = false }: JsonOptions) {
    this.#indent = indentText(indent)
    this.comma = isCompact || this.#indent !== null ? ',' : ', '
    this.colon = isCompact && this.#indent === null ? ':' : ': '
    this.#otherwise = otherwise
    this.#ensureAscii = ensure_ascii
    this.#hasNoNaN = isCompact && !keepsNaN
  }

  get isOnOneLine(): boolean {
    return this.#indent === null
  }

  /** @throws ValueError for what contains itself, and for more than 20,000,000 characters; TypeError for a key that is no text, number or None. */
  text(value: unknown): string {
    return this.#text(value, { open: [], budget: new TextBudget() })
  }

  /** The text of a value in a dictionary that the caller writes, and counts. @throws as `text`. */
  itemText(value: unknown): string {
    if (typeof value === 'string') return this.quoted(value)
    return scalar(value, this.#hasNoNaN) ?? this.#containerText(value, { open: [CALLERS], budget: new TextBudget() })
  }

  quoted(text: string): string {
    if (isShortAndPlain(text)) return `"${text}"`
    return `"${text.replace(this.#ensureAscii ? NOT_ASCII : CONTROL, escaped)}"`
  }

  #text(value: unknown, run: Run): string {
    const plain = typeof value === 'string' ? this.quoted(value) : scalar(value, this.#hasNoNaN)
    return plain === null ? this.#containerText(value, run) : run.budget.spend(plain)
  }

  #containerText(value: unknown, run: Run): string {
    const { open, budget } = run
    if (open.includes(value)) throw new ValueError('Circular reference detected')
    if (open.length >= MAX_DEPTH) throw new ValueError(`a value is nested deeper than ${MAX_DEPTH} levels`)
    open.push(value)
    // Its brackets, and a line of its own for each item.
    budget.reserve(2 + (this.#indent === null ? 0 : this.#indent.length * open.length))
    const result = isList(value)
      ? this.#between('[', this.#listTexts(value, run), ']', open.length)
      : (this.#dictText(value, run) ?? this.#text(this.#otherwise(value), run))
    open.pop()
    return result
  }

  /** Prints items one after the other, because a sparse array has room for billions. */
  #listTexts(items: Iterable<unknown>, run: Run): string[] {
    const texts: string[] = []
    for (const item of items) texts.push(this.#text(item, run))
    return texts
  }

  #dictText(value: unknown, run: Run): string | null {
    const entries = types.isMap(value) ? [...value] : isPlainObject(value) ? Object.entries(value) : null
    const items = entries?.map(
      ([key, item]) => run.budget.spend(this.quoted(keyText(key))) + this.colon + this.#text(item, run),
    )
    return items === undefined ? null : this.#between('{', items, '}', run.open.length)
  }

  #between(left: string, items: readonly string[], right: string, depth: number): string {
    const indent = this.#indent
    if (indent === null || items.length === 0) return left + items.join(this.comma) + right
    const inner = `\n${indent.repeat(depth)}`
    return `${left}${inner}${items.join(this.comma + inner)}\n${indent.repeat(depth - 1)}${right}`
  }
}

/** A PythonTuple is iterable too. */
function isList(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || isTuple(value)
}

function scalar(value: unknown, hasNoNaN: boolean): string | null {
  if (typeof value === 'number') return numberText(value, !Number.isSafeInteger(value), hasNoNaN)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return String(value)
  return isFloat(value) ? numberText(Number(value), true, hasNoNaN) : null
}

function numberText(number: number, isPythonFloat: boolean, hasNoNaN: boolean): string {
  if (!isPythonFloat) return `${number + 0}`
  if (Number.isFinite(number)) return new PythonFloat(number).toString()
  return hasNoNaN ? 'null' : Number.isNaN(number) ? 'NaN' : infinity(number)
}

function infinity(number: number): string {
  return number > 0 ? 'Infinity' : '-Infinity'
}

function keyText(key: unknown): string {
  if (typeof key === 'string') return key
  const text = scalar(key, false)
  if (text === null) throw new TypeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`)
  return text
}

function indentText(indent: number | string | null | undefined): string | null {
  if (indent === null || indent === undefined) return null
  return typeof indent === 'string' ? indent : ' '.repeat(Math.max(0, indent))
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
}
const NOT_ASCII = /[^ !#-[\]-~]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const CONTROL = /["\\\0-\x1f]/g

/** Whether a short text is printed as it is. Of a long one the regular expression finds that out as fast. */
function isShortAndPlain(text: string): boolean {
  if (text.length > SHORT_TEXT) return false
  for (let at = 0; at < text.length; at += 1) if (!isPlain(text.charCodeAt(at))) return false
  return true
}

/** A space to a tilde, but neither a quotation mark nor a backslash. */
function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit <= 0x7e && unit !== 0x22 && unit !== 0x5c
}

function escaped(unit: string): string {
  return SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
