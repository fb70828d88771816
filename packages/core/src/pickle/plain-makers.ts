/**
 * The calls by which pickles below protocol 3, SocketHandler's among them, write bytes, and those below 4 sets.
 *
 *   c_codecs\nencode\n ( X \xc3\xbf X latin1 t R      becomes   the byte 0xff
 *   c__builtin__\nset\n ( ] ( K 1 K 2 e t R            becomes   {1, 2}
 *
 * Nothing is imported or called: these names stand for the functions of this file, and there are no others.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, save_bytes, save_bytearray, save_set, save_frozenset.
 */
import { ValueError } from '@pylogging/formatter'

/** Makes a plain value of plain arguments. @throws ValueError for arguments that Python does not write. */
export type Maker = (args: readonly unknown[]) => unknown

const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['_codecs.encode', encode],
  ['__builtin__.bytes', emptyBytes],
  ['__builtin__.bytearray', byteArray],
  ['builtins.bytearray', byteArray],
  ['__builtin__.set', setOf],
  ['builtins.set', setOf],
  ['__builtin__.frozenset', setOf],
  ['builtins.frozenset', setOf],
])

/** @returns Undefined for what is none of them. */
export function findMaker(module: string, name: string): Maker | undefined {
  return MAKERS.get(`${module}.${name}`)
}

export function isMaker(value: unknown): value is Maker {
  return typeof value === 'function'
}

function encode([text, encoding, ...others]: readonly unknown[]): Uint8Array {
  const isLatin = encoding === 'latin1' || encoding === 'latin-1'
  if (others.length > 0 || !isLatin || typeof text !== 'string' || !/^[\0-\xff]*$/.test(text)) throw notPlain()
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

function emptyBytes(args: readonly unknown[]): Uint8Array {
  if (args.length > 0) throw notPlain()
  return new Uint8Array(0)
}

function byteArray(args: readonly unknown[]): Uint8Array {
  const [bytes = new Uint8Array(0), ...others] = args
  if (others.length > 0 || !(bytes instanceof Uint8Array)) throw notPlain()
  return bytes
}

function setOf([items, ...others]: readonly unknown[]): Set<unknown> {
  if (others.length > 0 || !Array.isArray(items)) throw notPlain()
  return new Set(items)
}

function notPlain(): ValueError {
  return new ValueError('a pickle of something else than plain values (REDUCE)')
}
