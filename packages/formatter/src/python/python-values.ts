/**
 * The Python type of a JavaScript value, and the marks for types that JavaScript cannot tell apart.
 *
 *   3           an int          float(3)       a float, "3.0"
 *   [1, 2]      a list          tuple(1, 2)    a tuple, "(1, 2)"
 *   {a: 1}      a dict, as is a Map; an instance of a class is not
 *
 * Values may come from another realm (a vm context, as in Jest) or from another copy of this package, so nothing here
 * trusts a constructor: built-in objects are known by their internal slots, the marks by a registered symbol.
 */
import { types } from 'node:util'
import { onePerProcess } from '../ground/one-per-process.js'
import { floatRepr } from './float-repr.js'

const FLOAT = Symbol.for('pylogging.float')
const TUPLE = Symbol.for('pylogging.tuple')

/** A number that is a float to Python even when it is whole. Made by `float`. */
export class PythonFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  get [FLOAT](): true {
    return true
  }

  valueOf(): number {
    return this.value
  }

  toJSON(): number {
    return this.value
  }

  toString(): string {
    return floatRepr(this.value)
  }
}

/** A sequence that prints with round brackets. Made by `tuple`. */
export class PythonTuple<Items extends readonly unknown[] = readonly unknown[]> implements Iterable<unknown> {
  readonly items: Items

  constructor(items: Items) {
    this.items = items
  }

  get [TUPLE](): true {
    return true
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.items[Symbol.iterator]()
  }

  toJSON(): Items {
    return this.items
  }
}

/**
 * Marks a number as a Python float.
 *
 * @example str(float(3)) // '3.0', where str(3) is '3'
 */
export function float(value: number): PythonFloat {
  return new PythonFloat(value)
}

/**
 * Marks values as a Python tuple.
 *
 * @example str(tuple(1, 'a')) // "(1, 'a')", where str([1, 'a']) is "[1, 'a']"
 */
export function tuple<Items extends unknown[]>(...items: Items): PythonTuple<Items> {
  return new PythonTuple(items)
}

/** Whether a value was made by `float`, of any copy of this package. @internal For @pylogging/core. */
export function isFloat(value: unknown): value is PythonFloat {
  return typeof value === 'object' && value !== null && (value as Partial<PythonFloat>)[FLOAT] === true
}

/** Whether a value was made by `tuple`, of any copy of this package. @internal For @pylogging/core. */
export function isTuple(value: unknown): value is PythonTuple {
  return typeof value === 'object' && value !== null && (value as Partial<PythonTuple>)[TUPLE] === true
}

/**
 * An object literal or its like: no class between it and the root prototype of whichever realm it is from.
 *
 * @internal For @pylogging/core.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || isRootPrototype(prototype as object)
}

function isRootPrototype(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')
}

export function isMap(value: unknown): value is ReadonlyMap<unknown, unknown> {
  return value instanceof Map || types.isMap(value)
}

export function isSet(value: unknown): value is ReadonlySet<unknown> {
  return value instanceof Set || types.isSet(value)
}

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || types.isUint8Array(value)
}

/** A Proxy whose target is gone: every look into it throws, this one included, and calls nothing of the program's. */
export function isRevoked(value: unknown): boolean {
  if (!types.isProxy(value)) return false
  try {
    // Its answer is used, because a bundler drops a call that has no effect but to throw.
    return typeof Array.isArray(value) !== 'boolean'
  } catch {
    return true
  }
}

export function isDate(value: unknown): value is Date {
  return value instanceof Date || types.isDate(value)
}

/**
 * Whether a value is an Error of any realm. It never throws, unlike `instanceof`, which asks a Proxy: whatever is thrown or
 * logged comes here.
 *
 * @internal For @pylogging/core.
 */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || types.isNativeError(value)
  } catch {
    return false
  }
}

/** Whether Python's `%` takes this for the values of `%(name)s`. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> | ReadonlyMap<unknown, unknown> {
  return isPlainObject(value) || isMap(value)
}

/**
 * The name of a value's Python type, as error messages say it: "str", "NoneType", "Foo".
 *
 * @internal For @pylogging/core.
 */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float'
    case 'bigint':
      return 'int'
    case 'boolean':
      return 'bool'
    case 'function':
      return isClass(value) ? 'type' : 'function'
    case 'object':
      return value === null ? 'NoneType' : objectTypeName(value)
    default:
      return typeof value
  }
}

function objectTypeName(value: object): string {
  if (Array.isArray(value)) return 'list'
  if (isFloat(value)) return 'float'
  if (isTuple(value)) return 'tuple'
  if (isMapping(value)) return 'dict'
  if (isSet(value)) return 'set'
  if (isBytes(value)) return 'bytes'
  if (isDate(value)) return 'datetime.datetime'
  return isError(value) ? errorName(value) : className(value)
}

/** The class an instance belongs to; "object" for what has none. */
export function className(value: object): string {
  const type: unknown = (value as { constructor?: unknown }).constructor
  return typeof type === 'function' && type.name !== '' ? type.name : 'object'
}

/**
 * Returns the name that Python would give the class of an error: the name that it or its own class declares, else its
 * class's name, because `class NotFound extends Error {}` inherits the name "Error".
 */
export function errorName(error: Error): string {
  const prototype: unknown = Object.getPrototypeOf(error)
  const declared = Object.hasOwn(error, 'name') || (prototype !== null && Object.hasOwn(prototype as object, 'name'))
  const name: unknown = error.name
  if (declared && typeof name === 'string' && name !== '') return name
  const type = className(error)
  return type !== 'object' || typeof name !== 'string' || name === '' ? type : name
}

/** Whether a function is a class: its `prototype` cannot be replaced. @internal For @pylogging/core. */
export function isClass(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
}

/** The way in which values are shown: as Python does, or as Node does. */
export type Rendering = 'python' | 'js'

const state = onePerProcess('rendering', () => ({ mode: 'python' as Rendering }))

/** Switches how all values are shown, everywhere at once: `None` and `True`, or `null` and `true`. */
export function setRendering(rendering: Rendering): void {
  state.mode = rendering
}

/** Returns the way in which values are shown: see `setRendering`. */
export function getRendering(): Rendering {
  return state.mode
}
