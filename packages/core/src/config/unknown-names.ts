/**
 * The names of a configuration that nothing here is known by: all of them at once, each with its place.
 *
 *   handlers.mail.class: 'django.utils.log.AdminEmailHandler'
 *
 * CPython stops at the first. So does ours, at the same step and with the same words, and then adds this list.
 */

import { isError } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { ImportError } from '../python/errors.js'
import { dictEntries } from '../python/references.js'
import { findName } from './registry.js'

/** A name and where it stands. */
export interface NamedAt {
  readonly path: string
  readonly name: string
}

const EXTERNAL = 'ext://'
/** A ring of objects would have no end; extent.ts has refused it, but a parser's own tree comes here too. */
const MAX_DEPTH = 100

/** The names of a dict that `dictConfig` would look up, in the order they stand. */
export function namesInDict(config: unknown): NamedAt[] {
  const names: NamedAt[] = []
  visit(config, [])
  return names

  function visit(value: unknown, path: readonly string[]): void {
    if (typeof value === 'string') {
      const name = nameOf(value, path)
      if (name !== null) names.push({ path: path.join('.'), name })
      return
    }
    if (path.length > MAX_DEPTH) return
    const entries = Array.isArray(value) ? value.entries() : dictEntries(value)
    for (const [key, each] of entries ?? []) visit(each, [...path, String(key)])
  }
}

/**
 * Returns the name that dict-config.ts looks up at this place: behind ext://, for a factory, for a class, for a queue
 * and its listener; null where it looks nothing up.
 */
function nameOf(text: string, path: readonly string[]): string | null {
  if (text.startsWith(EXTERNAL)) return text.slice(EXTERNAL.length)
  const [section, , key, ...deeper] = path
  const isPlace =
    (section === 'handlers' && ['class', '()', 'queue', 'listener'].includes(key ?? '')) ||
    (section === 'formatters' && ['class', '()'].includes(key ?? '')) ||
    (section === 'filters' && key === '()')
  const isFactory = path.at(-1) === '()' && deeper.length > 0
  return (isPlace && deeper.length === 0) || isFactory ? text : null
}

/**
 * Adds to an error that came of an unknown name all the others, and what to do. Python's words stay its first line.
 *
 * @param known - Returns the value of a name, undefined for one that is not known; `findName` unless given.
 */
export function addUnknownNames(
  error: unknown,
  names: readonly NamedAt[],
  known: (name: string) => unknown = findName,
): void {
  if (!isError(error) || !cameOfAName(error)) return
  const unknown = names.filter(({ name }) => /^[^:/]+$/.test(name) && known(name) === undefined)
  const [first] = unknown
  if (first === undefined) return
  const list = unknown.map(({ path, name }) => `\n    ${path}: ${JSON.stringify(name)}`)
  const constant = first.name.slice(first.name.lastIndexOf('.') + 1)
  advise(
    error,
    `Nothing is registered under ${unknown.length === 1 ? 'this name' : `these ${unknown.length} names`}:` +
      `${list.join('')}\n  Names are not imported. Register each before configuring, from @pylogging/core/config:` +
      `\n    register(${JSON.stringify(first.name)}, ${constant})`,
  )
}

function cameOfAName(error: Error): boolean {
  let each: unknown = error
  for (let depth = 0; isError(each) && depth < MAX_DEPTH; depth += 1) {
    if (each instanceof ImportError) return true
    each = each.cause
  }
  return false
}
