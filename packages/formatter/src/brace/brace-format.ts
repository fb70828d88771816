/**
 * Python's `format.format(*values)` and `format.format(**values)`.
 *
 *   braceFormat('{} has {:,} items', ['cart', 3000])     "cart has 3,000 items"
 *   braceFormat('{name:>{width}}|', { name: 'root', width: 6 })     "  root|"
 *
 * A format is read once, by brace-parser.ts, and remembered as a function; what a field's name points at is
 * field-path.ts, printing one value is format-value.ts; Python's text for a value is python-text.ts.
 *
 * Kept on purpose, because CPython does it: mistakes are reported when their turn comes, after what stands before them;
 * a format inside a format shares its numbering and cannot hold a third one; `!r` comes before the inner format.
 * Numbers of fields are given out when the format is read, since which field comes next never depends on a value.
 *
 * Source: docs.python.org/3.13/library/string.html#format-string-syntax
 * Pinned by: conformance/vectors/brace.json
 */
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'
import { tupleOf } from '../percent/format-arguments.js'
import { IndexError, ValueError } from '../python/errors.js'
import { KeyError } from '../python/key-error.js'
import { ascii, isMapping, repr, str } from '../python/python-text.js'
import { type BraceField, isFault, parseBraces } from './brace-parser.js'
import { type FieldPath, itemOf, type Position, parseFieldPath } from './field-path.js'
import { makeFormatter, type ValueFormatter } from './format-value.js'

/**
 * Reads what a field names, before its dots and brackets: a keyword, or the position of an argument.
 *
 * @param asNumber - The value goes into a conversion that takes floats and whole numbers alike.
 */
export type FieldReaders<Source> = (first: string | Position, asNumber: boolean) => (source: Source) => unknown

type Printer<Source> = (source: Source) => string

const formats = new BoundedCache<string, Printer<unknown>>({ most: 1024 })
/** A longer format is read each time, so that the cache stays small whatever comes. */
const MAX_CACHED_LENGTH = 1024

/**
 * Python's `fmt.format(...)`.
 *
 * @param values - An array or `tuple(...)` holds the arguments by position; a plain object or a Map those by name;
 *   anything else is the only argument.
 * @throws ValueError for a malformed format; IndexError, KeyError, AttributeError, TypeError, OverflowError: CPython's
 *   texts. Also what a value's own toString throws.
 * @example braceFormat('{0:<6}|{1!r}', ['ab', 'c']) // "ab    |'c'"
 */
export function braceFormat(fmt: string, values: unknown): string {
  let print = formats.get(fmt)
  if (print === undefined) {
    const own = ownText(fmt)
    print = compileBraceFormat<unknown>(own, (first) => (source) => argumentOf(source, first))
    if (fmt.length <= MAX_CACHED_LENGTH) formats.set(own, print)
  }
  return print(values)
}

function argumentOf(values: unknown, first: string | Position): unknown {
  const isMap = isMapping(values)
  if (typeof first === 'string') {
    if (!isMap) throw new KeyError(first)
    return itemOf(values, first)
  }
  const positional = isMap ? [] : (tupleOf(values) ?? [values])
  if (first >= positional.length) throw noArgumentAt(first)
  return positional[Number(first)]
}

/** The error for a position that has no argument. */
export function noArgumentAt(position: Position): IndexError {
  return new IndexError(`Replacement index ${position} out of range for positional args tuple`)
}

/**
 * Compiles a format for many sources of one kind, such as log records.
 *
 * @param field - Called once for each field of the format, inner ones too.
 * @returns Prints a source. Throws as `braceFormat`, when called and not before.
 * @example
 * const line = compileBraceFormat<Item>('{name}={size:d}', (first) => (item) => item[first])
 * line({ name: 'a', size: 3 }) // 'a=3'
 */
export function compileBraceFormat<Source>(format: string, field: FieldReaders<Source>): Printer<Source> {
  return inSequence(new Compiler(field).compile(format, MAX_DEPTH))
}

/** A format, and one inside its fields. */
const MAX_DEPTH = 2

function inSequence<Source>(printers: readonly Printer<Source>[]): Printer<Source> {
  const [first, second, third, fourth] = printers
  if (first === undefined) return () => ''
  if (second === undefined) return first
  if (third === undefined) return (source) => first(source) + second(source)
  if (fourth === undefined) return (source) => first(source) + second(source) + third(source)
  return (source) => {
    let text = ''
    for (const print of printers) text += print(source)
    return text
  }
}

function failing(fault: string): () => never {
  return () => {
    throw new ValueError(fault)
  }
}

/** Goes through the fields in the order in which they are printed, and numbers them. */
class Compiler<Source> {
  readonly #field: FieldReaders<Source>
  #numbering: 'none' | 'automatic' | 'manual' = 'none'
  #next = 0

  constructor(field: FieldReaders<Source>) {
    this.#field = field
  }

  compile(format: string, depth: number): Printer<Source>[] {
    if (depth === 0) return [failing('Max string recursion exceeded')]
    return parseBraces(format).map((piece) => {
      if (typeof piece === 'string') return () => piece
      return isFault(piece) ? failing(piece.fault) : this.#printer(piece, depth)
    })
  }

  #printer(field: BraceField, depth: number): Printer<Source> {
    const path = parseFieldPath(field.name)
    const fault = path.fault ?? this.#numberingFault(path)
    if (fault !== null) return failing(fault)
    const first = path.first === '' ? this.#next++ : (path.position ?? path.first)
    const isWhole = path.steps.length === 0 && field.conversion === ''
    const read = this.#field(first, isWhole && PLAIN_NUMBER.test(field.spec))
    const value = isWhole ? read : refined(read, path, field.conversion)
    if (!field.isNested) return formatted(value, makeFormatter(field.spec))
    const spec = inSequence(this.compile(field.spec, depth - 1))
    return (source) => {
      const shown = value(source)
      return makeFormatter(spec(source))(shown)
    }
  }

  /** Positions are all written out, or none of them. */
  #numberingFault({ first, position }: FieldPath): string | null {
    if (first !== '' && position === undefined) return null
    const wanted = first === '' ? 'automatic' : 'manual'
    if (this.#numbering === 'none') this.#numbering = wanted
    if (this.#numbering === wanted) return null
    return wanted === 'automatic' ? MANUAL_FIRST : AUTOMATIC_FIRST
  }
}

/** Prints 250.0 and 250 alike. */
const PLAIN_NUMBER = /[eEfFgG%]$/
const MANUAL_FIRST = 'cannot switch from manual field specification to automatic field numbering'
const AUTOMATIC_FIRST = 'cannot switch from automatic field numbering to manual field specification'

function formatted<Source>(read: (source: Source) => unknown, format: ValueFormatter): Printer<Source> {
  return (source) => format(read(source))
}

/**
 * Returns a function that reads the value that a field names, follows the field's dots and brackets, and converts the
 * result.
 */
function refined<Source>(
  read: (source: Source) => unknown,
  { steps }: FieldPath,
  conversion: string,
): (source: Source) => unknown {
  const convert = conversion === '' ? undefined : converter(conversion)
  return (source) => {
    let value = read(source)
    for (const step of steps) value = step(value)
    return convert === undefined ? value : convert(value)
  }
}

function converter(conversion: string): ValueFormatter {
  if (conversion === 's') return str
  if (conversion === 'r') return repr
  if (conversion === 'a') return ascii
  const code = conversion.codePointAt(0) ?? 0
  const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`
  return failing(`Unknown conversion specifier ${shown}`)
}
