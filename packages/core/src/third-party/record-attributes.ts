/**
 * The attributes of a record as Python's `record.__dict__` has them.
 */
import type { LogRecord } from '@pylogging/formatter'

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
