/** What LoggingHandler does beside translating records, which answers.conformance.test.ts compares. */
import { logs } from '@opentelemetry/api-logs'
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs'
import { afterEach, describe, expect, it } from 'vitest'
import { dictConfig } from '../../src/config.js'
import { Formatter, getLogger, type LogRecord, makeLogRecord, NullHandler, root } from '../../src/index.js'
import {
  InstrumentationLoggingHandler,
  LoggingHandler,
  type OpenTelemetryProvider,
  type OpenTelemetryRecord,
} from '../../src/opentelemetry.js'
import { checkHandler } from '../../src/testing.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'

isolateEachTest()
afterEach(() => logs.disable())

function provider(): { exporter: InMemoryLogRecordExporter; provider: LoggerProvider } {
  const exporter = new InMemoryLogRecordExporter()
  return { exporter, provider: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }) }
}

/** A provider that keeps what it is given, and whether it takes records. */
class Given implements OpenTelemetryProvider {
  readonly records: OpenTelemetryRecord[] = []
  isOn = true
  flushes = 0
  flushed: () => Promise<void> = () => Promise.resolve()
  onEmit: (record: OpenTelemetryRecord) => void = () => undefined

  getLogger() {
    return {
      emit: (record: OpenTelemetryRecord) => {
        this.records.push(record)
        this.onEmit(record)
      },
      enabled: () => this.isOn,
    }
  }

  forceFlush(): Promise<void> {
    this.flushes += 1
    return this.flushed()
  }
}

for (const Class of [LoggingHandler, InstrumentationLoggingHandler]) {
  it(`${Class.name} keeps the promises of a handler`, async () => {
    await checkHandler(() => {
      const { exporter, provider: logger_provider } = provider()
      const output = () => exporter.getFinishedLogRecords().map(({ body }) => String(body))
      return { handler: new Class({ logger_provider }), output }
    })
  })
}

describe('the provider', () => {
  it('is that of the process, which may be set after the handler was made', () => {
    const { exporter, provider: later } = provider()
    const handler = new LoggingHandler()
    root.addHandler(handler)
    getLogger('a').error('lost')
    logs.setGlobalLoggerProvider(later)

    getLogger('a').error('kept')
    handler.flush()

    expect(exporter.getFinishedLogRecords().map(({ body }) => body)).toEqual(['kept'])
  })

  it('of the process may be taken away and replaced by another', () => {
    const [first, second] = [provider(), provider()]
    root.addHandler(new LoggingHandler())
    for (const [text, each] of [
      ['one', first],
      ['two', second],
    ] as const) {
      logs.disable()
      logs.setGlobalLoggerProvider(each.provider)
      root.error(text)
    }

    const bodies = [first, second].map(({ exporter }) => exporter.getFinishedLogRecords().map(({ body }) => body))
    expect(bodies).toEqual([['one'], ['two']])
  })

  it('costs nothing where it takes nothing: no text is made, no place looked up', () => {
    const given = new Given()
    given.isOn = false
    const handler = new LoggingHandler({ logger_provider: given })
    let formatted = 0
    const format = () => {
      formatted += 1
      return ''
    }
    handler.setFormatter({ format })
    root.addHandler(handler)

    root.error('one')

    expect([formatted, given.records.length, handler.readsCallSite()]).toEqual([0, 0, false])
    given.isOn = true
    root.error('two')
    expect([formatted, given.records.length, handler.readsCallSite()]).toEqual([1, 1, true])
    expect(given.records[0]?.attributes?.['code.file.path']).toMatch(/handler\.test\.ts$/)
  })

  it('without the method enabled, of older versions, takes everything', () => {
    const records: unknown[] = []
    const older = { getLogger: () => ({ emit: (record: unknown) => void records.push(record) }) }
    const handler = new LoggingHandler({ logger_provider: older })

    handler.handle(makeLogRecord({ msg: 'x', levelno: 20 }))
    handler.flush()

    expect(records).toHaveLength(1)
  })

  it('is asked once for each logger', () => {
    const names: string[] = []
    const given = new Given()
    const handler = new LoggingHandler({
      logger_provider: {
        getLogger: (name) => {
          names.push(name)
          return given.getLogger()
        },
      },
    })
    for (const name of ['a', 'b', 'a']) handler.handle(makeLogRecord({ name, msg: 'x', levelno: 20 }))

    expect(names).toEqual(['a', 'b'])
  })

  it('that is none is refused when the handler is made, and so is an unknown keyword', () => {
    expect(() => new LoggingHandler({ logger_provider: {} as never })).toThrow(
      /^logger_provider must be a LoggerProvider, got \{\}/,
    )
    expect(() => new LoggingHandler({ provider: null } as never)).toThrow(/unexpected keyword argument 'provider'/)
    expect(() => new LoggingHandler('LOUD')).toThrow(/Unknown level/)
  })
})

describe('flush', () => {
  it('asks the provider and does not wait', async () => {
    const given = new Given()
    given.flushed = () => new Promise(() => undefined)
    const handler = new LoggingHandler({ logger_provider: given })

    expect(handler.flush()).toBeUndefined()
    expect(given.flushes).toBe(1)
  })

  it.each(['a promise that fails', 'an error'])('tells on stderr what the provider answers: %s', async (kind) => {
    const stderr = captureStderr()
    const given = new Given()
    given.flushed = () => {
      if (kind === 'an error') throw new Error('no collector')
      return Promise.reject(new Error('no collector'))
    }

    new LoggingHandler({ logger_provider: given }).flush()
    await new Promise((resolve) => setImmediate(resolve))

    expect(stderr.text).toContain('Error: no collector')
  })

  it('happens at close where something is new', () => {
    const given = new Given()
    const handler = new LoggingHandler({ logger_provider: given })

    handler.close()
    handler.handle(makeLogRecord({ msg: 'x', levelno: 20 }))
    handler.close()

    expect(given.flushes).toBe(1)
  })
})

describe('a log call', () => {
  it('that the exporter makes is dropped, and told once', () => {
    const stderr = captureStderr()
    const given = new Given()
    given.onEmit = () => getLogger('exporter').error('exporting')
    root.addHandler(new LoggingHandler({ logger_provider: given }))

    root.error('one')
    root.error('two')

    expect(given.records.map(({ body }) => body)).toEqual(['one', 'two'])
    expect(stderr.text.match(/recursive logging/g)).toHaveLength(1)
  })

  it.each([
    ['a value that holds itself', () => ({ self: cycle() }), 'ValueError'],
    ['more values than a record may have', () => ({ list: Array.from({ length: 100_001 }, () => 0) }), 'ValueError'],
    ['a list with room for billions', () => ({ list: new Array(4294967295) }), 'ValueError'],
    ['lists that each hold the next one twice', () => ({ list: doubled() }), 'ValueError'],
    ['a getter that throws', () => ({ a: Object.defineProperty({}, 'b', { enumerable: true, get: fail }) }), 'Error'],
  ])('with %s throws nothing; it goes to handleError', (_, extra, name) => {
    const given = new Given()
    const handler = new LoggingHandler({ logger_provider: given })
    const failures: unknown[] = []
    handler.handleError = (_record: LogRecord, error: unknown) => void failures.push(error)
    root.addHandler(handler)

    root.error('x', { extra: extra() })
    root.error('next')

    expect(failures).toHaveLength(1)
    expect(failures[0]).toHaveProperty('name', name)
    expect(given.records.map(({ body }) => body)).toEqual(['next'])
  })

  it('carries no name that reaches a prototype, nor one for which the SDK leaves out an attribute', () => {
    const given = new Given()
    root.addHandler(new InstrumentationLoggingHandler({ logger_provider: given }))

    const hostile = '{ "__proto__": { "a": 1 }, "v": { "constructor": 1, "__proto__": { "c": 2 }, "b": 3 } }'
    root.error('x', { extra: JSON.parse(hostile) })

    const attributes = given.records[0]?.attributes as { v: object }
    expect([Object.keys(attributes), Object.keys(attributes.v)]).toEqual([['v'], ['b']])
  })

  it('copies what it is given: what changes afterwards is not exported', () => {
    const given = new Given()
    root.addHandler(new LoggingHandler({ logger_provider: given, log_code_attributes: false }))
    const [order, bytes] = [{ items: [1] }, Buffer.from('ab')]

    root.error('x', { extra: { order, bytes } })
    order.items.push(2)
    bytes[0] = 0

    expect(given.records[0]?.attributes).toEqual({ order: { items: [1] }, bytes: new Uint8Array([97, 98]) })
  })

  it('with an error has its traceback, and is observed no earlier than it was logged', () => {
    const given = new Given()
    root.addHandler(new LoggingHandler({ logger_provider: given }))

    root.error('x', { exc_info: new TypeError('bad') })

    const { attributes, timestamp = [0, 0], observedTimestamp = [0, 0] } = given.records[0] as OpenTelemetryRecord
    expect(attributes?.['exception.stacktrace']).toMatch(
      /^Traceback [\s\S]*handler\.test\.ts[\s\S]*\nTypeError: bad\n$/,
    )
    const order = (observedTimestamp[0] - timestamp[0]) * 1e9 + observedTimestamp[1] - timestamp[1]
    expect(order).toBeGreaterThanOrEqual(0)
    expect(order).toBeLessThan(1e9)
  })
})

it('configurations know the handlers by both names of Python', () => {
  const given = new Given()
  const handler = (name: string) => ({ class: name, logger_provider: given, formatter: 'f' })
  dictConfig({
    version: 1,
    formatters: { f: { format: '%(levelname)s %(message)s' } },
    handlers: {
      old: handler('opentelemetry.sdk._logs.LoggingHandler'),
      now: handler('opentelemetry.instrumentation.logging.handler.LoggingHandler'),
    },
    root: { level: 'INFO', handlers: ['old', 'now'] },
  })

  root.info('hello')

  expect(given.records.map(({ body }) => body)).toEqual(['INFO hello', 'INFO hello'])
  expect(given.records.map(({ attributes }) => 'code.line.number' in (attributes ?? {}))).toEqual([true, false])
  expect(root.handlers[0]?.formatter).toBeInstanceOf(Formatter)
  root.addHandler(new NullHandler())
})

function cycle(): unknown {
  const value: Record<string, unknown> = {}
  value['self'] = value
  return value
}

function doubled(): unknown {
  let value: unknown = ['leaf']
  for (let level = 0; level < 40; level += 1) value = [value, value]
  return value
}

function fail(): never {
  throw new Error('on purpose')
}
