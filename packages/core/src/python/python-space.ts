/**
 * White space as Python's `str` has it, which differs from JavaScript's: \x1c to \x1f and \x85 belong to it, \ufeff does not.
 */
const SPACE = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const AT_START = new RegExp(`^${SPACE}+`)
const IS_SPACE = new RegExp(SPACE)

/** Counts the white characters at the beginning of the text. */
export function indentOf(text: string): number {
  return AT_START.exec(text)?.[0].length ?? 0
}

export function stripStart(text: string): string {
  return text.slice(indentOf(text))
}

/** A regular expression that is anchored at the end takes quadratic time on a long row of spaces, so this is a loop. */
export function stripEnd(text: string): string {
  let end = text.length
  while (end > 0 && IS_SPACE.test(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

export function strip(text: string): string {
  return stripStart(stripEnd(text))
}
