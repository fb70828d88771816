import { describe, expect, it } from 'vitest'
import { computeRollover, fileStart, isReached, parseSchedule, periodStart } from '../../src/schedule/schedule.js'
import { ValueError } from '../../src/world/errors.js'
import { inZone, seconds } from '../support/in-zone.js'

const NOON = seconds('2026-01-01T12:00:00Z') // a Thursday

describe('parseSchedule', () => {
  it('multiplies the interval out and takes any letter case', () => {
    expect(parseSchedule({ when: 'h', interval: 2 })).toMatchObject({ when: 'H', interval: 7200 })
    expect(parseSchedule({ when: 'Midnight' })).toMatchObject({ when: 'MIDNIGHT', interval: 86_400 })
    expect(parseSchedule({ when: 'w6' })).toMatchObject({ when: 'W6', interval: 604_800, dayOfWeek: 6 })
  })

  it.each([
    ['x', 'Invalid rollover interval specified: X'],
    ['', 'Invalid rollover interval specified: '],
    ['constructor', 'Invalid rollover interval specified: CONSTRUCTOR'],
    ['w', 'You must specify a day for weekly rollover from 0 to 6 (0 is Monday): W'],
    ['w10', 'You must specify a day for weekly rollover from 0 to 6 (0 is Monday): W10'],
    ['w7', 'Invalid day specified for weekly rollover: W7'],
    ['wé', 'Invalid day specified for weekly rollover: WÉ'],
  ])("refuses %o in CPython's words, and then says what is allowed", (when, words) => {
    const parse = () => parseSchedule({ when })

    expect(parse).toThrow(ValueError)
    expect(parse).toThrow(`${words} (option "when").\n  Use S, M, H, D, MIDNIGHT, or W0 to W6`)
  })

  it.each([0, -1, Number.NaN, Infinity])(
    'refuses an interval of %d, with which CPython would rotate for ever',
    (interval) => {
      expect(() => parseSchedule({ when: 'S', interval })).toThrow(ValueError)
    },
  )

  it('finds the date of a backup, and no digits that go on', () => {
    const { extMatch } = parseSchedule({ when: 'M' })

    expect('app.2026-01-01_12-30.gz'.match(extMatch)?.[0]).toBe('2026-01-01_12-30')
    expect('app.2026-01-01_12-305'.match(extMatch)).toBeNull()
    expect('app.12026-01-01_12-30'.match(extMatch)).toBeNull()
  })
})

describe('computeRollover', () => {
  it('rotates at local midnight even on the 23-hour day in spring', () => {
    // Paris, 29 March 2026: the clock jumps from 02:00 to 03:00.
    inZone('Europe/Paris', () => {
      const next = computeRollover(parseSchedule({ when: 'midnight' }), seconds('2026-03-29T00:30:00+01:00'))

      expect(next).toBe(seconds('2026-03-30T00:00:00+02:00')) // CPython 3.13.0: 1774821600
    })
  })

  it('takes the midnight that ends the day of the week', () => {
    const next = computeRollover(parseSchedule({ when: 'W3', utc: true }), NOON)

    expect(next).toBe(seconds('2026-01-02T00:00:00Z'))
  })

  it('takes tomorrow when it is exactly the time of day', () => {
    const atTime = { hour: 12, minute: 0, second: 0 }

    expect(computeRollover(parseSchedule({ when: 'midnight', utc: true, atTime }), NOON)).toBe(NOON + 86_400)
  })

  it('carries a fraction through', () => {
    expect(computeRollover(parseSchedule({ when: 'S' }), 0.25)).toBe(1.25)
  })
})

describe('periodStart', () => {
  it('is a date of its own for the day of 25 hours', () => {
    inZone('Europe/Paris', () => {
      const rolloverAt = seconds('2026-10-26T00:00:00+01:00')

      const started = periodStart(parseSchedule({ when: 'midnight' }), rolloverAt)

      expect(started).toMatchObject({ month: 10, day: 25, hour: 0 })
    })
  })

  it('is what the clock showed when the hour began, though it shows another hour when that ends', () => {
    inZone('Europe/Paris', () => {
      const hourly = parseSchedule({ when: 'h' })
      const hours = ['2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z', '2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z']

      const started = hours.map((end) => periodStart(hourly, seconds(end)).hour)

      // CPython calls the first one 01, like the file before it.
      expect(started).toEqual([2, 2, 1, 3])
    })
  })
})

describe('fileStart', () => {
  it('is the second of the birth, up to its last millisecond', () => {
    expect(fileStart({ birthtimeMs: 10_999.9, mtimeMs: 20_000 })).toBe(10)
  })

  it('takes the last change where it is older than the birth, as after a restore, or where no birth is kept', () => {
    expect(fileStart({ birthtimeMs: 90_000, mtimeMs: 20_000 })).toBe(20)
    expect(fileStart({ birthtimeMs: 0, mtimeMs: 20_000 })).toBe(20)
  })
})

describe('isReached', () => {
  it('compares whole seconds, as CPython does', () => {
    expect(isReached(10, 10)).toBe(true)
    expect(isReached(10.5, 10.9)).toBe(false)
    expect(isReached(10.5, 11)).toBe(true)
  })
})
