/**
 * The numbers of pickles, and the texts of protocol 0: lines of digits, bytes in two's complement, \u escapes.
 *
 * A whole number is a number where JavaScript vouches for it, else a BigInt; a whole float is marked as one.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/pickletools.py.
 */
import { float, ValueError } from '@pylogging/formatter'

/** CPython's own limit of digits, and about as many bytes. */
const LONGEST_INTEGER = 4300
const LONGEST_INTEGER_BYTES = 1800

export function number(value: number): unknown {
  return Number.isInteger(value) ? float(value) : value
}

export function floatLine(text: string): number {
  if (text === 'inf' || text === '-inf') return text === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  return Number(text)
}

/** Protocols 0 and 1 write bools as numbers of two digits. */
export function integerLine(text: string): unknown {
  if (text === '01' || text === '00') return text === '01'
  return integer(text)
}

export function integer(text: string): number | bigint {
  if (text.length > LONGEST_INTEGER || !/^-?\d+$/.test(text)) throw new ValueError('a pickle with a bad number')
  return narrowed(BigInt(text))
}

/** The lowest byte first, in two's complement. */
export function longBytes(bytes: Buffer): number | bigint {
  if (bytes.length > LONGEST_INTEGER_BYTES) throw new ValueError('a pickle with a bad number')
  if (bytes.length === 0) return 0
  const value = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
  return narrowed(BigInt.asIntN(bytes.length * 8, value))
}

function narrowed(value: bigint): number | bigint {
  const plain = Number(value)
  return Number.isSafeInteger(plain) ? plain : value
}

export function index(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ValueError('a pickle with a bad number')
  return Number(text)
}

/** Python's raw-unicode-escape. */
export function unescaped(text: string): string {
  return text.replace(
    /\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi,
    (_, short: string | undefined, long: string | undefined) => {
      const code = Number.parseInt(short ?? long ?? '0', 16)
      if (code > 0x10ffff) throw new ValueError('a pickle with a bad character')
      return String.fromCodePoint(code)
    },
  )
}
