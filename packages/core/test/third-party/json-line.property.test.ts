/** What is printed without a dictionary of the fields is what is printed with one. */

import { LogRecord, makeLogRecord, tuple } from '@pylogging/formatter'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MsgspecFormatter } from '../../src/third-party/python-json-logger.js'
import { JsonFormatter, type LogData, OrjsonFormatter } from '../../src/third-party.js'

/** Each of the formatters, and the same one with a method that sees the dictionary. */
const FORMATTERS = [JsonFormatter, OrjsonFormatter, MsgspecFormatter].map((Plain) => {
  class Seeing extends Plain {
    override process_log_record(data: LogData): LogData {
      return data
    }
  }
  return [Plain, Seeing] as const
})

const name = fc.constantFrom(
  ...['asctime', 'levelname', 'level', 'name', 'message', 'msg', 'args', 'created', 'msecs', 'lineno', 'funcName'],
  ...['threadName', 'timestamp', 'absent', 'id', 'a"b\\', 'é', '__proto__', 'constructor', '_own', '7', 'exc_info'],
)
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    0,
    -0,
    7,
    1e16,
    2 ** 53,
    0.1,
    1e-7,
    Number.NaN,
    Infinity,
    -Infinity,
    5n,
  ),
  fc.constantFrom(tuple(1, 'a'), new Set([1]), new Map([['k', [1]]]), new Error('x'), new Date(0), Buffer.from('ab')),
  fc.jsonValue({ maxDepth: 3 }),
)
const dictionary = fc
  .array(fc.tuple(name, value), { maxLength: 5 })
  .map((entries): Record<string, unknown> => Object.fromEntries(entries))

const options = fc.record(
  {
    fmt: fc.uniqueArray(name, { maxLength: 6 }),
    prefix: fc.constantFrom('', 'json: '),
    rename_fields: fc.dictionary(name, name, { maxKeys: 4 }),
    rename_fields_keep_missing: fc.boolean(),
    static_fields: dictionary,
    defaults: dictionary,
    reserved_attrs: fc.constantFrom(null, ['msg', 'args'], ['exc_info', 'stack_info', 'created', 'relativeCreated']),
    timestamp: fc.constantFrom(true, false, 'at', 'id'),
    json_ensure_ascii: fc.boolean(),
    json_indent: fc.constantFrom(null, 2),
  },
  { requiredKeys: [] },
)
const attributes = fc.record(
  {
    name: fc.constantFrom('app', 'a.é'),
    msg: fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), dictionary),
    levelname: fc.constantFrom('INFO', 'WARN"'),
    created: fc.double({ min: 0, max: 4e9, noNaN: true }),
    funcName: fc.constantFrom(null, 'f', '<lambda>'),
    exc_text: fc.constantFrom(null, 'Traceback\n  x'),
    stack_info: fc.constantFrom(null, 'Stack'),
  },
  { requiredKeys: [] },
)

function recordOf(given: Record<string, unknown>, extra: Record<string, unknown>): LogRecord {
  const { args: _args, exc_info: _excInfo, ...rest } = extra
  return makeLogRecord({ name: 'app', levelname: 'INFO', levelno: 20, ...rest, ...given })
}

/** Some records cannot be printed: those whose milliseconds are a text, say. */
function outcome(formatter: JsonFormatter, record: LogRecord): string {
  try {
    return formatter.format(record)
  } catch (error) {
    return String(error)
  }
}

describe('JsonFormatter', () => {
  it('prints the same, byte for byte, whether or not a method sees the dictionary', () => {
    const records = fc.array(fc.tuple(attributes, dictionary), { minLength: 1, maxLength: 6 })
    const which = fc.constantFrom(...FORMATTERS)

    fc.assert(
      fc.property(which, options, records, ([Plain, Seeing], given, all) => {
        const plain = new Plain(given)
        const seeing = new Seeing(given)

        // One formatter for all records: what it remembers of one must not show in the next.
        for (const [own, extra] of [...all, ...all]) {
          const record = recordOf(own, extra)
          const copy = LogRecord.copy(record)

          expect(outcome(plain, record)).toBe(outcome(seeing, copy))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('sees a method that is replaced after the first record', () => {
    const formatter = new JsonFormatter('%(levelname)s')
    const record = recordOf({ msg: 'ready' }, { id: 7 })
    expect(formatter.format(record)).toBe('{"levelname": "INFO", "id": 7}')

    formatter.add_fields = (data) => data.set('only', 1)

    expect(formatter.format(record)).toBe('{"only": 1}')
  })

  it('prints attributes anew where the next record has others', () => {
    const formatter = new JsonFormatter('%(levelname)s')

    const lines = [{ a: 1 }, { b: 2 }, {}, { a: 1, b: 2 }].map((extra) =>
      formatter.format(recordOf({ msg: '' }, extra)),
    )

    expect(lines.map((line) => Object.keys(JSON.parse(line) as object).slice(1))).toEqual([
      ['a'],
      ['b'],
      [],
      ['a', 'b'],
    ])
  })

  it('prints what a constant field holds at the time of the record', () => {
    const build = { number: 1 }
    const formatter = new JsonFormatter({ static_fields: { build } })
    const record = recordOf({ msg: '' }, {})
    formatter.format(record)

    build.number = 2

    expect(formatter.format(record)).toContain('"build": {"number": 2}')
  })

  it('prints no longer texts than with a dictionary', () => {
    const half = 'x'.repeat(10_000_001)
    const record = () => recordOf({ msg: half }, { half })
    const [[Plain, Seeing]] = FORMATTERS as [(typeof FORMATTERS)[0]]

    const refusal = outcome(new Seeing(), record())

    expect(refusal).toMatch(/^ValueError: the text of a value is longer than/)
    expect(outcome(new Plain(), record())).toBe(refusal)
  })

  it('refuses what contains itself', () => {
    const loop: Record<string, unknown> = {}
    loop['loop'] = loop

    expect(() => new JsonFormatter().format(recordOf({ msg: '' }, { loop }))).toThrow('Circular reference detected')
  })
})
