/**
 * The machine that a pickle is a program for: a stack, a memo of values to come back to, and the containers that may still
 * be filled.
 *
 *   ( X name X shop d      push MARK, push 'name', push 'shop', pop to the mark and fill a dictionary
 *
 * The program comes from outside, so the machine is where everything has its bound: how many containers, how deep, how
 * much text. A list or dictionary that was put into another cannot be changed any more, hence nothing can contain
 * itself. A value that is referred to again and again counts as often as it would be printed. The meaning of each
 * opcode is in unpickle.ts.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/pickletools.py.
 */
import { PythonTuple, ValueError } from '@pylogging/formatter'
import { PickleBytes } from './pickle-bytes.js'
import { GLOBAL, REDUCE, refusal } from './pickle-refusals.js'
import { isMaker } from './plain-makers.js'

/** A container of one byte takes half a kilobyte. */
const MOST_CONTAINERS = 100_000
/** The characters that a value may print beyond the length of its pickle. */
const MOST_REPEATED = 1 << 24
const DEEPEST = 100

const MARK = Symbol('mark')

/** The extent of a container: its levels, and about how many characters it prints. */
interface Extent {
  depth: number
  size: number
}

/** The state of a pickle that is being read. */
export class PickleMachine {
  readonly input: PickleBytes
  readonly #stack: unknown[] = []
  readonly #memo = new Map<number, unknown>()
  readonly #extents = new Map<unknown, Extent>()
  /** Containers that may still be filled. */
  readonly #open = new Set<unknown>()
  #copied = 0

  constructor(bytes: Uint8Array) {
    this.input = new PickleBytes(bytes)
  }

  /** The value, at the end. @throws ValueError where something is left, on the stack or of the bytes. */
  result(): unknown {
    const value = this.#pop()
    if (isMaker(value)) throw refusal(GLOBAL)
    if (this.#stack.length > 0 || !this.input.isAtEnd) throw new ValueError('a pickle that does not end at its end')
    return value
  }

  push(value: unknown): void {
    this.#stack.push(value)
  }

  pushMark(): void {
    this.#stack.push(MARK)
  }

  /** A list, dictionary or set that is filled afterwards. */
  pushOpen(container: unknown): void {
    this.#begin(container)
    this.#open.add(container)
    this.#stack.push(container)
  }

  /** A container with all that it will hold. */
  pushClosed(container: unknown, items: Iterable<unknown>): void {
    this.#begin(container)
    this.#contain(container, items)
    this.#stack.push(container)
  }

  /** Python's call of what GLOBAL found: bytes and sets. */
  reduce(): void {
    const args = this.#pop()
    const maker = this.#pop()
    if (!isMaker(maker) || !(args instanceof PythonTuple)) throw refusal(REDUCE)
    this.#charge(args.items[0])
    const value = maker(args.items)
    if (value instanceof Set) this.pushClosed(value, value)
    else this.#stack.push(value)
  }

  /** Calls copy what they are given. Python gives each its own, so all of it together is no longer than the pickle. */
  #charge(argument: unknown): void {
    const { length = 0 } = (argument ?? {}) as { length?: number }
    this.#copied += length
    if (this.#copied > this.input.length) throw new ValueError('a pickle that copies the same value too often')
  }

  /** Takes off the stack the items above the last mark, and the mark with them; returns the items. */
  popToMark(): unknown[] {
    const mark = this.#stack.lastIndexOf(MARK)
    if (mark < 0) throw new ValueError('a pickle without a mark')
    const items = this.#stack.splice(mark)
    items.shift()
    return items
  }

  popSome(count: number): unknown[] {
    return Array.from({ length: count }, () => this.#pop()).reverse()
  }

  /** Puts items into the container that is now on top. */
  fill(items: readonly unknown[]): void {
    const container = this.#stack.at(-1)
    if (!this.#open.has(container)) throw new ValueError('a pickle that fills what cannot be filled')
    if (items.includes(container)) throw new ValueError('a pickle of what contains itself')
    this.#contain(container, items)
    if (container instanceof Map) fillMap(container, items)
    else if (container instanceof Set) for (const item of items) container.add(item)
    else for (const item of items) (container as unknown[]).push(item)
  }

  memoize(index: number = this.#memo.size): void {
    const value = this.#stack.at(-1)
    if (value === undefined || value === MARK) throw new ValueError('a pickle that remembers nothing')
    this.#memo.set(index, value)
  }

  recall(index: number): void {
    if (!this.#memo.has(index)) throw new ValueError('a pickle that recalls what it never had')
    this.#stack.push(this.#memo.get(index))
  }

  #begin(container: unknown): void {
    if (this.#extents.size >= MOST_CONTAINERS)
      throw new ValueError(`more than ${MOST_CONTAINERS} containers in one pickle`)
    this.#extents.set(container, { depth: 1, size: 1 })
  }

  #contain(container: unknown, items: Iterable<unknown>): void {
    const extent = this.#extents.get(container) as Extent
    for (const item of items) {
      if (isMaker(item)) throw refusal(GLOBAL)
      const inner = this.#extents.get(item)
      extent.size += inner?.size ?? sizeOf(item)
      if (inner === undefined) continue
      this.#open.delete(item)
      extent.depth = Math.max(extent.depth, inner.depth + 1)
    }
    if (extent.depth > DEEPEST) throw new ValueError(`a pickle of more than ${DEEPEST} levels`)
    if (extent.size > this.input.length + MOST_REPEATED) throw new ValueError('a pickle that repeats itself too often')
  }

  #pop(): unknown {
    if (this.#stack.length === 0) throw new ValueError('a pickle that takes what is not there')
    const value = this.#stack.pop()
    if (value === MARK) throw new ValueError('a pickle that takes a mark')
    return value
  }
}

function fillMap(map: Map<unknown, unknown>, items: readonly unknown[]): void {
  if (items.length % 2 !== 0) throw new ValueError('a pickle of a key without a value')
  for (let index = 0; index < items.length; index += 2) map.set(items[index], items[index + 1])
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length + 1 : 1
}
