/**
 * Whether a record would make a file too long, in CPython's arithmetic: bytes of the file plus characters of the record.
 *
 *   reachesSize(98, '€\n', 100)   true, 98 and two characters; in bytes it would be 102
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#logging.handlers.RotatingFileHandler.shouldRollover
 * Pinned by: conformance/vectors/size_rotation.json
 */

/** Returns how many characters of a record count, where that is not all of them. */
export type CharacterCount = (text: string | Uint8Array) => number

/** CPython counts one character for the end of a line; a terminator of another length counts as that one. */
const MOST_UNCOUNTED = 1

/**
 * @param size - Of the file, in bytes; an empty one takes any record.
 * @param text - The record with its newline; of bytes, each counts as a character.
 * @param maxBytes - 0 or less: no limit.
 * @param count - Counts one more than there are at most.
 */
export function reachesSize(
  size: number,
  text: string | Uint8Array,
  maxBytes: number,
  count: CharacterCount = characters,
): boolean {
  // The first sum is never too small, and rules out all but the last record before a rotation without counting.
  if (maxBytes <= 0 || size <= 0 || size + text.length + MOST_UNCOUNTED < maxBytes) return false
  // A file that is too long already stays so for a while where another process holds the rotation up.
  return size >= maxBytes || size + count(text) >= maxBytes
}

/** Python counts code points, JavaScript halves of those beyond U+FFFF. */
function characters(text: string | Uint8Array): number {
  if (typeof text !== 'string') return text.length
  let count = text.length
  for (let index = 0; index < text.length; index++) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) {
      count--
      index++
    }
  }
  return count
}
