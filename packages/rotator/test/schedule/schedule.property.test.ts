/** What holds for every schedule at every time: the rollover is ahead, and whoever looks at the file finds the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeRollover,
  fileStart,
  parseSchedule,
  periodStart,
  type ScheduleOptions,
} from '../../src/schedule/schedule.js'
import { environment } from '../../src/world/environment.js'
import { inZone, seconds } from '../support/in-zone.js'
import { setClock, TimedRotatingFile, type TimedRotatingFileOptions } from '../support/package.js'
import { tempDir } from '../support/temp-dir.js'

const ZONES = ['UTC', 'Europe/Paris', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']
const RUNS = { numRuns: 2000 }

const zone = fc.constantFrom(...ZONES)
/** 1990 to 2037, with a fraction. */
const time = fc
  .tuple(fc.integer({ min: 631_152_000, max: 2_114_380_800 }), fc.integer({ min: 0, max: 999 }))
  .map(([seconds, milliseconds]) => seconds + milliseconds / 1000)
/** Within three days of a moment at which clocks change. */
const nearChange = fc
  .tuple(
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z'),
    fc.integer({ min: -72, max: 72 }),
  )
  .map(([change, hours]) => seconds(change) + hours * 3600)
const atTime = fc.option(
  fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 59 }),
  }),
  { nil: undefined },
)
const options: fc.Arbitrary<ScheduleOptions> = fc.record({
  when: fc.constantFrom('s', 'm', 'h', 'd', 'midnight', 'w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6'),
  interval: fc.integer({ min: 1, max: 12 }),
  utc: fc.boolean(),
  atTime,
})

describe('a schedule', () => {
  it('puts the rollover after the start, the next after that, and none further away than a period and an hour for the clocks', () => {
    fc.assert(
      fc.property(options, zone, fc.oneof(time, nearChange), (chosen, name, start) => {
        inZone(name, () => {
          const schedule = parseSchedule(chosen)

          const rollover = computeRollover(schedule, start)

          expect(rollover).toBeGreaterThan(start)
          expect(computeRollover(schedule, rollover)).toBeGreaterThan(rollover)
          expect(rollover).toBeLessThanOrEqual(start + schedule.interval + 3600)
        })
      }),
      RUNS,
    )
  })

  it('gives one rollover and one name to a file, whichever process asks and however long after', () => {
    fc.assert(
      fc.property(options, zone, time, fc.integer({ min: 0, max: 400 * 86_400 }), (chosen, name, born, later) => {
        inZone(name, () => {
          const birthtimeMs = born * 1000
          const [young, old] = [birthtimeMs, (born + later) * 1000].map((mtimeMs) => {
            const schedule = parseSchedule(chosen)
            const rollover = computeRollover(schedule, fileStart({ birthtimeMs, mtimeMs }))
            return { rollover, period: periodStart(schedule, rollover) }
          })

          expect(old).toEqual(young)
        })
      }),
      RUNS,
    )
  })
})

describe('TimedRotatingFile', () => {
  it('finds in every process the rollover that the one which made the file found', () => {
    const folder = tempDir()
    let files = 0
    fc.assert(
      fc.property(options, zone, time, fc.double({ min: 0, max: 1, noNaN: true }), (chosen, name, born, part) => {
        inZone(name, () => {
          const path = `${folder}/${files++}.log`
          let now = born
          setClock(() => BigInt(Math.round(now * 1e9)))
          try {
            const first = new TimedRotatingFile(path, chosen as TimedRotatingFileOptions)
            first.write('a line\n')
            const expected = first.rolloverAt
            expect(expected).toBeGreaterThan(environment.now() / 1000)
            now += (expected - now) * part

            const second = new TimedRotatingFile(path, chosen as TimedRotatingFileOptions)

            expect(second.rolloverAt).toBe(expected)
            first.close()
            second.close()
          } finally {
            setClock(null)
          }
        })
      }),
      { numRuns: 300 },
    )
  })
})
