/**
 * `${NAME}` and `${NAME:default}` in the values of a configuration, filled in after the file was read: what a variable
 * holds can be no key, no bracket and no comment.
 *
 *   { "filename": "${LOG_DIR:/var/log}/app.log", "maxBytes": "${MAX:1000000}" }
 *   becomes  { filename: '/var/log/app.log', maxBytes: 1000000 }
 *
 * A value that is nothing but one placeholder is read as JSON where it is a number, true, false, null or a text in
 * double quotes, since a file has no other way to ask for a number; anything else is text. A variable that is set to
 * nothing is set. `$${NAME}` stays `${NAME}`. Text that was filled in is not searched for placeholders again.
 *
 * Formatters of style '$' are left alone: there `${message}` is Python's.
 */
import { PythonTuple } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { dictEntries } from '../python/references.js'

/** The value of a variable; undefined where there is none. */
export type Variables = (name: string) => unknown

const PLACEHOLDER = /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?\}/g
const WHOLE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?\}$/
/** JSON's, and of numbers only those that a double keeps digit by digit. */
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?|"(?:[^"\\]|\\.)*")$/

/** @throws ValueError that lists each variable that is not set, with its place. */
export function fillDict(config: unknown, variables: Variables): unknown {
  const missing: string[] = []
  const filled = visit(config, [])
  refuseMissing(missing)
  return filled

  function visit(value: unknown, path: readonly string[]): unknown {
    if (typeof value === 'string') {
      for (const name of missingIn(value, variables)) missing.push(`${path.join('.')}: \${${name}}`)
      return fillText(value, variables)
    }
    if (Array.isArray(value)) return value.map((each, index) => visit(each, [...path, String(index)]))
    const entries = dictEntries(value)
    if (entries === null || isDollarFormatter(value, path)) return value
    const inner = Array.from(entries, ([key, each]) => [key, visit(each, [...path, String(key)])] as const)
    return value instanceof Map ? new Map(inner) : Object.fromEntries(inner as [string, unknown][])
  }
}

/** A text with its placeholders filled in; those that have no value are left. */
export function fillText(text: string, variables: Variables): unknown {
  const [whole, name = '', otherwise] = WHOLE.exec(text) ?? []
  if (whole !== undefined) return scalarOf(textOf(variables(name) ?? otherwise ?? whole))
  const end = endOfPlaceholders(text)
  const filled = text.slice(0, end).replace(PLACEHOLDER, (all, escaped: string, name: string, otherwise?: string) => {
    return escaped === '' ? textOf(variables(name) ?? otherwise ?? all) : all.slice(1)
  })
  return filled + text.slice(end)
}

/** Does what `fillText` does for every text in the value of an expression. */
export function fillValue(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return fillText(value, variables)
  if (Array.isArray(value)) return value.map((each: unknown) => fillValue(each, variables))
  if (value instanceof PythonTuple)
    return new PythonTuple(value.items.map((each: unknown) => fillValue(each, variables)))
  if (value instanceof Map) return new Map(Array.from(value, ([key, each]) => [key, fillValue(each, variables)]))
  return value
}

/** The names in a text that have neither a value nor a default. */
export function missingIn(text: string, variables: Variables): string[] {
  const found = [...text.slice(0, endOfPlaceholders(text)).matchAll(PLACEHOLDER)]
  return found.flatMap(([, escaped, name = '', otherwise]) =>
    escaped === '' && otherwise === undefined && variables(name) === undefined ? [name] : [],
  )
}

/**
 * Returns the offset behind the last closing brace: behind it the pattern would look from every `${NAME:` to the end of
 * the text.
 */
function endOfPlaceholders(text: string): number {
  return text.lastIndexOf('}') + 1
}

/** @throws ValueError unless the list is empty. */
export function refuseMissing(missing: readonly string[]): void {
  if (missing.length === 0) return
  const count = missing.length === 1 ? 'a variable that is' : `${missing.length} variables that are`
  const list = missing.map((each) => `\n    ${each}`).join('')
  throw new ValueError(
    `the configuration needs ${count} not set:${list}\n  Set each, or give it a default: \${NAME:default}`,
  )
}

function isDollarFormatter(value: unknown, path: readonly string[]): boolean {
  if (path.length !== 2 || path[0] !== 'formatters') return false
  return (value instanceof Map ? value.get('style') : (value as { style?: unknown }).style) === '$'
}

function scalarOf(text: string): unknown {
  if (!SCALAR.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}
