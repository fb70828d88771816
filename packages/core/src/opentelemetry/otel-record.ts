/**
 * A record of logging as OpenTelemetry's API takes it, as the LoggingHandler of opentelemetry-python makes it.
 *
 *   logger.warning('slow', { extra: { order: 7 } })
 *   { severityNumber: 13, severityText: 'WARN', body: 'slow', attributes: { order: 7, 'code.file.path': '/srv/app.ts', … } }
 *
 * Source: opentelemetry-sdk 1.45.0, sdk/_logs/_internal, LoggingHandler; opentelemetry-instrumentation-logging, handler.py.
 */
import { type ExcInfo, Formatter, type LogRecord, str } from '@pylogging/formatter'
import { RESERVED_ATTRS } from '../third-party/record-attributes.js'
import { anyValue, anyValues, isExportable } from './any-value.js'
import type { AnyValue, OpenTelemetryRecord } from './api.js'
import { severityText, std_to_otel } from './severity.js'

/** The attributes that every record has, which say nothing of their own. `getMessage` is in Python's list, too. */
const RESERVED: ReadonlySet<string> = new Set([...RESERVED_ATTRS, 'getMessage'])

let formatter: Formatter | null = null

/**
 * @param format - Makes the body; null where the handler has no formatter.
 * @throws What formatting throws, and KeyError and ValueError for values that cannot be exported.
 */
export function translated(
  record: LogRecord,
  format: ((record: LogRecord) => string) | null,
  hasCodeAttributes: boolean,
): OpenTelemetryRecord {
  return {
    timestamp: nanoseconds(record.created),
    observedTimestamp: nanoseconds(secondsNow(record.created)),
    severityNumber: std_to_otel(record.levelno),
    severityText: severityText(record.levelname),
    body: format === null ? bodyOf(record) : format(record),
    attributes: anyValues(attributesOf(record, hasCodeAttributes)),
  }
}

/** Python's `int(created * 1e9)`, to the last digit that a float has. */
function nanoseconds(created: number): [seconds: number, nanoseconds: number] {
  const all = BigInt(Math.trunc(created * 1e9))
  return [Number(all / 1_000_000_000n), Number(all % 1_000_000_000n)]
}

/** The system's clock; where that still shows the millisecond of the record, the record's time, which is finer. */
function secondsNow(created: number): number {
  const now = Date.now()
  return Math.floor(created * 1000) === now ? created : now / 1000
}

/** The message; or, for what is logged instead of a text, the value itself. */
function bodyOf(record: LogRecord): AnyValue {
  const { msg } = record
  if (typeof msg === 'string' || hasArguments(record)) return record.getMessage()
  return isExportable(msg) ? anyValue(msg) : str(msg)
}

function hasArguments({ args }: LogRecord): boolean {
  if (args === null || args === undefined) return false
  if (Array.isArray(args)) return args.length > 0
  return args instanceof Map ? args.size > 0 : Object.keys(args).length > 0
}

/** Returns the attributes of a record in Python's order. A name that is there twice keeps its first place. */
function attributesOf(record: LogRecord, hasCodeAttributes: boolean): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const name of Object.keys(record)) if (!RESERVED.has(name)) found.set(name, record[name])
  if (hasCodeAttributes) {
    found.set('code.file.path', record.pathname)
    found.set('code.function.name', record.funcName)
    found.set('code.line.number', record.lineno)
  }
  if (record.exc_info) addException(found, record.exc_info)
  return found
}

function addException(found: Map<string, unknown>, exc_info: ExcInfo): void {
  const [type, value, traceback] = exc_info
  if (type) found.set('exception.type', type.name)
  const message = firstArgument(value)
  if (message !== undefined) found.set('exception.message', str(message))
  if (traceback === null || traceback === undefined) return
  formatter ??= new Formatter()
  found.set('exception.stacktrace', `${formatter.formatException(exc_info)}\n`)
}

/** Python's `value.args[0]`: of an Error its message, unless it was made without one. */
function firstArgument(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, 'key') && (value as Error).name === 'KeyError') return (value as { key: unknown }).key
  return Object.hasOwn(value, 'message') ? (value as Error).message : undefined
}
