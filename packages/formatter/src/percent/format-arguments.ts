/**
 * Hands out the arguments of one `format % values`, in turn or by key.
 *
 *   ['a', 3]      take() is 'a', then 3, then a TypeError
 *   { a: 1 }      take() is the whole mapping, once; after enter('a') it is 1, once
 *
 * Kept on purpose, because CPython does it: a mapping may hold more than the format uses, a tuple may not; bytes count
 * as a mapping until they are asked for a key. Keys are own properties, so `%(constructor)s` is a KeyError.
 */
import { KeyError } from '../python/key-error.js'
import { isBytes, isMap, isPlainObject, isTuple } from '../python/python-values.js'

/** Reads a key of a mapping, for a conversion of that letter. */
export type Lookup = (key: string, conversion: string) => unknown

export class FormatArguments {
  #values: readonly unknown[]
  #next = 0
  readonly #lookup: Lookup | undefined

  /** @param lookup - Reads a key of `args` when that is a mapping of some kind of its own. */
  constructor(args: unknown, lookup: Lookup | undefined = lookupIn(args)) {
    this.#values = tupleOf(args) ?? [args]
    this.#lookup = lookup
  }

  take(): unknown {
    if (this.#next >= this.#values.length) throw new TypeError('not enough arguments for format string')
    return this.#values[this.#next++]
  }

  requireMapping(): void {
    if (this.#lookup === undefined) throw new TypeError('format requires a mapping')
  }

  /** Makes what a key names the only argument from here on: %(a)*d finds a width and then nothing. */
  enter(key: string, conversion: string): void {
    this.requireMapping()
    this.#values = [this.#lookup?.(key, conversion)]
    this.#next = 0
  }

  finish(): void {
    if (this.#next >= this.#values.length || this.#lookup !== undefined) return
    throw new TypeError('not all arguments converted during string formatting')
  }
}

/** The items of what Python's `%` takes for the tuple of arguments: an array or `tuple(...)`. */
export function tupleOf(args: unknown): readonly unknown[] | undefined {
  if (Array.isArray(args)) return args
  return isTuple(args) ? args.items : undefined
}

function lookupIn(args: unknown): Lookup | undefined {
  if (typeof args !== 'object' || args === null || Array.isArray(args) || isTuple(args)) return undefined
  if (isPlainObject(args)) return (key) => ownProperty(args, key)
  if (isMap(args)) return (key) => entry(args, key)
  return isBytes(args) ? refuseKey : undefined
}

function ownProperty(mapping: Readonly<Record<string, unknown>>, key: string): unknown {
  if (!Object.hasOwn(mapping, key)) throw new KeyError(key)
  return mapping[key]
}

function entry(mapping: ReadonlyMap<unknown, unknown>, key: string): unknown {
  if (!mapping.has(key)) throw new KeyError(key)
  return mapping.get(key)
}

/** Python's bytes have items, so they pass for a mapping until one is asked for. */
function refuseKey(): never {
  throw new TypeError('byte indices must be integers or slices, not str')
}
