import { describe, expect, it } from 'vitest'
import { OverflowError, ValueError } from '../../src/python/errors.js'
import { defaultTime, gmtime, localtime, strftime, strftimeTuple } from '../../src/time/strftime.js'
import { inZone } from '../support/zone.js'

/** 2026-07-15 12:00:03 UTC, a Wednesday. */
const JULY = 1784116803
const utc = { utc: true }

describe('strftime', () => {
  it('prints local time with its offset and zone', () => {
    inZone('Europe/Paris', () => {
      expect(strftime('%d/%b/%Y:%H:%M:%S %z %Z', JULY)).toBe('15/Jul/2026:14:00:03 +0200 CEST')
    })
  })

  it('prints UTC when asked, under the name that C gives it', () => {
    inZone('Europe/Paris', () => expect(strftime('%H:%M %z %Z', JULY, utc)).toBe('12:00 +0000 GMT'))
  })

  it('takes flags, widths and modifiers as glibc does, and leaves what it does not know', () => {
    expect(strftime('%-d. %^B, %5Y %Q', 1783476245, utc)).toBe('8. JULY, 02026 %Q')
    expect(strftime('%-5d|%_5d|%6z|%Od|%Ed', JULY, utc)).toBe('   15|   15|     +000000|15|%Ed')
  })

  it('rounds fractions down, before 1970 too', () => {
    expect(strftime('%T', JULY + 0.999, utc)).toBe('12:00:03')
    expect(strftime('%F %T', -0.5, utc)).toBe('1969-12-31 23:59:59')
  })

  it('prints each second anew, and the same second from memory', () => {
    const format = '%S %p'

    expect([JULY, JULY + 0.5, JULY + 1, JULY].map((second) => strftime(format, second, utc))).toEqual([
      '03 PM',
      '03 PM',
      '04 PM',
      '03 PM',
    ])
  })

  it('does not serve the text of a former zone', () => {
    const inZones = (format: string) =>
      ['Europe/Paris', 'Asia/Kathmandu', 'UTC'].map((zone) => inZone(zone, () => strftime(format, JULY)))

    expect(inZones('%H:%M')).toEqual(['14:00', '17:45', '12:00'])
    expect(inZones('%Z')).toEqual(['CEST', '+0545', 'UTC'])
  })

  it('tells zones apart by name even where their clocks agree', () => {
    const january = 1768478400

    expect(['Europe/Paris', 'Africa/Lagos'].map((zone) => inZone(zone, () => strftime('%H %Z', january)))).toEqual([
      '13 CET',
      '13 WAT',
    ])
  })

  it('refuses a NUL in the format, as CPython 3.13.0 does', () => {
    expect(() => strftime('a\0b', JULY)).toThrow(new ValueError('embedded null character'))
  })

  it('refuses what is no instant', () => {
    expect(() => strftime('%Y', Number.NaN)).toThrow(ValueError)
    expect(() => strftime('%Y', Infinity)).toThrow(OverflowError)
    expect(() => strftime('%Y', -1e18)).toThrow(OverflowError)
  })

  it('answers a width beyond all measure with nothing, and at once', () => {
    expect(strftime('%99999999999d', JULY)).toBe('')
    expect(strftime('%999999d'.repeat(5000), JULY)).toBe('')
  })

  it('takes a stream of different formats', () => {
    const formats = Array.from({ length: 2000 }, (_, index) => `${index} %d`)

    expect(formats.map((format) => strftime(format, JULY, utc))).toEqual(formats.map((_, index) => `${index} 15`))
  })
})

describe('strftimeTuple', () => {
  it('prints the fields as they are, though they make no date', () => {
    const tuple = { ...gmtime(JULY), tm_mon: 2, tm_mday: 31, tm_wday: 0, tm_sec: 61 }

    expect(strftimeTuple('%a %F %T', tuple)).toBe('Mon 2026-02-31 12:00:61')
  })

  it('refuses a field out of its range in the words of Python', () => {
    expect(() => strftimeTuple('', { ...gmtime(0), tm_mon: 13 })).toThrow(new ValueError('month out of range'))
    expect(() => strftimeTuple('', { ...gmtime(0), tm_hour: 24 })).toThrow(new ValueError('hour out of range'))
    expect(() => strftimeTuple('', { ...gmtime(0), tm_wday: -2 })).toThrow(new ValueError('day of week out of range'))
  })

  it("names the process's zone for a tuple that has none", () => {
    inZone('Europe/Paris', () => {
      const tuple = { ...localtime(JULY), tm_zone: null, tm_gmtoff: null }

      expect(strftimeTuple('%Z %z %s', tuple)).toBe('CEST +0000 1784116803')
      expect(strftimeTuple('%Z|%z', { ...tuple, tm_isdst: -1 })).toBe('|')
    })
  })
})

describe('defaultTime', () => {
  it("is Python's default_time_format", () => {
    expect(defaultTime(1795374303.25, true)).toBe('2026-11-22 19:05:03')
    for (const second of [0, -1.5, JULY, 1e12, -62_135_596_801, 9e15]) {
      expect(defaultTime(second, true)).toBe(strftime('%Y-%m-%d %H:%M:%S', second, utc))
    }
  })

  it('follows the clocks when they change, to the second', () => {
    inZone('Europe/Paris', () => {
      // 29 March 2026: 02:00 becomes 03:00.
      expect([1774745999, 1774746000].map((second) => defaultTime(second, false))).toEqual([
        '2026-03-29 01:59:59',
        '2026-03-29 03:00:00',
      ])
    })
  })

  it('follows TZ within one second, a whole day apart included', () => {
    const zones = ['UTC', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'UTC']

    expect(zones.map((zone) => inZone(zone, () => defaultTime(JULY, false)))).toEqual([
      '2026-07-15 12:00:03',
      '2026-07-15 02:00:03',
      '2026-07-16 02:00:03',
      '2026-07-15 12:00:03',
    ])
  })

  it('keeps local time and UTC apart', () => {
    inZone('Asia/Kathmandu', () => {
      expect(defaultTime(JULY, false)).toBe('2026-07-15 17:45:03')
      expect(defaultTime(JULY, true)).toBe('2026-07-15 12:00:03')
      expect(defaultTime(JULY, false)).toBe('2026-07-15 17:45:03')
    })
  })

  it('refuses NaN each time', () => {
    for (const _ of [1, 2]) expect(() => defaultTime(Number.NaN, false)).toThrow(ValueError)
  })
})

describe('a hostile format', () => {
  it('with a hundred thousand wide directives prints nothing, as in CPython, and leaves the process alive', () => {
    // More than 256 times the format's length: 154 million characters were once copied into an array to be counted.
    expect(strftime('%9999Y'.repeat(100_000), JULY, utc)).toBe('')
  })
})
