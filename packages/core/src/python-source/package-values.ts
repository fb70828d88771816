/**
 * The configurations of packages that programs import and change: `uvicorn.config.LOGGING_CONFIG`.
 *
 * Each is kept among the names of the file, under its dotted name, which no statement can bind: so it is one value however
 * it is imported, and each way of a condition has its own.
 */
import { DEFAULT_CONFIGURATIONS, defaultConfiguration } from '../third-party/default-configurations.js'
import { isDoubtful } from './doubts.js'
import { isEqual } from './operations.js'
import { kept } from './user-values.js'
import type { Scope } from './values.js'

/** Returns them by their names. All files of one evaluation have the same, as all modules of a program do. */
export function packageValues(): ReadonlyMap<string, unknown> {
  return new Map(DEFAULT_CONFIGURATIONS.map((name) => [name, kept(defaultConfiguration(name))]))
}

/** Returns the value of a dotted name; undefined for one that is not known. */
export function ofPackage(scope: Scope, name: string): unknown {
  return isDotted(name) ? scope.module.names.get(name) : undefined
}

/** Returns those of such values that a file has left as they were. */
export function untouched(names: ReadonlyMap<string, unknown>): ReadonlySet<unknown> {
  const own = [...names].filter(([name, value]) => {
    return isDotted(name) && isEqual(value, kept(defaultConfiguration(name))) && !isDoubtful(value)
  })
  return new Set(own.map(([, value]) => value))
}

/** Whether a name is one of those that no statement binds. */
export function isDotted(name: string): boolean {
  return name.includes('.')
}
