/**
 * OpenTelemetry's own set-up: who takes the spans and the log records of this process.
 *
 * Records are printed, unless OTEL_EXPORTER_OTLP_ENDPOINT names a collector; then they go there, in batches, in the
 * background. What the SDK drops meanwhile is told. Spans are printed; another exporter takes one line.
 */

import { logs } from '@opentelemetry/api-logs'
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchLogRecordProcessor,
  ConsoleLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs'
import { ConsoleSpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { DropCounter } from '@pylogging/core/opentelemetry'

const resource = resourceFromAttributes({ 'service.name': 'shop' })

const tracerProvider = new NodeTracerProvider({
  resource,
  spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())],
})
const loggerProvider = new LoggerProvider({ resource, processors: [logProcessor()] })

/** Before logging is configured, though a LoggingHandler may also be there first. */
export function startTelemetry(): void {
  tracerProvider.register()
  logs.setGlobalLoggerProvider(loggerProvider)
}

/** When the service stops: exports what is left. */
export async function stopTelemetry(): Promise<void> {
  await Promise.all([tracerProvider.shutdown(), loggerProvider.shutdown()])
}

function logProcessor() {
  if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] === undefined) {
    return new SimpleLogRecordProcessor({ exporter: new ConsoleLogRecordExporter() })
  }
  return new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(), selfObsMeterProvider: new DropCounter() })
}
