/** What structlog's ProcessorFormatter printed, as conformance/structlog/generate.py wrote it down, and what is ours. */
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { decode } from '../../../../test/support/vectors.js'
import { findName } from '../../src/config/registry.js'
import { dictConfig } from '../../src/config.js'
import { float, makeLogRecord, root, tuple } from '../../src/index.js'
import {
  type EventDict,
  JSONRenderer,
  type Processor,
  ProcessorFormatter,
  type ProcessorFormatterOptions,
  StackInfoRenderer,
  TimeStamper,
} from '../../src/third-party.js'
import { captureStderr, isolateEachTest, Sink } from '../support/isolate.js'
import { recordOf } from '../support/record-of.js'

interface Case {
  readonly why: string
  readonly record: unknown
  readonly options: unknown
  readonly error?: string
  readonly expect?: string
  readonly raises?: readonly [name: string, message: string]
}

const FILE = new URL('../../../../conformance/structlog/answers.json', import.meta.url)
const { cases, base } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: readonly Case[]; base: unknown }

isolateEachTest()
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries(Array.from(value as Map<string, unknown>, ([key, each]) => [key, plain(each)]))
}

function processor(written: unknown): Processor {
  const [name, keywords] = typeof written === 'string' ? [written] : (written as [string, object])
  const found = findName(`structlog.${name}`)
  if (keywords === undefined) return found as Processor
  return new (found as new (options: object) => { process: never })(keywords)
}

function optionsOf(written: unknown): ProcessorFormatterOptions {
  const options = plain(decode(written, { float, tuple })) as Record<string, unknown>
  for (const name of ['processors', 'foreign_pre_chain']) {
    if (options[name] !== undefined) options[name] = (options[name] as unknown[]).map(processor)
  }
  if (options['processor'] !== undefined) options['processor'] = processor(options['processor'])
  return options
}

describe('ProcessorFormatter prints what structlog prints', () => {
  it.each(cases)('$why', ({ record, options, error, expect: expected, raises }) => {
    // One of them warns.
    captureStderr()
    const format = () => {
      const formatter = new ProcessorFormatter(optionsOf(options))
      const made = recordOf(base, record)
      if (error !== undefined) {
        const value = Object.assign(new Error(error), { name: 'ValueError' })
        made.exc_info = [Error, value, 'there is one']
      }
      return withoutFrames(formatter.format(made))
    }

    if (raises === undefined) expect(format()).toBe(expected)
    else expect(format).toThrow(raises[1])
  })
})

/** The frames of a traceback are another language's. */
function withoutFrames(text: string): string {
  return text.replace(/ {2}File [\s\S]*?(?=ValueError: )/g, '')
}

describe('what the vectors cannot say', () => {
  const event = (): EventDict => new Map([['event', 'x']])

  it('TimeStamper stamps the present', () => {
    vi.useFakeTimers({ now: new Date('2026-07-15T14:00:00.123Z') })
    vi.stubEnv('TZ', 'Asia/Kathmandu')
    const stamped = (stamper: TimeStamper) => stamper.process(null, 'info', event()).get(stamper.key)

    expect(stamped(new TimeStamper())).toBe(1784124000.123)
    expect(stamped(new TimeStamper({ fmt: 'iso' }))).toBe('2026-07-15T14:00:00.123000Z')
    expect(stamped(new TimeStamper({ fmt: 'ISO', utc: false }))).toBe('2026-07-15T19:45:00.123000')
    expect(stamped(new TimeStamper('%H:%M:%S.%f', false, 'at'))).toBe('19:45:00.123000')
  })

  it('StackInfoRenderer hands the stack on', () => {
    const formatter = new ProcessorFormatter({
      processors: [StackInfoRenderer, ProcessorFormatter.remove_processors_meta, JSONRenderer],
    })

    expect(formatter.format(makeLogRecord({ msg: 'x', levelname: 'INFO', stack_info: 'Stack\n  a' }))).toBe(
      '{"event": "x", "stack": "Stack\\n  a"}',
    )
  })

  it('the record stays as it was for the formatters that come after', () => {
    const record = makeLogRecord({ msg: '%d', args: [1], levelname: 'INFO', exc_text: 'text', stack_info: 'stack' })

    new ProcessorFormatter({ processor: new JSONRenderer() }).format(record)

    expect([record.msg, record.args, record.exc_text, record.stack_info]).toEqual(['%d', [1], 'text', 'stack'])
  })

  it('what is no processor is refused', () => {
    expect(() => new ProcessorFormatter({ processors: [5 as never] })).toThrow("'5' is not callable")
  })

  it('configurations in JSON name processors, and classes of them with their defaults', () => {
    const stream = new Sink()
    dictConfig({
      version: 1,
      formatters: {
        f: {
          '()': 'structlog.stdlib.ProcessorFormatter',
          foreign_pre_chain: ['ext://structlog.stdlib.add_log_level', 'ext://structlog.stdlib.ExtraAdder'],
          processors: [
            'ext://structlog.stdlib.ProcessorFormatter.remove_processors_meta',
            'ext://structlog.processors.JSONRenderer',
          ],
        },
      },
      handlers: { h: { class: 'logging.StreamHandler', formatter: 'f', stream } },
      root: { level: 'INFO', handlers: ['h'] },
    })

    root.warning('late by %d', 5, { extra: { order: 7 } })

    expect(stream.text).toBe('{"event": "late by 5", "level": "warning", "order": 7}\n')
  })
})
