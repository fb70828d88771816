/**
 * The functions of this package that act on the program, such as `logging.shutdown` or `logging.config.setResolver`.
 *
 * A configuration does not reach them: as a factory, a filter or a converter one of them would do its work whenever a
 * text from outside says so. In CPython they can be named; there, a configuration can run any program.
 */
import { float, getLevelName, gmtime, isClass, localtime, tuple } from '@pylogging/formatter'

/** The functions that only compute. */
const HARMLESS: ReadonlySet<unknown> = new Set([float, getLevelName, gmtime, localtime, tuple])
const actions = new WeakSet<object>()

/** Notes those of a module of ours: all its functions but classes and those that only compute. */
export function noteActions(module: object): void {
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(module))) {
    if (typeof value === 'function' && !isClass(value) && !HARMLESS.has(value)) actions.add(value)
  }
}

/** Whether a value is one of them. */
export function isAction(value: unknown): boolean {
  return typeof value === 'function' && actions.has(value)
}
