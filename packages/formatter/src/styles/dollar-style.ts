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
import { compileDollarFormat, parseDollars } from '../dollar/dollar-format.js'
import { ValueError } from '../python/errors.js'
import type { LogRecord } from '../record/record.js'
import { type Defaults, fieldReader, isCallSiteField } from '../record/record-fields.js'
import { type CompiledStyle, PercentStyle } from './percent-style.js'

/** The `$` style: `$levelname ${message}`. */
export class StringTemplateStyle extends PercentStyle {
  static override readonly default_format: string = '${message}'
  static override readonly asctime_format: string = '${asctime}'
  static override readonly asctime_search: string = '${asctime}'

  override validate(): void {
    let hasField = false
    for (const piece of parseDollars(this._fmt)) {
      if (typeof piece === 'string') continue
      if ('lone' in piece) throw new ValueError("invalid format: bare '$' not allowed")
      hasField = true
    }
    if (!hasField) throw new ValueError('invalid format: no fields')
  }

  protected override _compile(fmt: string, defaults: Defaults): CompiledStyle {
    const names = parseDollars(fmt).map((piece) => (typeof piece !== 'string' && 'name' in piece ? piece.name : null))
    return {
      print: compileDollarFormat<LogRecord>(fmt, (name) => fieldReader(name, defaults)),
      readsTime: fmt.includes('$asctime') || fmt.includes(StringTemplateStyle.asctime_search),
      readsCallSite: names.some((name) => name !== null && isCallSiteField(name)),
    }
  }
}
