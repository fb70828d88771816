/**
 * Handlers by the name that `handler.name` gave them.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, getHandlerByName, getHandlerNames.
 */
import type { Handler } from './handler.js'
import { shared } from './shared.js'

/** The handler of that name; null when there is none, or nobody uses it any more. */
export function getHandlerByName(name: string): Handler | null {
  return (shared.handlersByName.get(name)?.deref() as Handler | undefined) ?? null
}

/** The names that handlers have now. */
export function getHandlerNames(): ReadonlySet<string> {
  return new Set([...shared.handlersByName.keys()].filter((name) => getHandlerByName(name) !== null))
}
