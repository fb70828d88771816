/**
 * Logging joined with OpenTelemetry: records for its logs API, and the ids of traces in records.
 *
 *   import { LoggingHandler } from '@pylogging/core/opentelemetry'
 *
 * Configurations know the classes without an import, by Python's names: opentelemetry.sdk._logs.LoggingHandler and
 * opentelemetry.instrumentation.logging.handler.LoggingHandler. The packages @opentelemetry/api-logs and @opentelemetry/api
 * are installed beside this one, and loaded when the first handler or filter is made.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.

export type {} from './index.js'
export type {
  AnyValue,
  OpenTelemetryLogger,
  OpenTelemetryProvider,
  OpenTelemetryRecord,
  OpenTelemetrySpan,
} from './opentelemetry/api.js'
export { DropCounter } from './opentelemetry/drop-counter.js'
export { InstrumentationLoggingHandler, LoggingHandler, type LoggingHandlerOptions } from './opentelemetry/handler.js'
export { type InstrumentOptions, LoggingInstrumentor } from './opentelemetry/instrumentor.js'
export { std_to_otel } from './opentelemetry/severity.js'
export {
  DEFAULT_LOGGING_FORMAT,
  type TraceFactoryOptions,
  TraceFieldsFilter,
  type TraceFieldsOptions,
  traceRecordFactory,
} from './opentelemetry/trace-fields.js'
