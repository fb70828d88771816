import { describe, expect, it } from 'vitest'
import { parsePosixZone, posixMoment } from '../src/posix-zone.js'

const seconds = (text: string) => Date.parse(text) / 1000

/** The zone's abbreviation at an instant. */
function nameAt(zone: string, instant: string): string | undefined {
  const parsed = parsePosixZone(zone)
  return parsed && posixMoment(parsed, seconds(instant)).tm_zone
}

describe('parsePosixZone', () => {
  it('reads offsets west of UTC, and names in angle brackets', () => {
    expect(parsePosixZone('<+0545>-5:45')).toEqual({
      standard: { tm_gmtoff: 20700, tm_isdst: 0, tm_zone: '+0545' },
    })
    expect(parsePosixZone('EST5')?.standard.tm_gmtoff).toBe(-18000)
    expect(parsePosixZone('UTC0')?.standard.tm_gmtoff).toBe(0)
  })

  it('puts daylight time an hour ahead unless told otherwise', () => {
    expect(parsePosixZone('AAA3BBB,J60,J300')?.daylight?.moment.tm_gmtoff).toBe(-7200)
    expect(parsePosixZone('<+1030>-10:30<+11>-11,M10.1.0,M4.1.0')?.daylight?.moment.tm_gmtoff).toBe(39600)
  })

  it.each([
    '',
    'AB3',
    'AAA',
    '<A>3',
    'Europe/Paris',
    'AAA3BB',
    'AAA3BBB,M13.1.0,M1.1.0',
    'AAA3BBB,J0,J1',
    'AAA3BBB,400,1',
  ])('refuses %j', (text) => expect(parsePosixZone(text)).toBeUndefined())

  it('refuses a text of any length without delay', () => {
    expect(parsePosixZone('A'.repeat(1e6))).toBeUndefined()
  })
})

describe('posixMoment', () => {
  it('counts weeks of a month, the fifth being the last', () => {
    const paris = 'CET-1CEST,M3.5.0,M10.5.0/3'

    expect(nameAt(paris, '2026-03-29T00:59:59Z')).toBe('CET')
    expect(nameAt(paris, '2026-03-29T01:00:00Z')).toBe('CEST')
    expect(nameAt(paris, '2026-10-25T00:59:59Z')).toBe('CEST')
    expect(nameAt(paris, '2026-10-25T01:00:00Z')).toBe('CET')
  })

  it('has daylight time around New Year in the south', () => {
    const auckland = 'NZST-12NZDT,M9.5.0,M4.1.0/3'

    expect(nameAt(auckland, '2026-01-01T00:00:00Z')).toBe('NZDT')
    expect(nameAt(auckland, '2026-07-01T00:00:00Z')).toBe('NZST')
    expect(nameAt(auckland, '2026-12-31T00:00:00Z')).toBe('NZDT')
  })

  it('leaves 29 February out of J60, and counts it in 60', () => {
    expect(nameAt('AAA0BBB,J60/0,J300', '2024-02-29T12:00:00Z')).toBe('AAA')
    expect(nameAt('AAA0BBB,J60/0,J300', '2024-03-01T00:00:00Z')).toBe('BBB')
    expect(nameAt('AAA0BBB,59/0,J300', '2024-02-29T00:00:00Z')).toBe('BBB')
  })

  it('takes hours before and beyond the day of the change', () => {
    // Nuuk changes on Saturday, 22:00, the last hour before its Sunday: -1 hours.
    expect(nameAt('<-02>2<-01>,M3.5.0/-1,M10.5.0/0', '2026-03-29T00:59:59Z')).toBe('-02')
    expect(nameAt('<-02>2<-01>,M3.5.0/-1,M10.5.0/0', '2026-03-29T01:00:00Z')).toBe('-01')
  })

  it('goes by the rules of the United States when it has none', () => {
    expect(nameAt('EST5EDT', '2026-03-08T06:59:59Z')).toBe('EST')
    expect(nameAt('EST5EDT', '2026-03-08T07:00:00Z')).toBe('EDT')
  })
})
