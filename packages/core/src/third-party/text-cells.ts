/**
 * Text in the cells of a terminal: how many it takes, and where a line of it is broken.
 *
 *   wrapLines('a longer message', 9)     ['a longer ', 'message']
 *
 * A letter of East Asia takes two cells, a mark above another letter none. The ranges are those of Unicode's wide blocks
 * and not its whole table.
 */

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: bell, backspace, tab lines, form feed, carriage return
const CONTROL = /[\x07\x08\x0b\x0c\r]/g
const TAB_WIDTH = 8

export function cellLength(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  let cells = 0
  for (const letter of text) cells += cellsOf(letter)
  return cells
}

/** Blanks behind the text, up to a width. */
export function padCells(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellLength(text)))
}

/** Lines of at most this width, broken before words where that is possible. The blank at a break stays where it fits. */
export function wrapLines(text: string, width: number): string[] {
  return text
    .replace(CONTROL, '')
    .split('\n')
    .flatMap((line) => wrapLine(withoutTabs(line), width))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  let cells = 0
  for (const [word] of words(line)) {
    const size = cellLength(word.trimEnd())
    if (width - cells >= size) {
      current += word
      cells += cellLength(word)
    } else {
      if (current !== '') lines.push(current)
      const pieces = size > width ? chop(word, width) : [word]
      current = pieces.pop() ?? ''
      for (const piece of pieces) lines.push(piece)
      cells = cellLength(current)
    }
  }
  // A line of nothing but blanks has no words.
  lines.push(current === '' ? line : current)
  return lines.map((each) => withoutExcess(each, width))
}

/**
 * Returns the words of a line. In a line of blanks the expression would try each of them in turn, all the way to the
 * end.
 */
function words(line: string): Iterable<RegExpMatchArray> {
  return /\S/.test(line) ? line.matchAll(/\s*\S+\s*/g) : []
}

/** Pieces of a word that is wider than a line. */
function chop(word: string, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let cells = 0
  for (const letter of word) {
    const size = cellsOf(letter)
    if (cells + size > width && piece !== '') {
      pieces.push(piece)
      piece = ''
      cells = 0
    }
    piece += letter
    cells += size
  }
  return [...pieces, piece]
}

/** Blanks at the end go where they are beyond the width. */
function withoutExcess(line: string, width: number): string {
  let end = line.length
  while (end > width && /\s/.test(line.charAt(end - 1))) end -= 1
  return line.slice(0, end)
}

function withoutTabs(line: string): string {
  const [first = '', ...rest] = line.split('\t')
  let text = first
  let cells = cellLength(first)
  for (const part of rest) {
    const blanks = TAB_WIDTH - (cells % TAB_WIDTH)
    text += ' '.repeat(blanks) + part
    cells += blanks + cellLength(part)
  }
  return text
}

function cellsOf(letter: string): number {
  if (WIDE.test(letter)) return 2
  return NONE.test(letter) ? 0 : 1
}
