/** What CPython answered about when to rotate and what to call the backup, zone by zone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type VectorCase, vectors } from '../../../../test/support/vectors.js'
import { formatSuffix } from '../../src/backups/backup-names.js'
import { parseOptions } from '../../src/options/options.js'
import { clockFields } from '../../src/schedule/local-time.js'
import { computeRollover, parseSchedule, periodStart } from '../../src/schedule/schedule.js'
import { useZone } from '../support/in-zone.js'

interface Input {
  readonly zone: string
  readonly utc: boolean
  readonly when: string
  readonly interval: number
  readonly atTime?: string
  /** Seconds since the epoch; each starts a sequence, with one answer of `expect`. */
  readonly moments: readonly number[]
}

type Answer = readonly [rolloverAt: number, suffix: string, next: number]

function ours({ when, interval, utc, atTime, moments }: Input): Answer[] {
  const schedule = parseSchedule(parseOptions({ when, interval, utc, atTime }, 'test'))
  return moments.map((moment) => {
    const rolloverAt = computeRollover(schedule, moment)
    const suffix = formatSuffix(schedule.suffix, clockFields(periodStart(schedule, rolloverAt), utc))
    return [rolloverAt, suffix, computeRollover(schedule, rolloverAt)]
  })
}

const zones = byZone(vectors<Input>('rollover'))

describe.each([...zones])('in %s, as CPython', (zone, cases) => {
  let restore: () => void
  beforeAll(() => {
    restore = useZone(zone)
  })
  afterAll(() => restore())

  it.each(cases.filter(({ departure }) => departure === undefined))('$why', ({ input, expect: answers }) => {
    expect(ours(input)).toEqual(answers)
  })
})

describe.each([...zones].filter(([, cases]) => cases.some(isDeparture)))('in %s, unlike CPython', (zone, cases) => {
  it.each(cases.filter(isDeparture).filter(({ input }) => keepsTimeOfDay(input)))(
    '$why keeps its time of day',
    ({ input }) => {
      const restore = useZone(zone)
      const [hour, minute, second] = (input.atTime ?? '00:00:00').split(':').map(Number)

      const fields = ours(input).flatMap(([first, , second]) => [first, second].map((at) => clockFields(at, false)))
      restore()

      for (const at of fields) expect(at).toMatchObject({ hour, minute, second })
    },
  )
})

it('holds thousands of sequences', () => {
  const count = [...zones.values()].flat().reduce((sum, { input }) => sum + input.moments.length, 0)

  expect(count).toBeGreaterThan(4000)
})

function isDeparture({ departure }: VectorCase<Input>): boolean {
  return departure !== undefined
}

/** The others add their interval; and where an hour is skipped or occurs twice, 02:30 is no time of day to go by. */
function keepsTimeOfDay({ when, atTime }: Input): boolean {
  return (when === 'MIDNIGHT' || when.startsWith('W')) && atTime !== '02:30:00'
}

function byZone(cases: readonly VectorCase<Input>[]): Map<string, VectorCase<Input>[]> {
  const zones = new Map<string, VectorCase<Input>[]>()
  for (const each of cases) zones.set(each.input.zone, [...(zones.get(each.input.zone) ?? []), each])
  return zones
}
