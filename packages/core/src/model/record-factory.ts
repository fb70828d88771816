/**
 * Records are made by the class LogRecord, or by the factory that `setLogRecordFactory` was given.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, getLogRecordFactory, setLogRecordFactory, makeLogRecord.
 */
import { hasAttribute, KeyError, LogRecord, repr, setAttribute } from '@pylogging/formatter'
import type { LogKeywords } from './call-args.js'
import type { RecordArguments, RecordFactory } from './contracts.js'
import { shared } from './shared.js'

/** The class itself as a function, which is what Python's default factory is. */
function defaultFactory(...args: RecordArguments): LogRecord {
  return new LogRecord(...args)
}

/** Returns the function that makes records now: one for LogRecord, unless a program has set something else. */
export function getLogRecordFactory(): RecordFactory {
  return shared.recordFactory ?? defaultFactory
}

/** Sets what makes records from now on. @param factory - A function, or a class derived from LogRecord. */
export function setLogRecordFactory(factory: RecordFactory | (new (...args: RecordArguments) => LogRecord)): void {
  if (factory === defaultFactory || factory === LogRecord) shared.recordFactory = null
  else shared.recordFactory = isClass(factory) ? (...args) => new factory(...args) : (factory as RecordFactory)
}

/** A class cannot be called; its `prototype` cannot be replaced, which tells it from a function. */
function isClass(value: unknown): value is new (...args: RecordArguments) => LogRecord {
  return typeof value === 'function' && Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
}

/**
 * A record from a dictionary of attributes, such as arrive from another process, made by the factory of the moment.
 *
 * Nothing is checked or merged, as in Python: `levelname` is `Level None` unless given.
 */
export function makeLogRecord(attributes: Readonly<Record<string, unknown>>): LogRecord {
  const record = getLogRecordFactory()(null as never, null as never, '', 0, '', [], null, null, null)
  for (const [name, value] of Object.entries(attributes)) setAttribute(record, name, value)
  return record
}

/** Sets the attributes of `extra`. @throws KeyError for the name of an attribute that is there already. */
export function addExtra(record: LogRecord, extra: LogKeywords['extra']): LogRecord {
  for (const name of Object.keys(extra ?? {})) {
    if (name === 'message' || name === 'asctime' || hasAttribute(record, name)) {
      throw new KeyError(`Attempt to overwrite ${repr(name)} in LogRecord`)
    }
    setAttribute(record, name, extra?.[name])
  }
  return record
}
