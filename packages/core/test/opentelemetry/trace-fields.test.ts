/** The ids of trace and span in records: by a filter, a record factory, and Python's LoggingInstrumentor. */
import { type Context, context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { dictConfig } from '../../src/config.js'
import logging, { getLogger, type LogRecord, root } from '../../src/index.js'
import {
  DEFAULT_LOGGING_FORMAT,
  LoggingHandler,
  LoggingInstrumentor,
  TraceFieldsFilter,
  traceRecordFactory,
} from '../../src/opentelemetry.js'
import { RecordingHandler } from '../../src/testing.js'
import { captureStderr, isolateEachTest, Sink } from '../support/isolate.js'

isolateEachTest()
beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => context.disable())
afterEach(() => {
  new LoggingInstrumentor().uninstrument()
  trace.disable()
  vi.unstubAllEnvs()
})

const IDS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }

function inSpan<T>(task: () => T, traceFlags = 1): T {
  const active: Context = trace.setSpanContext(context.active(), { ...IDS, traceFlags })
  return context.with(active, task)
}

function fields(record: LogRecord | undefined): unknown[] {
  return ['otelTraceID', 'otelSpanID', 'otelTraceSampled', 'otelServiceName'].map((name) => record?.[name])
}

function recording(): RecordingHandler {
  const handler = new RecordingHandler()
  root.addHandler(handler)
  return handler
}

describe('TraceFieldsFilter', () => {
  it('gives records the ids of the span that runs, and 0 where none does', () => {
    const handler = recording()
    handler.addFilter(new TraceFieldsFilter())

    root.error('outside')
    inSpan(() => root.error('inside'))
    inSpan(() => root.error('not sampled'), 0)

    expect(handler.records.map(fields)).toEqual([
      ['0', '0', false, ''],
      [IDS.traceId, IDS.spanId, true, ''],
      [IDS.traceId, IDS.spanId, false, ''],
    ])
  })

  it('finds the name of the service where the tracer has it, also one that is set later, or is told it', () => {
    const handler = recording()
    handler.addFilter(new TraceFieldsFilter())
    root.error('before')
    const resource = resourceFromAttributes({ 'service.name': 'shop' })
    new NodeTracerProvider({ resource }).register({ contextManager: null })
    root.error('after')
    handler.filters = [new TraceFieldsFilter({ service_name: 'told' })]
    root.error('told')

    expect(handler.records.map((record) => record['otelServiceName'])).toEqual(['', 'shop', 'told'])
  })

  it('is a Filter: records of other loggers are stopped by its name', () => {
    const handler = recording()
    handler.addFilter(new TraceFieldsFilter('shop'))

    getLogger('shop.orders').error('a')
    getLogger('other').error('b')

    expect(handler.records.map(({ name }) => name)).toEqual(['shop.orders'])
  })

  it('and the format of the instrumentation are known to configurations', () => {
    const stream = new Sink()
    dictConfig({
      version: 1,
      filters: { trace: { '()': 'pylogging.opentelemetry.TraceFieldsFilter', service_name: 'shop' } },
      formatters: { f: { format: 'ext://opentelemetry.instrumentation.logging.constants.DEFAULT_LOGGING_FORMAT' } },
      handlers: { h: { class: 'logging.StreamHandler', stream, formatter: 'f', filters: ['trace'] } },
      root: { level: 'INFO', handlers: ['h'] },
    })

    inSpan(() => getLogger('a.b').info('hello'))

    expect(stream.text).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO \[a\.b\] \[trace-fields\.test\.ts:\d+\] \[trace_id=0af7651916cd43dd8448eb211c80319c span_id=b7ad6b7169203331 resource\.service\.name=shop trace_sampled=True\] - hello\n$/,
    )
  })
})

it('traceRecordFactory makes records with the fields, by the factory that was set', () => {
  const handler = recording()
  const before = logging.getLogRecordFactory()
  logging.setLogRecordFactory((...args) => Object.assign(before(...args), { mine: true }))
  logging.setLogRecordFactory(traceRecordFactory({ service_name: 'shop' }))

  inSpan(() => root.error('x'))

  expect([handler.records[0]?.['mine'], ...fields(handler.records[0])]).toEqual([
    true,
    IDS.traceId,
    IDS.spanId,
    true,
    'shop',
  ])
})

describe('LoggingInstrumentor', () => {
  const given = () => {
    const exporter = new InMemoryLogRecordExporter()
    const logger_provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] })
    return { exporter, logger_provider }
  }

  it('gives root a handler, without places and fields unless they are asked for', () => {
    const { exporter, logger_provider } = given()
    new LoggingInstrumentor().instrument({ logger_provider })
    new LoggingInstrumentor().instrument({ logger_provider })

    inSpan(() => root.error('x'))

    const [record] = exporter.getFinishedLogRecords()
    expect(exporter.getFinishedLogRecords()).toHaveLength(1)
    expect([record?.attributes, record?.spanContext?.spanId]).toEqual([{}, IDS.spanId])
    new LoggingInstrumentor().uninstrument()
    expect(root.handlers).toEqual([])
  })

  it('sets the format, and the fields, where that is asked for', () => {
    const stderr = captureStderr()
    const { exporter, logger_provider } = given()
    new LoggingInstrumentor().instrument({ logger_provider, set_logging_format: true, log_code_attributes: true })

    inSpan(() => root.info('hello'))

    expect(stderr.text).toContain(`[trace_id=${IDS.traceId} span_id=${IDS.spanId} `)
    expect(exporter.getFinishedLogRecords()[0]?.attributes).toMatchObject({
      otelTraceID: IDS.traceId,
      'code.function.name': expect.any(String),
    })
    expect(root.handlers[0]?.formatter?._fmt).toBe(DEFAULT_LOGGING_FORMAT)
    new LoggingInstrumentor().uninstrument()
    expect(root.handlers.some((each) => each instanceof LoggingHandler)).toBe(false)
  })

  it('is told by the variables of Python', () => {
    vi.stubEnv('OTEL_PYTHON_LOG_CORRELATION', 'true')
    vi.stubEnv('OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION', 'False')
    vi.stubEnv('OTEL_PYTHON_LOG_FORMAT', '%(otelSpanID)s %(message)s')
    vi.stubEnv('OTEL_PYTHON_LOG_LEVEL', 'debug')
    const stderr = captureStderr()
    new LoggingInstrumentor().instrument()

    root.debug('hello')

    expect(stderr.text).toBe('0 hello\n')
    expect(root.handlers).toHaveLength(1)
  })

  it('calls the hook with records that are logged in a span, and loses what it throws', () => {
    const handler = recording()
    new LoggingInstrumentor().instrument({
      enable_log_auto_instrumentation: false,
      log_hook: (span, record) => {
        record['hooked'] = span.spanContext().spanId
        throw new Error('on purpose')
      },
    })

    root.error('outside')
    inSpan(() => root.error('inside'))

    expect(handler.records.map((record) => record['hooked'])).toEqual([undefined, IDS.spanId])
    expect(handler.records[1]?.['otelSpanID']).toBeUndefined()
  })
})
