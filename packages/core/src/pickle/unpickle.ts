/**
 * Reads Python's pickles of plain values, protocols 0 to 5, and nothing else.
 *
 *   } ( X name X shop K 20 … u .      becomes   Map { 'name' → 'shop', … }
 *
 * A pickle is a program; the opcodes that import, call or build are refused (but for plain-makers.ts), so all it can make is None, bool, int,
 * float, str, bytes, list, tuple, dict and set. Dictionaries are Maps, tuples are marked, so are whole floats.
 *
 * It comes from outside, so everything is bounded: how many values, how deep, how long a number. A list or dictionary
 * that was put into another cannot be changed any more, hence nothing can contain itself. What is referred to again and
 * again counts as often as it would be printed.
 *
 * Own, because pickleparser reads a negative length by going backwards (an endless loop), bounds nothing, and cannot tell
 * 3.0 from 3 or a tuple from a list.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/pickletools.py.
 */
import { PythonTuple, ValueError } from '@pylogging/formatter'
import { textOf } from '../encodings/surrogates.js'
import { floatLine, index, integer, integerLine, longBytes, number, unescaped } from './pickle-numbers.js'
import { findMaker, isMaker, type Maker } from './plain-makers.js'

const MOST_STEPS = 1_000_000
/** A container of one byte takes half a kilobyte. */
const MOST_CONTAINERS = 100_000
/** How much larger a value may print than its pickle is. */
const MOST_REPEATED = 1 << 24
const DEEPEST = 100

/** @throws ValueError for what is not plain, not a pickle, or too much. */
export function unpickle(bytes: Uint8Array): unknown {
  return new Unpickler(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).load()
}

const MARK = Symbol('mark')

/** Of a container: how many levels it has, and about how many characters it prints. */
interface Extent {
  depth: number
  size: number
}

class Unpickler {
  readonly #bytes: Buffer
  #at = 0
  readonly #stack: unknown[] = []
  readonly #memo = new Map<number, unknown>()
  readonly #extents = new Map<unknown, Extent>()
  /** Containers that may still be filled. */
  readonly #open = new Set<unknown>()

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  load(): unknown {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const code = this.#bytes[this.#take(1)] ?? 0
      if (code === STOP) {
        const value = this.#pop()
        if (isMaker(value)) throw new ValueError(refusal(GLOBAL))
        if (this.#stack.length > 0 || this.#at < this.#bytes.length)
          throw new ValueError('a pickle that does not end at its end')
        return value
      }
      const step = STEPS.get(code)
      if (step === undefined) throw new ValueError(refusal(code))
      step(this)
    }
    throw new ValueError(`more than ${MOST_STEPS} values in one pickle`)
  }

  push(value: unknown): void {
    this.#stack.push(value)
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
    if (!isMaker(maker) || !(args instanceof PythonTuple)) throw new ValueError(refusal(REDUCE))
    const value = maker(args.items)
    if (value instanceof Set) this.pushClosed(value, value)
    else this.#stack.push(value)
  }

  #begin(container: unknown): void {
    if (this.#extents.size >= MOST_CONTAINERS)
      throw new ValueError(`more than ${MOST_CONTAINERS} containers in one pickle`)
    this.#extents.set(container, { depth: 1, size: 1 })
  }

  #contain(container: unknown, items: Iterable<unknown>): void {
    const extent = this.#extents.get(container) as Extent
    for (const item of items) {
      if (isMaker(item)) throw new ValueError(refusal(GLOBAL))
      const inner = this.#extents.get(item)
      extent.size += inner?.size ?? sizeOf(item)
      if (inner === undefined) continue
      this.#open.delete(item)
      extent.depth = Math.max(extent.depth, inner.depth + 1)
    }
    if (extent.depth > DEEPEST) throw new ValueError(`a pickle of more than ${DEEPEST} levels`)
    if (extent.size > this.#bytes.length + MOST_REPEATED) throw new ValueError('a pickle that repeats itself too often')
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
    this.#stack.push(this.#memo.get(index))
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
    return textOf(this.bytes(length))
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

function sizeOf(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length + 1 : 1
}

const STOP = 0x2e
const GLOBAL = 0x63
const REDUCE = 0x52

type Step = (unpickler: Unpickler) => void

const STEPS: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (u) => void u.byte()], // PROTO
  [0x95, (u) => void u.uint64()], // FRAME
  [0x28, (u) => u.push(MARK)], // MARK
  [0x30, (u) => void u.popSome(1)], // POP
  [0x31, (u) => void u.popToMark()], // POP_MARK
  [0x4e, (u) => u.push(null)], // NONE
  [0x88, (u) => u.push(true)], // NEWTRUE
  [0x89, (u) => u.push(false)], // NEWFALSE
  [0x49, (u) => u.push(integerLine(u.line()))], // INT
  [0x4a, (u) => u.push(u.int32())], // BININT
  [0x4b, (u) => u.push(u.byte())], // BININT1
  [0x4d, (u) => u.push(u.uint16())], // BININT2
  [0x4c, (u) => u.push(integer(u.line().replace(/L$/, '')))], // LONG
  [0x8a, (u) => u.push(longBytes(u.bytes(u.byte())))], // LONG1
  [0x8b, (u) => u.push(longBytes(u.bytes(u.uint32())))], // LONG4
  [0x46, (u) => u.push(number(floatLine(u.line())))], // FLOAT
  [0x47, (u) => u.push(number(u.float64()))], // BINFLOAT
  [0x56, (u) => u.push(unescaped(u.line()))], // UNICODE
  [0x58, (u) => u.push(u.text(u.uint32()))], // BINUNICODE
  [0x8c, (u) => u.push(u.text(u.byte()))], // SHORT_BINUNICODE
  [0x8d, (u) => u.push(u.text(u.uint64()))], // BINUNICODE8
  [0x42, (u) => u.push(Uint8Array.from(u.bytes(u.uint32())))], // BINBYTES
  [0x43, (u) => u.push(Uint8Array.from(u.bytes(u.byte())))], // SHORT_BINBYTES
  [0x8e, (u) => u.push(Uint8Array.from(u.bytes(u.uint64())))], // BINBYTES8
  [0x96, (u) => u.push(Uint8Array.from(u.bytes(u.uint64())))], // BYTEARRAY8
  [0x5d, (u) => u.pushOpen([])], // EMPTY_LIST
  [0x7d, (u) => u.pushOpen(new Map())], // EMPTY_DICT
  [0x8f, (u) => u.pushOpen(new Set())], // EMPTY_SET
  [0x61, (u) => u.fill(u.popSome(1))], // APPEND
  [0x65, (u) => u.fill(u.popToMark())], // APPENDS
  [0x73, (u) => u.fill(u.popSome(2))], // SETITEM
  [0x75, (u) => u.fill(u.popToMark())], // SETITEMS
  [0x90, (u) => u.fill(u.popToMark())], // ADDITEMS
  [0x6c, (u) => filled(u, [])], // LIST
  [0x64, (u) => filled(u, new Map())], // DICT
  [0x91, (u) => closed(u, u.popToMark(), (items) => new Set(items))], // FROZENSET
  [0x29, (u) => closed(u, [], tupleOf)], // EMPTY_TUPLE
  [0x74, (u) => closed(u, u.popToMark(), tupleOf)], // TUPLE
  [0x85, (u) => closed(u, u.popSome(1), tupleOf)], // TUPLE1
  [0x86, (u) => closed(u, u.popSome(2), tupleOf)], // TUPLE2
  [0x87, (u) => closed(u, u.popSome(3), tupleOf)], // TUPLE3
  [GLOBAL, (u) => u.push(maker(u.line(), u.line()))],
  [REDUCE, (u) => u.reduce()],
  [0x70, (u) => u.memoize(index(u.line()))], // PUT
  [0x71, (u) => u.memoize(u.byte())], // BINPUT
  [0x72, (u) => u.memoize(u.uint32())], // LONG_BINPUT
  [0x94, (u) => u.memoize()], // MEMOIZE
  [0x67, (u) => u.recall(index(u.line()))], // GET
  [0x68, (u) => u.recall(u.byte())], // BINGET
  [0x6a, (u) => u.recall(u.uint32())], // LONG_BINGET
])

/** What Python's opcodes do that are refused: they reach beyond plain values. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [GLOBAL, 'GLOBAL'],
  [0x93, 'STACK_GLOBAL'],
  [REDUCE, 'REDUCE'],
  [0x62, 'BUILD'],
  [0x69, 'INST'],
  [0x6f, 'OBJ'],
  [0x81, 'NEWOBJ'],
  [0x92, 'NEWOBJ_EX'],
  [0x50, 'PERSID'],
  [0x51, 'BINPERSID'],
  [0x82, 'EXT1'],
  [0x83, 'EXT2'],
  [0x84, 'EXT4'],
])

function refusal(code: number): string {
  const name = REFUSED.get(code)
  return name === undefined
    ? `a pickle with the opcode 0x${code.toString(16).padStart(2, '0')}`
    : `a pickle of something else than plain values (${name})`
}

function maker(module: string, name: string): Maker {
  const found = findMaker(module, name)
  if (found === undefined) throw new ValueError(refusal(GLOBAL))
  return found
}

function closed(unpickler: Unpickler, items: unknown[], make: (items: unknown[]) => unknown): void {
  unpickler.pushClosed(make(items), items)
}

function filled(unpickler: Unpickler, container: unknown[] | Map<unknown, unknown>): void {
  const items = unpickler.popToMark()
  unpickler.pushOpen(container)
  unpickler.fill(items)
}

function tupleOf(items: unknown[]): unknown {
  return new PythonTuple(items)
}
