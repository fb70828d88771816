/**
 * How a format reads one attribute of a record: one function per name, made when the format is compiled.
 *
 * A name is looked for among the record's own attributes, then in `defaults`; never on a prototype. created, msecs and
 * relativeCreated are floats in Python, which a JavaScript number cannot show by itself: `250.0`, not `250`.
 */
import { KeyError, ValueError } from './errors.js'
import { float, PythonTuple, tuple } from './python-text.js'
import type { LogRecord } from './record.js'

export type FieldReader = (record: LogRecord) => unknown

/** Values for attributes that a record lacks: Python's `defaults`. */
export type Defaults = Readonly<Record<string, unknown>> | null

const CALL_SITE: ReadonlySet<string> = new Set(['pathname', 'filename', 'module', 'lineno', 'funcName'])

/** Attributes that every record has. A function each, because V8 makes a fixed name several times faster than `record[name]`. */
const READERS: ReadonlyMap<string, FieldReader> = new Map<string, FieldReader>([
  ['name', (record) => record.name],
  ['msg', (record) => record.msg],
  ['args', (record) => (Array.isArray(record.args) ? new PythonTuple(record.args) : record.args)],
  ['levelname', (record) => record.levelname],
  ['levelno', (record) => record.levelno],
  ['pathname', (record) => record.pathname],
  ['filename', (record) => record.filename],
  ['module', (record) => record.module],
  ['exc_info', (record) => (record.exc_info === null ? null : tuple(...record.exc_info))],
  ['exc_text', (record) => record.exc_text],
  ['stack_info', (record) => record.stack_info],
  ['lineno', (record) => record.lineno],
  ['funcName', (record) => record.funcName],
  ['created', (record) => asFloat(record.created)],
  ['msecs', (record) => asFloat(record.msecs)],
  ['relativeCreated', (record) => asFloat(record.relativeCreated)],
  ['thread', (record) => record.thread],
  ['threadName', (record) => record.threadName],
  ['processName', (record) => record.processName],
  ['process', (record) => record.process],
  ['taskName', (record) => record.taskName],
])

/** The numbers as they are, for conversions such as %d and %f that print floats and whole numbers alike. */
const NUMBER_READERS: ReadonlyMap<string, FieldReader> = new Map<string, FieldReader>([
  ['created', (record) => record.created],
  ['msecs', (record) => record.msecs],
  ['relativeCreated', (record) => record.relativeCreated],
])

/** Whether reading this attribute needs the call site, which costs a walk of the stack. */
export function isCallSiteField(name: string): boolean {
  return CALL_SITE.has(name)
}

/**
 * The reader of one attribute.
 *
 * @param asNumber - The value goes into a conversion that takes floats as they are.
 * @returns A function that throws KeyError where neither the record nor `defaults` has the name.
 */
export function fieldReader(name: string, defaults: Defaults, asNumber = false): FieldReader {
  const fixed = (asNumber ? NUMBER_READERS.get(name) : undefined) ?? READERS.get(name)
  if (fixed !== undefined) {
    return (record) => {
      const value = fixed(record)
      // Every record has these, unless somebody deleted one.
      return value === undefined ? lookUp(record, name, defaults) : value
    }
  }
  if (name === 'message') return (record) => record.message ?? lookUp(record, name, defaults)
  if (name === 'asctime') return (record) => record.asctime ?? lookUp(record, name, defaults)
  return (record) => lookUp(record, name, defaults)
}

/** What a style throws for an error met while formatting: Python makes a ValueError of a missing field, and of no other. */
export function fieldNotFound(error: unknown): unknown {
  if (!(error instanceof KeyError)) return error
  return new ValueError(`Formatting field not found in record: ${error.message}`, { cause: error })
}

function lookUp(record: LogRecord, name: string, defaults: Defaults): unknown {
  if (Object.hasOwn(record, name)) return record[name]
  if (defaults !== null && Object.hasOwn(defaults, name)) return defaults[name]
  throw new KeyError(name)
}

/** The float that Python has in `created` and its kind. A record built from a dictionary may hold anything there. */
export function asFloat(value: unknown): unknown {
  return typeof value === 'number' ? float(value) : value
}
