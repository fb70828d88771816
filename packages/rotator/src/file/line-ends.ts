/**
 * Line ends as Python writes them on Windows.
 *
 *   withNewline({}, '\r\n').encode('a\nb\n')    the bytes of 'a\r\nb\r\n'
 *
 * As in Python each line feed becomes two characters, within a record and at its end, also one that has a carriage return
 * before it. Bytes, because whoever has them encodes them no second time.
 *
 * Source: docs.python.org/3.13/library/functions.html#open, newline
 */
import { ValueError } from '../world/errors.js'
import type { TextForm } from './record-writer.js'

/** The end of a line in a file. */
export type Newline = '\n' | '\r\n'

/**
 * Checks the option `newline`.
 *
 * @internal For @pylogging/core.
 * @param owner - The class or function that has the option.
 * @throws TypeError, ValueError in Python's words.
 */
export function parseNewline(newline: unknown, owner: string): Newline {
  if (newline == null || newline === '\n' || newline === '\r\n') return newline ?? '\n'
  const advice = `Use '\\n' or '\\r\\n' (option "newline" of ${owner}).`
  if (typeof newline === 'string') throw new ValueError(`illegal newline value: ${newline}\n  ${advice}`)
  throw new TypeError(`open() argument 'newline' must be str or None, not ${typeof newline}\n  ${advice}`)
}

/**
 * The form of a text whose lines end in `newline`.
 *
 * @internal For @pylogging/core.
 */
export function withNewline(form: TextForm, newline: Newline): TextForm {
  if (newline === '\n') return form
  const { encode = (text) => text, ...rest } = form
  return { ...rest, encode: (text) => Buffer.from(encode(text.replaceAll('\n', newline)) as string) }
}
