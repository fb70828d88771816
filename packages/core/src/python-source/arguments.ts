/**
 * Arguments of a method of Python's own, by position or by name.
 */
import type { Arguments } from './values.js'

/** A method: what it is called on, and what it is given. */
export type Method<T> = (self: T, given: Arguments) => unknown

/** An argument that may be left out. */
export function argument(
  { args, keywords }: Arguments,
  index: number,
  name: string,
  fallback: unknown = null,
): unknown {
  return index < args.length ? args[index] : keywords.has(name) ? keywords.get(name) : fallback
}

/** A method that changes what it is called on, and gives None. */
export function changing<T>(change: (self: T, given: Arguments) => void): Method<T> {
  return (self, given) => {
    change(self, given)
    return null
  }
}
