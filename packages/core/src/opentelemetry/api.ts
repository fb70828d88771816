/**
 * The parts of OpenTelemetry's packages for Node that are used here: the optional peers @opentelemetry/api-logs, which
 * knows who takes log records, and @opentelemetry/api, which knows the span that runs. This file loads them, and only
 * when something is asked.
 *
 * Their types are written down here as far as they are used, so that programs without these packages compile.
 */
import { onePerProcess } from '@pylogging/formatter'
import { ImportError } from '../python/errors.js'

/** A value as OpenTelemetry carries it. */
export type AnyValue =
  | string
  | number
  | boolean
  | Uint8Array
  | null
  | undefined
  | AnyValue[]
  | { [name: string]: AnyValue }

/** A log record as OpenTelemetry's logs API takes it. */
export interface OpenTelemetryRecord {
  /** Whole seconds since the epoch, and the nanoseconds of that second. */
  timestamp?: [seconds: number, nanoseconds: number]
  observedTimestamp?: [seconds: number, nanoseconds: number]
  severityNumber?: number
  severityText?: string
  body?: AnyValue
  attributes?: Record<string, AnyValue>
  /** The context of the log call, which knows the span. */
  // biome-ignore lint/suspicious/noExplicitAny: Context is a type of a package that may not be installed
  context?: any
}

/** A receiver of one logger's records: OpenTelemetry's Logger. */
export interface OpenTelemetryLogger {
  emit(record: OpenTelemetryRecord): void
  /** False where a record would go nowhere. Older versions have no such method. */
  enabled?(options?: { severityNumber?: number }): boolean
}

/**
 * A source of loggers that a LoggingHandler gives its records to: the LoggerProvider of @opentelemetry/sdk-logs, or one
 * of your own.
 */
export interface OpenTelemetryProvider {
  getLogger(name: string): OpenTelemetryLogger
  forceFlush?(): Promise<void>
}

interface SpanContext {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
}

/** A span that runs. */
export interface OpenTelemetrySpan {
  spanContext(): SpanContext
}

/** The part of @opentelemetry/api that is used here. */
export interface TraceApi {
  readonly context: { active(): unknown }
  readonly trace: {
    getActiveSpan(): OpenTelemetrySpan | undefined
    getTracerProvider(): unknown
    isSpanContextValid(context: SpanContext): boolean
  }
}

interface LogsApi {
  readonly logs: { getLoggerProvider(): OpenTelemetryProvider }
}

const loaded = onePerProcess<{ trace: TraceApi | null | undefined; logs: LogsApi | undefined }>(
  'openTelemetry',
  () => ({
    trace: undefined,
    logs: undefined,
  }),
)

// Each is required within a try of its own: only there bundlers take a package that is not installed for an optional one.

/** The provider of the process. @throws ImportError without @opentelemetry/api-logs. */
export function globalProvider(): OpenTelemetryProvider {
  try {
    loaded.logs ??= require('@opentelemetry/api-logs') as LogsApi
  } catch (error) {
    throw importError('@opentelemetry/api-logs', error)
  }
  return loaded.logs.logs.getLoggerProvider()
}

/** @throws ImportError without @opentelemetry/api. */
export function traceApi(): TraceApi {
  try {
    loaded.trace ??= require('@opentelemetry/api') as TraceApi
  } catch (error) {
    throw importError('@opentelemetry/api', error)
  }
  return loaded.trace
}

/** The context that runs; undefined where @opentelemetry/api is not installed, so that a provider finds its own. */
export function activeContext(): unknown {
  if (loaded.trace === undefined) {
    try {
      loaded.trace = require('@opentelemetry/api') as TraceApi
    } catch {
      loaded.trace = null
    }
  }
  return loaded.trace?.context.active()
}

function importError(name: string, cause: unknown): ImportError {
  const advice = `OpenTelemetry's packages are installed beside this one: npm install ${name}`
  return new ImportError(`No module named '${name}'\n  ${advice}`, { cause })
}
