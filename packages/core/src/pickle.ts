/**
 * Writes a record as Python's SocketHandler does: a dictionary of its attributes, pickled with protocol 1.
 *
 *   { name: 'shop', levelno: 20, created: 1.5 }   becomes   } ( X name X shop X levelno K 20 X created G 1.5 u .
 *
 * Pieces are strings of bytes (latin-1): most of a record is the same as in the one before, and joining strings that are
 * known is the cheapest way to a record's bytes. Of the memo's opcodes only those of containers are
 * there, since one that is in several places is written once, as in Python; what contains itself is its text there.
 *
 * What Python has no plain value for travels as its text.
 *
 * Source: CPython 3.13.0, Lib/pickle.py, Lib/logging/handlers.py, SocketHandler.makePickle. Read back by CPython in
 * test/network/python-receiver.test.mjs.
 */
import { isPlainObject, LogRecord, PythonFloat, PythonTuple, str } from '@pylogging/formatter'
import { surrogateBytes } from './surrogates.js'

/** Deeper containers are written as their text. */
const DEEPEST = 100
const LENGTH_BYTES = 4
/** How many texts and call sites are remembered, and up to which length a text is. */
const MOST_KNOWN = 1000
const LONGEST_KNOWN = 256

/** Half of a character that stands alone. */
const HALF = /\p{Surrogate}/u

const NONE = 'N'
/** What LogRecord makes floats, though JavaScript cannot tell. */
const FLOATS: ReadonlySet<string> = new Set(['created', 'msecs', 'relativeCreated'])
const FLOAT_TO_COME = '\0'.repeat(8)

/**
 * @param attributes - Python's `record.__dict__`, in its order.
 * @returns The pickle behind its length, which is four bytes with the highest first.
 */
export function pickleAttributes(attributes: Readonly<Record<string, unknown>>): Buffer {
  let body = '}('
  const containers = noContainers()
  for (const [name, value] of Object.entries(attributes)) {
    body +=
      textBytes(name) +
      (typeof value === 'number' && FLOATS.has(name) ? floatBytes(value) : valueBytes(value, containers))
  }
  return withLength(Buffer.from(`\0\0\0\0${body}u.`, 'latin1'))
}

/**
 * The same for a record, with the message for `msg`, and none of what only makes it.
 *
 * @param message - What `record.getMessage()` says.
 */
export function pickleRecord(record: LogRecord, message: string): Buffer {
  if (!isOrdinary(record)) return pickleAnyRecord(record, message)
  const { name, level, line } = siteBytes(record)
  const exception = `${maybeText(record.exc_text)}${KEY.stack_info}${maybeText(record.stack_info)}`
  const upToCreated = `\0\0\0\0}(${name}${textBytes(message)}${level}${exception}${line}`
  const times = `${FLOAT_TO_COME}${KEY.msecs}G${FLOAT_TO_COME}${KEY.relativeCreated}G${FLOAT_TO_COME}`
  const buffer = Buffer.from(`${upToCreated}${times}${contextBytes(record)}u.`, 'latin1')
  let at = buffer.writeDoubleBE(record.created, upToCreated.length)
  at = buffer.writeDoubleBE(record.msecs, at + KEY.msecs.length + 1)
  buffer.writeDoubleBE(record.relativeCreated, at + KEY.relativeCreated.length + 1)
  return withLength(buffer)
}

function pickleAnyRecord(record: LogRecord, message: string): Buffer {
  const attributes = { ...record.toDict(), msg: message, args: null, exc_info: null }
  Reflect.deleteProperty(attributes, 'message')
  return pickleAttributes(attributes)
}

const ORDINARY = Object.keys(new LogRecord('', 0, '', 0, '', null, null)).length

/** Whether a record has the attributes of its class and no others. A formatter adds `message`; then it is the slow way. */
function isOrdinary(record: LogRecord): boolean {
  return (
    Object.getPrototypeOf(record) === LogRecord.prototype &&
    Object.keys(record).length === ORDINARY &&
    typeof record.created === 'number' &&
    typeof record.msecs === 'number' &&
    typeof record.relativeCreated === 'number'
  )
}

/** The bytes of a text, remembered where it is likely to come again. */
const texts = new Map<string, string>()

function knownText(text: string): string {
  const found = texts.get(text)
  if (found !== undefined) return found
  const bytes = textBytes(text)
  if (text.length > LONGEST_KNOWN) return bytes
  if (texts.size >= MOST_KNOWN) texts.clear()
  texts.set(text, bytes)
  return bytes
}

const KEY = {
  stack_info: textBytes('stack_info'),
  msecs: textBytes('msecs'),
  relativeCreated: textBytes('relativeCreated'),
}

/** What all records of one log call have in common. */
interface Site {
  readonly of: readonly unknown[]
  /** Up to `msg`, up to `exc_text`, from `lineno` up to `created`; values between them are the record's own. */
  readonly name: string
  readonly level: string
  readonly line: string
}

const sites = new Map<string, Map<number, Site>>()
let knownSites = 0

function siteBytes(record: LogRecord): Site {
  const { name, levelname, levelno, pathname, filename, module, lineno, funcName } = record
  const found = sites.get(pathname)?.get(lineno)
  if (found !== undefined) {
    const [foundName, foundLevel, foundNumber, foundFile, foundModule, foundFunction] = found.of
    if (name === foundName && levelname === foundLevel && levelno === foundNumber) {
      if (filename === foundFile && module === foundModule && funcName === foundFunction) return found
    }
  }
  const level = { args: null, levelname, levelno, pathname, filename, module, exc_info: null }
  const site = {
    of: [name, levelname, levelno, filename, module, funcName],
    name: `${itemsBytes({ name })}${textBytes('msg')}`,
    level: `${itemsBytes(level)}${textBytes('exc_text')}`,
    line: `${itemsBytes({ lineno, funcName })}${textBytes('created')}G`,
  }
  if (knownSites >= MOST_KNOWN) {
    sites.clear()
    knownSites = 0
  }
  knownSites += 1
  const lines = sites.get(pathname) ?? new Map<number, Site>()
  sites.set(pathname, lines.set(lineno, site))
  return site
}

let context: { readonly of: readonly unknown[]; readonly bytes: string } = { of: [], bytes: '' }

/** Thread, process and task, which seldom change. */
function contextBytes({ thread, threadName, processName, process, taskName }: LogRecord): string {
  const [a, b, c, d, e] = context.of
  if (
    a !== thread ||
    b !== threadName ||
    c !== processName ||
    d !== process ||
    e !== taskName ||
    context.bytes === ''
  ) {
    const bytes = itemsBytes({ thread, threadName, processName, process, taskName })
    context = { of: [thread, threadName, processName, process, taskName], bytes }
  }
  return context.bytes
}

function itemsBytes(items: Readonly<Record<string, unknown>>): string {
  let bytes = ''
  for (const name of Object.keys(items)) bytes += knownText(name) + valueBytes(items[name], null)
  return bytes
}

function maybeText(text: unknown): string {
  return typeof text === 'string' ? textBytes(text) : valueBytes(text, null)
}

/** The containers of one pickle. */
interface Containers {
  /** Those around the value that is written. */
  readonly around: unknown[]
  /** The places in the memo of those that are written. */
  readonly known: Map<unknown, number>
}

function noContainers(): Containers {
  return { around: [], known: new Map() }
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
  const bytes = Array.from(items, (item) => valueBytes(item, containers)).join('')
  return bytes === '' ? ']' : `](${bytes}e`
}

function tupleBytes({ items }: PythonTuple, containers: Containers): string {
  return items.length === 0 ? ')' : `(${Array.from(items, (item) => valueBytes(item, containers)).join('')}t`
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

function textBytes(text: string): string {
  const length = Buffer.byteLength(text)
  if (length === text.length) return `X${wordBytes(length)}${text}`
  // A half of a character is as long as what Buffer writes in its place.
  const bytes = HALF.test(text) ? surrogateBytes(text) : Buffer.from(text).toString('latin1')
  return `X${wordBytes(length)}${bytes}`
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

function withLength(buffer: Buffer): Buffer {
  buffer.writeUInt32BE(buffer.length - LENGTH_BYTES, 0)
  return buffer
}
