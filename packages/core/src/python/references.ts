/**
 * The containers of a configuration, which look up what their values refer to when they are read.
 *
 *   { "stream": "ext://sys.stdout" }      get('stream') is the stream, from then on
 *   { "level": "cfg://levels.db" }        get('level') is what stands in levels.db of the same configuration
 *
 * They are copies: what is taken out or replaced while configuring leaves the caller's own object alone. Factories get
 * ordinary objects and arrays, `toValue`, in which references are still looked up only when they are read.
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, ConvertingDict, ConvertingList, ConvertingTuple.
 */
import { isPlainObject, PythonTuple, repr } from '@pylogging/formatter'
import { KeyError, ValueError } from '../ground/errors.js'
import { isPrototypeName } from './python-attributes.js'

/** Turns a raw value into what it stands for: BaseConfigurator. */
export interface Converter {
  convert(value: unknown): unknown
  /** Whether `convert` looks a text up. */
  isReference(text: string): boolean
  /** Counts values that are read. @throws ValueError for too many. */
  spend(values: number): void
}

/** A dict of a configuration. Without a converter it gives its values as they are. */
export class ConvertingDict {
  readonly #items: Map<unknown, unknown>
  readonly #converter: Converter | null

  constructor(items: Iterable<readonly [unknown, unknown]>, converter: Converter | null) {
    this.#items = new Map(items)
    this.#converter = converter
    // Absent, as everywhere in JavaScript; what Python would have is null.
    for (const [key, value] of this.#items) if (value === undefined) this.#items.delete(key)
  }

  /** Whether the key is there. */
  has(key: unknown): boolean {
    return this.#items.has(key)
  }

  /** All keys. */
  keys(): unknown[] {
    return [...this.#items.keys()]
  }

  /** Python's `dict[key]`. @throws KeyError; what a reference that leads nowhere throws. */
  item(key: unknown): unknown {
    if (!this.#items.has(key)) throw new KeyError(key)
    const value = this.#converted(this.#items.get(key))
    this.#items.set(key, value)
    return value
  }

  /**
   * Returns the value of a key. The value that a reference stands for, and an `otherwise` that is a dict, stay in the
   * dict from then on.
   */
  get(key: unknown, otherwise: unknown = null): unknown {
    const raw = this.#items.has(key) ? this.#items.get(key) : otherwise
    const value = this.#converted(raw)
    if (value !== raw) this.#items.set(key, value)
    return value
  }

  /** Removes a key; unlike Python's dict, this one never misses it. */
  pop(key: unknown, otherwise: unknown = null): unknown {
    const value = this.#items.has(key) ? this.#items.get(key) : otherwise
    this.#items.delete(key)
    return this.#converted(value)
  }

  /** Puts a value in the place of what the key has. */
  set(key: unknown, value: unknown): void {
    this.#items.set(key, value)
  }

  /** The values as they stand: references are not looked up. */
  entries(): [unknown, unknown][] {
    return [...this.#items]
  }

  toString(): string {
    return repr(unwrapped(this))
  }

  #converted(value: unknown): unknown {
    return this.#converter === null ? value : this.#converter.convert(value)
  }

  /** An ordinary object, or a Map where not all keys are text. @throws ValueError for keys that lead to a prototype. */
  toValue(made: Made): unknown {
    this.#converter?.spend(this.#items.size)
    if (!this.keys().every((key) => typeof key === 'string')) {
      const map = new Map<unknown, unknown>()
      made.set(this, map)
      for (const key of this.keys()) map.set(key, toValue(this.item(key), made))
      return map
    }
    const result: Record<string, unknown> = {}
    made.set(this, result)
    for (const key of this.keys() as string[]) define(result, key, this.#items.get(key), this.#converter, made)
    return result
  }
}

/** A list of a configuration. */
export class ConvertingList {
  readonly items: unknown[]
  readonly #converter: Converter | null

  constructor(items: Iterable<unknown>, converter: Converter | null) {
    this.items = [...items]
    this.#converter = converter
  }

  /** The item at a position, which must be there. */
  item(index: number): unknown {
    const value = this.#converter === null ? this.items[index] : this.#converter.convert(this.items[index])
    this.items[index] = value
    return value
  }

  toString(): string {
    return repr(unwrapped(this))
  }

  protected spend(): void {
    this.#converter?.spend(this.items.length)
  }

  /** An ordinary array. */
  toValue(made: Made): unknown {
    this.spend()
    const result: unknown[] = []
    made.set(this, result)
    for (const [index, value] of this.items.entries()) define(result, `${index}`, value, this.#converter, made)
    return result
  }
}

/** A tuple of a configuration. */
export class ConvertingTuple extends ConvertingList {
  /** A tuple. */
  override toValue(made: Made): unknown {
    this.spend()
    const items: unknown[] = []
    const result = new PythonTuple(items)
    made.set(this, result)
    for (const index of this.items.keys()) items.push(toValue(this.item(index), made))
    return result
  }
}

/**
 * The plain containers made so far, by the container they were made of: one that a reference put into itself is made
 * once.
 */
type Made = Map<unknown, unknown>

/** Returns the value that a factory gets: plain containers for those of this file, and anything else as it is. */
export function toValue(value: unknown, made: Made = new Map()): unknown {
  if (!(value instanceof ConvertingDict || value instanceof ConvertingList)) return value
  return made.has(value) ? made.get(value) : value.toValue(made)
}

/** The containers as Maps, arrays and tuples, for printing: as they stand now. */
function unwrapped(value: unknown, made: Made = new Map()): unknown {
  if (made.has(value)) return made.get(value)
  if (value instanceof ConvertingDict) {
    const map = new Map<unknown, unknown>()
    made.set(value, map)
    for (const [key, item] of value.entries()) map.set(key, unwrapped(item, made))
    return map
  }
  if (!(value instanceof ConvertingList)) return value
  const items: unknown[] = []
  const result = value instanceof ConvertingTuple ? new PythonTuple(items) : items
  made.set(value, result)
  for (const item of value.items) items.push(unwrapped(item, made))
  return result
}

/** Does what `toValue` does, and leaves the references of a dict as they stand. */
export function withoutLookingUp(value: unknown): unknown {
  return toValue(value instanceof ConvertingDict ? new ConvertingDict(value.entries(), null) : value)
}

/** The keys and values of what is a dict to Python, null for what is none. */
export function dictEntries(value: unknown): Iterable<readonly [unknown, unknown]> | null {
  if (value instanceof ConvertingDict) return value.entries()
  if (value instanceof Map) return value
  return isPlainObject(value) ? Object.entries(value) : null
}

/** Keywords as the object that a factory gets. @throws As `toValue`. */
export function keywordsObject(keywords: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of keywords) {
    refusePrototype(name)
    result[name] = toValue(value)
  }
  return result
}

/** @throws ValueError */
export function refusePrototype(name: string): void {
  if (isPrototypeName(name)) throw new ValueError(`the key ${repr(name)} is not allowed here: it leads to a prototype`)
}

function define(target: object, key: string, raw: unknown, converter: Converter | null, made: Made): void {
  refusePrototype(key)
  const isLate = typeof raw === 'string' && converter?.isReference(raw) === true
  const settle = (value: unknown) => {
    Object.defineProperty(target, key, { configurable: true, enumerable: true, value, writable: true })
    return value
  }
  if (!isLate) {
    settle(toValue(converter === null ? raw : converter.convert(raw), made))
    return
  }
  const get = () => settle(toValue(converter.convert(raw)))
  Object.defineProperty(target, key, { configurable: true, enumerable: true, get, set: settle })
}
