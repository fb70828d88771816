/**
 * Pickles a record: the bytes that all records of one log call have in common are kept, and the rest is put between them.
 *
 *   | } ( name msg | X message | args levelname … created G | times | thread … taskName | what extra added | u .
 *     site.head                  site.rest                           context
 *
 * So a record costs the copy of three pieces, its message and three numbers.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, SocketHandler.makePickle.
 */
import { BoundedCache, LogRecord } from '@pylogging/formatter'
import { utf8Bytes } from '../encodings/surrogates.js'
import { itemsBytes, pickleAttributes, textBytes, withLength } from './pickle.js'

const MOST_SITES = 4096
/** The length up to which a loop over the characters of a text is faster than a call into V8. */
const SHORT = 48
const TEXT_HEAD_BYTES = 5
const FLOAT_TO_COME = `G${'\0'.repeat(8)}`

/**
 * A record's attributes with the message for `msg`, and none of what only makes it.
 *
 * @param message - The text of `record.getMessage()`.
 * @returns The pickle behind its length.
 */
export function pickleRecord(record: LogRecord, message: string): Buffer {
  const names = Object.keys(record)
  if (!isOrdinary(record, names)) return pickleAnyRecord(record, message)
  const { head, rest, times } = siteOf(record)
  const end = contextOf(record)
  const more = names.length === ORDINARY ? 'u.' : `${itemsBytes(added(record, names))}u.`
  const length = Buffer.byteLength(message)
  const restAt = head.length + TEXT_HEAD_BYTES + length
  const endAt = restAt + rest.length
  const buffer = Buffer.allocUnsafe(endAt + end.length + more.length)
  buffer.set(head)
  writeText(buffer, head.length, message, length)
  buffer.set(rest, restAt)
  buffer.writeDoubleBE(record.created, restAt + times[0])
  buffer.writeDoubleBE(record.msecs, restAt + times[1])
  buffer.writeDoubleBE(record.relativeCreated, restAt + times[2])
  buffer.set(end, endAt)
  buffer.write(more, endAt + end.length, 'latin1')
  return withLength(buffer)
}

function pickleAnyRecord(record: LogRecord, message: string): Buffer {
  const attributes = { ...record.toDict(), msg: message, args: null, exc_info: null }
  Reflect.deleteProperty(attributes, 'message')
  return pickleAttributes(attributes)
}

const ORDINARY_NAMES = Object.keys(new LogRecord('', 0, '', 0, '', null, null))
const ORDINARY = ORDINARY_NAMES.length
const LAST = ORDINARY_NAMES.at(-1)

/** Whether a record begins with the attributes of its class, in their kinds, without a traceback or stack. */
function isOrdinary(record: LogRecord, names: readonly string[]): boolean {
  return (
    Object.getPrototypeOf(record) === LogRecord.prototype &&
    names[ORDINARY - 1] === LAST &&
    record.exc_text === null &&
    record.stack_info === null &&
    typeof record.created === 'number' &&
    typeof record.msecs === 'number' &&
    typeof record.relativeCreated === 'number'
  )
}

/** Returns the attributes that `extra`, filters and formatters added to a record. */
function added(record: LogRecord, names: readonly string[]): Record<string, unknown> {
  const items: Record<string, unknown> = {}
  for (const name of names.slice(ORDINARY)) if (name !== 'message') items[name] = record[name as keyof LogRecord]
  return items
}

/** A text's pickle. @param length - Of its bytes. */
function writeText(buffer: Buffer, at: number, text: string, length: number): void {
  buffer[at] = 0x58
  buffer.writeUInt32LE(length, at + 1)
  const start = at + TEXT_HEAD_BYTES
  if (length !== text.length) buffer.write(utf8Bytes(text), start, 'latin1')
  else if (length > SHORT) buffer.write(text, start, 'latin1')
  else for (let index = 0; index < length; index += 1) buffer[start + index] = text.charCodeAt(index)
}

/** The parts of a pickle that all records of one log call share. */
interface Site {
  readonly of: readonly unknown[]
  readonly head: Uint8Array
  readonly rest: Uint8Array
  /** The positions in `rest` at which the three times belong. */
  readonly times: readonly [number, number, number]
}

/**
 * The sites by the numbers of logger and file, line and level. Two log calls may have the same key, and then take
 * turns.
 */
const sites = new BoundedCache<number, Site>({ most: MOST_SITES })
const textNumbers = new BoundedCache<string, number>({ most: MOST_SITES })
let lastNumber = 0

function siteOf(record: LogRecord): Site {
  const { name, levelname, levelno, pathname, filename, module, lineno, funcName } = record
  const key = ((numberOf(name) * 0x1000 + numberOf(pathname)) * 0x1000 + lineno) * 0x40 + levelno
  const found = sites.get(key)
  if (found !== undefined) {
    const [foundName, foundPath, foundLevelname, foundLevel, foundFile, foundModule, foundLine, foundFunction] =
      found.of
    if (name === foundName && pathname === foundPath && levelname === foundLevelname && levelno === foundLevel) {
      if (filename === foundFile && module === foundModule && lineno === foundLine && funcName === foundFunction) {
        return found
      }
    }
  }
  return sites.set(key, createSite(record))
}

function numberOf(text: string): number {
  return textNumbers.get(text) ?? textNumbers.set(text, ++lastNumber)
}

function createSite({ name, levelname, levelno, pathname, filename, module, lineno, funcName }: LogRecord): Site {
  const level = { args: null, levelname, levelno, pathname, filename, module, exc_info: null, exc_text: null }
  const upToCreated = itemsBytes({ ...level, stack_info: null, lineno, funcName }) + textBytes('created')
  const upToMsecs = upToCreated + FLOAT_TO_COME + textBytes('msecs')
  const upToRelative = upToMsecs + FLOAT_TO_COME + textBytes('relativeCreated')
  return {
    of: [name, pathname, levelname, levelno, filename, module, lineno, funcName],
    head: Buffer.from(`\0\0\0\0}(${itemsBytes({ name })}${textBytes('msg')}`, 'latin1'),
    rest: Buffer.from(upToRelative + FLOAT_TO_COME, 'latin1'),
    times: [upToCreated.length + 1, upToMsecs.length + 1, upToRelative.length + 1],
  }
}

let context: { readonly of: readonly unknown[]; readonly bytes: Uint8Array } = { of: [], bytes: new Uint8Array(0) }

/** Thread, process and task, which seldom change. */
function contextOf({ thread, threadName, processName, process, taskName }: LogRecord): Uint8Array {
  const [knownThread, knownThreadName, knownName, knownProcess, knownTask] = context.of
  const isSame =
    thread === knownThread &&
    threadName === knownThreadName &&
    processName === knownName &&
    process === knownProcess &&
    taskName === knownTask
  if (!isSame || context.bytes.length === 0) {
    const bytes = Buffer.from(itemsBytes({ thread, threadName, processName, process, taskName }), 'latin1')
    context = { of: [thread, threadName, processName, process, taskName], bytes }
  }
  return context.bytes
}
