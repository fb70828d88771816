/**
 * Python's `json.dumps`, byte for byte.
 *
 *   jsonText(new Map([['a', float(1)], ['é', null]]))     {"a": 1.0, "\u00e9": null}
 *
 * What has no JSON of its own, such as an Error, a Set or an instance of a class, is handed to `otherwise`, and what that
 * returns is written in its place.
 *
 * Source: CPython 3.13.0, Lib/json/encoder.py.
 */
import { types } from 'node:util'
import { isFloat, isPlainObject, isTuple, PythonFloat, TextBudget, typeName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'

/** The keywords of `json.dumps` that formatters use. */
export interface JsonOptions {
  /** What stands in the place of a value that is not JSON: Python's `default`. */
  readonly otherwise: (value: unknown) => unknown
  /** Spaces per level, or the text of one; null keeps everything on one line. */
  readonly indent?: number | string | null | undefined
  /** False leaves letters beyond ASCII as they are. Default true. */
  readonly ensure_ascii?: boolean | undefined
  /** No spaces after commas and colons, and null for what is no number: the JSON of orjson and msgspec. */
  readonly isCompact?: boolean | undefined
}

/** Deeper than this CPython gives up with RecursionError; here the process must live. */
const MAX_DEPTH = 1000

/** @throws ValueError for what contains itself, and for more than 20,000,000 characters; TypeError for a key that is no text, number or None. */
export function jsonText(value: unknown, options: JsonOptions): string {
  const { otherwise, ensure_ascii = true, isCompact = false } = options
  const indent = indentText(options.indent)
  const comma = isCompact || indent !== null ? ',' : ', '
  const colon = isCompact && indent === null ? ':' : ': '
  const open: unknown[] = []
  const budget = new TextBudget()
  return text(value)

  function text(each: unknown): string {
    if (typeof each === 'string') return budget.spend(quoted(each, ensure_ascii))
    const plain = scalar(each, isCompact)
    return plain === null ? containerText(each) : budget.spend(plain)
  }

  function containerText(each: unknown): string {
    if (open.includes(each)) throw new ValueError('Circular reference detected')
    if (open.length >= MAX_DEPTH) throw new ValueError(`a value is nested deeper than ${MAX_DEPTH} levels`)
    open.push(each)
    // Its brackets, and a line of its own for each item.
    budget.reserve(2 + (indent === null ? 0 : indent.length * open.length))
    const result = isList(each) ? between('[', listTexts(each), ']') : (dictText(each) ?? text(otherwise(each)))
    open.pop()
    return result
  }

  /** One after the other: a sparse array has room for billions. */
  function listTexts(items: Iterable<unknown>): string[] {
    const texts: string[] = []
    for (const item of items) texts.push(text(item))
    return texts
  }

  function dictText(each: unknown): string | null {
    const entries = types.isMap(each) ? [...each] : isPlainObject(each) ? Object.entries(each) : null
    const items = entries?.map(([key, item]) => budget.spend(quoted(keyText(key), ensure_ascii)) + colon + text(item))
    return items === undefined ? null : between('{', items, '}')
  }

  function between(left: string, items: readonly string[], right: string): string {
    if (indent === null || items.length === 0) return left + items.join(comma) + right
    const inner = `\n${indent.repeat(open.length)}`
    return `${left}${inner}${items.join(comma + inner)}\n${indent.repeat(open.length - 1)}${right}`
  }
}

/** A PythonTuple is iterable too. */
function isList(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || isTuple(value)
}

function scalar(value: unknown, isCompact: boolean): string | null {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'number' && !isFloat(value)) return null
  const number = Number(value)
  if (!Number.isFinite(number)) return isCompact ? 'null' : Number.isNaN(number) ? 'NaN' : infinity(number)
  return Number.isSafeInteger(value) ? `${number + 0}` : new PythonFloat(number).toString()
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

function quoted(text: string, ensure_ascii: boolean): string {
  return `"${text.replace(ensure_ascii ? NOT_ASCII : CONTROL, escaped)}"`
}

function escaped(unit: string): string {
  return SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
