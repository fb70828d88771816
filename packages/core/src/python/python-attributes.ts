/**
 * Python's `getattr` for what a dotted name may pass through: modules, classes, plain objects. Own names only, and of
 * classes what is theirs to give: never a prototype, never what every function has.
 *
 *   getAttribute(SysLogHandler, 'LOG_USER')     a static of the class or of one that it extends
 */
import { isPlainObject } from '@pylogging/formatter'

/** Names that lead out of an object into the language. They are refused wherever a configuration gives names. */
export function isPrototypeName(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}

const OF_EVERY_FUNCTION = new Set(['prototype', 'length', 'name', 'caller', 'arguments'])

/** The value of an attribute, undefined where there is none. */
export function getAttribute(owner: unknown, name: string): unknown {
  if (isPrototypeName(name)) return undefined
  if (typeof owner === 'function') return staticOf(owner, name)
  if (!isPlainObject(owner) || !Object.hasOwn(owner, name)) return undefined
  return owner[name]
}

function staticOf(owner: object, name: string): unknown {
  if (OF_EVERY_FUNCTION.has(name)) return undefined
  // The last of the chain is what every function has.
  for (let each = owner; typeof Object.getPrototypeOf(each) === 'function'; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, name)) return (owner as unknown as Record<string, unknown>)[name]
  }
  return undefined
}
