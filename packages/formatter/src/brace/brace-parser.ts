/**
 * Reads a brace format once: text, fields, and a mistake as the last piece.
 *
 *   "{name!r:>{width}} {{"   becomes   [field "name" with conversion "r" and format ">{width}", " {"]
 *
 * Owns where a field begins and ends. The meaning of its name is field-path.ts, that of its format format-spec.ts.
 * Reading never fails: CPython meets a mistake only when it gets there, after it has printed the text before, so
 * brace-format.ts throws the fault at its time. The text is walked once; no input makes it slow.
 *
 *   {a[}]}       braces and colons between square brackets belong to the name
 *   {a:{b}}      braces inside a format are counted
 *   {a!\0}       a conversion of NUL is none
 *
 * Source: docs.python.org/3.13/library/string.html#format-string-syntax
 * Pinned by: conformance/vectors/brace.json, conformance/vectors/validation.json
 */

/** A field as it is written. */
export interface BraceField {
  readonly name: string
  /** The character after `!`, known to Python or not; "" when there is none. */
  readonly conversion: string
  readonly spec: string
  /** Whether `spec` holds fields of its own. */
  readonly isNested: boolean
}

/** A mistake in a format, in CPython's words: a ValueError, thrown when the printing gets there. */
export interface BraceFault {
  readonly fault: string
}

/** Text to be printed as it is, a field, or the mistake that ends the format. */
export type BracePiece = string | BraceField | BraceFault

export function isFault(piece: BracePiece): piece is BraceFault {
  return typeof piece === 'object' && 'fault' in piece
}

/** The pieces of a format, in order, empty text left out. Throws nothing. */
export function parseBraces(format: string): readonly BracePiece[] {
  const pieces: BracePiece[] = []
  const braces = /[{}]/g
  let text = ''
  let at = 0
  for (let match = braces.exec(format); match !== null; match = braces.exec(format)) {
    const [brace] = match
    text += format.slice(at, match.index)
    at = match.index + 2
    if (format.charAt(match.index + 1) === brace) text += brace
    else {
      if (text !== '') pieces.push(text)
      text = ''
      if (brace === '}' || match.index + 1 === format.length) {
        return [...pieces, { fault: `Single '${brace}' encountered in format string` }]
      }
      const reader = new FieldReader(format, match.index + 1)
      const piece = reader.read()
      pieces.push(piece)
      if (isFault(piece)) return pieces
      at = reader.end
    }
    braces.lastIndex = at
  }
  text += format.slice(at)
  if (text !== '') pieces.push(text)
  return pieces
}

/** Walks over one field, from after its opening brace. */
class FieldReader {
  readonly #format: string
  #at: number

  constructor(format: string, start: number) {
    this.#format = format
    this.#at = start
  }

  /** The offset of the text after the field. */
  get end(): number {
    return this.#at
  }

  read(): BraceField | BraceFault {
    const start = this.#at
    const stop = this.#skipName()
    if (stop === '{') return { fault: "unexpected '{' in field name" }
    if (stop === '') return { fault: "expected '}' before end of string" }
    const name = this.#format.slice(start, this.#at - 1)
    if (stop === '}') return { name, conversion: '', spec: '', isNested: false }
    if (stop === ':') return this.#spec(name, '')
    return this.#conversion(name)
  }

  /** Goes past what ends a name and gives it; "" at the end of the format. */
  #skipName(): string {
    while (this.#at < this.#format.length) {
      const character = this.#format.charAt(this.#at++)
      if ('{}:!'.includes(character)) return character
      if (character !== '[') continue
      const close = this.#format.indexOf(']', this.#at)
      this.#at = close < 0 ? this.#format.length : close
    }
    return ''
  }

  #conversion(name: string): BraceField | BraceFault {
    const code = this.#format.codePointAt(this.#at)
    if (code === undefined) return { fault: 'end of string while looking for conversion specifier' }
    const letter = String.fromCodePoint(code)
    this.#at += letter.length
    const conversion = code === 0 ? '' : letter
    if (this.#at < this.#format.length) {
      const next = this.#format.charAt(this.#at++)
      if (next === '}') return { name, conversion, spec: '', isNested: false }
      if (next !== ':') return { fault: "expected ':' after conversion specifier" }
    }
    return this.#spec(name, conversion)
  }

  /** Everything up to the brace that closes the field. */
  #spec(name: string, conversion: string): BraceField | BraceFault {
    const start = this.#at
    const braces = /[{}]/g
    braces.lastIndex = start
    let depth = 1
    for (let match = braces.exec(this.#format); match !== null; match = braces.exec(this.#format)) {
      depth += match[0] === '{' ? 1 : -1
      if (depth > 0) continue
      this.#at = match.index + 1
      const spec = this.#format.slice(start, match.index)
      return { name, conversion, spec, isNested: spec.includes('{') }
    }
    return { fault: "unmatched '{' in format spec" }
  }
}
