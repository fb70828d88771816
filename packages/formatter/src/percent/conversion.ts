/**
 * Prints one value for one conversion, such as the `%-8s` or `%08.3f` of a format.
 *
 *   makeRenderer({ conversion: 'd', zero: true, width: 5, ... })   becomes   (value) => "00042"
 *
 * The only file that knows sprintf-js, loaded when first needed. sprintf-js prints what it was measured to print
 * exactly as CPython does; it never sees a key, a function, or a format of the user's. The rest is own code: big
 * integers, #, a precision on integers, ties, infinities, exponents, and widths of text beyond the first 65,536
 * characters of Unicode, which Python counts in code points. docs/decisions.md has the table,
 * under "The percent format".
 *
 * Kept on purpose, because CPython does it: `0` does not pad text; `%d` cuts a float and `%x` refuses it; the point of
 * `%.3s` cuts; `%c` ignores its precision.
 *
 * Source: docs.python.org/3.13/library/stdtypes.html#printf-style-string-formatting
 * Pinned by: conformance/vectors/percent.json
 */
import type { sprintf } from 'sprintf-js'
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'
import { OverflowError, ValueError } from '../python/errors.js'
import { floatDigits, integerText, wholeText } from '../python/number-text.js'
import { ascii, repr, str } from '../python/python-text.js'
import { isFloat, typeName } from '../python/python-values.js'

/** The letters that Python knows. */
export const CONVERSIONS = 'diouxXeEfFgGcrsa'

/** The parts between a percent sign and the letter, and the letter. */
export interface ConversionSpec {
  /** The letter, one of `CONVERSIONS`. */
  readonly conversion: string
  /** `-` */
  readonly left: boolean
  /** `+` */
  readonly plus: boolean
  /** A space, as a flag. */
  readonly space: boolean
  /** `#` */
  readonly alternate: boolean
  /** `0` */
  readonly zero: boolean
  /** The width in code points; 0 when there is none. */
  readonly width: number
  /** -1 when there is none. */
  readonly precision: number
}

/** Prints one value. Throws Python's TypeError, ValueError or OverflowError, and what the value's own code throws. */
export type Renderer = (value: unknown) => string

/** The renderer for a conversion. Ask once, use often. */
export function makeRenderer(spec: ConversionSpec): Renderer {
  switch (spec.conversion) {
    case 's':
      return textRenderer(spec, str)
    case 'r':
      return textRenderer(spec, repr)
    case 'a':
      return textRenderer(spec, ascii)
    case 'c':
      return textRenderer({ ...spec, precision: -1 }, character)
    case 'o':
    case 'x':
    case 'X':
      return radixRenderer(spec)
    case 'd':
    case 'i':
    case 'u':
      return decimalRenderer(spec)
    default:
      return floatRenderer(spec)
  }
}

/** sprintf-js keeps every format it has seen for ever, so it gets few: widths and precisions up to this. */
const MAX_SPRINTF_OPTION = 64

let loaded: typeof sprintf | undefined

/**
 * Returns the function of one conversion by sprintf-js. It remembers texts: a log pads names of levels, lines,
 * milliseconds, few values each time and again, and sprintf-js takes 150 ns for one.
 */
function sprintfRenderer<Value extends string | number>(format: string): (value: Value) => string {
  const texts = new BoundedCache<Value, string>({ most: MOST_TEXTS })
  return (value) => texts.get(value) ?? remember(texts, value, format)
}

/** A thousand milliseconds have room. Longer texts come once. */
const MOST_TEXTS = 1024
const LONGEST_TEXT = 64

function remember<Value extends string | number>(
  texts: BoundedCache<Value, string>,
  value: Value,
  format: string,
): string {
  // By its file: a name is looked up in a package.json, and one that could not be opened counts as absent for ever.
  loaded ??= (require('sprintf-js/src/sprintf.js') as typeof import('sprintf-js')).sprintf
  const text = loaded(format, value)
  if (text.length > LONGEST_TEXT) return text
  // The padded text may be blanks and a pointer to the value.
  return texts.set(typeof value === 'string' ? (ownText(value) as Value) : value, ownText(text))
}

function textRenderer(spec: ConversionSpec, text: Renderer): Renderer {
  const { width, precision, left } = spec
  if (width === 0 && precision < 0) return text
  if (width > MAX_SPRINTF_OPTION || precision > MAX_SPRINTF_OPTION) {
    return (value) => padText(cut(text(value), precision), spec)
  }
  const print = sprintfRenderer<string>(`%${left ? '-' : ''}${width || ''}${precision < 0 ? '' : `.${precision}`}s`)
  return (value) => {
    const shown = text(value)
    if (shown.length > LONGEST_PADDED || SURROGATE.test(shown)) return padText(cut(shown, precision), spec)
    return print(shown)
  }
}

const SURROGATE = /[\ud800-\udfff]/
/** The length up to which padded texts are remembered; longer ones are rarely padded, and are not worth it. */
const LONGEST_PADDED = 64

/** Keeps the first code points, as many as the precision says; -1 keeps all. */
export function cut(text: string, precision: number): string {
  if (precision < 0 || text.length <= precision) return text
  let end = 0
  for (let kept = 0; kept < precision && end < text.length; kept++) end += isPairAt(text, end) ? 2 : 1
  return text.slice(0, end)
}

function padText(text: string, { width, left }: ConversionSpec): string {
  if (text.length >= width * 2) return text
  const missing = width - codePoints(text)
  if (missing <= 0) return text
  return left ? text + ' '.repeat(missing) : ' '.repeat(missing) + text
}

/** Counts the characters of a text as Python does. */
export function codePoints(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length; index++) {
    if (isPairAt(text, index)) {
      count--
      index++
    }
  }
  return count
}

function isPairAt(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff
}

/** %c: one character as text, or its code point. */
function character(value: unknown): string {
  if (typeof value === 'string') {
    if (value.length === 1 || (value.length === 2 && isPairAt(value, 0))) return value
    throw new TypeError('%c requires int or char')
  }
  const code = wholeNumber(value)
  if (code === undefined) throw new TypeError('%c requires int or char')
  if (code < 0 || code > 0x10ffff) throw new OverflowError('%c arg not in range(0x110000)')
  return String.fromCodePoint(Number(code))
}

function decimalRenderer(spec: ConversionSpec): Renderer {
  const { plus, space, left, zero, width, precision } = spec
  const own: Renderer = (value) => integerWithOptions(spec, decimalInteger(value, spec.conversion))
  if (precision >= 0 || width > MAX_SPRINTF_OPTION || (space && !plus)) return own
  if (!plus && width === 0) {
    return (value) => (Number.isSafeInteger(value) ? wholeText(value as number) : own(value))
  }
  const print = sprintfRenderer<number>(
    `%${plus ? '+' : ''}${zero && !left ? '0' : ''}${left ? '-' : ''}${width || ''}d`,
  )
  // Adding 0 makes 0 of -0, which sprintf-js would show as +-0.
  return (value) => (Number.isSafeInteger(value) ? print((value as number) + 0) : own(value))
}

function radixRenderer(spec: ConversionSpec): Renderer {
  const { conversion, plus, space, alternate, left, zero, width, precision } = spec
  const own: Renderer = (value) => integerWithOptions(spec, strictInteger(value, conversion))
  if (precision >= 0 || width > MAX_SPRINTF_OPTION || plus || space || alternate) return own
  const print = sprintfRenderer<number>(`%${zero && !left ? '0' : ''}${left ? '-' : ''}${width || ''}${conversion}`)
  return (value) => (isUnsigned32(value) ? print(value) : own(value))
}

function isUnsigned32(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value
}

function integerWithOptions(spec: ConversionSpec, value: bigint): string {
  const digits = integerDigits(spec.conversion, value < 0n ? -value : value).padStart(spec.precision, '0')
  return padNumber(spec, value < 0n, digits, spec.alternate ? (PREFIXES[spec.conversion] ?? '') : '')
}

const PREFIXES: Readonly<Record<string, string>> = { o: '0o', x: '0x', X: '0X' }

function integerDigits(conversion: string, value: bigint): string {
  if (conversion === 'o') return value.toString(8)
  if (conversion === 'x') return value.toString(16)
  return conversion === 'X' ? value.toString(16).toUpperCase() : integerText(value)
}

function floatRenderer(spec: ConversionSpec): Renderer {
  const { alternate } = spec
  const type = spec.conversion.toLowerCase() as 'e' | 'f' | 'g'
  const isUpper = type !== spec.conversion
  const precision = spec.precision < 0 ? 6 : spec.precision
  const isExact = type === 'f' && !alternate && precision <= 100
  const print = sprintfRenderer<number>(`%.${precision}f`)
  return (value) => {
    const number = realNumber(value)
    const size = Math.abs(number)
    const digits =
      isExact && size < 1e21 && !isTie(size, precision) ? print(size) : floatDigits(size, type, precision, alternate)
    const isNegative = number < 0 || Object.is(number, -0)
    const isBare = !isNegative && spec.width === 0 && !spec.plus && !spec.space && !isUpper
    return isBare ? digits : padNumber(spec, isNegative, isUpper ? digits.toUpperCase() : digits, '')
  }
}

/** Halfway between two numbers of that many decimals, where toFixed goes up and Python to the even one. */
export function isTie(size: number, precision: number): boolean {
  return (size * 2 ** (precision + 1)) % 2 === 1
}

function padNumber(spec: ConversionSpec, isNegative: boolean, digits: string, prefix: string): string {
  const head = (isNegative ? '-' : spec.plus ? '+' : spec.space ? ' ' : '') + prefix
  const missing = spec.width - head.length - digits.length
  if (missing <= 0) return head + digits
  if (spec.left) return head + digits + ' '.repeat(missing)
  return spec.zero ? head + '0'.repeat(missing) + digits : ' '.repeat(missing) + head + digits
}

/** Python's int() of a number: a float loses its fraction. */
function decimalInteger(value: unknown, conversion: string): bigint {
  const whole = wholeNumber(value)
  if (whole !== undefined) return BigInt(whole)
  const number = isFloat(value) ? value.value : value
  if (typeof number !== 'number') throw wrongType(conversion, 'a real number', value)
  if (Number.isNaN(number)) throw new ValueError('cannot convert float NaN to integer')
  if (!Number.isFinite(number)) throw new OverflowError('cannot convert float infinity to integer')
  return BigInt(Math.trunc(number))
}

function strictInteger(value: unknown, conversion: string): bigint {
  const whole = wholeNumber(value)
  if (whole === undefined) throw wrongType(conversion, 'an integer', value)
  return BigInt(whole)
}

function wrongType(conversion: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`%${conversion} format: ${wanted} is required, not ${typeName(value)}`)
}

/** The value if Python would have an int: a whole number, a bigint, or true and false as 1 and 0. */
export function wholeNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined
}

/**
 * Python's float() of a number.
 *
 * @throws TypeError, or OverflowError for a bigint beyond the floats.
 */
export function realNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (isFloat(value)) return value.value
  const whole = wholeNumber(value)
  if (whole === undefined) throw new TypeError(`must be real number, not ${typeName(value)}`)
  const number = Number(whole)
  if (!Number.isFinite(number)) throw new OverflowError('int too large to convert to float')
  return number
}
