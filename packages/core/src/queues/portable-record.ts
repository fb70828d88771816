/**
 * Records as plain data, for what copies values but not classes: worker threads and processes.
 *
 *   { record: { name: 'shop', msg: 'order 7', …, user: 'anna' } }     a record
 *   { item: null }                                                    anything else
 *
 * As Python does before it pickles a record, the message is merged and the exception becomes text. A value that cannot
 * be copied goes as its text; so do instances of classes, which would arrive without their class and print as something
 * else.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, SocketHandler.makePickle.
 */
import { types } from 'node:util'
import { exceptionText, LogRecord, makeLogRecord, str } from '@pylogging/formatter'

export type Message = { readonly record: Record<string, unknown> } | { readonly item: unknown }

export function toMessage(item: unknown): Message {
  if (!isRecord(item)) return { item: portable(item) }
  const { message: _, ...attributes } = item.toDict()
  const record: Record<string, unknown> = { ...attributes, msg: item.getMessage(), args: null, exc_info: null }
  if (item.exc_info !== null && item.exc_text === null)
    record['exc_text'] = exceptionText(item.exc_info[1], 'python', item.exc_info[2])
  for (const name of Object.keys(record)) record[name] = portable(record[name])
  return { record }
}

export function fromMessage(message: Message): unknown {
  return 'record' in message ? makeLogRecord(message.record) : message.item
}

function isRecord(item: unknown): item is LogRecord {
  if (item instanceof LogRecord) return true
  // One of another copy of this package.
  const { toDict, getMessage } = (item ?? {}) as Partial<LogRecord>
  return typeof toDict === 'function' && typeof getMessage === 'function'
}

function portable(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return textOf(value)
  if (typeof value !== 'object' || value === null) return value
  try {
    return isData(value) ? structuredClone(value) : textOf(value)
  } catch {
    return textOf(value)
  }
}

/** Whether a value keeps its kind when it is copied. */
function isData(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null || Array.isArray(value)) return true
  return types.isDate(value) || types.isMap(value) || types.isSet(value) || types.isUint8Array(value)
}

function textOf(value: unknown): string {
  try {
    return str(value)
  } catch {
    return `<unprintable ${typeof value}>`
  }
}
