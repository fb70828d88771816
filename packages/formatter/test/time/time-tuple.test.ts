import { describe, expect, it } from 'vitest'
import { gmtime, localtime, mktime } from '../../src/time/time-tuple.js'
import { inZone } from '../support/zone.js'

describe('mktime', () => {
  it('undoes localtime, in the hour that occurs twice too', () => {
    inZone('Europe/Paris', () => {
      // 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
      for (const second of [0, 1792886400, 1792890000, 1792893600, -3e9, 1e11]) {
        expect(mktime(localtime(second))).toBe(second)
        expect(mktime({ ...localtime(second), tm_gmtoff: null })).toBe(second)
      }
    })
  })

  it('reads a skipped hour by the clock that tm_isdst means', () => {
    inZone('Europe/Paris', () => {
      const skipped = { ...gmtime(1774751400), tm_gmtoff: null } // 02:30 on 29 March 2026

      // CPython 3.13.0: time.mktime((2026, 3, 29, 2, 30, 0, 0, 0, isdst))
      expect(mktime({ ...skipped, tm_isdst: 0 })).toBe(1774747800)
      expect(mktime({ ...skipped, tm_isdst: 1 })).toBe(1774744200)
      expect(mktime({ ...skipped, tm_isdst: -1 })).toBe(1774747800)
    })
  })

  it('reads summer by the clock of winter when told that it is not daylight time', () => {
    inZone('Europe/Paris', () => {
      const noon = { ...gmtime(1784116800), tm_gmtoff: null }

      expect(mktime({ ...noon, tm_isdst: 0 })).toBe(1784116800 - 3600)
      expect(mktime({ ...noon, tm_isdst: 1 })).toBe(1784116800 - 7200)
      expect(mktime({ ...noon, tm_isdst: -1 })).toBe(1784116800 - 7200)
    })
  })
})

describe('gmtime', () => {
  it('counts as Python does: months and days of the year from 1, weekdays from Monday', () => {
    expect(gmtime(0)).toEqual({
      tm_year: 1970,
      tm_mon: 1,
      tm_mday: 1,
      tm_hour: 0,
      tm_min: 0,
      tm_sec: 0,
      tm_wday: 3,
      tm_yday: 1,
      tm_isdst: 0,
      tm_zone: 'GMT',
      tm_gmtoff: 0,
    })
  })

  it("ends with C's years", () => {
    expect(gmtime(6.7e16).tm_year).toBe(2123147449)
    expect(() => gmtime(6.8e16)).toThrow('timestamp out of range for platform time_t')
  })

  it('refuses instants so far away that a day later is the same number', () => {
    for (const second of [1e30, -1e30, 1e300, Infinity]) {
      expect(() => localtime(second)).toThrow('timestamp out of range for platform time_t')
    }
  })
})
