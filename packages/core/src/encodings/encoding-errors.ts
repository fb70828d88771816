/**
 * The treatment of characters that an encoding does not have: Python's `errors=`.
 *
 *   strict             UnicodeEncodeError: 'ascii' codec can't encode character '\u2713' in position 3: ...
 *   ignore             nothing                    replace              ?
 *   backslashreplace   \u2713                     xmlcharrefreplace    &#10003;
 *   surrogateescape    the byte that '\udc80' to '\udcff' stand for
 *   surrogatepass      a lone surrogate as if it were a character, in utf-8, utf-16 and utf-32
 *   namereplace        \N{CHECK MARK} in Python; Node has no names of characters, so a LookupError says so
 *
 * As in Python, a name that is not known is noticed when the first such character comes.
 *
 * Source: docs.python.org/3.13/library/codecs.html#error-handlers
 * Pinned by: conformance/vectors/encodings.json
 */
import { LookupError, UnicodeEncodeError } from '../ground/errors.js'

/** Characters next to each other that an encoding does not have. Positions count characters, not halves of them. */
export interface Failure {
  /** The codec's name as Python's messages give it. */
  readonly encoding: string
  readonly reason: string
  readonly text: string
  readonly characters: readonly string[]
  readonly start: number
  /** The position behind the last one. */
  readonly end: number
}

/** Returns what stands in the place of such characters: a text that is encoded, or null where the codec decides. */
export type Replacement = (characters: readonly string[]) => string

const REPLACEMENTS: Readonly<Record<string, Replacement>> = {
  ignore: () => '',
  replace: (characters) => '?'.repeat(characters.length),
  backslashreplace: (characters) => characters.map(escaped).join(''),
  xmlcharrefreplace: (characters) => characters.map((character) => `&#${codePoint(character)};`).join(''),
  namereplace: (characters) => characters.map(unnamed).join(''),
}

/**
 * @returns The text that is written in the failure's place.
 * @throws UnicodeEncodeError where nothing is; LookupError `unknown error handler name 'x'`.
 */
export function replacement(failure: Failure, errors: string): string {
  const replace = Object.hasOwn(REPLACEMENTS, errors) ? REPLACEMENTS[errors] : undefined
  if (replace !== undefined) return replace(failure.characters.slice(failure.start, failure.end))
  if (['strict', 'surrogateescape', 'surrogatepass'].includes(errors)) throw encodeError(failure)
  throw new LookupError(`unknown error handler name '${errors}'`)
}

/** Python's exception, with its attributes. */
export function encodeError({ encoding, reason, text, characters, start, end }: Failure): UnicodeEncodeError {
  const what =
    end - start === 1
      ? `character '${escaped(characters[start] ?? '')}' in position ${start}`
      : `characters in position ${start}-${end - 1}`
  const error = new UnicodeEncodeError(`'${encoding}' codec can't encode ${what}: ${reason}`)
  return Object.assign(error, { encoding, object: text, start, end, reason })
}

/** The byte that surrogateescape makes of a character; undefined where it makes none. */
export function escapedByte(character: string): number | undefined {
  const code = codePoint(character)
  return code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : undefined
}

/** \xe9, \u2713, \U0001f600 */
function escaped(character: string): string {
  const code = codePoint(character)
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8]
  return `\\${letter}${code.toString(16).padStart(Number(width), '0')}`
}

/** Controls, surrogates and private characters have no names in Python either. */
function unnamed(character: string): string {
  if (/^[\p{Cc}\p{Cs}\p{Co}]$/u.test(character)) return escaped(character)
  throw new LookupError(
    "unknown error handler name 'namereplace'\n  Node has no names of characters. Use 'backslashreplace'.",
  )
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0
}
