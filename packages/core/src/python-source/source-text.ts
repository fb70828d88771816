/**
 * Bytes of a Python file as text: a byte order mark, a cookie in the first two lines, else UTF-8.
 *
 *   # -*- coding: latin-1 -*-
 *
 * Source: docs.python.org/3.13/reference/lexical_analysis.html#encoding-declarations
 */
import { decoded } from '../python/decode.js'

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
const BLANK = /^[ \t\f]*(?:#.*)?$/

/** The encoding that a file names, null for UTF-8. */
export function cookieOf(bytes: Uint8Array): string | null {
  const [first = '', second = ''] = Buffer.from(bytes.subarray(0, 2000))
    .toString('latin1')
    .split(/\r\n?|\n/, 2)
  const found = COOKIE.exec(first)?.[1] ?? (BLANK.test(first) ? COOKIE.exec(second)?.[1] : undefined)
  return found ?? null
}

/** The text, with `\n` at the end of lines. @throws UnicodeDecodeError, LookupError as Python's own reader */
export function sourceText(bytes: Uint8Array): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const cookie = hasMark ? null : cookieOf(bytes)
  const isUtf8 = cookie === null || /^utf-?8([-_].*)?$/i.test(cookie)
  const text = decoded(Buffer.from(hasMark ? bytes.subarray(3) : bytes), isUtf8 ? 'utf-8' : cookie)
  return text.replace(/\r\n?/g, '\n')
}

/** Line and column of an offset, both from 1; a column is a character. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
    start = at + 1
  }
  return { line, column: [...text.slice(start, offset)].length + 1 }
}

/** Returns a function that does the same as `placeIn`, for many offsets of one text. */
export function placesOf(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: [...text.slice(starts[low], offset)].length + 1 }
  }
}
