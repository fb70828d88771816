/**
 * Reads the format of one field, Python's format mini-language.
 *
 *   "*>+10,.2f"   becomes   fill "*", align ">", sign "+", width 10, grouping ",", precision 2, type "f"
 *
 * Owns the grammar [[fill]align][sign][z][#][0][width][grouping][.precision][type]. The meaning of the parts for text,
 * whole numbers and floats is format-value.ts and format-number.ts; a date has a grammar of its own, strftime's.
 *
 * A mistake is kept as a fault: only text and numbers read this grammar, and some messages name their type.
 *
 * Source: docs.python.org/3.13/library/string.html#format-specification-mini-language
 * Pinned by: conformance/vectors/brace.json
 */

import { ValueError } from '../python/errors.js'
import { readDecimal, TOO_MANY_DIGITS } from './decimal-digits.js'

export type Align = '<' | '>' | '=' | '^'

export interface FormatSpec {
  /** The specification as it was written. */
  readonly source: string
  /** The character that fills, which may be two code units; "0" also by the flag 0. */
  readonly fill: string
  /** "" when none is given: what is usual for the value. */
  readonly align: Align | ''
  /** `+`, `-`, a space, or "". */
  readonly sign: string
  /** `z`: a zero has no minus. */
  readonly unsignedZero: boolean
  /** `#` */
  readonly alternate: boolean
  /** The flag 0: numbers are filled between sign and digits. */
  readonly zero: boolean
  /** The width in code points; -1 when there is none. */
  readonly width: number
  /** `,` or `_` between groups of digits, or "". */
  readonly grouping: string
  /** -1 when there is none. */
  readonly precision: number
  /** The last character; "" when there is none. */
  readonly type: string
  /** A mistake that is one for every value: the text of a ValueError. */
  readonly fault: string | null
  /** Something stands after the type. */
  readonly hasMore: boolean
}

/** Reads a format. Throws nothing. */
export function parseFormatSpec(source: string): FormatSpec {
  return new SpecReader(source).read()
}

/**
 * Checks the parts of a specification that Python checks before it looks at a value of text or number.
 *
 * @param usualType - The type that an absent one stands for.
 * @throws ValueError
 */
export function checkFormatSpec(spec: FormatSpec, typeName: string, usualType: string): void {
  if (spec.fault !== null) throw new ValueError(spec.fault)
  if (spec.hasMore) {
    throw new ValueError(`Invalid format specifier '${spec.source}' for object of type '${typeName}'`)
  }
  const type = spec.type || usualType
  if (spec.grouping === '' || GROUPED.includes(type) || (spec.grouping === '_' && 'boxX'.includes(type))) return
  throw new ValueError(`Cannot specify '${spec.grouping}' with ${shown(type)}.`)
}

/** The types that group their digits in threes. "" and NUL are a float without a type. */
const GROUPED = 'deEfFgG%\0'

/** @throws ValueError */
export function refuseType(spec: FormatSpec, typeName: string): never {
  throw new ValueError(`Unknown format code ${shown(spec.type)} for object of type '${typeName}'`)
}

/** A character in CPython's messages: as it is in ASCII, else by its number. */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code > 32 && code < 128 ? `'${character}'` : `'\\x${code.toString(16)}'`
}

const BOTH_GROUPINGS = "Cannot specify both ',' and '_'."

/** Walks over one format. */
class SpecReader {
  readonly #source: string
  #at = 0
  #fault: string | null = null

  constructor(source: string) {
    this.#source = source
  }

  read(): FormatSpec {
    const [fill, align] = this.#alignment()
    const sign = this.#oneOf('+- ')
    const unsignedZero = this.#oneOf('z') !== ''
    const alternate = this.#oneOf('#') !== ''
    const zero = fill === '' && this.#oneOf('0') !== ''
    const width = this.#number()
    const grouping = this.#grouping()
    const precision = this.#precision()
    const type = this.#character(this.#at)
    return {
      source: this.#source,
      fill: fill || (zero ? '0' : ' '),
      align,
      sign,
      unsignedZero,
      alternate,
      zero,
      width,
      grouping,
      precision,
      type,
      fault: this.#fault,
      hasMore: this.#at + type.length < this.#source.length,
    }
  }

  #alignment(): [fill: string, align: Align | ''] {
    const first = this.#character(0)
    const second = this.#character(first.length)
    if (isAlign(second)) {
      this.#at = first.length + 1
      return [first, second]
    }
    if (!isAlign(first)) return ['', '']
    this.#at = 1
    return ['', first]
  }

  #oneOf(characters: string): string {
    const character = this.#character(this.#at)
    if (character === '' || !characters.includes(character)) return ''
    this.#at++
    return character
  }

  /** -1 without digits. */
  #number(): number {
    const { value, end, isTooLarge } = readDecimal(this.#source, this.#at)
    if (isTooLarge) this.#fault ??= TOO_MANY_DIGITS
    const hasDigits = end > this.#at
    this.#at = end
    return hasDigits ? Number(value) : -1
  }

  #grouping(): string {
    const comma = this.#oneOf(',')
    const underscore = this.#oneOf('_')
    const isBoth = underscore !== '' && (comma !== '' || this.#character(this.#at) === ',')
    if (isBoth) this.#fault ??= BOTH_GROUPINGS
    return comma || underscore
  }

  #precision(): number {
    if (this.#oneOf('.') === '') return -1
    const precision = this.#number()
    if (precision < 0) this.#fault ??= 'Format specifier missing precision'
    return precision
  }

  /** The code point at a position; "" at the end. */
  #character(at: number): string {
    const code = this.#source.codePointAt(at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }
}

function isAlign(character: string): character is Align {
  return character !== '' && '<>=^'.includes(character)
}
