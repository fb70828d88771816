/**
 * Finding handlers by the names that configurations gave them. The registry is weak: it keeps no handler alive.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, getHandlerByName, getHandlerNames.
 */
import type { Handler } from './handler.js'
import { shared } from './shared.js'

/** @returns Null where no handler has the name. */
export function getHandlerByName(name: string): Handler | null {
  return shared.handlersByName.get(name)?.deref() ?? null
}

/** The names of all handlers that have one. A set of its own each time. */
export function getHandlerNames(): ReadonlySet<string> {
  const names = [...shared.handlersByName.keys()]
  return new Set(names.filter((name) => getHandlerByName(name) !== null))
}
