/**
 * Compiles a %-format over the fields of many sources of one kind, such as records, so that each costs one call per field.
 *
 *   "%(levelname)-8s %(message)s"   becomes   (record) => "INFO     ready"
 *
 * Fields that usually have the value they had before, such as level and name, stand in rows whose text is kept: while
 * no value of a row has changed, its text is the one of the record before.
 *
 * Source and vectors: as percent-format.ts, which reads the format.
 */
import { flatten } from '../ground/flatten.js'
import type { Renderer } from './conversion.js'
import { FormatArguments } from './format-arguments.js'
import { fill, parsePercentFormat } from './percent-format.js'
import { type Conversion, isReady, type ReadyConversion } from './percent-parser.js'

type Print<Source> = (source: Source) => string

type FieldReaders<Source> = (key: string, conversion: string) => (source: Source) => unknown

/**
 * Compiles a format for many sources of one kind, such as log records: `format % source`.
 *
 * @param field - Called once for each key of the format, with the letter of its conversion; gives the function that
 *   reads that field of a source, and throws `KeyError` when the source has none.
 * @param whole - Returns the value for a conversion without a key: Python prints the mapping itself.
 * @param isSteady - Whether a key usually has the value that it had in the source before: then the text made of it is
 *   kept for the next.
 * @returns Prints a source. Throws as `percentFormat`, when called and not before.
 * @example
 * const line = compilePercentFormat<Item>('%(name)s=%(size)d', (key) => (item) => item[key])
 * line({ name: 'a', size: 3 }) // 'a=3'
 */
export function compilePercentFormat<Source>(
  format: string,
  field: FieldReaders<Source>,
  whole: (source: Source) => unknown = (source) => source,
  isSteady: (key: string) => boolean = () => false,
): (source: Source) => string {
  const segments = parsePercentFormat(format)
  if (!segments.every((segment) => typeof segment === 'string' || isSimple(segment))) {
    return (source) => fill(segments, new FormatArguments(whole(source), (key, letter) => field(key, letter)(source)))
  }
  return concatenation(printersOf(segments as readonly (string | SimpleConversion)[], field, isSteady))
}

interface SimpleConversion extends ReadyConversion {
  readonly key: string
}

/** Whether a conversion needs nothing but the field it names. */
function isSimple(segment: Conversion): segment is SimpleConversion {
  return segment.key !== null && isReady(segment)
}

/**
 * Makes one printer per conversion, with the text before it; one for a row of steady ones, with the text after it too.
 */
function printersOf<Source>(
  segments: readonly (string | SimpleConversion)[],
  field: FieldReaders<Source>,
  isSteady: (key: string) => boolean,
): Print<Source>[] {
  const printers: Print<Source>[] = []
  let row: SteadyField<Source>[] = []
  let text = ''
  const endRow = () => {
    if (row.length === 0) return
    printers.push(steadyPrinter(row, concatenation(row.map(({ print }) => print)), text))
    row = []
    text = ''
  }
  for (const segment of segments) {
    if (typeof segment === 'string') text += segment
    else {
      // The text of %r and %a also depends on `setRendering`.
      const steady = isSteady(segment.key) && !'ra'.includes(segment.conversion)
      if (!steady) endRow()
      const read = field(segment.key, segment.conversion)
      if (steady) row.push(steadyField(text, read, segment.render))
      else printers.push(printer(text, read, segment.render))
      text = ''
    }
  }
  endRow()
  const last = text
  if (last !== '') printers.push(() => last)
  return printers
}

function printer<Source>(text: string, read: (source: Source) => unknown, render: Renderer): Print<Source> {
  return text === '' ? (source) => render(read(source)) : (source) => text + render(read(source))
}

/** Remembers one text, with the values that it was made of. They are asked in the order of the text, as errors are. */
function steadyPrinter<Source>(
  row: readonly SteadyField<Source>[],
  print: Print<Source>,
  textAfter: string,
): Print<Source> {
  const isSame = conjunction(row.map((field) => field.isSame))
  let text = ''
  let runs = 0
  return (source) => {
    if (isSame(source)) return text
    runs += 1
    const run = runs
    const made = print(source) + textAfter
    // A value's own code printed another source meanwhile: what the fields saw last may be of that one.
    if (run !== runs) return made
    text = flatten(made)
    for (const field of row) field.keep()
    return made
  }
}

function conjunction<Source>(questions: readonly ((source: Source) => boolean)[]): (source: Source) => boolean {
  if (questions.length > MOST_WRITTEN_OUT) return (source) => questions.every((isSame) => isSame(source))
  const [a, b, c, d, ...rest] = questions
  if (a === undefined) return () => true
  if (b === undefined) return a
  if (c === undefined) return (source) => a(source) && b(source)
  if (d === undefined) return (source) => a(source) && b(source) && c(source)
  const more = conjunction(rest)
  return (source) => a(source) && b(source) && c(source) && d(source) && more(source)
}

/** Nothing has this value. */
const NONE = Symbol('none')

interface SteadyField<Source> {
  /** Whether the field has the value that the remembered text was made of. */
  readonly isSame: (source: Source) => boolean
  readonly print: Print<Source>
  /** Notes that the remembered text was made of the value that was printed last. */
  readonly keep: () => void
}

function steadyField<Source>(text: string, read: (source: Source) => unknown, render: Renderer): SteadyField<Source> {
  let seen: unknown
  let last: unknown = NONE
  return {
    isSame: (source) => read(source) === last,
    print: (source) => {
      seen = read(source)
      return text + render(seen)
    },
    keep: () => {
      // A value that changes within itself, or is printed in more than one way, is printed each time.
      last = typeof seen === 'string' || Number.isSafeInteger(seen) ? seen : NONE
    },
  }
}

/**
 * Returns one function for a row of printers. Written out for few, because V8 then looks into each; a loop over them it
 * cannot.
 */
function concatenation<Source>(printers: readonly Print<Source>[]): Print<Source> {
  if (printers.length > MOST_WRITTEN_OUT) return inSequence(printers)
  const [a, b, c, d, e, f, ...rest] = printers
  if (a === undefined) return () => ''
  if (b === undefined) return a
  if (c === undefined) return (source) => a(source) + b(source)
  if (d === undefined) return (source) => a(source) + b(source) + c(source)
  if (e === undefined) return (source) => a(source) + b(source) + c(source) + d(source)
  if (f === undefined) return (source) => a(source) + b(source) + c(source) + d(source) + e(source)
  const more = concatenation(rest)
  return (source) => a(source) + b(source) + c(source) + d(source) + e(source) + f(source) + more(source)
}

/**
 * More would be a call inside a call for every few, and a copy of the rest for each, which a format from outside could make
 * too many for the stack and too much for the memory.
 */
const MOST_WRITTEN_OUT = 64

function inSequence<Source>(printers: readonly Print<Source>[]): Print<Source> {
  return (source) => {
    let text = ''
    for (const print of printers) text += print(source)
    return text
  }
}
