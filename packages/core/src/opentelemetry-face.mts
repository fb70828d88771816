/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {} from './face.mjs'
export type {
  AnyValue,
  InstrumentOptions,
  LoggingHandlerOptions,
  OpenTelemetryLogger,
  OpenTelemetryProvider,
  OpenTelemetryRecord,
  OpenTelemetrySpan,
  TraceFactoryOptions,
  TraceFieldsOptions,
} from './opentelemetry.js'
export {
  DEFAULT_LOGGING_FORMAT,
  DropCounter,
  InstrumentationLoggingHandler,
  LoggingHandler,
  LoggingInstrumentor,
  std_to_otel,
  TraceFieldsFilter,
  traceRecordFactory,
} from './opentelemetry.js'
