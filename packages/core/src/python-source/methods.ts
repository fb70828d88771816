/**
 * Methods of plain values that configurations call.
 *
 *   methodOf('a,b', 'split')     a function that takes the arguments
 */
import { isTuple } from '@pylogging/formatter'
import type { Method } from './arguments.js'
import { DICT, LIST, SET, TUPLE } from './container-methods.js'
import { PATH } from './paths.js'
import { TEXT } from './text-methods.js'
import { type Arguments, PythonPath } from './values.js'

/** A method of a value, undefined for one that is not computed here. */
export function methodOf(value: unknown, name: string): ((given: Arguments) => unknown) | undefined {
  const method = tableOf(value)?.get(name) as Method<unknown> | undefined
  return method === undefined ? undefined : (given) => method(value, given)
}

function tableOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value === 'string') return TEXT
  if (value instanceof Map) return DICT
  if (Array.isArray(value)) return LIST
  if (value instanceof Set) return SET
  if (isTuple(value)) return TUPLE
  return value instanceof PythonPath ? PATH : null
}
