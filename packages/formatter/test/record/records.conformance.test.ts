/** What CPython's LogRecord holds and its Formatter prints of it, by conformance/topics/records.py. */
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { decode, vectors } from '../../../../test/support/vectors.js'
import { Formatter } from '../../src/formatter.js'
import { float, repr, tuple } from '../../src/python/python-text.js'
import { LogRecord, makeLogRecord } from '../../src/record/record.js'
import type { Defaults } from '../../src/record/record-fields.js'
import type { StyleName } from '../../src/styles/styles.js'
import { setClock } from '../../src/time/clock.js'
import { gmtime } from '../../src/time/strftime.js'
import { asObject, differences, groups } from '../support/differences.js'
import { inZone } from '../support/zone.js'

type Input = readonly [kind: string, ...given: unknown[]]
interface TimeOptions {
  readonly datefmt?: string
  readonly time?: string
  readonly msec?: string | null
  readonly converter?: 'gmtime'
}

const cases = vectors<Input>('records')
const make = { float, tuple }
const ATTRIBUTES = asObject(decode(cases.find(({ why }) => why === 'attributes')?.expect, make))

function recordWith(fields: { level?: unknown; pathname?: string; msg?: unknown; args?: unknown[] }): LogRecord {
  const { level = 20, pathname = '/a/b.py', msg = 'm', args = [] } = fields
  return new LogRecord('root', level as number, pathname, 1, msg, args, null)
}

function recordAt(start: string, now: string): LogRecord {
  let clock = BigInt(start)
  setClock(() => clock)
  clock = BigInt(now)
  return recordWith({})
}

const ANSWERS: Readonly<Record<string, (...given: never[]) => unknown>> = {
  time(start: string, now: string) {
    const { created, msecs, relativeCreated } = recordAt(start, now)
    return [created, msecs, relativeCreated]
  },
  path(pathname: string) {
    const { filename, module } = recordWith({ pathname })
    return [filename, module]
  },
  level: (level: unknown) => recordWith({ level: decode(level, make) }).levelname,
  order: () => Object.keys(recordWith({}).toDict()),
  repr: (name: string, level: number, pathname: string, lineno: number, msg: unknown) =>
    new LogRecord(name, level, pathname, lineno, msg, [], null).toString(),
  message(msg: unknown, args: unknown) {
    const record = recordWith({ msg: decode(msg, make), args: decode(args, make) as unknown[] })
    return [repr(Array.isArray(record.args) ? tuple(...record.args) : record.args), record.getMessage()]
  },
  formatTime(zone: string, now: string, { datefmt, time, msec, converter }: TimeOptions) {
    const formatter = new Formatter()
    if (time !== undefined) formatter.default_time_format = time
    if (msec !== undefined) formatter.default_msec_format = msec
    if (converter !== undefined) formatter.converter = gmtime
    return inZone(zone, () => formatter.formatTime(recordAt('0', now), datefmt))
  },
  format(style: StyleName, format: string, defaults: unknown) {
    const formatter = new Formatter(format, null, style, false, {
      defaults: asObject(decode(defaults, make)) as Defaults,
    })
    return formatter.format(makeLogRecord(ATTRIBUTES as Record<string, unknown>))
  },
}

describe('a record and what is printed of it, as CPython has it', () => {
  afterEach(() => setClock(null))

  const hasZoneFiles = existsSync('/usr/share/zoneinfo/Europe/Paris')

  it.each(groups(cases).filter(([why]) => why !== 'attributes' && (hasZoneFiles || why !== 'formatTime')))(
    '%s',
    (_why, group) => {
      expect(differences(group, ([kind, ...given]) => ANSWERS[kind]?.(...(given as never[])))).toEqual([])
    },
  )

  it('has vectors enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(850)
  })
})
