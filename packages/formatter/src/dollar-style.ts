/**
 * The `$` style of a Formatter: a string.Template over the attributes of a record.
 *
 *   "$levelname: ${message}"   becomes   (record) => "INFO: ready"
 *
 * The grammar is dollar-format.ts; this binds each field to its attribute once.
 *
 * Kept on purpose, because CPython does it: anything that begins with `$asctime` asks for the time; `$$` is text and no
 * field; an empty format means the default one.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, StringTemplateStyle.
 * Pinned by: conformance/vectors/validation.json
 */
import { compileDollarFormat, parseDollars } from './dollar-format.js'
import { ValueError } from './errors.js'
import type { Style, StyleOptions } from './percent-style.js'
import type { LogRecord } from './record.js'
import { type Defaults, fieldNotFound, fieldReader, isCallSiteField } from './record-fields.js'

export class StringTemplateStyle implements Style {
  static readonly default_format: string = '${message}'
  static readonly asctime_format: string = '${asctime}'
  static readonly asctime_search: string = '${asctime}'

  readonly _fmt: string
  readonly #defaults: Defaults
  #print: ((record: LogRecord) => string) | null = null
  #readsCallSite: boolean | null = null

  /** @param fmt - Empty or null means `default_format`. */
  constructor(fmt?: string | null, { defaults = null }: StyleOptions = {}) {
    this._fmt = fmt || StringTemplateStyle.default_format
    this.#defaults = defaults
  }

  usesTime(): boolean {
    return this._fmt.includes('$asctime') || this._fmt.includes(StringTemplateStyle.asctime_search)
  }

  usesCallSite(): boolean {
    this.#readsCallSite ??= parseDollars(this._fmt).some(
      (piece) => typeof piece !== 'string' && 'name' in piece && isCallSiteField(piece.name),
    )
    return this.#readsCallSite
  }

  validate(): void {
    let hasField = false
    for (const piece of parseDollars(this._fmt)) {
      if (typeof piece === 'string') continue
      if ('lone' in piece) throw new ValueError("invalid format: bare '$' not allowed")
      hasField = true
    }
    if (!hasField) throw new ValueError('invalid format: no fields')
  }

  format(record: LogRecord): string {
    try {
      this.#print ??= compileDollarFormat<LogRecord>(this._fmt, (name) => fieldReader(name, this.#defaults))
      return this.#print(record)
    } catch (error) {
      throw fieldNotFound(error)
    }
  }
}
