/**
 * How deep and how large a configuration may be. Checked before anything is touched, so one that is too deep, or that
 * contains itself, changes nothing.
 */
import { ValueError } from '../ground/errors.js'
import { dictEntries } from './references.js'

export const MAX_DEPTH = 100
/** All values together; one that stands in two places counts twice, because it is read twice. */
export const MAX_VALUES = 100_000

/** @throws ValueError */
export function checkExtent(config: unknown): void {
  let values = 0
  visit(config, 0)

  function visit(value: unknown, depth: number): void {
    values += 1
    if (values > MAX_VALUES) throw new ValueError(`the configuration has more than ${MAX_VALUES} values`)
    const inner = innerOf(value)
    if (inner === null) return
    if (depth >= MAX_DEPTH) throw new ValueError(`the configuration is nested deeper than ${MAX_DEPTH} levels`)
    for (const each of inner) visit(each, depth + 1)
  }
}

function innerOf(value: unknown): Iterable<unknown> | null {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return value
  const entries = dictEntries(value)
  return entries === null ? null : Array.from(entries, ([, each]) => each)
}
