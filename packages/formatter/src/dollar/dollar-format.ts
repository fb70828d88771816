/**
 * Python's `string.Template(format).substitute(values)`.
 *
 *   templateFormat('$name costs $$$price', { name: 'tea', price: 3 })     "tea costs $3"
 *
 * A format is read once and remembered as a function. Names are ASCII identifiers, so `$naïve` is the field "na" and
 * then text.
 *
 * Kept on purpose, because CPython does it: a lone `$` is an error that tells its line and column, counted in code
 * points, after Python's many kinds of line ends; it comes in its turn, after a missing name before it.
 *
 * Source: docs.python.org/3.13/library/string.html#template-strings
 * Pinned by: conformance/vectors/dollar.json
 */

import { itemOf } from '../brace/field-path.js'
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'
import { ValueError } from '../python/errors.js'
import { str } from '../python/python-text.js'

/** A part of a format: text, a name, or a dollar sign that is neither, after so many code units. */
export type DollarPiece = string | { readonly name: string } | { readonly lone: number }

const PLACEHOLDER = /\$(?:(\$)|([A-Za-z_][A-Za-z_0-9]*)|\{([A-Za-z_][A-Za-z_0-9]*)\})?/g

type Printer<Source> = (source: Source) => string

const formats = new BoundedCache<string, Printer<unknown>>({ most: 1024 })
/** A longer format is read each time, so that the cache stays small whatever comes. */
const MAX_CACHED_LENGTH = 1024

/**
 * Python's `Template(fmt).substitute(values)`.
 *
 * @param values - A plain object or a Map; of an object only its own properties count.
 * @throws KeyError for a name that `values` lacks, ValueError `Invalid placeholder in string: line 1, col 5`. Also what a
 *   value's own toString throws.
 * @example templateFormat('${greeting}, $who', { greeting: 'hi', who: null }) // 'hi, None'
 */
export function templateFormat(fmt: string, values: unknown): string {
  let print = formats.get(fmt)
  if (print === undefined) {
    const own = ownText(fmt)
    print = compileDollarFormat<unknown>(own, (name) => (source) => itemOf(source, name))
    if (fmt.length <= MAX_CACHED_LENGTH) formats.set(own, print)
  }
  return print(values)
}

/**
 * Compiles a format for many sources of one kind, such as log records.
 *
 * @param field - Called once for each name of the format.
 * @returns Prints a source. Throws as `templateFormat`, when called and not before.
 */
export function compileDollarFormat<Source>(
  fmt: string,
  field: (name: string) => (source: Source) => unknown,
): Printer<Source> {
  const printers = parseDollars(fmt).map((piece): Printer<Source> => {
    if (typeof piece === 'string') return () => piece
    if ('lone' in piece) {
      return () => {
        throw new ValueError(invalidPlaceholder(fmt, piece.lone))
      }
    }
    const read = field(piece.name)
    return (source) => str(read(source))
  })
  return (source) => {
    let text = ''
    for (const print of printers) text += print(source)
    return text
  }
}

/** The pieces of a format in order, empty text left out. Throws nothing. */
export function parseDollars(fmt: string): readonly DollarPiece[] {
  const pieces: DollarPiece[] = []
  let text = ''
  let at = 0
  for (const match of fmt.matchAll(PLACEHOLDER)) {
    const [whole, dollar, plain, braced] = match
    text += fmt.slice(at, match.index)
    at = match.index + whole.length
    if (dollar !== undefined) {
      text += dollar
      continue
    }
    if (text !== '') pieces.push(text)
    text = ''
    const name = plain ?? braced
    pieces.push(name === undefined ? { lone: match.index } : { name })
  }
  text += fmt.slice(at)
  if (text !== '') pieces.push(text)
  return pieces
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: str.splitlines ends a line at each of these.
const LINE_END = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g

function invalidPlaceholder(fmt: string, index: number): string {
  const before = fmt.slice(0, index)
  let line = 1
  let start = 0
  for (const end of before.matchAll(LINE_END)) {
    line++
    start = end.index + end[0].length
  }
  return `Invalid placeholder in string: line ${line}, col ${[...before.slice(start)].length + 1}`
}
