/**
 * Reads a %-format once into what prints it: text, and conversions with their renderers.
 *
 *   "%(name)-8s %5.1f%%"   becomes   [Conversion of "name", " ", Conversion without a key, "%"]
 *
 * Owns the grammar %[(key)][flags][width][.precision][length]type. Reading never fails: CPython meets a mistake only
 * when it gets there, after it has printed what stands before, so the mistake becomes the last segment's `fault` and
 * percent-format.ts throws it at its time. The text is walked once; no input makes it slow.
 *
 *   %(a(b)c)s     brackets inside a key are counted
 *   %+-+5d        flags in any order, any number
 *   %*.*f         width and precision from the arguments
 *   %ld           one length letter, h, l or L, is skipped; a second one is an error
 *
 * Source: docs.python.org/3.13/library/stdtypes.html#printf-style-string-formatting
 * Pinned by: conformance/vectors/percent.json
 */

import { ValueError } from '../python/errors.js'
import { CONVERSIONS, type ConversionSpec, makeRenderer, type Renderer } from './conversion.js'

/** One conversion of a format. */
export interface Conversion extends ConversionSpec {
  /** The name in brackets; null for a conversion that takes the next argument. */
  readonly key: string | null
  readonly widthFromArguments: boolean
  readonly precisionFromArguments: boolean
  /**
   * A mistake that is thrown before the value is asked for, in CPython's words: a ValueError. The letter is then "".
   */
  readonly fault: string | null
  /** Prints a value, or refuses an unknown letter; null with a fault, or while a width or precision is yet to come. */
  readonly render: Renderer | null
}

/** A conversion that needs nothing but its value. */
export interface ReadyConversion extends Conversion {
  readonly render: Renderer
}

export function isReady(conversion: Conversion): conversion is ReadyConversion {
  const { render, widthFromArguments, precisionFromArguments } = conversion
  return render !== null && !widthFromArguments && !precisionFromArguments
}

/** A piece of a format: text to be printed as it is, or a conversion. */
export type Segment = string | Conversion

export const INCOMPLETE_KEY = 'incomplete format key'

/**
 * CPython allows 2^63 for a width and 2^31 for a precision. Here a format, which may come from outside, must not ask
 * for gigabytes; beyond this it gets CPython's error for too large a number.
 */
export const MAX_OPTION = 10_000_000

/** The pieces of a format, in order, empty text left out. Throws nothing. */
export function parseSegments(format: string): readonly Segment[] {
  const segments: Segment[] = []
  let text = ''
  let at = 0
  for (;;) {
    const percent = format.indexOf('%', at)
    if (percent < 0) break
    text += format.slice(at, percent)
    at = percent + 2
    if (format.charCodeAt(percent + 1) === PERCENT) {
      text += '%'
      continue
    }
    if (text !== '') segments.push(text)
    text = ''
    const reader = new ConversionReader(format, percent + 1)
    const conversion = reader.read()
    segments.push(conversion)
    if (!CONVERSIONS.includes(conversion.conversion || '?')) return segments
    at = reader.end
  }
  text += format.slice(at)
  if (text !== '') segments.push(text)
  return segments
}

const PERCENT = 0x25
const OPEN = 0x28
const CLOSE = 0x29
const POINT = 0x2e

/** A width or a precision: a number, or a star. */
interface Option {
  readonly value: number
  readonly fromArguments: boolean
}

/** Walks over one conversion, from after its percent sign. */
class ConversionReader {
  readonly #format: string
  #at: number
  #fault: string | null = null

  constructor(format: string, start: number) {
    this.#format = format
    this.#at = start
  }

  /** The offset of the text after the conversion. */
  get end(): number {
    return this.#at
  }

  read(): Conversion {
    const key = this.#code() === OPEN ? this.#key() : null
    const flags = this.#flags()
    const width = this.#option('width too big')
    const precision = this.#precision()
    const conversion = this.#letter()
    const read = {
      key,
      conversion,
      left: flags.includes('-'),
      plus: flags.includes('+'),
      space: flags.includes(' '),
      alternate: flags.includes('#'),
      zero: flags.includes('0'),
      width: width.value,
      precision: precision.value,
      widthFromArguments: width.fromArguments,
      precisionFromArguments: precision.fromArguments,
      fault: this.#fault,
      render: null as Renderer | null,
    }
    read.render = this.#renderer(read)
    return read
  }

  #renderer(read: Conversion): Renderer | null {
    if (read.fault !== null) return null
    if (!CONVERSIONS.includes(read.conversion)) return this.#refusal(read.conversion)
    return read.widthFromArguments || read.precisionFromArguments ? null : makeRenderer(read)
  }

  #key(): string {
    const start = ++this.#at
    for (let depth = 1; this.#at < this.#format.length; this.#at++) {
      const code = this.#code()
      if (code === OPEN) depth++
      else if (code === CLOSE && --depth === 0) return this.#format.slice(start, this.#at++)
    }
    this.#fault = INCOMPLETE_KEY
    return ''
  }

  #flags(): string {
    const start = this.#at
    while ('-+ #0'.includes(this.#format.charAt(this.#at)) && this.#at < this.#format.length) this.#at++
    return this.#format.slice(start, this.#at)
  }

  /** A star or digits; no digits are 0, as CPython has it. */
  #option(tooBig: string): Option {
    if (this.#fault !== null) return { value: 0, fromArguments: false }
    if (this.#format.charAt(this.#at) === '*') {
      this.#at++
      return { value: 0, fromArguments: true }
    }
    let value = 0
    for (let digit = this.#code() - 48; digit >= 0 && digit <= 9; digit = this.#code() - 48) {
      value = value * 10 + digit
      this.#at++
    }
    if (value > MAX_OPTION) this.#fault = tooBig
    return { value, fromArguments: false }
  }

  #precision(): Option {
    if (this.#fault !== null || this.#code() !== POINT) return { value: -1, fromArguments: false }
    this.#at++
    return this.#option('precision too big')
  }

  /** The letter; "" when the format ends before it or a fault has been found. */
  #letter(): string {
    if (this.#fault !== null) return ''
    if ('hlL'.includes(this.#format.charAt(this.#at))) this.#at++
    const code = this.#format.codePointAt(this.#at)
    if (code === undefined) {
      this.#fault = 'incomplete format'
      return ''
    }
    const letter = String.fromCodePoint(code)
    this.#at += letter.length
    return letter
  }

  /** A letter unknown to Python is refused only when its value is there. */
  #refusal(letter: string): Renderer {
    const before = this.#format.slice(0, this.#at - letter.length)
    const code = letter.codePointAt(0) ?? 0
    const shown = code >= 0x1f && code < 0x7f ? letter : '?'
    return () => {
      // CPython counts the position in code points.
      const position = [...before].length
      throw new ValueError(`unsupported format character '${shown}' (0x${code.toString(16)}) at index ${position}`)
    }
  }

  /** The code unit here; NaN at the end. */
  #code(): number {
    return this.#format.charCodeAt(this.#at)
  }
}
