/**
 * Text as the bytes of any encoding that Python would write a log in.
 *
 *   findEncoder('cp1251', 'replace').encode('Ж ✓\n')     c6 20 3f 0a
 *   findEncoder('utf-16', null).mark                     ff fe, what a file begins with
 *
 * A text is encoded whole or not at all, so nothing is half written. UTF-8, UTF-16, UTF-32, ASCII and Latin-1 are done
 * here; the code pages are iconv-lite's, mended by code-pages.ts and loaded when the first character beyond ASCII needs one.
 *
 * Not here: Python's encodings that keep a state between characters (iso2022_jp, hz, utf-7), EBCDIC, and a few rarer ones.
 * They are unknown encodings.
 *
 * Pinned by: conformance/vectors/encodings.json, code_pages.json, encoding_names.json
 */

import { LookupError, ValueError } from '../ground/errors.js'
import { type CodePage, codePage } from './code-pages.js'
import { encodeError, escapedByte, type Failure, replacement } from './encoding-errors.js'
import { type CodecName, codecName } from './encoding-names.js'

export interface Encoder {
  /** @returns Bytes; a string where those are its UTF-8. @throws UnicodeEncodeError, LookupError: see encoding-errors.ts. */
  encode(text: string): string | Uint8Array
  /** The byte order mark that a file begins with. */
  readonly mark: Uint8Array | null
}

/** An encoding of characters. */
interface Codec {
  /** The codec's name in Python's messages. */
  readonly name: string
  readonly reason: string
  readonly mark?: Uint8Array
  /** A text that can be encoded at a stroke; null where it must be looked at character by character. */
  encodeAll(text: string): string | Uint8Array | null
  encodeOne(character: string): Uint8Array | null
  /** Whether neighbours that cannot be encoded are one error. */
  readonly joinsErrors?: boolean
  /** surrogateescape makes bytes: of the leading ones of a run, of a whole run only, or never. */
  readonly escapes: 'some' | 'all' | 'none'
  /** surrogatepass. */
  passSurrogate?(character: string): Uint8Array
}

/**
 * @param encoding - Any of Python's names for it; null and 'locale' are utf-8.
 * @param errors - The treatment of characters that it does not have; null is 'strict'.
 * @throws LookupError `unknown encoding: x`.
 */
export function findEncoder(encoding: string | null, errors: string | null): Encoder {
  const codec = findCodec(encoding)
  const { encodeAll, mark = null } = codec
  const handling = errors ?? 'strict'
  return { encode: (text) => encodeAll(text) ?? encodeEach(codec, text, handling), mark }
}

/** @throws LookupError, ValueError in Python's words. */
function findCodec(encoding: string | null): Codec {
  if (encoding === null || encoding === 'locale') return UTF8
  if (encoding.includes('\0')) throw new ValueError('embedded null character')
  const name = codecName(encoding)
  if (name === undefined) {
    throw new LookupError(`unknown encoding: ${encoding}\n  Use 'utf-8'.`)
  }
  return OWN[name] ?? pageCodec(name)
}

function encodeEach(codec: Codec, text: string, errors: string): Uint8Array {
  const characters = [...text]
  const parts: Uint8Array[] = []
  let at = 0
  while (at < characters.length) {
    const bytes = codec.encodeOne(characters[at] ?? '')
    if (bytes !== null) {
      parts.push(bytes)
      at += 1
      continue
    }
    const failure = failureAt(codec, text, characters, at)
    const { end, bytes: mended } = mend(codec, failure, errors)
    for (const each of mended) parts.push(each)
    at = end
  }
  return Buffer.concat(parts)
}

function failureAt(codec: Codec, text: string, characters: readonly string[], start: number): Failure {
  let end = start + 1
  if (codec.joinsErrors) {
    while (end < characters.length && codec.encodeOne(characters[end] ?? '') === null) end += 1
  }
  return { encoding: codec.name, reason: codec.reason, text, characters, start, end }
}

/**
 * @returns The bytes that are written, and the position at which encoding goes on.
 *
 * @throws UnicodeEncodeError, LookupError
 */
function mend(codec: Codec, failure: Failure, errors: string): { end: number; bytes: Uint8Array[] } {
  const { characters, start, end } = failure
  const run = characters.slice(start, end)
  if (errors === 'surrogatepass' && codec.passSurrogate !== undefined && run.every(isSurrogate)) {
    return { end, bytes: run.map((character) => codec.passSurrogate?.(character) as Uint8Array) }
  }
  if (errors === 'surrogateescape' && codec.escapes !== 'none') {
    const bytes = run.map(escapedByte)
    const firstOther = bytes.indexOf(undefined)
    const count = firstOther < 0 ? bytes.length : firstOther
    if (count === bytes.length || (codec.escapes === 'some' && count > 0)) {
      return { end: start + count, bytes: [Uint8Array.from(bytes.slice(0, count) as number[])] }
    }
  }
  const instead = [...replacement(failure, errors)].map((character) => codec.encodeOne(character))
  if (instead.includes(null)) throw encodeError(failure)
  return { end, bytes: instead as Uint8Array[] }
}

function isSurrogate(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code >= 0xd800 && code <= 0xdfff
}

/** TypeScript's library of the year we compile for does not have it; Node 20 has. */
function isWellFormed(text: string): boolean {
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed()
}

const NO_SURROGATES = 'surrogates not allowed'

const UTF8: Codec = {
  name: 'utf-8',
  reason: NO_SURROGATES,
  encodeAll: (text) => (isWellFormed(text) ? text : null),
  encodeOne: (character) => (isSurrogate(character) ? null : Buffer.from(character)),
  joinsErrors: true,
  escapes: 'some',
  passSurrogate: (character) => {
    const code = character.charCodeAt(0)
    return Uint8Array.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
  },
}

/** UTF-16 and UTF-32, where a unit of 2 or 4 bytes is a character or half of one. */
function wideCodec(name: string, toBytes: (text: string) => Uint8Array, hasMark = false): Codec {
  return {
    name,
    reason: NO_SURROGATES,
    ...(hasMark ? { mark: toBytes('\ufeff') } : {}),
    encodeAll: (text) => (isWellFormed(text) ? toBytes(text) : null),
    encodeOne: (character) => (isSurrogate(character) ? null : toBytes(character)),
    escapes: 'none',
    passSurrogate: toBytes,
  }
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}

function utf32(text: string, swap: boolean): Buffer {
  const characters = [...text]
  const bytes = Buffer.alloc(characters.length * 4)
  for (const [index, character] of characters.entries()) bytes.writeUInt32LE(character.codePointAt(0) ?? 0, index * 4)
  return swap ? bytes.swap32() : bytes
}

/** The first 128 or 256 characters, each its own code. */
function narrowCodec(name: string, size: 128 | 256): Codec {
  const beyond = size === 128 ? /[^\0-\x7f]/ : /[^\0-\xff]/
  return {
    name,
    reason: `ordinal not in range(${size})`,
    encodeAll: (text) => (beyond.test(text) ? null : Buffer.from(text, 'latin1')),
    encodeOne: (character) => (beyond.test(character) ? null : Buffer.from(character, 'latin1')),
    joinsErrors: true,
    escapes: 'some',
  }
}

const OWN: Partial<Record<CodecName, Codec>> = {
  ascii: narrowCodec('ascii', 128),
  latin_1: narrowCodec('latin-1', 256),
  utf_8: UTF8,
  utf_8_sig: { ...UTF8, mark: Buffer.from('\ufeff') },
  // Python writes these two in the byte order of the machine; those of today are little-endian, and the mark says it.
  utf_16: wideCodec('utf-16', utf16, true),
  utf_32: wideCodec('utf-32', (text) => utf32(text, false), true),
  utf_16_le: wideCodec('utf-16-le', utf16),
  utf_16_be: wideCodec('utf-16-be', (text) => utf16(text).swap16()),
  utf_32_le: wideCodec('utf-32-le', (text) => utf32(text, false)),
  utf_32_be: wideCodec('utf-32-be', (text) => utf32(text, true)),
}

const MULTIBYTE: ReadonlySet<CodecName> = new Set([
  'big5',
  'cp932',
  'cp949',
  'cp950',
  'euc_jp',
  'euc_kr',
  'gb18030',
  'gb2312',
  'gbk',
  'shift_jis',
])

/** All of them begin with ASCII, but for a percent sign that cp864 lacks. */
function pageCodec(name: CodecName): Codec {
  const page = codePage(name)
  const isMultibyte = MULTIBYTE.has(name)
  const refused = page.refuses === undefined ? null : new RegExp(`[${page.refuses}]`)
  const known = new Map<string, Uint8Array>()
  const encodeOne = (character: string) => {
    const seen = known.get(character)
    if (seen !== undefined) return seen
    if (refused?.test(character) || (character === '\ufffd' && !isMultibyte)) return null
    const bytes = pageBytes(page, page.name ?? name, character)
    if (bytes !== null) known.set(character, bytes)
    return bytes
  }
  return {
    name: isMultibyte ? name : 'charmap',
    reason: isMultibyte ? 'illegal multibyte sequence' : 'character maps to <undefined>',
    encodeAll: (text) => (/[^\0-\x7f]/.test(text) || refused?.test(text) ? null : text),
    encodeOne,
    joinsErrors: !isMultibyte,
    escapes: 'all',
  }
}

function pageBytes(page: CodePage, iconvName: string, character: string): Uint8Array | null {
  const iconv = (each: string) => iconvBytes(iconvName, each)
  const special = addressOf(page, character) ?? page.rule?.(character, iconv)
  if (special !== undefined) return special
  const bytes = iconv(character)
  return bytes !== null && (page.reaches?.(bytes) ?? true) ? bytes : null
}

/** iconv-lite writes a question mark for what it does not have; what it reads back is something else then. */
function iconvBytes(name: string, character: string): Uint8Array | null {
  const { decode, encode } = require('iconv-lite/lib/index.js') as typeof import('iconv-lite')
  const bytes = encode(character, name)
  return decode(bytes, name) === character ? bytes : null
}

/** The bytes that `writes` gives a character: those of the first one, counted on. */
function addressOf(page: CodePage, character: string): Uint8Array | undefined {
  for (const [first, characters] of Object.entries(page.writes ?? {})) {
    const index = characters.indexOf(character)
    if (index >= 0) return countOn(Buffer.from(first, 'hex'), index)
  }
  return undefined
}

/** Moves two bytes on by a number of characters. Behind 7e in Big5 comes a1, and behind fe the 40 of the next row. */
function countOn(bytes: Buffer, count: number): Buffer {
  for (let step = 0; step < count; step += 1) {
    const last = (bytes.at(-1) ?? 0) + 1
    if (bytes.length === 1 || (last !== 0x7f && last !== 0xff)) bytes[bytes.length - 1] = last
    else if (last === 0x7f) bytes[1] = 0xa1
    else bytes.set([(bytes[0] ?? 0) + 1, 0x40])
  }
  return bytes
}
