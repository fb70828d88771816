/**
 * The `{` style of a Formatter: a brace format over the attributes of a record.
 *
 *   "{levelname:<8} {message}"   becomes   (record) => "INFO     ready"
 *
 * The grammar and the printing of a value are brace-format.ts; this binds each field to its attribute once.
 *
 * Kept on purpose, because CPython does it: what `validate` allows is not what formatting allows, `{0}` passes and fails
 * later, `{created:z.1f}` is refused and would print; anything that begins with `{asctime` asks for the time; an empty
 * format means the default one.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, StrFormatStyle.
 * Pinned by: conformance/vectors/validation.json
 */
import { compileBraceFormat, noArgumentAt } from '../brace/brace-format.js'
import { type BraceField, isFault, parseBraces } from '../brace/brace-parser.js'
import { ValueError } from '../python/errors.js'
import { repr } from '../python/python-text.js'
import type { LogRecord } from '../record/record.js'
import { type Defaults, fieldReader, isCallSiteField } from '../record/record-fields.js'
import { type CompiledStyle, PercentStyle } from './percent-style.js'

/** The `{` style: `{levelname:<8} {message}`. */
export class StrFormatStyle extends PercentStyle {
  static override readonly default_format: string = '{message}'
  static override readonly asctime_format: string = '{asctime}'
  static override readonly asctime_search: string = '{asctime'
  /** `\w` and `\d` of Python's regular expressions know all alphabets, and its `$` lets a newline follow. */
  static get fmt_spec(): RegExp {
    return /^(?:[^\n]?[<=>^])?[+ -]?#?0?(?:\p{Nd}+|\{[\p{L}\p{N}_]+\})?[,_]?(?:\.(?:\p{Nd}+|\{[\p{L}\p{N}_]+\}))?[bcdefgnosx%]?\n?$/iu
  }

  static get field_spec(): RegExp {
    return /^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+|\[[^\]]+\])*\n?$/u
  }

  override validate(): void {
    let hasField = false
    for (const piece of parseBraces(this._fmt)) {
      if (typeof piece === 'string') continue
      const fault = isFault(piece) ? piece.fault : faultOf(piece)
      if (fault !== null) throw new ValueError(`invalid format: ${fault}`)
      hasField ||= !isFault(piece) && piece.name !== ''
    }
    if (!hasField) throw new ValueError('invalid format: no fields')
  }

  protected override _compile(fmt: string, defaults: Defaults): CompiledStyle {
    let readsCallSite = false
    const print = compileBraceFormat<LogRecord>(fmt, (first, asNumber) => {
      if (typeof first !== 'string') {
        return () => {
          throw noArgumentAt(first)
        }
      }
      readsCallSite ||= isCallSiteField(first)
      return fieldReader(first, defaults, asNumber)
    })
    return { print, readsTime: fmt.includes(StrFormatStyle.asctime_search), readsCallSite }
  }
}

function faultOf({ name, conversion, spec }: BraceField): string | null {
  if (name !== '' && !StrFormatStyle.field_spec.test(name)) return `invalid field name/expression: ${repr(name)}`
  if (conversion !== '' && !'rsa'.includes(conversion)) return `invalid conversion: ${repr(conversion)}`
  if (spec !== '' && !StrFormatStyle.fmt_spec.test(spec)) return `bad specifier: ${repr(spec)}`
  return null
}
