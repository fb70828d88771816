/**
 * What CPython answered for some 5,000 formats, instants and zones: conformance/topics/strftime.py.
 *
 * The answers rest on the system's zone files, so that a machine without them has nothing to compare.
 */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type VectorCase, vectors } from '../../../../test/support/vectors.js'
import { gmtime, localtime, strftime, strftimeTuple, type TimeTuple } from '../../src/time/strftime.js'
import { inZone } from '../support/zone.js'

type Fields = readonly [number, number, number, number, number, number, number, number, number]
type Input = readonly [zone: string, when: number | Fields, format?: string, utc?: 'utc']

const FIELDS = [
  'tm_year',
  'tm_mon',
  'tm_mday',
  'tm_hour',
  'tm_min',
  'tm_sec',
  'tm_wday',
  'tm_yday',
  'tm_isdst',
  'tm_zone',
  'tm_gmtoff',
] as const

/** The text, the tuple's fields in order, or the error as Python's name and text. */
function answer([zone, when, format, utc]: Input): unknown {
  try {
    return inZone(zone, () => {
      if (typeof when !== 'number') return strftimeTuple(format ?? '', tupleOf(when))
      const tuple = (utc ? gmtime : localtime)(when)
      if (format === undefined) return FIELDS.map((field) => tuple[field])
      const text = strftime(format, when, { utc: utc !== undefined })
      // Both ways in must agree, and so must a second call, which finds the text of the first.
      expect(strftimeTuple(format, tuple)).toBe(text)
      expect(strftime(format, when, { utc: utc !== undefined })).toBe(text)
      return text
    })
  } catch (error) {
    if ((error as Error).name.includes('Assertion')) throw error
    return [(error as Error).name, (error as Error).message]
  }
}

function tupleOf(fields: Fields): TimeTuple {
  const named = Object.fromEntries(FIELDS.map((field, index) => [field, fields[index] ?? null]))
  return named as unknown as TimeTuple
}

const hasZoneFiles = existsSync('/usr/share/zoneinfo/Europe/Paris')
const all = vectors<Input>('strftime')
const byReason = new Map<string, VectorCase<Input>[]>()
for (const vector of all.filter(({ departure }) => departure === undefined)) {
  const { why = '' } = vector
  byReason.set(why, [...(byReason.get(why) ?? []), vector])
}
const pairs = (cases: readonly VectorCase<Input>[], result: (vector: VectorCase<Input>) => unknown) =>
  cases.map((vector) => [JSON.stringify(vector.input), result(vector)])

describe.skipIf(!hasZoneFiles)('strftime, as CPython 3.13 answers', () => {
  for (const [why, cases] of byReason) {
    it(`agrees on ${why} (${cases.length})`, () => {
      expect(pairs(cases, ({ input }) => answer(input))).toEqual(
        pairs(cases, ({ expect: text, error }) => text ?? error),
      )
    })
  }
})

describe.skipIf(!hasZoneFiles)('strftime, where it differs on purpose', () => {
  for (const { input, expect: text, error, departure } of all.filter((vector) => vector.departure !== undefined)) {
    it(`departs from ${JSON.stringify(input)}: ${departure}`, () => {
      expect(answer(input)).not.toEqual(text ?? error)
    })
  }
})
