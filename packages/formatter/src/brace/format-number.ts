/**
 * Python's `format(number, spec)`: ints, bools and floats.
 *
 *   1234567 with ",d"       "1,234,567"          255 with "#06x"       "0x00ff"
 *   2.5 with ".0f"          "2"                  0.125 with ".1%"      "12.5%"
 *
 * Digits come from number-text.ts, exact and rounded half to even. Their surroundings are here: sign, prefix, groups
 * and filling, in Python's order
 *
 *   filling, sign, prefix, filling with align "=", grouped digits, the rest, filling
 *
 * Kept on purpose, because CPython does it: zeros that fill are grouped too, so a width may be exceeded by one; a float
 * without a type is its repr, with a precision `g` but never without a point; `n` is `d` or `g` of the C locale.
 *
 * Source: docs.python.org/3.13/library/string.html#format-specification-mini-language
 * Pinned by: conformance/vectors/brace.json
 */
import { isTie, realNumber, wholeNumber } from '../percent/conversion.js'
import { MAX_OPTION } from '../percent/percent-parser.js'
import { OverflowError, ValueError } from '../python/errors.js'
import { floatRepr } from '../python/float-repr.js'
import { floatDigits, integerText } from '../python/number-text.js'
import { type PythonFloat, typeName } from '../python/python-values.js'
import { type Align, checkFormatSpec, type FormatSpec, refuseType } from './format-spec.js'

/**
 * @throws ValueError, OverflowError: CPython's texts. A width or a precision beyond `MAX_OPTION` is a ValueError, where
 *   CPython asks for the memory.
 */
export function formatNumber(value: number | bigint | boolean | PythonFloat, spec: FormatSpec): string {
  const name = typeName(value)
  const whole = wholeNumber(value)
  checkFormatSpec(spec, name, name === 'float' ? '' : 'd')
  switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
      // A whole number that JavaScript cannot count by one, such as 2e60, comes here, too, though its type is float.
      return whole === undefined ? refuseType(spec, name) : formatInteger(whole, spec)
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
      return formatFloat(realNumber(value), spec)
    case '':
    case 'n':
      return whole === undefined || name === 'float' ? formatFloat(realNumber(value), spec) : formatInteger(whole, spec)
    case '\0':
      return name === 'float' ? formatFloat(realNumber(value), spec) : refuseType(spec, name)
    default:
      return refuseType(spec, name)
  }
}

/** Fills text of that many code points up to the width; `=` puts the filling in front. */
export function fillUp(text: string, length: number, { fill, width }: FormatSpec, align: Align): string {
  if (width > MAX_OPTION) throw new ValueError('width too big')
  const missing = width - length
  if (missing <= 0) return text
  if (align === '<') return text + fill.repeat(missing)
  if (align !== '^') return fill.repeat(missing) + text
  const before = missing >> 1
  return fill.repeat(before) + text + fill.repeat(missing - before)
}

function formatInteger(value: number | bigint, spec: FormatSpec): string {
  if (spec.precision >= 0) throw new ValueError('Precision not allowed in integer format specifier')
  if (spec.unsignedZero) throw new ValueError('Negative zero coercion (z) not allowed in integer format specifier')
  if (spec.type === 'c') return formatCharacter(value, spec)
  const isNegative = value < 0
  const size = isNegative ? -value : value
  const prefix = spec.alternate ? (PREFIXES[spec.type] ?? '') : ''
  return layOut(spec, signFor(isNegative, spec) + prefix, integerDigits(size, spec.type), '')
}

const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0o', x: '0x', X: '0X' }
const RADIXES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 }

/** @param size - Zero or more. */
function integerDigits(size: number | bigint, type: string): string {
  const radix = RADIXES[type]
  if (radix === undefined) return Number.isSafeInteger(size) ? `${size}` : integerText(BigInt(size))
  const digits = BigInt(size).toString(radix)
  return type === 'X' ? digits.toUpperCase() : digits
}

function formatCharacter(value: number | bigint, spec: FormatSpec): string {
  if (spec.sign !== '') throw new ValueError("Sign not allowed with integer format specifier 'c'")
  if (spec.alternate) throw new ValueError("Alternate form (#) not allowed with integer format specifier 'c'")
  const exact = BigInt(value)
  if (BigInt.asIntN(64, exact) !== exact) throw new OverflowError('Python int too large to convert to C long')
  if (exact < 0n || exact > 0x10ffffn) throw new OverflowError('%c arg not in range(0x110000)')
  return fillUp(String.fromCodePoint(Number(exact)), 1, spec, usualAlign(spec))
}

function formatFloat(value: number, spec: FormatSpec): string {
  if (spec.precision > MAX_OPTION) throw new ValueError('precision too big')
  const shown = spec.type === '%' ? value * 100 : value
  const text = floatText(Math.abs(shown), spec)
  const isNegative = shown < 0 || (Object.is(shown, -0) && !spec.unsignedZero)
  const isZero = spec.unsignedZero && Number.isFinite(shown) && !/[1-9]/.test(text)
  const wholeDigits = /^\d*/.exec(text)?.[0] ?? ''
  const rest = text.slice(wholeDigits.length) + (spec.type === '%' ? '%' : '')
  return layOut(spec, signFor(isNegative && !isZero, spec), wholeDigits, rest)
}

/** @param size - Not negative; infinity and NaN are "inf" and "nan". */
function floatText(size: number, { type, precision, alternate }: FormatSpec): string {
  const count = precision < 0 ? 6 : precision
  switch (type) {
    case 'e':
      return floatDigits(size, 'e', count, alternate)
    case 'E':
      return floatDigits(size, 'e', count, alternate).toUpperCase()
    case 'f':
    case '%':
      return fixedDigits(size, count, alternate)
    case 'F':
      return fixedDigits(size, count, alternate).toUpperCase()
    case 'g':
    case 'n':
      return floatDigits(size, 'g', count, alternate)
    case 'G':
      return floatDigits(size, 'g', count, alternate).toUpperCase()
    default:
      return precision < 0 ? reprDigits(size, alternate) : pointedDigits(size, precision || 1, alternate)
  }
}

/** toFixed is exact, but takes halves up, and gives up at 1e21 and beyond 100 digits. */
function fixedDigits(size: number, precision: number, alternate: boolean): string {
  const isOrdinary = size < 1e21 && precision <= 100 && !alternate && !isTie(size, precision)
  return isOrdinary ? size.toFixed(precision) : floatDigits(size, 'f', precision, alternate)
}

/** The repr, in which # asks for the point that 1e+16 lacks. */
function reprDigits(size: number, alternate: boolean): string {
  const text = floatRepr(size)
  return alternate && Number.isFinite(size) && !text.includes('.') ? text.replace('e', '.e') : text
}

/** Like `g`, but what has no fraction gets one, and the exponent comes where there is no room for it. */
function pointedDigits(size: number, precision: number, alternate: boolean): string {
  if (!Number.isFinite(size)) return floatRepr(size)
  const scientific = floatDigits(size, 'e', precision - 1, alternate)
  const [mantissa = '', exponent = ''] = scientific.split('e')
  if (Number(exponent) === precision - 1) {
    return alternate ? scientific : `${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}e${exponent}`
  }
  const text = floatDigits(size, 'g', precision, alternate)
  return text.includes('.') || text.includes('e') ? text : `${text}.0`
}

function signFor(isNegative: boolean, { sign }: FormatSpec): string {
  return isNegative ? '-' : sign === '-' ? '' : sign
}

function usualAlign({ align, zero }: FormatSpec): Align {
  return align || (zero ? '=' : '>')
}

/** @param head - Sign and prefix. @param digits - What may be grouped; "" for inf and nan. */
function layOut(spec: FormatSpec, head: string, digits: string, rest: string): string {
  if (spec.width < 0 && spec.grouping === '') return head + digits + rest
  const align = usualAlign(spec)
  const others = head.length + rest.length
  const leastWidth = align === '=' && spec.fill === '0' ? Math.min(spec.width, MAX_OPTION) - others : 0
  const body = (digits === '' ? '' : grouped(digits, spec, leastWidth)) + rest
  const length = head.length + body.length
  if (align !== '=') return fillUp(head + body, length, spec, align)
  return head + fillUp(body, length, spec, align)
}

/** The digits in groups, after as many zeros as it takes to be `leastWidth` wide; never a separator in front. */
function grouped(digits: string, { grouping, type }: FormatSpec, leastWidth: number): string {
  if (grouping === '') return digits.padStart(leastWidth, '0')
  const size = type !== '' && 'boxX'.includes(type) ? 4 : 3
  const separators = Math.floor(leastWidth / (size + 1))
  const isSeparatorFirst = leastWidth > 0 && leastWidth % (size + 1) === 0
  const all = digits.padStart(leastWidth - separators + (isSeparatorFirst ? 1 : 0), '0')
  const first = all.length % size || size
  let text = all.slice(0, first)
  for (let at = first; at < all.length; at += size) text += grouping + all.slice(at, at + size)
  return text
}
