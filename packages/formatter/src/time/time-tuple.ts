/**
 * Python's struct_time: an instant broken down to year, month, day and so on, in UTC or in the process's zone.
 *
 *   gmtime(0)      year 1970, month 1, day 1, weekday 3 (Monday is 0), day 1 of the year, zone UTC
 *   localtime(0)   the same instant on the clock of zone-names.ts
 *
 * There are no leap seconds, as there are none in POSIX's time_t.
 *
 * Source: docs.python.org/3.13/library/time.html#time.struct_time
 */

import { calendarDate, daysBeforeMonth, firstDayOfYear, weekday } from '../../../../shared/zone/src/calendar.js'
import { type ZoneMoment, zoneAt } from '../../../../shared/zone/src/zone-names.js'
import { OverflowError, ValueError } from '../python/errors.js'

/** The fields of Python's struct_time, by Python's names and with Python's counting. */
export interface TimeTuple {
  /** The full year; 0 is 1 BC. */
  readonly tm_year: number
  /** 1 to 12. */
  readonly tm_mon: number
  /** 1 to 31. */
  readonly tm_mday: number
  /** 0 to 23. */
  readonly tm_hour: number
  /** 0 to 59. */
  readonly tm_min: number
  /** 0 to 61. */
  readonly tm_sec: number
  /** 0 to 6, Monday is 0. */
  readonly tm_wday: number
  /** 1 to 366. */
  readonly tm_yday: number
  /** 1 in daylight saving time, 0 outside, -1 unknown. */
  readonly tm_isdst: number
  /** The zone's abbreviation, such as CET; null where the maker of the tuple does not know it. */
  readonly tm_zone: string | null
  /** Seconds east of UTC; null where unknown. */
  readonly tm_gmtoff: number | null
}

const DAY = 86_400
/** glibc's steps, shorter than any daylight time, and how far it goes. */
const SEARCH_STEP = 601_200
const SEARCH_END = 268_828_200
/** C's name for the zone of gmtime. */
const UTC: ZoneMoment = { tm_gmtoff: 0, tm_isdst: 0, tm_zone: 'GMT' }
/** Years fit a 32-bit integer, the first ones only when counted from 1900. */
const FIRST_YEAR = 1900 - 2 ** 31
const LAST_YEAR = 2 ** 31 - 1
/** C's time_t has 64 bits. */
const TIME_T_END = 2 ** 63

/**
 * Python's `time.gmtime(epochSeconds)`.
 *
 * @param epochSeconds - Since 1970; a fraction is floored.
 * @throws ValueError for NaN, OverflowError for an instant whose year does not fit 32 bits.
 */
export function gmtime(epochSeconds: number): TimeTuple {
  return breakDown(wholeSecond(epochSeconds), UTC)
}

/** Python's `time.localtime(epochSeconds)`; arguments and errors as for `gmtime`. */
export function localtime(epochSeconds: number): TimeTuple {
  const second = wholeSecond(epochSeconds)
  return breakDown(second, zoneAt(second))
}

/**
 * C's mktime: the instant at which the process's clock shows these fields.
 *
 * In an hour that occurs twice tm_isdst tells which, or else tm_gmtoff. A time that is skipped is read by the clock that
 * tm_isdst means. Where that clock is not in use, the nearest time decides at which it is, up to 8.5 years away; without
 * one it is an hour from the clock in use. So does glibc, but for a time skipped or repeated with tm_isdst unchanged.
 */
export function mktime(tuple: TimeTuple): number {
  const wall = wallSeconds(tuple)
  const before = zoneAt(wall - DAY)
  const after = zoneAt(wall + DAY)
  const offsets = [tuple.tm_gmtoff ?? before.tm_gmtoff, before.tm_gmtoff, after.tm_gmtoff]
  const readings = offsets.map((offset) => wall - offset).filter((second) => isShown(second, wall))
  const wanted = Math.sign(tuple.tm_isdst)
  const exact = readings.find((second) => wanted < 0 || zoneAt(second).tm_isdst === wanted)
  if (exact !== undefined) return exact
  const [reading] = readings
  if (reading === undefined) return wall - (after.tm_isdst === wanted ? after : before).tm_gmtoff
  return wall - (offsetNear(reading, wanted) ?? zoneAt(reading).tm_gmtoff + (wanted === 0 ? -3600 : 3600))
}

/** The fields read as if they were UTC. */
export function wallSeconds(tuple: TimeTuple): number {
  const days = firstDayOfYear(tuple.tm_year) + daysBeforeMonth(tuple.tm_year, tuple.tm_mon) + tuple.tm_mday - 1
  return days * DAY + tuple.tm_hour * 3600 + tuple.tm_min * 60 + tuple.tm_sec
}

function wholeSecond(epochSeconds: number): number {
  if (Number.isNaN(epochSeconds)) throw new ValueError('Invalid value NaN (not a number)')
  // Beyond it the next day is the same number, and no calendar ends its search.
  if (Math.abs(epochSeconds) >= TIME_T_END) throw outOfRange()
  return Math.floor(epochSeconds)
}

function outOfRange(): OverflowError {
  return new OverflowError('timestamp out of range for platform time_t')
}

// Each field by name: an object spread costs 4 µs in Node 20, forty times the rest.
function breakDown(second: number, zone: ZoneMoment): TimeTuple {
  // The remainder is taken before the offset is added: far from 1970 the sum would be rounded.
  const inDay = second - Math.floor(second / DAY) * DAY + zone.tm_gmtoff
  const days = Math.floor(second / DAY) + Math.floor(inDay / DAY)
  const clock = inDay - Math.floor(inDay / DAY) * DAY
  const { tm_year, tm_mon, tm_mday, tm_yday } = calendarDate(days)
  if (!(tm_year >= FIRST_YEAR && tm_year <= LAST_YEAR)) throw outOfRange()
  return {
    tm_year,
    tm_mon,
    tm_mday,
    tm_hour: Math.floor(clock / 3600),
    tm_min: Math.floor(clock / 60) % 60,
    tm_sec: clock % 60,
    tm_wday: weekday(days),
    tm_yday,
    tm_isdst: zone.tm_isdst,
    tm_zone: zone.tm_zone,
    tm_gmtoff: zone.tm_gmtoff,
  }
}

function isShown(second: number, wall: number): boolean {
  return second + zoneAt(second).tm_gmtoff === wall
}

/** The offset of the nearest time with this tm_isdst, looked for a week at a time. */
function offsetNear(second: number, isdst: number): number | undefined {
  for (let distance = SEARCH_STEP; distance < SEARCH_END; distance += SEARCH_STEP) {
    for (const there of [second - distance, second + distance]) {
      const zone = zoneAt(there)
      if (zone.tm_isdst === isdst) return zone.tm_gmtoff
    }
  }
  return undefined
}
