/**
 * Decimal numbers in a brace format, written with the digits of any alphabet.
 *
 *   readDecimal('٤٢d', 0)     value 42, end 2
 *
 * The table is Unicode 15.1, CPython 3.13's; a regular expression's \p{Nd} is whatever Unicode this Node has.
 *
 * Pinned by: conformance/vectors/brace.json
 */

/** A number that was read: up to Python's sys.maxsize, beyond which nothing more is read. */
export interface DecimalRun {
  /** A bigint only where a number would lose digits. */
  readonly value: number | bigint
  /** The offset of the text after the digits; the start when there are none. */
  readonly end: number
  readonly isTooLarge: boolean
}

export const TOO_MANY_DIGITS = 'Too many decimal digits in format string'

const MAX_SIZE = '9223372036854775807'

/** Reads the digits at a position of a text, once through. */
export function readDecimal(text: string, start: number): DecimalRun {
  let end = start
  let digits = ''
  let isTooLarge = false
  while (end < text.length && !isTooLarge) {
    const code = text.codePointAt(end) ?? 0
    const digit = decimalDigit(code)
    if (digit === undefined) break
    end += code > 0xffff ? 2 : 1
    if (digits !== '' || digit !== 0) digits += digit
    isTooLarge = digits.length > MAX_SIZE.length || (digits.length === MAX_SIZE.length && digits > MAX_SIZE)
  }
  return { value: digits.length < 16 ? Number(digits) : BigInt(digits), end, isTooLarge }
}

function decimalDigit(code: number): number | undefined {
  if (code < 0x80) return code >= 0x30 && code <= 0x39 ? code - 0x30 : undefined
  const zero = ZEROS.findLast((first) => first <= code)
  return zero !== undefined && code - zero < 10 ? code - zero : undefined
}

/** The code point of each zero; its nine successors are the other digits. */
const ZEROS: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
  0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
  0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
  0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0,
]
