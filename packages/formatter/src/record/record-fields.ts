/**
 * The reading of one attribute of a record for a format: one function per name, made when the format is compiled.
 *
 * A name is looked for among the record's own attributes, then in `defaults`; never on a prototype. created, msecs and
 * relativeCreated are floats in Python, which a JavaScript number cannot show by itself: `250.0`, not `250`.
 */
import { arisenDuring, ValueError } from '../python/errors.js'
import { KeyError } from '../python/key-error.js'
import { PythonTuple, tuple } from '../python/python-text.js'
import { asFloat, CALL_SITE_ATTRIBUTES } from './attributes.js'
import type { LogRecord } from './record.js'

export type FieldReader = (record: LogRecord) => unknown

/** @param lost - Asked where the attribute is None or was deleted. */
type ReaderMaker = (lost: FieldReader) => FieldReader

/** Values for attributes that a record lacks: Python's `defaults`. */
export type Defaults = Readonly<Record<string, unknown>> | null

/**
 * Attributes that a record has, the two that a Formatter adds included. A function each, because V8 makes a fixed name
 * several times faster than `record[name]`.
 */
const READERS: ReadonlyMap<string, ReaderMaker> = new Map<string, ReaderMaker>([
  ['name', (lost) => (record) => record.name ?? lost(record)],
  ['msg', (lost) => (record) => record.msg ?? lost(record)],
  ['args', () => (record) => (Array.isArray(record.args) ? new PythonTuple(record.args) : record.args)],
  ['levelname', (lost) => (record) => record.levelname ?? lost(record)],
  ['message', (lost) => (record) => record.message ?? lost(record)],
  ['asctime', (lost) => (record) => record.asctime ?? lost(record)],
  ['levelno', (lost) => (record) => record.levelno ?? lost(record)],
  ['pathname', () => (record) => record.pathname],
  ['filename', () => (record) => record.filename],
  ['module', () => (record) => record.module],
  ['exc_info', () => (record) => (record.exc_info === null ? null : tuple(...record.exc_info))],
  ['exc_text', (lost) => (record) => record.exc_text ?? lost(record)],
  ['stack_info', (lost) => (record) => record.stack_info ?? lost(record)],
  ['lineno', () => (record) => record.lineno],
  ['funcName', () => (record) => record.funcName],
  ['created', (lost) => (record) => asFloat(record.created ?? lost(record))],
  ['msecs', (lost) => (record) => asFloat(record.msecs ?? lost(record))],
  ['relativeCreated', (lost) => (record) => asFloat(record.relativeCreated ?? lost(record))],
  ['thread', (lost) => (record) => record.thread ?? lost(record)],
  ['threadName', (lost) => (record) => record.threadName ?? lost(record)],
  ['processName', (lost) => (record) => record.processName ?? lost(record)],
  ['process', (lost) => (record) => record.process ?? lost(record)],
  ['taskName', (lost) => (record) => record.taskName ?? lost(record)],
])

/** The numbers as they are, for conversions such as %d and %f that print floats and whole numbers alike. */
const NUMBER_READERS: ReadonlyMap<string, ReaderMaker> = new Map<string, ReaderMaker>([
  ['created', (lost) => (record) => record.created ?? lost(record)],
  ['msecs', (lost) => (record) => record.msecs ?? lost(record)],
  ['relativeCreated', (lost) => (record) => record.relativeCreated ?? lost(record)],
])

/** Whether reading this attribute needs the call site, which costs a walk of the stack. */
export function isCallSiteField(name: string): boolean {
  return CALL_SITE_ATTRIBUTES.has(name)
}

const STEADY: ReadonlySet<string> = new Set([
  ...CALL_SITE_ATTRIBUTES,
  'name',
  'levelname',
  'levelno',
  'thread',
  'threadName',
  'processName',
  'process',
])

/** Whether records often have the same value there as the one before. */
export function isSteadyField(name: string): boolean {
  return STEADY.has(name)
}

/**
 * The reader of one attribute.
 *
 * @param asNumber - The value goes into a conversion that takes floats as they are.
 * @returns A function that throws KeyError where neither the record nor `defaults` has the name.
 */
export function fieldReader(name: string, defaults: Defaults, asNumber = false): FieldReader {
  const lost: FieldReader = (record) => lookUp(record, name, defaults)
  const make = (asNumber ? NUMBER_READERS.get(name) : undefined) ?? READERS.get(name)
  return make === undefined ? lost : make(lost)
}

/**
 * Returns the error that a style throws for one met while formatting: Python makes a ValueError of a missing field, and
 * of no other.
 */
export function fieldNotFound(error: unknown): unknown {
  if (!(error instanceof KeyError)) return error
  return arisenDuring(new ValueError(`Formatting field not found in record: ${error.message}`, { cause: error }))
}

function lookUp(record: LogRecord, name: string, defaults: Defaults): unknown {
  if (Object.hasOwn(record, name)) return record[name]
  if (defaults !== null && Object.hasOwn(defaults, name)) return defaults[name]
  throw new KeyError(name)
}
