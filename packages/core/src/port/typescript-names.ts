/** Names in TypeScript: what a Python name must be called, and what a text is as a literal. */

const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield logging`.split(/\s+/),
)

/** A name that may be declared: `default` becomes `default_`. */
export function safeName(name: string): string {
  return RESERVED.has(name) ? `${name}_` : name
}

/** A text in single quotes. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

/** A piece of a template literal. */
export function templatePart(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
}

/** A Python text that stands in a comment of one line. */
export function comment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '*\u200b/').trim()
}
