/**
 * Whether a place in a source stands outside all functions: what tells `<module>` from `<lambda>` where V8 gives no name.
 *
 *   await connect()                                        at the left margin: the top level
 *   try {
 *     await connect()                                      in a block that is at the top level
 *   setTimeout(() => {
 *     connect()                                            in a function
 *
 * Parsing would need a parser of TypeScript. Indented sources, which people write, tell as much by their margins: from
 * line to line outwards, a place is in what the nearest line further left opens. Where that cannot be seen the answer is
 * no, which is right for most functions without a name.
 */
import { sourceLines } from './source-lines.js'

/** A function opens before this: an arrow, the word, or a method's parameters and brace. */
const FUNCTION = /=>|\bfunction\b/
const METHOD = /^\s*(?:(?:static|async|get|set|public|private|protected)\s+)*[*#]?[\w$]+\s*\([^)]*\)[^=]*\{\s*$/
const CONTROL = /^\s*(?:\}\s*)?(?:if|else|for|while|do|switch|try|catch|finally|with)\b/
/** The length of the longest line that a person writes; longer ones are a machine's, and so are deeper files. */
const LONGEST_LINE = 400
const MOST_LINES = 10_000

/** @param line - Counts from 1, as `column` does: the frame's place. */
export function isTopLevel(file: string, line: number, column: number): boolean {
  const lines = sourceLines(file)
  const own = lines[line - 1]
  if (own === undefined || own.length > LONGEST_LINE || line > MOST_LINES || opensFunction(own.slice(0, column - 1))) {
    return false
  }
  let margin = marginOf(own)
  for (let index = line - 2; index >= 0 && margin > 0; index -= 1) {
    const outer = lines[index] as string
    if (outer.length > LONGEST_LINE) return false
    const outerMargin = marginOf(outer)
    if (outerMargin >= margin) continue
    if (opensFunction(outer)) return false
    margin = outerMargin
  }
  return margin === 0
}

/** Whether a function of that name begins at or above a line. */
export function isDeclared(file: string, line: number, name: string): boolean {
  const above = sourceLines(file).slice(0, Math.min(line, MOST_LINES))
  return above.some((text) => text.length <= LONGEST_LINE && text.includes(name) && opensFunction(text))
}

function opensFunction(text: string): boolean {
  return FUNCTION.test(text) || (METHOD.test(text) && !CONTROL.test(text))
}

/** Infinity for an empty line, which opens nothing. */
function marginOf(text: string): number {
  const margin = text.search(/\S/)
  return margin < 0 ? Number.POSITIVE_INFINITY : margin
}
