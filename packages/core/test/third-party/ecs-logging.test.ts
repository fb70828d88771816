/** The lines of ecs_logging.StdlibFormatter, as the source and the tests of ecs-logging's main branch (read in 2026) have them. */
import { describe, expect, it } from 'vitest'
import { dictConfig } from '../../src/config.js'
import { getLogger, type LogRecord, makeLogRecord, root } from '../../src/index.js'
import { type EcsData, StdlibFormatter, type StdlibFormatterOptions } from '../../src/third-party.js'
import { isolateEachTest, Sink } from '../support/isolate.js'

isolateEachTest()

/** The record of ecs-logging's own tests. */
function record(more: Record<string, unknown> = {}): LogRecord {
  return makeLogRecord({
    name: 'logger-name',
    levelno: 10,
    levelname: 'DEBUG',
    pathname: '/path/file.py',
    filename: 'file.py',
    lineno: 10,
    funcName: 'test_function',
    msg: '%d: %s',
    args: [1, 'hello'],
    created: 1584713566,
    msecs: 123,
    process: 42,
    processName: 'MainProcess',
    thread: 7,
    threadName: 'MainThread',
    ...more,
  })
}

const line = (options: StdlibFormatterOptions = {}, more: Record<string, unknown> = {}) =>
  new StdlibFormatter(options).format(record(more))
const fields = (options: StdlibFormatterOptions = {}, more: Record<string, unknown> = {}) =>
  JSON.parse(line({ exclude_fields: ['process', 'log', 'ecs', '@timestamp', 'message'], ...options }, more))

describe('a line', () => {
  it('begins with time, level and message; other keys are sorted', () => {
    expect(line({ exclude_fields: ['process'] })).toBe(
      '{"@timestamp":"2020-03-20T14:12:46.123Z","log.level":"debug","message":"1: hello","ecs":{"version":"1.6.0"},' +
        '"log":{"logger":"logger-name","origin":{"file":{"line":10,"name":"file.py"},"function":"test_function"},"original":"1: hello"}}',
    )
    expect(JSON.parse(line()).process).toEqual({
      name: 'MainProcess',
      pid: 42,
      thread: { id: 7, name: 'MainThread' },
    })
  })

  it('is ASCII, and one line whatever is in it', () => {
    const text = line({}, { msg: 'späm\n😀', args: [], value: Number.NaN, list: [new Set([1]), null] })

    expect(text).toContain('"message":"sp\\u00e4m\\n\\ud83d\\ude00"')
    expect(text).toContain('"value":NaN')
    expect(text).toContain('"list":["{1}",null]')
    expect(text.split('\n')).toHaveLength(1)
  })

  it('lacks what has no value', () => {
    expect(fields({}, { nothing: null, levelname: '' })).toEqual({})
    expect(line({ exclude_fields: ['process', 'log.origin', 'log.original', 'log.logger'] })).not.toContain('"log":')
  })
})

describe('what extra added', () => {
  it('is nested where a name has a dot', () => {
    const tls = { cipher: 'AES', client: { hash: { md5: '0F76' } } }

    expect(
      fields(
        { exclude_fields: ['process', 'log', 'ecs', '@timestamp', 'message', 'tls.client'] },
        { tls, 'tls.established': true, 'tls.client.certificate': 'cert' },
      ),
    ).toEqual({ tls: { cipher: 'AES', established: true } })
  })

  it('joins the fields of every record, and those of the APM agent', () => {
    const extra = { 'service.name': 'shop', labels: { team: 'a' }, 'labels.region': 'eu' }
    const more = { 'labels.tier': 1, elasticapm_trace_id: 'abc', 'elasticapm_labels.x': 1 }

    expect(fields({ extra }, more)).toEqual({
      labels: { region: 'eu', team: 'a', tier: 1 },
      service: { name: 'shop' },
      trace: { id: 'abc' },
    })
    expect(extra).toEqual({ 'service.name': 'shop', labels: { team: 'a' }, 'labels.region': 'eu' })
  })

  it('may take the place of the message, and of no other field', () => {
    expect(JSON.parse(line({}, { 'process.title': 'x' })).process.title).toBe('x')
    expect(() => line({}, { process_: 1, log: 5 })).toThrow(
      /^Type mismatch at key `log`: merging dicts would replace value/,
    )
    expect(() => line({}, { a: { b: 1 }, 'a.b': 2 })).toThrow("Duplicate entry for 'a.b' with different nesting")
  })

  it('reaches no prototype', () => {
    const more = JSON.parse(
      '{ "__proto__.polluted": 1, "a": { "__proto__": { "polluted": 2 } }, "constructor.prototype.polluted": 3 }',
    )

    expect(line({}, more)).toContain('"__proto__":{"polluted":1}')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it.each([
    ['itself', cycle()],
    ['more levels than anybody needs', deep(200)],
  ])('that holds %s ends with an error', (_, value) => {
    expect(() => line({}, { value })).toThrow(/nested deeper/)
  })

  it('that holds itself in a list ends with an error', () => {
    expect(() => line({}, { value: [cycle()] })).toThrow('Circular reference detected')
  })
})

describe('an error', () => {
  function failing(): Error {
    try {
      outer()
    } catch (error) {
      return error as Error
    }
    throw new Error('not reached')
  }
  function outer(): void {
    inner()
  }
  function inner(): void {
    throw new TypeError('no\n  File stock')
  }
  const exc_info = (error: Error) => [TypeError, error, 'there is one']

  it('has its type, its message and the frames of its traceback, without the lines around them', () => {
    const { error } = fields({}, { exc_info: exc_info(failing()) })

    expect([error.type, error.message]).toEqual(['TypeError', 'no\n  File stock'])
    expect(error.stack_trace).toMatch(/^ {2}File "[^"]+", line \d+, in [\s\S]*ecs-logging\.test\.ts/)
    expect(error.stack_trace).toMatch(/in inner\n {4}throw new TypeError\(.*\)\n$/)
    expect(error.stack_trace).not.toContain('Traceback')
  })

  it('has the outermost frames where their number is limited, and none at 0', () => {
    const frames = (stack_trace_limit: number) =>
      fields({ stack_trace_limit }, { exc_info: exc_info(failing()) }).error.stack_trace

    expect(frames(1).match(/ {2}File/g)).toHaveLength(1)
    expect(frames(1)).not.toContain('in inner')
    expect(frames(0)).toBeUndefined()
  })

  it('leaves its place to the stack where there is none', () => {
    expect(fields({}, { stack_info: 'Stack (most recent call last):\n  x' }).error).toEqual({
      stack_trace: 'Stack (most recent call last):\n  x',
    })
  })
})

it('bad options are refused in the words of ecs-logging', () => {
  const made = (options: object) => () => new StdlibFormatter(options as StdlibFormatterOptions)
  const limit = "'stack_trace_limit' must be None, or a non-negative integer"

  expect(made({ stack_trace_limit: 'a' })).toThrow(new TypeError(limit))
  expect(made({ stack_trace_limit: -1 })).toThrow(limit)
  for (const exclude_fields of ['a', [1], new Set(['a'])]) {
    expect(made({ exclude_fields })).toThrow("'exclude_fields' must be a sequence of strings")
  }
})

it('configurations know it, and a class of its own may change the fields', () => {
  const stream = new Sink()
  class Mine extends StdlibFormatter {
    override format_to_ecs(each: LogRecord): EcsData {
      const data = super.format_to_ecs(each)
      data.delete('log')
      return data.set('custom', 'field')
    }
  }
  const exclude_fields = ['process', '@timestamp', 'log.origin']
  dictConfig({
    version: 1,
    formatters: {
      a: { '()': 'ecs_logging.StdlibFormatter', exclude_fields },
      b: { '()': Mine, exclude_fields },
      c: { class: 'ecs_logging.StdlibFormatter' },
    },
    handlers: Object.fromEntries(
      ['a', 'b', 'c'].map((formatter) => [formatter, { class: 'logging.StreamHandler', stream, formatter }]),
    ),
    root: { level: 'INFO', handlers: ['a', 'b', 'c'] },
  })

  getLogger('shop').info('ready')

  const [first, second, third = '{}'] = stream.text.split('\n')
  expect(first).toBe(
    '{"log.level":"info","message":"ready","ecs":{"version":"1.6.0"},"log":{"logger":"shop","original":"ready"}}',
  )
  expect(second).toBe('{"message":"ready","custom":"field","ecs":{"version":"1.6.0"}}')
  expect(JSON.parse(third).log.origin.file.name).toBe('ecs-logging.test.ts')
  expect(root.handlers[0]?.readsCallSite()).toBe(false)
  expect(root.handlers[2]?.readsCallSite()).toBe(true)
})

function cycle(): unknown {
  const value: Record<string, unknown> = {}
  value['self'] = value
  return value
}

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = { value }
  return value
}
