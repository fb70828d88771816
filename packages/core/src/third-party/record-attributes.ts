/**
 * The attributes of a record as Python's `record.__dict__` has them.
 */
import { float, type LogRecord, tuple } from '@pylogging/formatter'

export const CALL_SITE_FIELDS: readonly string[] = ['filename', 'funcName', 'lineno', 'module', 'pathname']

/** All that a record has by itself, and what a Formatter adds: python-json-logger's RESERVED_ATTRS. */
export const RESERVED_ATTRS: readonly string[] = [
  'args',
  'asctime',
  'created',
  'exc_info',
  'exc_text',
  'filename',
  'funcName',
  'levelname',
  'levelno',
  'lineno',
  'message',
  'module',
  'msecs',
  'msg',
  'name',
  'pathname',
  'process',
  'processName',
  'relativeCreated',
  'stack_info',
  'taskName',
  'thread',
  'threadName',
]

/** An attribute with the type that it has in Python: times are floats, arguments a tuple. */
export function fieldValue(record: LogRecord, name: string): unknown {
  const value = record[name]
  if (name === 'created' || name === 'msecs' || name === 'relativeCreated') {
    return typeof value === 'number' ? float(value) : value
  }
  return (name === 'args' || name === 'exc_info') && Array.isArray(value) ? tuple(...value) : value
}

/** Attributes by their names. */
export interface Attributes {
  has(name: string): boolean
  get(name: string): unknown
}

/** The record with some attributes replaced or added. The others are the record's own, which does not change. */
export function withAttributes(record: LogRecord, attributes: Attributes): LogRecord {
  const isReplaced = (name: string | symbol): name is string => typeof name === 'string' && attributes.has(name)
  return new Proxy(record, {
    get: (target, name) => (isReplaced(name) ? attributes.get(name) : Reflect.get(target, name, target)),
    getOwnPropertyDescriptor: (target, name) =>
      isReplaced(name)
        ? { value: attributes.get(name), configurable: true, enumerable: true, writable: true }
        : Reflect.getOwnPropertyDescriptor(target, name),
  })
}
