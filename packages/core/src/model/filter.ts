/**
 * Filters decide whether a record goes on, and may put another record in its place.
 *
 *   new Filter('app.db')     lets records of app.db and app.db.pool pass, not those of app.dbx
 *
 * Kept on purpose, because CPython does it: a logger's filters see only records logged on that logger, never those that
 * come up from its children; an error in a filter reaches the caller of the log call.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Filter, Filterer.
 */
import { bindNamed, type LogRecord, typeName } from '@pylogging/formatter'
import { INSPECT } from '../ground/inspect.js'

/** True or a record lets the record pass, a record in its place; anything falsy stops it. */
export type FilterResult = boolean | LogRecord | null | undefined | number

/** A function, or an object with a `filter` method. */
export type FilterLike = ((record: LogRecord) => FilterResult) | { filter(record: LogRecord): FilterResult }

const SIGNATURE = { owner: 'Filter.__init__()', names: ['name'] }

/** Lets pass what was logged on the logger `name` or below it; '' lets everything pass. */
export class Filter {
  readonly name: string
  readonly nlen: number

  /** @throws TypeError for a name that is no text. */
  constructor(name?: string | { readonly name?: string | undefined })
  constructor(...args: unknown[]) {
    const { name = '' } = bindNamed<{ readonly name?: string }>(SIGNATURE, args)
    if (typeof name !== 'string') throw new TypeError(`object of type '${typeName(name)}' has no len()`)
    this.name = name
    this.nlen = name.length
  }

  /** Whether the record was logged on the logger `name` or below it. */
  filter(record: LogRecord): FilterResult {
    const { name, nlen } = this
    if (nlen === 0 || record.name === name) return true
    return record.name.startsWith(name) && record.name[nlen] === '.'
  }

  toString(): string {
    return `<${this.constructor.name} (${this.name})>`
  }

  [INSPECT](): string {
    return this.toString()
  }
}

/** Base of loggers and handlers: holds filters and asks them in turn. */
export class Filterer {
  /** The filters, which are asked in this order. */
  filters: FilterLike[] = []

  /** A filter that is there already is not added again. */
  addFilter(filter: FilterLike): void {
    if (!this.filters.includes(filter)) this.filters.push(filter)
  }

  /** A filter that is not there is no error. */
  removeFilter(filter: FilterLike): void {
    const index = this.filters.indexOf(filter)
    if (index >= 0) this.filters.splice(index, 1)
  }

  /**
   * Asks the filters in turn.
   *
   * @returns False, or the record to go on with: this one, or what a filter returned in its place.
   */
  filter(record: LogRecord): LogRecord | false {
    if (this.filters.length === 0) return record
    let current = record
    for (const filter of this.filters) {
      const result = 'filter' in filter ? filter.filter(current) : filter(current)
      if (!result) return false
      current = recordAfterFilter(result, current)
    }
    return current
  }
}

/** The record to go on with when a filter said something true: the one it returned, or the same. Known by its shape. */
export function recordAfterFilter(result: unknown, record: LogRecord): LogRecord {
  if (result === record) return record
  return typeof result === 'object' && result !== null && 'getMessage' in result ? (result as LogRecord) : record
}
