/**
 * The configuration of a Python service that opentelemetry-python instruments: its names are known here, too.
 *
 * Every record goes to OpenTelemetry, and to stderr as a line with the ids of its trace and span.
 */
import { dictConfig } from '@pylogging/core/config'

export function setUpLogging(): void {
  dictConfig({
    version: 1,
    disable_existing_loggers: false,
    filters: { trace: { '()': 'pylogging.opentelemetry.TraceFieldsFilter' } },
    formatters: {
      line: { format: 'ext://opentelemetry.instrumentation.logging.constants.DEFAULT_LOGGING_FORMAT' },
    },
    handlers: {
      console: { class: 'logging.StreamHandler', formatter: 'line', filters: ['trace'] },
      otel: { class: 'opentelemetry.sdk._logs.LoggingHandler' },
    },
    root: { level: 'INFO', handlers: ['console', 'otel'] },
  })
}
