/**
 * What opentelemetry-sdk's LoggingHandler exported, as conformance/opentelemetry/generate.py wrote it down, beside what ours
 * gives to the SDK for Node: both as OTLP.
 */
import { readFileSync } from 'node:fs'
import { type Context, context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer'
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Formatter } from '../../src/index.js'
import { InstrumentationLoggingHandler, LoggingHandler } from '../../src/opentelemetry.js'
import { isolateEachTest } from '../support/isolate.js'
import { recordOf } from '../support/record-of.js'

interface Case {
  readonly why: string
  readonly record: unknown
  readonly formatter?: string
  readonly inSpan?: true
  readonly error?: readonly [name: string, ...args: string[]]
  readonly departure?: string
  readonly expect?: { readonly scope: unknown; readonly log: unknown }
  readonly raises?: string
}

const FILE = new URL('../../../../conformance/opentelemetry/answers.json', import.meta.url)
const { cases, base, span } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  cases: readonly Case[]
  base: unknown
  span: { traceId: string; spanId: string }
}

isolateEachTest()
beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => context.disable())

function thrown([name, ...args]: readonly string[]): Error {
  const type = { [name as string]: class extends Error {} }[name as string] as new (...args: string[]) => Error
  try {
    throw Object.defineProperty(new type(...args), 'name', { value: name })
  } catch (error) {
    return error as Error
  }
}

/** The OTLP of one record; the times of its observation and the failures apart. */
function exported({ record, formatter, inSpan, error }: Case, Handler: typeof LoggingHandler) {
  const exporter = new InMemoryLogRecordExporter()
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] })
  const handler = new Handler({ logger_provider: provider })
  const failures: unknown[] = []
  handler.handleError = (_, failure) => void failures.push(failure)
  if (formatter !== undefined) handler.setFormatter(new Formatter(formatter))
  const made = recordOf(base, record)
  if (error !== undefined) {
    const value = thrown(error)
    made.exc_info = [value.constructor, value, 'there is one']
  }
  const spanContext = { ...span, traceFlags: 1 }
  const active: Context = inSpan ? trace.setSpanContext(context.active(), spanContext) : context.active()
  context.with(active, () => handler.emit(made))
  const text = Buffer.from(JsonLogsSerializer.serializeRequest(exporter.getFinishedLogRecords()) ?? []).toString()
  const [scopeLogs] = JSON.parse(text).resourceLogs[0]?.scopeLogs ?? []
  return { scope: scopeLogs?.scope, log: scopeLogs?.logRecords[0], failures }
}

const SEVERITIES = ['UNSPECIFIED', ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap(four)]

function four(name: string): string[] {
  return [name, `${name}2`, `${name}3`, `${name}4`]
}

/** Both spellings of OTLP's JSON as one: protobuf leaves out what is zero, names severities, and writes int64 as text. */
function normal(log: Record<string, unknown>): unknown {
  const { observedTimeUnixNano: _, droppedAttributesCount: __, severityNumber = 0, traceId, spanId, ...rest } = log
  const number =
    typeof severityNumber === 'number'
      ? severityNumber
      : SEVERITIES.indexOf(String(severityNumber).replace('SEVERITY_NUMBER_', ''))
  const ids = [traceId, spanId].map((id) => (typeof id === 'string' && id.length % 16 !== 0 ? toHex(id) : id))
  const frames = (text: string) => {
    const [before, after] = text.split('Traceback (most recent call last):\n')
    return after === undefined ? text : `${before}Traceback\n${after.replace(/^ {2}.*\n/gm, '')}`
  }
  const plain = (_name: string, value: unknown): unknown => {
    if (typeof value === 'string') return frames(value)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const { intValue, doubleValue, key, bytesValue, ...others } = value as Record<string, unknown>
    const given = Object.entries({
      key: key === undefined && 'value' in value ? '' : key,
      intValue: intValue === undefined ? undefined : String(intValue),
      doubleValue: doubleValue === undefined || Number.isFinite(doubleValue) ? doubleValue : 'not finite',
      bytesValue: typeof bytesValue === 'string' ? bytesValue : undefined,
    }).filter(([, each]) => each !== undefined)
    if (others['arrayValue'] !== undefined) others['arrayValue'] = { values: [], ...(others['arrayValue'] as object) }
    if (others['kvlistValue'] !== undefined)
      others['kvlistValue'] = { values: [], ...(others['kvlistValue'] as object) }
    return { ...others, ...Object.fromEntries(given) }
  }
  const all = { timeUnixNano: '0', severityText: '', ...rest, severity: number, ids }
  return JSON.parse(JSON.stringify(all, plain))
}

function toHex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex')
}

describe('LoggingHandler exports what Python exports', () => {
  for (const each of cases.filter(({ departure }) => departure === undefined)) {
    it(each.why, () => {
      const { scope, log, failures } = exported(each, LoggingHandler)

      if (each.raises !== undefined) {
        expect(failures).toHaveLength(1)
        expect(failures[0]).toHaveProperty('name', each.raises)
        expect(log).toBeUndefined()
        return
      }
      expect(failures).toEqual([])
      expect(normal(log)).toEqual(normal(each.expect?.log as Record<string, unknown>))
      expect(scope).toEqual(each.expect?.scope)
    })
  }

  it('except where it says why', () => {
    const texts = cases
      .filter(({ departure }) => departure !== undefined)
      .map((each) => {
        const { log, failures } = exported(each, LoggingHandler)
        expect(failures).toEqual([])
        return JSON.stringify(each.why.endsWith('message') ? log.body : log.attributes[0].value)
      })

    expect(texts).toEqual([
      '{"stringValue":"1e+300"}',
      '{"stringValue":"1e+300"}',
      '{"arrayValue":{"values":[{"stringValue":"1970-01-01 00:00:00+00:00"},{"kvlistValue":{"values":[{"key":"x","value":{"stringValue":"{2}"}}]}}]}}',
      '{"stringValue":"9007199254740993"}',
      '{"stringValue":"9007199254740993"}',
      '{"stringValue":"1180591620717411303424"}',
      '{"stringValue":"1180591620717411303424"}',
    ])
  })
})

it("the instrumentation's handler exports the same without the place of the call, as its source says", () => {
  const place = /^code\./
  for (const each of cases.filter(({ departure, raises }) => departure === undefined && raises === undefined)) {
    const full = exported(each, LoggingHandler).log
    const { log } = exported(each, InstrumentationLoggingHandler)

    full.attributes = full.attributes.filter(({ key }: { key: string }) => !place.test(key) || hasIt(each, key))
    if (!each.why.includes('name of the place')) expect(normal(log)).toEqual(normal(full))
  }
})

function hasIt({ record }: Case, key: string): boolean {
  return JSON.stringify(record).includes(`["${key}"`)
}
