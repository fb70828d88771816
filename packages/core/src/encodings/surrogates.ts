/**
 * UTF-8 in which halves of characters are kept, as Python's 'surrogatepass' does: pickles have their texts in it.
 *
 *   'a\ud800'   becomes   61 ed a0 80, and comes back
 *
 * Bytes are strings here, a character each (latin-1), as in pickle.ts.
 */

/** The three bytes of a half of a character: 0xed begins nothing else that is followed by 0xa0 or more. */
const HALF = /(\xed[\xa0-\xbf][\x80-\xbf])/

/** A half that stands alone. */
const ALONE = /\p{Surrogate}/u

/** @returns As many bytes as `Buffer.byteLength` says: it counts three for a half, too. */
export function utf8Bytes(text: string): string {
  if (!ALONE.test(text)) return Buffer.from(text).toString('latin1')
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    const isHalf = character.length === 1 && code >= 0xd800 && code <= 0xdfff
    return isHalf
      ? String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
      : Buffer.from(character).toString('latin1')
  }).join('')
}

export function textOf(bytes: Buffer): string {
  const text = bytes.toString()
  if (!text.includes('\ufffd')) return text
  // The pieces at odd places are what the expression found.
  const pieces = bytes.toString('latin1').split(HALF)
  return pieces
    .map((piece, index) => (index % 2 === 1 ? half(piece) : Buffer.from(piece, 'latin1').toString()))
    .join('')
}

function half(bytes: string): string {
  return String.fromCharCode(0xd000 | ((bytes.charCodeAt(1) & 0x3f) << 6) | (bytes.charCodeAt(2) & 0x3f))
}
