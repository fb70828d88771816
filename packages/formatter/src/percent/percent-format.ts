/**
 * Python's `format % values`.
 *
 *   percentFormat('%s has %d items', ['cart', 3])      "cart has 3 items"
 *   percentFormat('%(name)-8s|', { name: 'root' })     "root    |"
 *
 * percent-parser.ts reads a format once, and the result is remembered here. format-arguments.ts finds the argument of each
 * placeholder, conversion.ts prints one value, python-text.ts knows Python's text for it. percent-compile.ts does the same
 * for formats of records.
 *
 * Kept on purpose, because CPython does it: errors come in the order of the text, so a wrong first value is reported
 * before a missing second one; a mapping may hold more than the format uses; `%s` of a mapping is the whole mapping.
 * A key is an own property, never one of the prototype, and a dot in it is part of the name; a missing key is an
 * error, never the word "undefined".
 *
 * Source: docs.python.org/3.13/library/stdtypes.html#printf-style-string-formatting
 * Pinned by: conformance/vectors/percent.json
 */
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'
import { OverflowError, ValueError } from '../python/errors.js'
import { makeRenderer, type Renderer, wholeNumber } from './conversion.js'
import { FormatArguments, tupleOf } from './format-arguments.js'
import { type Conversion, INCOMPLETE_KEY, isReady, MAX_OPTION, parseSegments, type Segment } from './percent-parser.js'

export type { Segment } from './percent-parser.js'

/** A format, read. */
interface PercentTemplate {
  readonly segments: readonly Segment[]
  /** The letter of each argument it takes from a tuple, `*` for a width or precision. A format with keys has just "s". */
  readonly takes: string
  /** The renderers in order, when each takes the next argument of a tuple and nothing is wrong with any. */
  readonly positional: readonly Renderer[] | undefined
  /** The text before each renderer, then the text after the last. */
  readonly texts: readonly string[]
}

/**
 * Python's `format % args`.
 *
 * @param args - An array or `tuple(...)` is the tuple of arguments; a plain object or a Map is a mapping; anything else
 *   is the only argument.
 * @throws TypeError `not enough arguments for format string`, `%d format: a real number is required, not str` and the
 *   like; ValueError for a malformed format; KeyError; OverflowError: CPython's texts. Also what a value's own
 *   toString throws.
 * @example percentFormat('%-5s|%05.1f', ['a', 2.25]) // 'a    |002.2'
 */
export function percentFormat(format: string, args: unknown): string {
  const { segments, positional, texts } = templateOf(format)
  const values = tupleOf(args)
  if (positional === undefined || values === undefined || values.length !== positional.length) {
    return fill(segments, new FormatArguments(args))
  }
  return fillPositions(texts, positional, values)
}

/**
 * Fills in the arguments. Written out for few of them, because V8 then looks into the renderers; most messages have one
 * or two.
 */
function fillPositions(texts: readonly string[], renderers: readonly Renderer[], values: readonly unknown[]): string {
  const first = renderers[0]
  const second = renderers[1]
  if (first === undefined) return texts[0] as string
  const start = (texts[0] as string) + first(values[0]) + (texts[1] as string)
  if (second === undefined) return start
  let text = start + second(values[1]) + (texts[2] as string)
  for (let index = 2; index < renderers.length; index++) {
    text += (renderers[index] as Renderer)(values[index]) + (texts[index + 1] as string)
  }
  return text
}

/**
 * Counts the arguments that a format takes: `*` counts, `%%` does not, and a format with keys takes one, the mapping.
 * Cheap, and throws nothing: a mistake in a format ends the count.
 *
 * @internal For @pylogging/core.
 */
export function placeholderCount(format: string): number {
  return templateOf(format).takes.length
}

/**
 * Whether an object at this position of the arguments could be printed: `%s`, `%r` or `%a` takes it, or the format has
 * keys. Elsewhere it is surplus, or an error in Python for certain: the message "50% done" has the conversion `% d`.
 *
 * @internal For @pylogging/core.
 */
export function takesObjectAt(format: string, position: number): boolean {
  const letter = templateOf(format).takes[position]
  return letter === 's' || letter === 'r' || letter === 'a'
}

/** About what a template takes, in bytes: 4 MiB are some five thousand formats of a usual length. */
const bytesOf = (format: string) => 512 + 8 * format.length
const templates = new BoundedCache<string, PercentTemplate>({ most: 8192, mostWeight: 4 * 1024 * 1024, weigh: bytesOf })
/** Beyond these a format is read each time, so that the cache stays small whatever comes. */
const MAX_CACHED_LENGTH = 2048
const MAX_CACHED_SEGMENTS = 64

/**
 * The pieces of a format in order, text and conversions, read or remembered. Throws nothing: a mistake is in the last
 * piece. percent-compile.ts turns them into one function.
 */
export function parsePercentFormat(format: string): readonly Segment[] {
  return templateOf(format).segments
}

let lastFormat: string | undefined
let lastTemplate: PercentTemplate | undefined

/**
 * Returns the template of a format. The same call logs again and again: comparing with the last format is a comparison
 * of pointers.
 */
function templateOf(format: string): PercentTemplate {
  if (format === lastFormat && lastTemplate !== undefined) return lastTemplate
  const template = templates.get(format) ?? readTemplate(ownText(format))
  lastFormat = format
  lastTemplate = template
  return template
}

/** @param format - Of its own, because the pieces of it are kept. */
function readTemplate(format: string): PercentTemplate {
  const segments = parseSegments(format)
  const template = makeTemplate(segments)
  if (format.length <= MAX_CACHED_LENGTH && segments.length <= MAX_CACHED_SEGMENTS) templates.set(format, template)
  return template
}

function makeTemplate(segments: readonly Segment[]): PercentTemplate {
  const conversions = segments.filter((segment) => typeof segment === 'object')
  const isKeyed = conversions.some(({ key }) => key !== null)
  const takes = isKeyed ? 's' : conversions.map(argumentsOf).join('')
  if (isKeyed || !conversions.every(isReady)) return { segments, takes, positional: undefined, texts: [] }
  const texts = ['']
  for (const segment of segments) {
    if (typeof segment === 'string') texts[texts.length - 1] = segment
    else texts.push('')
  }
  return { segments, takes, positional: conversions.map(({ render }) => render), texts }
}

function argumentsOf({ conversion, widthFromArguments, precisionFromArguments }: Conversion): string {
  return (widthFromArguments ? '*' : '') + (precisionFromArguments ? '*' : '') + conversion.slice(0, 1)
}

/** The rules in full, one conversion after the other. */
export function fill(segments: readonly Segment[], args: FormatArguments): string {
  let text = ''
  for (const segment of segments) text += typeof segment === 'string' ? segment : fillConversion(segment, args)
  args.finish()
  return text
}

function fillConversion(conversion: Conversion, args: FormatArguments): string {
  const { key, fault, render } = conversion
  if (key !== null) {
    if (fault === INCOMPLETE_KEY) args.requireMapping()
    else args.enter(key, conversion.conversion)
  }
  const spec = withOptions(conversion, args)
  if (fault !== null) throw new ValueError(fault)
  const value = args.take()
  return (render ?? makeRenderer(spec))(value)
}

/** The conversion with what its stars stand for. */
function withOptions(conversion: Conversion, args: FormatArguments): Conversion {
  const { widthFromArguments, precisionFromArguments } = conversion
  if (!widthFromArguments && !precisionFromArguments) return conversion
  let { left, width, precision } = conversion
  if (widthFromArguments) {
    const given = optionFrom(args, 'ssize_t', 64, 'width too big')
    left ||= given < 0
    width = Math.abs(given)
  }
  if (precisionFromArguments) precision = Math.max(optionFrom(args, 'int', 32, 'precision too big'), 0)
  return { ...conversion, left, width, precision }
}

function optionFrom(args: FormatArguments, type: string, bits: number, tooBig: string): number {
  const given = wholeNumber(args.take())
  if (given === undefined) throw new TypeError('* wants int')
  const exact = BigInt(given)
  if (BigInt.asIntN(bits, exact) !== exact) throw new OverflowError(`Python int too large to convert to C ${type}`)
  const value = Number(exact)
  if (value > MAX_OPTION || (type === 'ssize_t' && value < -MAX_OPTION)) throw new ValueError(tooBig)
  return value
}
