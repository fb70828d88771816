/** What its answers in conformance/third-party cannot show: errors, classes and functions, overriding. */
import { describe, expect, it } from 'vitest'
import logging, { type LogRecord, makeLogRecord, ValueError } from '../../src/index.js'
import { JsonFormatter, type LogData, OrjsonFormatter } from '../../src/third-party.js'

const error = new TypeError('no "x"')

function record(attributes: Readonly<Record<string, unknown>> = {}): LogRecord {
  return makeLogRecord({ name: 'app', msg: 'hello', args: [], levelname: 'INFO', levelno: 20, ...attributes })
}

function parsed(formatter: JsonFormatter, given: LogRecord): Record<string, unknown> {
  return JSON.parse(formatter.format(given)) as Record<string, unknown>
}

describe('JsonFormatter', () => {
  it('prints an exception as text, in Python’s layout', () => {
    const { exc_info } = parsed(new JsonFormatter(), record({ exc_info: [TypeError, error, null] }))

    expect(exc_info).toMatch(/^Traceback \(most recent call last\):\n {2}File ".*\nTypeError: no "x"$/s)
  })

  it('prints it as a list of lines where that is asked for', () => {
    const formatter = new JsonFormatter({ exc_info_as_array: true })

    const lines = parsed(formatter, record({ exc_info: [TypeError, error, null] }))['exc_info'] as string[]

    expect(lines[0]).toBe('Traceback (most recent call last):')
    expect(lines.at(-1)).toBe('TypeError: no "x"')
  })

  it('leaves a message that is an object as it is', () => {
    const msg = { a: 1 }

    const line = new JsonFormatter().format(record({ msg, exc_info: [null, null, null] }))

    expect(line).toBe('{"message": "", "a": 1, "exc_info": "NoneType: None"}')
    expect(msg).toEqual({ a: 1 })
  })

  it.each([
    [error, '"TypeError: no \\"x\\""'],
    [JsonFormatter, '"JsonFormatter"'],
    [new Set([1]), '"{1}"'],
    [undefined, 'null'],
    [10n ** 20n, '100000000000000000000'],
    [new Date('2026-01-02T03:04:05.006Z'), '"2026-01-02T03:04:05.006000+00:00"'],
    [new Date(Number.NaN), '"Invalid Date"'],
    [{ toString: 5 }, '{"toString": 5}'],
    [new (class Foo {})(), '"<Foo object>"'],
  ])('prints %s for what has no JSON of its own', (value, text) => {
    expect(new JsonFormatter('').format(record({ value }))).toBe(`{"message": "hello", "value": ${text}}`)
  })

  it('says so where a value cannot be printed at all', () => {
    class Broken {
      toString(): string {
        throw new Error('never')
      }
    }

    expect(parsed(new JsonFormatter(), record({ value: new Broken() }))['value']).toBe('__could_not_encode__')
  })

  it('refuses what contains itself, as json.dumps does', () => {
    const ring: unknown[] = []
    ring.push(ring)

    expect(() => new JsonFormatter().format(record({ ring }))).toThrow(new ValueError('Circular reference detected'))
  })

  it('prints what stands twice in a value without being in itself', () => {
    const twice = { a: 1 }

    expect(parsed(new JsonFormatter(), record({ list: [twice, twice] }))['list']).toEqual([twice, twice])
  })

  it('asks json_default, or the encoder, for what is not JSON', () => {
    class Encoder {
      default(value: unknown): string {
        return `encoded ${typeof value}`
      }
    }
    const byFunction = new JsonFormatter({ json_default: () => ({ kind: 'other' }) })
    const byClass = new JsonFormatter({ json_encoder: Encoder })

    expect(parsed(byFunction, record({ value: error }))['value']).toEqual({ kind: 'other' })
    expect(parsed(byClass, record({ value: error }))['value']).toBe('encoded object')
  })

  it('hands the fields to a serializer of the user’s', () => {
    const formatter = new JsonFormatter({ json_serializer: (data) => [...data.keys()].join(), prefix: '> ' })

    expect(formatter.format(record({ a: 1 }))).toBe('> message,a')
  })

  it('lets a subclass change the fields', () => {
    class Upper extends JsonFormatter {
      override process_log_record(data: LogData): LogData {
        return new Map([...data].map(([name, value]) => [name.toUpperCase(), value]))
      }
    }

    expect(new Upper().format(record())).toBe('{"MESSAGE": "hello"}')
  })

  it('has the call site looked up only where a field needs it', () => {
    expect(new JsonFormatter('%(message)s').usesCallSite()).toBe(false)
    expect(new JsonFormatter('%(lineno)s').usesCallSite()).toBe(true)
    expect(new JsonFormatter({ reserved_attrs: [] }).usesCallSite()).toBe(true)
  })

  it('is a formatter like others to a handler', () => {
    let written = ''
    const handler = new logging.StreamHandler({ write: (text: string) => (written += text) })
    handler.setFormatter(new JsonFormatter('%(levelname)s %(message)s'))
    const logger = new logging.Logger('app')
    logger.addHandler(handler)

    logger.warning('%s is %d', 'x', 5, { extra: { request_id: 7 } })

    expect(written).toBe('{"levelname": "WARNING", "message": "x is 5", "request_id": 7}\n')
  })
})

describe('OrjsonFormatter', () => {
  it('prints no spaces and leaves letters as they are', () => {
    const line = new OrjsonFormatter({ fmt: ['message'] }).format(
      record({ msg: 'café', nan: Number.NaN, list: [1, 2] }),
    )

    expect(line).toBe('{"message":"café","nan":null,"list":[1,2]}')
  })

  it('indents by two', () => {
    expect(new OrjsonFormatter({ json_indent: true }).format(record())).toBe('{\n  "message": "hello"\n}')
  })
})

describe('a subclass says what is printed where python-json-logger’s documentation says so', () => {
  it('by add_fields, around the fields of the class', () => {
    class Own extends JsonFormatter {
      override add_fields(log_data: LogData, record: LogRecord, message_dict: LogData): void {
        log_data.set('first', this._get_rename('levelname'))
        super.add_fields(log_data, record, message_dict)
        if (!log_data.get('level')) log_data.set('level', record.levelname.toLowerCase())
        message_dict.delete('a')
      }
    }
    const formatter = new Own('%(name)s %(message)s', { rename_fields: { levelname: 'severity' } })

    // python-json-logger 4.2.0
    expect(formatter.format(record())).toBe('{"first": "severity", "name": "app", "message": "hello", "level": "info"}')
    expect(formatter.format(record({ msg: { a: 1, level: 'x' } }))).toBe(
      '{"first": "severity", "name": "app", "message": "", "a": 1, "level": "x"}',
    )
  })

  it('by serialize_log_record, which gets what process_log_record returned', () => {
    class Own extends JsonFormatter {
      override process_log_record(data: LogData): LogData {
        return new Map([...data, ['n', data.size]])
      }
      override serialize_log_record(data: LogData): string {
        return `<${super.serialize_log_record(data)}>`
      }
    }

    expect(new Own({ prefix: '@cee: ' }).format(record())).toBe('<@cee: {"message": "hello", "n": 1}>')
  })

  it('by parse, with a style of its own where nothing is validated', () => {
    class Pipes extends JsonFormatter {
      override parse(): string[] {
        return this._fmt.split('|')
      }
    }

    expect(new Pipes('name|message', { style: '|' as never, validate: false }).format(record())).toBe(
      '{"name": "app", "message": "hello"}',
    )
    expect(new Pipes('%(name)s|%(message)s').format(record())).toBe('{"%(name)s": null, "%(message)s": null}')
    expect(() => new Pipes('a|b', { style: '|' as never })).toThrow("Style must be one of: '%{$,'")
    expect(() => new JsonFormatter('a|b', { style: '|' as never, validate: false })).toThrow(
      "Style '|' is not supported",
    )
  })
})
