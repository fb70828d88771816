/**
 * Reads Python's pickles of plain values, protocols 0 to 5, and nothing else.
 *
 *   } ( X name X shop K 20 … u .      becomes   Map { 'name' → 'shop', … }
 *
 * A pickle is a program; the opcodes that import, call or build are refused, so all it can make is None, bool, int,
 * float, str, bytes, list, tuple, dict and set. Dictionaries are Maps, tuples are marked, so are whole floats.
 *
 * It comes from outside, so everything is bounded: how many values, how deep, how long a number. The stack that they work
 * on is pickle-machine.ts.
 *
 * Own, because pickleparser reads a negative length by going backwards (an endless loop), bounds nothing, and cannot tell
 * 3.0 from 3 or a tuple from a list.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/pickletools.py.
 */
import { float, PythonTuple, ValueError } from '@pylogging/formatter'
import { MARK, PickleMachine } from './pickle-machine.js'

const MOST_STEPS = 1_000_000
/** CPython's own limit of digits, and about as many bytes. */
const LONGEST_INTEGER = 4300
const LONGEST_INTEGER_BYTES = 1800

/** @throws ValueError for what is not plain, not a pickle, or too much. */
export function unpickle(bytes: Uint8Array): unknown {
  const machine = new PickleMachine(bytes)
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const code = machine.byte()
    if (code === STOP) return machine.result()
    const step = STEPS.get(code)
    if (step === undefined) throw new ValueError(refusal(code))
    step(machine)
  }
  throw new ValueError(`more than ${MOST_STEPS} values in one pickle`)
}

const STOP = 0x2e

type Step = (machine: PickleMachine) => void

const STEPS: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (m) => void m.byte()], // PROTO
  [0x95, (m) => void m.uint64()], // FRAME
  [0x28, (m) => m.push(MARK)], // MARK
  [0x30, (m) => void m.popSome(1)], // POP
  [0x31, (m) => void m.popToMark()], // POP_MARK
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x49, (m) => m.push(integerLine(m.line()))], // INT
  [0x4a, (m) => m.push(m.int32())], // BININT
  [0x4b, (m) => m.push(m.byte())], // BININT1
  [0x4d, (m) => m.push(m.uint16())], // BININT2
  [0x4c, (m) => m.push(integer(m.line().replace(/L$/, '')))], // LONG
  [0x8a, (m) => m.push(longBytes(m.bytes(m.byte())))], // LONG1
  [0x8b, (m) => m.push(longBytes(m.bytes(m.uint32())))], // LONG4
  [0x46, (m) => m.push(number(floatLine(m.line())))], // FLOAT
  [0x47, (m) => m.push(number(m.float64()))], // BINFLOAT
  [0x56, (m) => m.push(unescaped(m.line()))], // UNICODE
  [0x58, (m) => m.push(m.text(m.uint32()))], // BINUNICODE
  [0x8c, (m) => m.push(m.text(m.byte()))], // SHORT_BINUNICODE
  [0x8d, (m) => m.push(m.text(m.uint64()))], // BINUNICODE8
  [0x42, (m) => m.push(Uint8Array.from(m.bytes(m.uint32())))], // BINBYTES
  [0x43, (m) => m.push(Uint8Array.from(m.bytes(m.byte())))], // SHORT_BINBYTES
  [0x8e, (m) => m.push(Uint8Array.from(m.bytes(m.uint64())))], // BINBYTES8
  [0x96, (m) => m.push(Uint8Array.from(m.bytes(m.uint64())))], // BYTEARRAY8
  [0x5d, (m) => m.pushOpen([])], // EMPTY_LIST
  [0x7d, (m) => m.pushOpen(new Map())], // EMPTY_DICT
  [0x8f, (m) => m.pushOpen(new Set())], // EMPTY_SET
  [0x61, (m) => m.fill(m.popSome(1))], // APPEND
  [0x65, (m) => m.fill(m.popToMark())], // APPENDS
  [0x73, (m) => m.fill(m.popSome(2))], // SETITEM
  [0x75, (m) => m.fill(m.popToMark())], // SETITEMS
  [0x90, (m) => m.fill(m.popToMark())], // ADDITEMS
  [0x6c, (m) => filled(m, [])], // LIST
  [0x64, (m) => filled(m, new Map())], // DICT
  [0x91, (m) => closed(m, m.popToMark(), (items) => new Set(items))], // FROZENSET
  [0x29, (m) => closed(m, [], tupleOf)], // EMPTY_TUPLE
  [0x74, (m) => closed(m, m.popToMark(), tupleOf)], // TUPLE
  [0x85, (m) => closed(m, m.popSome(1), tupleOf)], // TUPLE1
  [0x86, (m) => closed(m, m.popSome(2), tupleOf)], // TUPLE2
  [0x87, (m) => closed(m, m.popSome(3), tupleOf)], // TUPLE3
  [0x70, (m) => m.memoize(index(m.line()))], // PUT
  [0x71, (m) => m.memoize(m.byte())], // BINPUT
  [0x72, (m) => m.memoize(m.uint32())], // LONG_BINPUT
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x67, (m) => m.recall(index(m.line()))], // GET
  [0x68, (m) => m.recall(m.byte())], // BINGET
  [0x6a, (m) => m.recall(m.uint32())], // LONG_BINGET
])

/** What Python's opcodes do that are refused: they reach beyond plain values. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [0x63, 'GLOBAL'],
  [0x93, 'STACK_GLOBAL'],
  [0x52, 'REDUCE'],
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

function closed(machine: PickleMachine, items: unknown[], make: (items: unknown[]) => unknown): void {
  machine.pushClosed(make(items), items)
}

function filled(machine: PickleMachine, container: unknown[] | Map<unknown, unknown>): void {
  const items = machine.popToMark()
  machine.pushOpen(container)
  machine.fill(items)
}

function tupleOf(items: unknown[]): unknown {
  return new PythonTuple(items)
}

function number(value: number): unknown {
  return Number.isInteger(value) ? float(value) : value
}

function floatLine(text: string): number {
  if (text === 'inf' || text === '-inf') return text === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  return Number(text)
}

/** Protocols 0 and 1 write bools as numbers of two digits. */
function integerLine(text: string): unknown {
  if (text === '01' || text === '00') return text === '01'
  return integer(text)
}

function integer(text: string): number | bigint {
  if (text.length > LONGEST_INTEGER || !/^-?\d+$/.test(text)) throw new ValueError('a pickle with a bad number')
  return narrowed(BigInt(text))
}

/** The lowest byte first, in two's complement. */
function longBytes(bytes: Buffer): number | bigint {
  if (bytes.length > LONGEST_INTEGER_BYTES) throw new ValueError('a pickle with a bad number')
  if (bytes.length === 0) return 0
  const value = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
  return narrowed(BigInt.asIntN(bytes.length * 8, value))
}

function narrowed(value: bigint): number | bigint {
  const plain = Number(value)
  return Number.isSafeInteger(plain) ? plain : value
}

function index(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ValueError('a pickle with a bad number')
  return Number(text)
}

/** Python's raw-unicode-escape. */
function unescaped(text: string): string {
  return text.replace(
    /\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi,
    (_, short: string | undefined, long: string | undefined) => {
      const code = Number.parseInt(short ?? long ?? '0', 16)
      if (code > 0x10ffff) throw new ValueError('a pickle with a bad character')
      return String.fromCodePoint(code)
    },
  )
}
