/**
 * Python's `format(value, spec)`: what a field of a brace format prints.
 *
 *   makeFormatter('>5')      becomes   (value) => "   ab"
 *   makeFormatter('%H:%M')   becomes   (date) => "14:00"
 *
 * Text and dates are here, numbers in format-number.ts. Every other value takes only the empty format, which is its
 * str: anything else is Python's TypeError.
 *
 * Source: docs.python.org/3.13/library/string.html#format-specification-mini-language,
 *   docs.python.org/3.13/library/datetime.html#strftime-and-strptime-behavior
 * Pinned by: conformance/vectors/brace.json
 */
import { codePoints, cut } from '../percent/conversion.js'
import { ValueError } from '../python/errors.js'
import { str } from '../python/python-text.js'
import { isDate, isFloat, typeName } from '../python/python-values.js'
import { gmtime, strftimeTuple } from '../time/strftime.js'
import { fillUp, formatNumber } from './format-number.js'
import { checkFormatSpec, type FormatSpec, parseFormatSpec, refuseType } from './format-spec.js'

/** Prints one value. Throws Python's errors, and what the value's own code throws. */
export type ValueFormatter = (value: unknown) => string

/** The printer for a format. Ask once, use often. */
export function makeFormatter(source: string): ValueFormatter {
  if (source === '') return (value) => (typeof value === 'string' ? value : str(value))
  const spec = parseFormatSpec(source)
  return (value) => {
    switch (typeof value) {
      case 'string':
        return formatText(value, spec)
      case 'number':
      case 'bigint':
      case 'boolean':
        return formatNumber(value, spec)
      default:
        if (isFloat(value)) return formatNumber(value, spec)
        if (isDate(value)) return formatDate(value, source)
        throw new TypeError(`unsupported format string passed to ${typeName(value)}.__format__`)
    }
  }
}

function formatText(text: string, spec: FormatSpec): string {
  checkFormatSpec(spec, 'str', 's')
  if (spec.type !== '' && spec.type !== 's') refuseType(spec, 'str')
  const { align, alternate, precision, sign, unsignedZero, width } = spec
  if (sign !== '') throw new ValueError(`${sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`)
  if (unsignedZero) throw new ValueError('Negative zero coercion (z) not allowed in string format specifier')
  if (alternate) throw new ValueError('Alternate form (#) not allowed in string format specifier')
  if (align === '=') throw new ValueError("'=' alignment not allowed in string format specifier")
  const kept = cut(text, precision)
  // A code point is at most two units, so text this long needs no counting.
  if (kept.length >= width * 2) return kept
  return fillUp(kept, codePoints(kept), spec, align || '<')
}

/**
 * datetime.__format__ of a moment in UTC: strftime, with %f and %:z besides.
 *
 * CPython 3.13.0 drops what follows a NUL.
 */
function formatDate(date: Date, format: string): string {
  const milliseconds = date.getTime()
  if (Number.isNaN(milliseconds)) return str(date)
  const known: Readonly<Record<string, string>> = {
    '%f': `${date.getUTCMilliseconds() * 1000}`.padStart(6, '0'),
    '%z': '+0000',
    '%:z': '+00:00',
    '%Z': 'UTC',
  }
  const [before = ''] = format.split('\0', 1)
  const expanded = before.replace(/%(?::z|.)/gsu, (directive) => known[directive] ?? directive)
  // Whether it is summer is unknown to a datetime: with that, C prints nothing for what names the zone.
  return strftimeTuple(expanded, { ...gmtime(Math.floor(milliseconds / 1000)), tm_isdst: -1 })
}
