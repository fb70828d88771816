/**
 * Texts in headers of mails, as Python's email package folds them and encodes what is not ASCII (RFC 2047).
 *
 * From the first word with such a character to the last one all of it is encoded, in pieces that fill their lines. Of the two
 * encodings it is the shorter one, the readable one if it is less than five characters longer.
 */
const LONGEST_LINE = 78
/** The characters around an encoded text: =?utf-8?q? and ?= */
const AROUND = '=?utf-8?q??='.length
const MOST_LONGER = 5

/** Returns one encoded word, however long. */
export function encodeWord(text: string): string {
  const bytes = Buffer.from(text)
  const readable = [...bytes].map(readableByte).join('')
  const base64 = bytes.toString('base64')
  return readable.length - base64.length < MOST_LONGER ? `=?utf-8?q?${readable}?=` : `=?utf-8?b?${base64}?=`
}

/** @param used - How much of the first line the header's name takes. @returns Lines that each begin with a space, but the first. */
export function foldSubject(text: string, used: number): string {
  const lines = ['']
  const room = () => LONGEST_LINE - (lines.at(-1) as string).length - (lines.length === 1 ? used : 0)
  const append = (part: string) => lines.push((lines.pop() as string) + part)
  for (const part of partsOf(text)) {
    if (part.isPlain) {
      const isAtStart = (lines.at(-1) as string).trim() === ''
      if (part.text.length > room() && !isAtStart) lines.push('')
      append(part.text)
      continue
    }
    append(part.space)
    let left = [...part.text]
    while (left.length > 0) {
      let count = Math.min(left.length, room() - AROUND)
      while (count > 0 && encodeWord(left.slice(0, count).join('')).length > room()) count -= 1
      if (count <= 0) {
        lines.push(' ')
        continue
      }
      append(encodeWord(left.slice(0, count).join('')))
      left = left.slice(count)
      if (left.length > 0) lines.push(' ')
    }
  }
  return lines.join('\r\n')
}

interface Part {
  readonly isPlain: boolean
  /** The space before an encoded text. */
  readonly space: string
  readonly text: string
}

/** Words with the space before them, and as one part what is to be encoded. */
function partsOf(text: string): Part[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? []
  const isPlain = words.map((word) => !/[^\0-\x7f]/.test(word))
  const first = isPlain.indexOf(false)
  const last = isPlain.lastIndexOf(false)
  const plain = (word: string) => ({ isPlain: true, space: '', text: word })
  if (first < 0) return words.map(plain)
  const encoded = words.slice(first, last + 1).join('')
  const space = /^\s*/.exec(encoded)?.[0] ?? ''
  return [
    ...words.slice(0, first).map(plain),
    { isPlain: false, space, text: encoded.slice(space.length) },
    ...words.slice(last + 1).map(plain),
  ]
}

function readableByte(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === ' ') return '_'
  return /[-!*+/A-Za-z0-9]/.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
