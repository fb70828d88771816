/**
 * Reads Python's pickles of plain values, protocols 0 to 5, and nothing else.
 *
 *   } ( X name X shop K 20 … u .      becomes   Map { 'name' → 'shop', … }
 *
 * A pickle is a program; the opcodes that import, call or build are refused (but for plain-makers.ts), so all it can make is None, bool, int,
 * float, str, bytes, list, tuple, dict and set. Dictionaries are Maps, tuples are marked, so are whole floats.
 *
 * It comes from outside, so everything is bounded: how many steps are done here; how many containers and how deep, in
 * pickle-machine.ts; how long a number, in pickle-numbers.ts.
 *
 * Own, because pickleparser reads a negative length by going backwards (an endless loop), bounds nothing, and cannot tell
 * 3.0 from 3 or a tuple from a list.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/pickletools.py.
 */
import { PythonTuple, ValueError } from '@pylogging/formatter'
import { PickleMachine } from './pickle-machine.js'
import { floatLine, index, integer, integerLine, longBytes, number, unescaped } from './pickle-numbers.js'
import { GLOBAL, REDUCE, refusal } from './pickle-refusals.js'
import { findMaker, type Maker } from './plain-makers.js'

const MOST_STEPS = 1_000_000
const STOP = 0x2e

/** @throws ValueError for what is not plain, not a pickle, or too much. */
export function unpickle(bytes: Uint8Array): unknown {
  const machine = new PickleMachine(bytes)
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const code = machine.input.byte()
    if (code === STOP) return machine.result()
    const step = STEPS.get(code)
    if (step === undefined) throw refusal(code)
    step(machine)
  }
  throw new ValueError(`more than ${MOST_STEPS} values in one pickle`)
}

type Step = (machine: PickleMachine) => void

const STEPS: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (m) => void m.input.byte()], // PROTO
  [0x95, (m) => void m.input.uint64()], // FRAME
  [0x28, (m) => m.pushMark()], // MARK
  [0x30, (m) => void m.popSome(1)], // POP
  [0x31, (m) => void m.popToMark()], // POP_MARK
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x49, (m) => m.push(integerLine(m.input.line()))], // INT
  [0x4a, (m) => m.push(m.input.int32())], // BININT
  [0x4b, (m) => m.push(m.input.byte())], // BININT1
  [0x4d, (m) => m.push(m.input.uint16())], // BININT2
  [0x4c, (m) => m.push(integer(m.input.line().replace(/L$/, '')))], // LONG
  [0x8a, (m) => m.push(longBytes(m.input.bytes(m.input.byte())))], // LONG1
  [0x8b, (m) => m.push(longBytes(m.input.bytes(m.input.uint32())))], // LONG4
  [0x46, (m) => m.push(number(floatLine(m.input.line())))], // FLOAT
  [0x47, (m) => m.push(number(m.input.float64()))], // BINFLOAT
  [0x56, (m) => m.push(unescaped(m.input.line()))], // UNICODE
  [0x58, (m) => m.push(m.input.text(m.input.uint32()))], // BINUNICODE
  [0x8c, (m) => m.push(m.input.text(m.input.byte()))], // SHORT_BINUNICODE
  [0x8d, (m) => m.push(m.input.text(m.input.uint64()))], // BINUNICODE8
  [0x42, (m) => m.push(Uint8Array.from(m.input.bytes(m.input.uint32())))], // BINBYTES
  [0x43, (m) => m.push(Uint8Array.from(m.input.bytes(m.input.byte())))], // SHORT_BINBYTES
  [0x8e, (m) => m.push(Uint8Array.from(m.input.bytes(m.input.uint64())))], // BINBYTES8
  [0x96, (m) => m.push(Uint8Array.from(m.input.bytes(m.input.uint64())))], // BYTEARRAY8
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
  [GLOBAL, (m) => m.push(maker(m.input.line(), m.input.line()))],
  [REDUCE, (m) => m.reduce()],
  [0x70, (m) => m.memoize(index(m.input.line()))], // PUT
  [0x71, (m) => m.memoize(m.input.byte())], // BINPUT
  [0x72, (m) => m.memoize(m.input.uint32())], // LONG_BINPUT
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x67, (m) => m.recall(index(m.input.line()))], // GET
  [0x68, (m) => m.recall(m.input.byte())], // BINGET
  [0x6a, (m) => m.recall(m.input.uint32())], // LONG_BINGET
])

function maker(module: string, name: string): Maker {
  const found = findMaker(module, name)
  if (found === undefined) throw refusal(GLOBAL)
  return found
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
