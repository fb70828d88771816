/**
 * The opcodes of pickles that reach beyond plain values: they import, call and build. Two of them are carried out for what
 * plain-makers.ts knows, and refused for everything else.
 *
 * Source: CPython 3.13.0, Lib/pickle.py.
 */
import { ValueError } from '@pylogging/formatter'

export const GLOBAL = 0x63
export const REDUCE = 0x52

const NAMES: ReadonlyMap<number, string> = new Map([
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

/** The error for an opcode that is refused, or that does not exist. */
export function refusal(code: number): ValueError {
  const name = NAMES.get(code)
  const text =
    name === undefined
      ? `a pickle with the opcode 0x${code.toString(16).padStart(2, '0')}`
      : `a pickle of something else than plain values (${name})`
  return new ValueError(text)
}
