/**
 * What python-json-logger, colorlog, uvicorn, Django, gunicorn and rich printed, as conformance/third-party/generate.py
 * wrote it down. A terminal's links are numbered, at random by rich; the numbers are left out of the comparison.
 */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decode } from '../../../../test/support/vectors.js'
import { callFactory } from '../../src/config/call-factory.js'
import { resolveName } from '../../src/config/registry.js'
import logging, { type Formatter, float, type LogRecord, makeLogRecord, tuple } from '../../src/index.js'
import { SafeAtoms } from '../../src/third-party/gunicorn.js'
import { RichHandler } from '../../src/third-party.js'

interface Case {
  readonly why: string
  readonly formatter?: string
  readonly keywords?: unknown
  readonly record?: unknown
  readonly records?: readonly unknown[]
  readonly env?: Readonly<Record<string, string>>
  readonly terminal?: boolean
  readonly rich?: Readonly<Record<string, unknown>>
  readonly width?: number
  readonly datefmt?: string | null
  readonly format?: string
  readonly atoms?: Readonly<Record<string, unknown>>
  readonly defaults?: true
  readonly expect?: unknown
  readonly error?: readonly [type: string, message: string]
}

const FILE = new URL('../../../../conformance/third-party/answers.json', import.meta.url)
const { cases, base } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: readonly Case[]; base: unknown }
const VARIABLES = ['FORCE_COLOR', 'NO_COLOR', 'COLUMNS', 'DJANGO_COLORS', 'TZ']
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]))

beforeEach(() => {
  for (const name of VARIABLES) delete process.env[name]
  process.env['TZ'] = 'UTC'
})

afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  logging.sys.stdout = process.stdout
})

/** Keywords are objects; only the values of records may be Maps. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries(Array.from(value as Map<string, unknown>, ([key, item]) => [key, plain(item)]))
}

function recordOf(changes: unknown): LogRecord {
  const attributes: Record<string, unknown> = {}
  for (const part of [base, changes]) {
    for (const [name, value] of decode(part, { float, tuple }) as Map<string, unknown>) attributes[name] = value
  }
  for (const name of ['created', 'msecs', 'relativeCreated']) attributes[name] = Number(attributes[name])
  attributes['args'] = [...(attributes['args'] as Iterable<unknown>)]
  return makeLogRecord(attributes)
}

function formatted({ formatter = '', keywords, record, env = {}, terminal = false }: Case): string {
  Object.assign(process.env, env)
  logging.sys.stdout = { write: () => undefined, isTTY: terminal } as never
  const named = plain(decode(keywords, { float, tuple })) as Record<string, unknown>
  return (callFactory(resolveName(formatter), named) as Formatter).format(recordOf(record))
}

function withoutNumbers(text: unknown): unknown {
  return (text as string).replace(/id=\d+/g, 'id=N')
}

describe.each([...new Set(cases.flatMap(({ formatter }) => formatter ?? []))])('%s', (name) => {
  it.each(cases.filter(({ formatter }) => formatter === name))('$why', (given) => {
    if (given.error === undefined) expect(formatted(given)).toBe(given.expect)
    else {
      const [type, message] = given.error
      const thrown = expect(() => formatted(given))
      thrown.toThrow(expect.objectContaining({ name: type, message }))
    }
  })
})

describe('rich.logging.RichHandler', () => {
  it.each(cases.filter(({ rich }) => rich !== undefined))('$why', (given) => {
    const { rich, terminal, width, datefmt = null, records = [] } = given
    let written = ''
    const file = { write: (text: string) => (written += text) }
    const handler = new RichHandler({ ...rich, console: { file, width, force_terminal: terminal } })
    handler.setFormatter(new logging.Formatter('%(message)s', datefmt))

    for (const each of records) handler.handle(recordOf(each))

    expect(withoutNumbers(written)).toBe(withoutNumbers(given.expect))
  })
})

describe('gunicorn', () => {
  it('prints a line of an access log', () => {
    const { format = '', atoms = {}, expect: line } = cases.find((each) => each.atoms !== undefined) as Case
    const record = makeLogRecord({ msg: format, args: new SafeAtoms(atoms) })

    expect(record.getMessage()).toBe(line)
  })

  it('has its default configuration', () => {
    const { expect: defaults } = cases.find((each) => each.defaults) as Case

    expect(resolveName('gunicorn.glogging.CONFIG_DEFAULTS')).toEqual(defaults)
  })
})
