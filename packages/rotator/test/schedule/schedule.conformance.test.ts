/** What CPython answered about when to rotate and what to call the backup, zone by zone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modulo } from '../../../../shared/zone/src/calendar.js'
import { type VectorCase, vectors } from '../../../../test/support/vectors.js'
import { formatSuffix } from '../../src/backups/backup-names.js'
import { parseOptions } from '../../src/options/options.js'
import { clockFields, wallSeconds } from '../../src/schedule/local-time.js'
import { computeRollover, parseSchedule, periodStart } from '../../src/schedule/schedule.js'
import { useZone } from '../support/in-zone.js'

const DAY = 86_400

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
    const suffix = formatSuffix(schedule.suffix, periodStart(schedule, rolloverAt))
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

  it.each(cases.filter((each) => !isDeparture(each)))('$why', ({ input, expect: answers }) => {
    expect(ours(input)).toEqual(answers)
  })
})

describe.each([...zones].filter(([, cases]) => cases.some(isDeparture)))('in %s, unlike CPython', (zone, cases) => {
  let restore: () => void
  beforeAll(() => {
    restore = useZone(zone)
  })
  afterAll(() => restore())
  const departures = cases.filter(isDeparture)

  it.each(departures.filter(({ input }) => hasTimeOfDay(input)))('$why keeps its time of day', ({ input }) => {
    const timeOfDay = secondsOfDay(input.atTime ?? '00:00:00')

    const wrong = ours(input).flatMap(([first, , second]) =>
      [first, second].filter((at) => {
        const wall = wallSeconds(at, false)
        const wanted = wall - modulo(wall - timeOfDay, DAY)
        return wall !== wanted && isShown(wanted, at)
      }),
    )

    expect(wrong).toEqual([])
  })

  it.each(departures.filter(({ input }) => hasTimeOfDay(input)))('$why takes its names from the days', ({ input }) => {
    const days = input.interval * (input.when === 'MIDNIGHT' ? 1 : 7)

    for (const [first, suffix] of ours(input)) {
      const { year, month, day } = clockFields(wallSeconds(first, false) - days * DAY)
      expect(suffix).toBe([year, month, day].map((part) => String(part).padStart(2, '0')).join('-'))
    }
  })

  it.each(departures.filter(({ input }) => !hasTimeOfDay(input)))(
    '$why names files after their start',
    ({ input, expect: answers }) => {
      const theirs = answers as readonly Answer[]

      const found = ours(input)

      expect(found.map(([first, , second]) => [first, second])).toEqual(
        theirs.map(([first, , second]) => [first, second]),
      )
      const { suffix } = parseSchedule({ when: input.when })
      const starts = input.moments.map((moment) => formatSuffix(suffix, clockFields(wallSeconds(moment, false))))
      expect(found.map(([, name]) => name)).toEqual(starts)
    },
  )
})

it('holds thousands of sequences', () => {
  const count = [...zones.values()].flat().reduce((sum, { input }) => sum + input.moments.length, 0)

  expect(count).toBeGreaterThan(10_000)
})

function isDeparture({ departure }: VectorCase<Input>): boolean {
  return departure !== undefined
}

/** The others add their interval. */
function hasTimeOfDay({ when }: Input): boolean {
  return when === 'MIDNIGHT' || when.startsWith('W')
}

function secondsOfDay(text: string): number {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number)
  return (hour * 60 + minute) * 60 + second
}

/** Whether the clock shows a time at any instant near another one; where it is skipped it does not. */
function isShown(wall: number, near: number): boolean {
  for (let at = near - DAY; at <= near + DAY; at += 60) {
    const shown = wallSeconds(at, false)
    if (shown <= wall && wall < shown + 60 && wallSeconds(at + (wall - shown), false) === wall) return true
  }
  return false
}

function byZone(cases: readonly VectorCase<Input>[]): Map<string, VectorCase<Input>[]> {
  const zones = new Map<string, VectorCase<Input>[]>()
  for (const each of cases) zones.set(each.input.zone, [...(zones.get(each.input.zone) ?? []), each])
  return zones
}
