/**
 * The `%` style of a Formatter: a format over the attributes of a record.
 *
 *   "%(levelname)-8s %(message)s"   becomes   (record) => "INFO     ready"
 *
 * The grammar is percent-parser.ts and the printing percent-compile.ts; this binds each field to its attribute once, so that a
 * record costs one call per field.
 *
 * Kept on purpose, because CPython does it: `validate` looks for one well-formed field anywhere in the text, so a format
 * with a broken field beside a good one passes; an empty format means the default one.
 *
 * It is also the base of the other two styles, as in Python: they bring another grammar.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, PercentStyle.
 */

import { compilePercentFormat } from '../percent/percent-compile.js'
import { parsePercentFormat } from '../percent/percent-format.js'
import { ValueError } from '../python/errors.js'
import type { LogRecord } from '../record/record.js'
import { type Defaults, fieldNotFound, fieldReader, isCallSiteField, isSteadyField } from '../record/record-fields.js'

/** The options that every style takes. */
export interface StyleOptions {
  /** Values for attributes that a record lacks. */
  readonly defaults?: Defaults | undefined
}

/** The methods that a Formatter needs of a style. */
export interface Style {
  /** The format. Python programs assign to it; then it is compiled anew. */
  _fmt: string
  /** Whether records need an `asctime`. */
  usesTime(): boolean
  /** Whether the format names file, line or function: then the logger captures them at once. */
  usesCallSite(): boolean
  /** Refuses a format that cannot be one. @throws ValueError with Python's text. */
  validate(): void
  /** The format, filled in. @throws ValueError for an attribute that the record lacks. */
  format(record: LogRecord): string
}

/** A format, ready for use. */
export interface CompiledStyle {
  readonly print: (record: LogRecord) => string
  readonly readsTime: boolean
  readonly readsCallSite: boolean
}

/**
 * `\w` and `\d` of Python's regular expressions know all alphabets, and its `i` has two more letters than ours. Zeros that
 * could be flags or a width are flags: with both to try, a long row of them would take quadratic time.
 */
const VALID_FIELD = /%\([\p{L}\p{N}_]+\)[#0+ -]*(\*|(?!0)\p{Nd}+)?(\.(\*|\p{Nd}+))?[dioıİuxefgcrsa%]/iu
/** Conversions that print 250.0 and 250 alike. */
const NUMERIC = 'diueEfFgG'

/** The `%` style, `%(levelname)s`, and base of the other two, which bring another grammar. */
export class PercentStyle implements Style {
  static readonly default_format: string = '%(message)s'
  static readonly asctime_format: string = '%(asctime)s'
  static readonly asctime_search: string = '%(asctime)'

  #fmt: string
  readonly #defaults: Defaults
  #compiled: CompiledStyle | null = null

  /** @param fmt - Empty or null means `default_format`. */
  constructor(fmt?: string | null, { defaults = null }: StyleOptions = {}) {
    this.#fmt = fmt || new.target.default_format
    this.#defaults = defaults
  }

  get _fmt(): string {
    return this.#fmt
  }

  set _fmt(fmt: string) {
    this.#fmt = fmt
    this.#compiled = null
  }

  usesTime(): boolean {
    return this.#ready().readsTime
  }

  usesCallSite(): boolean {
    return this.#ready().readsCallSite
  }

  validate(): void {
    if (VALID_FIELD.test(this.#fmt)) return
    throw new ValueError(`Invalid format '${this.#fmt}' for '%' style`)
  }

  format(record: LogRecord): string {
    try {
      return this.#ready().print(record)
    } catch (error) {
      throw fieldNotFound(error)
    }
  }

  /** Reads the format; what is wrong with it is thrown by `print`. */
  protected _compile(fmt: string, defaults: Defaults): CompiledStyle {
    const print = compilePercentFormat<LogRecord>(
      fmt,
      (key, conversion) => fieldReader(key, defaults, NUMERIC.includes(conversion)),
      (record) => ({ ...defaults, ...record.toDict() }),
      isSteadyField,
    )
    const keys = parsePercentFormat(fmt).map((segment) => (typeof segment === 'string' ? null : segment.key))
    return {
      print,
      readsTime: fmt.includes(PercentStyle.asctime_search),
      readsCallSite: keys.some((key) => key !== null && isCallSiteField(key)),
    }
  }

  #ready(): CompiledStyle {
    this.#compiled ??= this._compile(this.#fmt, this.#defaults)
    return this.#compiled
  }
}
