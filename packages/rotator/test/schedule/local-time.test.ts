import { describe, expect, it } from 'vitest'
import { clockFields, instantShowing, wallSeconds } from '../../src/schedule/local-time.js'
import { inZone, seconds } from '../support/in-zone.js'

const shown = (wall: string) => seconds(`${wall}Z`)

describe('clockFields', () => {
  it("counts as Python's struct_time does: months from 1, Monday as 0", () => {
    expect(clockFields(0)).toEqual({ year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, weekday: 3 })
  })

  it('floors a fraction, before 1970 too', () => {
    expect(clockFields(-0.5)).toMatchObject({ year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59 })
  })
})

describe('wallSeconds', () => {
  it.each([
    ['Asia/Kathmandu', '1970-01-01T05:30:00'],
    ['EST+05EDT,M3.2.0,M11.1.0', '1969-12-31T19:00:00'],
    ['<+0545>-5:45', '1970-01-01T05:45:00'],
    ['CET-1CEST,M3.5.0,M10.5.0/3', '1970-01-01T01:00:00'],
    ['', '1970-01-01T00:00:00'],
    [':UTC', '1970-01-01T00:00:00'],
  ])('follows a zone that is called %o', (zone, expected) => {
    inZone(zone, () => expect(wallSeconds(0, false)).toBe(shown(expected)))
  })

  it('answers at once for an instant beyond all calendars', () => {
    inZone('Europe/Paris', () => {
      for (const never of [1e300, Infinity]) expect(clockFields(wallSeconds(never, false)).year).toBe(275_760)
    })
  })
})

describe('instantShowing', () => {
  it.each([
    ['an hour ahead', 'Europe/Paris', '2026-03-28T12:00:00+01:00', '2026-03-30T00:00:00', '2026-03-30T00:00:00+02:00'],
    [
      'by a string',
      'CET-1CEST,M3.5.0,M10.5.0/3',
      '2026-03-28T11:00:00Z',
      '2026-03-30T00:00:00',
      '2026-03-29T22:00:00Z',
    ],
    ['half an hour', 'Australia/Lord_Howe', '2025-04-05T12:00:00Z', '2025-04-07T00:00:00', '2025-04-06T13:30:00Z'],
    ['its standard time', 'Asia/Pyongyang', '2018-05-04T03:00:00Z', '2018-05-05T00:00:00', '2018-05-04T15:00:00Z'],
    ['backwards', 'Europe/Volgograd', '2020-12-26T12:00:00Z', '2020-12-28T00:00:00', '2020-12-27T21:00:00Z'],
    ['a whole day', 'Pacific/Apia', '2011-12-29T22:00:00Z', '2012-01-01T00:00:00', '2011-12-31T10:00:00Z'],
    [
      'to a day that was skipped',
      'Pacific/Apia',
      '2011-12-30T09:00:00Z',
      '2011-12-30T00:00:00',
      '2011-12-30T10:00:00Z',
    ],
    ['over 02:30', 'Europe/Paris', '2026-03-28T12:00:00Z', '2026-03-29T02:30:00', '2026-03-29T03:30:00+02:00'],
    ['back over 02:30', 'Europe/Paris', '2026-10-24T12:00:00Z', '2026-10-25T02:30:00', '2026-10-25T02:30:00+02:00'],
  ])('finds it when the clock moves %s', (_, zone, from, wall, expected) => {
    inZone(zone, () => expect(instantShowing(shown(wall), seconds(from))).toBe(seconds(expected)))
  })
})
