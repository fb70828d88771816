/**
 * The parser of Python, @lezer/python: text to a tree of named nodes. It runs nothing, and mends what it cannot read.
 */
import { parser } from '@lezer/python'
import { ValueError } from '../ground/errors.js'

export type Tree = ReturnType<typeof parser.parse>
export type Node = Tree['topNode']

/**
 * Text that the parser's grammar does not know, and blanks in its place that change no offset and nothing of the
 * structure.
 */
const UNKNOWN_TO_THE_GRAMMAR: readonly (readonly [RegExp, string | ((whole: string) => string)])[] = [
  // A form feed at the start of a line; Python 2's long numbers and ur''.
  [/\f/g, ' '],
  [/(?<![\w.])(?:0[xX][\da-fA-F]+|\d+)[lL]\b/g, (whole) => `${whole.slice(0, -1)} `],
  [/\b[uU](?=[rR]['"])/g, ' '],
  // `with a as (b, c):` binds a row of names.
  [/\bas[ \t]+\([\w\s,.*]{1,200}\)(?=[ \t]*[:,])/g, (whole) => whole.replace(/[()]/g, ' ')],
]

/**
 * @param text - With `\n` at the end of lines.
 * @throws ValueError for brackets in brackets by the thousand, which CPython refuses as well.
 */
export function parseTree(text: string): Tree {
  try {
    return parser.parse(
      UNKNOWN_TO_THE_GRAMMAR.reduce((known, [pattern, blanks]) => known.replace(pattern, blanks as string), text),
    )
  } catch (error) {
    if (error instanceof RangeError) throw new ValueError('brackets are nested too deep to be read')
    throw error
  }
}

const NOTHING = new Set(['Comment', '⚠'])

/** The children that mean something. A node that the parser could not place keeps its own children. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!NOTHING.has(child.name) || (child.name === '⚠' && child.firstChild !== null)) found.push(child)
  }
  return found
}
