/**
 * The text of a record's JSON without a dictionary of its fields.
 *
 *   {"asctime": "2026-07-15 14:00:00,123", "level": "INFO", "message": "ready", "request_id": 7}
 *
 * In a dictionary a name that is set twice keeps its first place and has its last value. The names that are set depend
 * on the format and on which attributes a record has, so the dictionary is played through once for a list of
 * attributes, with the sources of the values in the place of the values. The next record with the same list, in most
 * programs the next record, costs an addition per field.
 */
import { FLOAT_ATTRIBUTES, hasAttribute, type LogRecord, pythonAttribute, TextBudget } from '@pylogging/formatter'
import type { JsonPrinter } from './json-text.js'

/** The source of a field's value. */
export interface Source {
  /** Whether it is the same value for every record. */
  readonly isConstant?: boolean
  /** Whether it is often the value of the record before, as a level or a logger's name are. */
  readonly isSteady?: boolean
  read(record: LogRecord): unknown
}

type Print = (record: LogRecord) => string

/**
 * The attributes that any record has, by names that V8 knows when it compiles: several times faster than
 * `record[name]`.
 */
const USUAL: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['message', { read: (record) => record.message }],
  ['asctime', { read: (record) => record.asctime, isSteady: true }],
  ['name', { read: (record) => record.name, isSteady: true }],
  ['levelname', { read: (record) => record.levelname, isSteady: true }],
  ['threadName', { read: (record) => record.threadName, isSteady: true }],
  ['processName', { read: (record) => record.processName, isSteady: true }],
  ['pathname', { read: (record) => record.pathname, isSteady: true }],
  ['filename', { read: (record) => record.filename, isSteady: true }],
  ['module', { read: (record) => record.module, isSteady: true }],
  ['funcName', { read: (record) => record.funcName, isSteady: true }],
])

/** A value that is known before. */
export function constant(value: unknown): Source {
  return { isConstant: true, read: () => value }
}

/** An attribute that a record may lack: then null. */
export function attribute(name: string): Source {
  const read = (record: LogRecord) => (hasAttribute(record, name) ? pythonAttribute(name, record[name]) : null)
  return USUAL.get(name) ?? { read }
}

/** An attribute that the record has, by any name. */
export function added(name: string): Source {
  if (USUAL.has(name) || name === 'args' || name === 'exc_info' || FLOAT_ATTRIBUTES.has(name)) return attribute(name)
  return { read: (record) => record[name] }
}

/** The length of a text up to which nothing is counted. */
const LONG = 1_000_000

/** Prints records, and remembers for which attributes the last one was laid out. */
export class JsonLine {
  readonly #printer: JsonPrinter
  readonly #layOut: (record: LogRecord) => ReadonlyMap<string, Source>
  #names: readonly string[] = []
  #prints: readonly Print[] | null = null

  /** @param layOut - The fields of a record; the same for each record with the same attributes in the same order. */
  constructor(printer: JsonPrinter, layOut: (record: LogRecord) => ReadonlyMap<string, Source>) {
    this.#printer = printer
    this.#layOut = layOut
  }

  text(record: LogRecord): string {
    const names = Object.keys(record)
    if (this.#prints === null || !isSameList(names, this.#names)) {
      this.#prints = printsOf(this.#layOut(record), this.#printer)
      this.#names = names
    }
    let text = '{'
    for (const print of this.#prints) {
      text += print(record)
      if (text.length > LONG) new TextBudget().reserve(text.length)
    }
    return `${text}}`
  }
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false
  return true
}

function printsOf(fields: ReadonlyMap<string, Source>, printer: JsonPrinter): Print[] {
  let comma = ''
  return Array.from(fields, ([name, source]) => {
    const head = comma + printer.quoted(name) + printer.colon
    comma = printer.comma
    return printOf(head, source, printer)
  })
}

function printOf(head: string, source: Source, printer: JsonPrinter): Print {
  if (source.isSteady) return steadyPrint(head, source, printer)
  const known = source.isConstant ? source.read(NO_RECORD) : undefined
  // Anything else may be, or hold, something else by the next record.
  if (typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean') {
    const text = head + printer.itemText(known)
    return () => text
  }
  return (record) => head + printer.itemText(source.read(record))
}

/** A constant does not look at it. */
const NO_RECORD = {} as LogRecord

/** Remembers the last text; what is no text, such as None for a function's name, is printed anew. */
function steadyPrint(head: string, source: Source, printer: JsonPrinter): Print {
  let last: unknown = NO_RECORD
  let text = ''
  return (record) => {
    const value = source.read(record)
    if (typeof value !== 'string') return head + printer.itemText(value)
    if (value !== last) {
      text = head + printer.quoted(value)
      last = value
    }
    return text
  }
}
