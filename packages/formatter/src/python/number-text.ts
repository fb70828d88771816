/**
 * Python's text for numbers, digit by digit, where JavaScript's own differs or gives up.
 *
 *   floatDigits(2.5, 'f', 0, false)      "2"            (toFixed gives "3": Python rounds halves to even)
 *   floatDigits(1e22, 'e', 2, false)     "1.00e+22"
 *   integerText(10n ** 5000n)            ValueError, as in CPython, which prints at most 4300 digits
 *
 * A double is m·2^e, so its decimal digits end: they are written out exactly with BigInt and then rounded once, as
 * text. Signs, padding and the flags of a conversion are conversion.ts; the shortest digits are float-repr.ts.
 *
 * Source: docs.python.org/3.13/library/stdtypes.html#printf-style-string-formatting, and #int-max-str-digits
 * Pinned by: conformance/vectors/percent.json, conformance/vectors/rendering.json
 */
import { ValueError } from './errors.js'
import { exponentOfTwoDigits, floatRepr } from './float-repr.js'

/** sys.int_info.default_max_str_digits */
const MAX_DECIMAL_DIGITS = 4300
/** More hexadecimal digits than this are more than 4300 decimal ones, seen without the slow conversion. */
const MAX_HEX_DIGITS = 3580
/** IEEE 754: a double with the exponent field E is mantissa · 2^(E - 1075). */
const EXPONENT_BIAS = 1075

/** '0' to '999', and '000' to '999'. */
const heads: string[] = []
const tails: string[] = []

/**
 * The decimal digits of a whole number, as JavaScript prints it.
 *
 * V8 remembers the texts of the last 16,384 numbers. A log prints numbers that it has never printed, so that memory is no
 * help, and keeps their texts through each collection of garbage: from three digits each a line takes 40 ns less.
 */
export function wholeText(value: number): string {
  if (!(value >= 1000 && value < 1e9)) return `${value}`
  if (heads.length === 0) {
    for (let each = 0; each < 1000; each += 1) {
      heads.push(`${each}`)
      tails.push(`${each}`.padStart(3, '0'))
    }
  }
  const thousands = Math.trunc(value / 1000)
  const head = (thousands < 1000 ? heads[thousands] : wholeText(thousands)) as string
  // No template: in one, V8 asks each part for its text.
  return head + (tails[value - thousands * 1000] as string)
}

/**
 * `str` of a Python int.
 *
 * @throws ValueError beyond 4300 digits, with CPython's text.
 */
export function integerText(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return value.toString()
  const text = value.toString(16).length > MAX_HEX_DIGITS ? '' : value.toString()
  if (text !== '' && text.length - (value < 0n ? 1 : 0) <= MAX_DECIMAL_DIGITS) return text
  throw new ValueError(
    `Exceeds the limit (${MAX_DECIMAL_DIGITS} digits) for integer string conversion; ` +
      'use sys.set_int_max_str_digits() to increase the limit',
  )
}

/**
 * The digits of a number of zero or more under %e, %f or %g: no sign, no padding, lower case.
 *
 * @param value - Not negative; infinity and NaN are "inf" and "nan".
 * @param alternate - The # flag: keeps the point of "1." and the zeros of %g.
 */
export function floatDigits(value: number, type: 'e' | 'f' | 'g', precision: number, alternate: boolean): string {
  if (!Number.isFinite(value)) return floatRepr(value)
  const exact = exactDecimal(value)
  if (type === 'f') return fixed(roundAt(exact, exact.point + precision), precision, alternate)
  if (type === 'e') return exponential(roundAt(exact, precision + 1), precision, alternate)
  return general(exact, precision === 0 ? 1 : precision, alternate)
}

/** Decimal digits without leading zeros, and where the point lies: 0.digits · 10^point. Zero is "" with point 1. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

function exactDecimal(value: number): Decimal {
  if (value === 0) return { digits: '', point: 1 }
  if (Number.isSafeInteger(value)) return decimal(`${value}`, 0)
  if (Number.isInteger(value)) return decimal(BigInt(value).toString(), 0)
  const [mantissa, shift] = binary(value)
  // m / 2^k = m·5^k / 10^k
  return decimal((mantissa * 5n ** BigInt(shift)).toString(), shift)
}

function decimal(digits: string, fraction: number): Decimal {
  return { digits, point: digits.length - fraction }
}

const cell = new DataView(new ArrayBuffer(8))

/** A number that is not whole as mantissa / 2^shift, in lowest terms so that 5^shift stays small. */
function binary(value: number): [mantissa: bigint, shift: number] {
  cell.setFloat64(0, value)
  const bits = cell.getBigUint64(0)
  const exponent = Number(bits >> 52n) & 0x7ff
  const fraction = bits & 0xfffffffffffffn
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n)
  const zeros = (mantissa & -mantissa).toString(2).length - 1
  return [mantissa >> BigInt(zeros), EXPONENT_BIAS - Math.max(exponent, 1) - zeros]
}

/** Keeps `count` digits (below zero: none, and no carry), halves to even. */
function roundAt(exact: Decimal, count: number): Decimal {
  const { digits, point } = exact
  if (count >= digits.length) return exact
  if (count < 0) return { digits: '', point }
  const kept = digits.slice(0, count)
  if (!roundsUp(digits, count)) return { digits: kept, point }
  const raised = kept === '' ? '1' : (BigInt(kept) + 1n).toString()
  return { digits: raised, point: point + raised.length - count }
}

function roundsUp(digits: string, count: number): boolean {
  const next = digits.charCodeAt(count) - 48
  if (next !== 5) return next > 5
  for (let index = count + 1; index < digits.length; index++) {
    if (digits.charCodeAt(index) !== 48) return true
  }
  return count > 0 && digits.charCodeAt(count - 1) % 2 === 1
}

function fixed({ digits, point }: Decimal, precision: number, alternate: boolean): string {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const fraction = point <= 0 ? '0'.repeat(Math.min(-point, precision)) + digits : digits.slice(point)
  return withPoint(whole, fraction.slice(0, precision).padEnd(precision, '0'), alternate)
}

function exponential({ digits, point }: Decimal, precision: number, alternate: boolean): string {
  const lead = digits.slice(0, 1) || '0'
  const exponent = `e${point > 0 ? '+' : '-'}${Math.abs(point - 1)}`
  const mantissa = withPoint(lead, digits.slice(1, precision + 1).padEnd(precision, '0'), alternate)
  return exponentOfTwoDigits(mantissa + exponent)
}

function general(exact: Decimal, precision: number, alternate: boolean): string {
  const rounded = roundAt(exact, precision)
  const exponent = rounded.point - 1
  const digits = alternate ? rounded.digits.slice(0, precision).padEnd(precision, '0') : withoutZeros(rounded.digits)
  const shown = { digits, point: rounded.point }
  if (exponent < -4 || exponent >= precision) return exponential(shown, Math.max(digits.length - 1, 0), alternate)
  return fixed(shown, Math.max(digits.length - rounded.point, 0), alternate)
}

function withoutZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}

function withPoint(whole: string, fraction: string, alternate: boolean): string {
  return fraction === '' && !alternate ? whole : `${whole}.${fraction}`
}
