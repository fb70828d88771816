/**
 * A record's attributes by their names: those that are read from the call site, and those whose Python type a
 * JavaScript value cannot tell.
 */
import { float, tuple } from '../python/python-text.js'

/**
 * Reading one of these needs the call site, which costs a walk of the stack.
 *
 * @internal For @pylogging/core.
 */
export const CALL_SITE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'pathname',
  'filename',
  'module',
  'lineno',
  'funcName',
])

/**
 * Floats in Python, also where the number is whole: `250.0`.
 *
 * @internal For @pylogging/core.
 */
export const FLOAT_ATTRIBUTES: ReadonlySet<string> = new Set(['created', 'msecs', 'relativeCreated'])

/** Tuples in Python. */
const TUPLE_ATTRIBUTES: ReadonlySet<string> = new Set(['args', 'exc_info'])

/**
 * The value of an attribute with the type that it has in Python. A record built from a dictionary may hold anything there.
 *
 * @internal For @pylogging/core.
 */
export function pythonAttribute(name: string, value: unknown): unknown {
  if (FLOAT_ATTRIBUTES.has(name)) return asFloat(value)
  return TUPLE_ATTRIBUTES.has(name) && Array.isArray(value) ? tuple(...value) : value
}

/** A number as the float that it is in Python. */
export function asFloat(value: unknown): unknown {
  return typeof value === 'number' ? float(value) : value
}
