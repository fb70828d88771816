/**
 * Python's shortest text for a float, where JavaScript writes another.
 *
 *   floatRepr(1e16)     "1e+16"      (String gives "10000000000000000")
 *   floatRepr(0.00001)  "1e-05"      (String gives "0.00001")
 *   floatRepr(3)        "3.0"
 *
 * Pinned by: conformance/vectors/rendering.json
 */

/** `repr` of a Python float: the shortest digits that read back as the same number. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return exponentOfTwoDigits(value.toExponential())
  return Number.isInteger(value) ? `${value}.0` : `${value}`
}

/** 1e-5 becomes 1e-05; JavaScript writes no leading zero and Python at least two digits. */
export function exponentOfTwoDigits(text: string): string {
  const digit = text.length - 1
  const before = text.charCodeAt(digit - 1)
  return before === 43 || before === 45 ? `${text.slice(0, digit)}0${text.slice(digit)}` : text
}
