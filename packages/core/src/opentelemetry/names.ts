/**
 * The names by which configurations know what is in this room: those of opentelemetry-python, old and new, and two of ours.
 */
import { InstrumentationLoggingHandler, LoggingHandler } from './handler.js'
import { LoggingInstrumentor } from './instrumentor.js'
import { DEFAULT_LOGGING_FORMAT, TraceFieldsFilter, traceRecordFactory } from './trace-fields.js'

const NAMES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['opentelemetry.instrumentation.logging.LoggingInstrumentor', LoggingInstrumentor],
  ['opentelemetry.instrumentation.logging.DEFAULT_LOGGING_FORMAT', DEFAULT_LOGGING_FORMAT],
  ['opentelemetry.instrumentation.logging.constants.DEFAULT_LOGGING_FORMAT', DEFAULT_LOGGING_FORMAT],
  ['opentelemetry.instrumentation.logging.handler.LoggingHandler', InstrumentationLoggingHandler],
  ['opentelemetry.sdk._logs.LoggingHandler', LoggingHandler],
  ['opentelemetry.sdk._logs._internal.LoggingHandler', LoggingHandler],
  ['pylogging.opentelemetry.TraceFieldsFilter', TraceFieldsFilter],
  ['pylogging.opentelemetry.traceRecordFactory', traceRecordFactory],
])

/** Returns the value of a dotted name; undefined for one that is not here. */
export function openTelemetryName(name: string): unknown {
  return NAMES.get(name)
}
