/**
 * The `%` style of a Formatter: a format over the attributes of a record.
 *
 *   "%(levelname)-8s %(message)s"   becomes   (record) => "INFO     ready"
 *
 * The grammar and the printing of a value are percent-format.ts; this binds each field to its attribute once, so that a
 * record costs one call per field.
 *
 * Kept on purpose, because CPython does it: `validate` looks for one well-formed field anywhere in the text, so a format
 * with a broken field beside a good one passes; an empty format means the default one.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, PercentStyle.
 */
import { ValueError } from './errors.js'
import { compilePercentFormat, parsePercentFormat } from './percent-format.js'
import type { LogRecord } from './record.js'
import { type Defaults, fieldNotFound, fieldReader, isCallSiteField } from './record-fields.js'

export interface StyleOptions {
  readonly defaults?: Defaults | undefined
}

/** What a Formatter needs of a style. */
export interface Style {
  readonly _fmt: string
  /** Whether records need an `asctime`. */
  usesTime(): boolean
  /** Whether the format names file, line or function: then the logger captures them at once. */
  usesCallSite(): boolean
  /** @throws ValueError with Python's text. */
  validate(): void
  /** @throws ValueError for an attribute that the record lacks. */
  format(record: LogRecord): string
}

/** `\w` and `\d` of Python's regular expressions know all alphabets, and its `i` has two more letters than ours. */
const VALID_FIELD = /%\([\p{L}\p{N}_]+\)[#0+ -]*(\*|\p{Nd}+)?(\.(\*|\p{Nd}+))?[dioıİuxefgcrsa%]/iu
/** Conversions that print 250.0 and 250 alike. */
const NUMERIC = 'diueEfFgG'

export class PercentStyle implements Style {
  static readonly default_format = '%(message)s'
  static readonly asctime_format = '%(asctime)s'
  static readonly asctime_search = '%(asctime)'

  readonly _fmt: string
  readonly #defaults: Defaults
  #print: ((record: LogRecord) => string) | null = null
  #readsCallSite: boolean | null = null

  /** @param fmt - Empty or null means `default_format`. */
  constructor(fmt?: string | null, { defaults = null }: StyleOptions = {}) {
    this._fmt = fmt || PercentStyle.default_format
    this.#defaults = defaults
  }

  usesTime(): boolean {
    return this._fmt.includes(PercentStyle.asctime_search)
  }

  usesCallSite(): boolean {
    this.#readsCallSite ??= parsePercentFormat(this._fmt).some(
      (segment) => typeof segment !== 'string' && segment.key !== null && isCallSiteField(segment.key),
    )
    return this.#readsCallSite
  }

  validate(): void {
    if (VALID_FIELD.test(this._fmt)) return
    throw new ValueError(`Invalid format '${this._fmt}' for '%' style`)
  }

  format(record: LogRecord): string {
    try {
      this.#print ??= compile(this._fmt, this.#defaults)
      return this.#print(record)
    } catch (error) {
      throw fieldNotFound(error)
    }
  }
}

function compile(fmt: string, defaults: Defaults): (record: LogRecord) => string {
  return compilePercentFormat<LogRecord>(
    fmt,
    (key, conversion) => fieldReader(key, defaults, NUMERIC.includes(conversion)),
    (record) => ({ ...defaults, ...record.toDict() }),
  )
}
