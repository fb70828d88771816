/**
 * The machine that a pickle is a program for: its bytes, a stack, a memo of values to come back to, and the containers that
 * may still be filled.
 *
 *   ( X name X shop d      push MARK, push 'name', push 'shop', pop to the mark and fill a dictionary
 *
 * A list or dictionary that was put into another cannot be changed any more, hence nothing can contain itself; how deep it
 * goes is bounded. What each opcode does is unpickle.ts.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/pickletools.py.
 */
import { ValueError } from '@pylogging/formatter'

const DEEPEST = 100

/** What is on the stack below the items of a container. */
export const MARK = Symbol('mark')

/** The state of a pickle that is being read. */
export class PickleMachine {
  readonly #bytes: Buffer
  #at = 0
  readonly #stack: unknown[] = []
  readonly #memo = new Map<number, unknown>()
  /** How deep what a container holds goes; containers only. */
  readonly #depths = new Map<unknown, number>()
  /** Containers that may still be filled. */
  readonly #open = new Set<unknown>()

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** What is left on the stack, at the end. */
  result(): unknown {
    const value = this.#pop()
    if (this.#stack.length > 0 || this.#at < this.#bytes.length)
      throw new ValueError('a pickle that does not end at its end')
    return value
  }

  push(value: unknown): void {
    this.#stack.push(value)
  }

  /** A list, dictionary or set that is filled afterwards. */
  pushOpen(container: unknown): void {
    this.#depths.set(container, 1)
    this.#open.add(container)
    this.#stack.push(container)
  }

  /** A container with all that it will hold. */
  pushClosed(container: unknown, items: Iterable<unknown>): void {
    this.#depths.set(container, 1)
    this.#contain(container, items)
    this.#stack.push(container)
  }

  #contain(container: unknown, items: Iterable<unknown>): void {
    let depth = this.#depths.get(container) ?? 1
    for (const item of items) {
      const below = this.#depths.get(item)
      if (below === undefined) continue
      this.#open.delete(item)
      if (below >= depth) depth = below + 1
    }
    if (depth > DEEPEST) throw new ValueError(`a pickle of more than ${DEEPEST} levels`)
    this.#depths.set(container, depth)
  }

  /** What is on the stack above the last mark, without either. */
  popToMark(): unknown[] {
    const mark = this.#stack.lastIndexOf(MARK)
    if (mark < 0) throw new ValueError('a pickle without a mark')
    const items = this.#stack.splice(mark)
    items.shift()
    return items
  }

  #pop(): unknown {
    if (this.#stack.length === 0) throw new ValueError('a pickle that takes what is not there')
    const value = this.#stack.pop()
    if (value === MARK) throw new ValueError('a pickle that takes a mark')
    return value
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
    const value = this.#memo.get(index)
    if (this.#open.has(value)) throw new ValueError('a pickle of what contains itself')
    this.#stack.push(value)
  }

  byte(): number {
    return this.#bytes.readUInt8(this.#take(1))
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#take(2))
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#take(4))
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#take(4))
  }

  uint64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#take(8)))
  }

  float64(): number {
    return this.#bytes.readDoubleBE(this.#take(8))
  }

  bytes(length: number): Buffer {
    const start = this.#take(length)
    return this.#bytes.subarray(start, start + length)
  }

  text(length: number): string {
    return this.bytes(length).toString()
  }

  /** Up to the next newline. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at)
    if (end < 0) throw new ValueError('a pickle that ends too soon')
    const text = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end + 1
    return text
  }

  /** @returns Where the bytes begin. */
  #take(length: number): number {
    const start = this.#at
    if (length > this.#bytes.length - start) throw new ValueError('a pickle that ends too soon')
    this.#at = start + length
    return start
  }
}

function fillMap(map: Map<unknown, unknown>, items: readonly unknown[]): void {
  if (items.length % 2 !== 0) throw new ValueError('a pickle of a key without a value')
  for (let index = 0; index < items.length; index += 2) map.set(items[index], items[index + 1])
}
