/**
 * Pickles a dictionary of attributes with protocol 1, as Python's SocketHandler does.
 *
 *   { name: 'shop', levelno: 20, created: 1.5 }   becomes   } ( X name X shop X levelno K 20 X created G 1.5 u .
 *
 * Pieces are strings of bytes (latin-1). Of the memo's opcodes only those of containers are there, since one that is in
 * several places is written once, as in Python; what contains itself is its text there.
 *
 * A value for which Python has no plain counterpart travels as its text.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/logging/handlers.py, SocketHandler.makePickle. Read back by CPython in
 * test/network/python-receiver.test.mjs.
 */
import { FLOAT_ATTRIBUTES, isPlainObject, PythonFloat, PythonTuple, str, TextBudget } from '@pylogging/formatter'
import { utf8Bytes } from '../encodings/surrogates.js'

/** The depth below which containers are written as their text. */
const DEEPEST = 100
const LENGTH_BYTES = 4
/** The memory that an item takes beside its own bytes, until the pieces are put together. */
const BYTES_OF_ITEM = 16
const NONE = 'N'

/**
 * @param attributes - Python's `record.__dict__`, in its order.
 * @returns The pickle behind its length, which is four bytes with the highest first.
 */
export function pickleAttributes(attributes: Readonly<Record<string, unknown>>): Buffer {
  return withLength(Buffer.from(`\0\0\0\0}(${itemsBytes(attributes)}u.`, 'latin1'))
}

/** Attributes alone, without what begins and ends a dictionary. */
export function itemsBytes(items: Readonly<Record<string, unknown>>): string {
  const containers = noContainers()
  let bytes = ''
  for (const [name, value] of Object.entries(items)) {
    bytes +=
      textBytes(name) +
      (typeof value === 'number' && FLOAT_ATTRIBUTES.has(name) ? floatBytes(value) : valueBytes(value, containers))
  }
  return bytes
}

/** The containers of one pickle. */
interface Containers {
  /** The containers around the value that is written. */
  readonly around: unknown[]
  /** The places in the memo of those that are written. */
  readonly known: Map<unknown, number>
  readonly budget: TextBudget
}

function noContainers(): Containers {
  return { around: [], known: new Map(), budget: new TextBudget() }
}

function valueBytes(value: unknown, containers: Containers | null): string {
  switch (typeof value) {
    case 'string':
      return textBytes(value)
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? integerBytes(value) : floatBytes(value)
    case 'bigint':
      return value >= -0x80000000n && value <= 0x7fffffffn ? integerBytes(Number(value)) : `L${value}L\n`
    case 'boolean':
      return value ? 'I01\n' : 'I00\n'
    case 'object':
      return value === null ? NONE : objectBytes(value, containers ?? noContainers())
    case 'undefined':
      return NONE
    default:
      return textBytes(str(value))
  }
}

function objectBytes(value: object, containers: Containers): string {
  if (value instanceof PythonFloat) return floatBytes(value.value)
  if (value instanceof Uint8Array) return bytesBytes(value)
  const write = writerOf(value)
  const { around, known } = containers
  const place = known.get(value)
  if (write === undefined || around.length >= DEEPEST || around.includes(value)) return textBytes(str(value))
  if (place !== undefined) return place <= 0xff ? `h${String.fromCharCode(place)}` : `j${wordBytes(place)}`
  around.push(value)
  const bytes = write(value as never, containers)
  around.pop()
  const next = known.size
  known.set(value, next)
  return `${bytes}${next <= 0xff ? `q${String.fromCharCode(next)}` : `r${wordBytes(next)}`}`
}

function writerOf(value: object): ((value: never, containers: Containers) => string) | undefined {
  if (Array.isArray(value)) return listBytes
  if (value instanceof PythonTuple) return tupleBytes
  if (value instanceof Map) return dictionaryBytes
  if (value instanceof Set) return setBytes
  return isPlainObject(value) ? objectsBytes : undefined
}

function listBytes(items: readonly unknown[], containers: Containers): string {
  const bytes = rowBytes(items, containers)
  return bytes === '' ? ']' : `](${bytes}e`
}

/** Writes items one after the other, because a sparse array has room for billions. */
function rowBytes(items: readonly unknown[], containers: Containers): string {
  let bytes = ''
  for (const item of items) {
    containers.budget.reserve(BYTES_OF_ITEM)
    bytes += containers.budget.spend(valueBytes(item, containers))
  }
  return bytes
}

function tupleBytes({ items }: PythonTuple, containers: Containers): string {
  return items.length === 0 ? ')' : `(${rowBytes(items, containers)}t`
}

function objectsBytes(value: object, containers: Containers): string {
  return entriesBytes(Object.entries(value), containers)
}

function dictionaryBytes(value: ReadonlyMap<unknown, unknown>, containers: Containers): string {
  return entriesBytes([...value], containers)
}

function entriesBytes(entries: readonly (readonly [unknown, unknown])[], containers: Containers): string {
  const items = entries.map(([key, item]) => hashableBytes(key) + valueBytes(item, containers))
  return items.length === 0 ? '}' : `}(${items.join('')}u`
}

function setBytes(items: ReadonlySet<unknown>): string {
  return `c__builtin__\nset\n(](${Array.from(items, hashableBytes).join('')}etR`
}

/** Keys of dictionaries and what is in sets must be hashable in Python, so containers are their text there. */
function hashableBytes(value: unknown): string {
  return typeof value === 'object' && value !== null ? textBytes(str(value)) : valueBytes(value, null)
}

/** Protocol 1 has no bytes of its own: Python writes a call that makes them of a text. */
function bytesBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'c__builtin__\nbytes\n)R'
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return `c_codecs\nencode\n(${textBytes(text)}${textBytes('latin1')}tR`
}

export function textBytes(text: string): string {
  const length = Buffer.byteLength(text)
  if (length === text.length) return `X${wordBytes(length)}${text}`
  return `X${wordBytes(length)}${utf8Bytes(text)}`
}

function integerBytes(value: number): string {
  if (value >= 0 && value <= 0xff) return `K${String.fromCharCode(value)}`
  if (value >= 0 && value <= 0xffff) return `M${String.fromCharCode(value & 0xff, value >> 8)}`
  if (value >= -0x80000000 && value <= 0x7fffffff) return `J${wordBytes(value)}`
  return `L${value}L\n`
}

/** Four bytes, the lowest first. */
function wordBytes(value: number): string {
  return String.fromCharCode(value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff)
}

function floatBytes(value: number): string {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeDoubleBE(value)
  return `G${bytes.toString('latin1')}`
}

export function withLength(buffer: Buffer): Buffer {
  buffer.writeUInt32BE(buffer.length - LENGTH_BYTES, 0)
  return buffer
}
