/**
 * A zone written out as in POSIX's TZ variable and at the end of zone files: names, offsets, and when to change.
 *
 *   CET-1CEST,M3.5.0,M10.5.0/3     CET is 1 hour east of UTC; CEST 2, from the last Sunday of March, 02:00, to the last
 *                                  Sunday of October, 03:00
 *   <+0545>-5:45                   a name that is not only letters
 *
 * Offsets are west of UTC in the text and east of it here. Both changes are told by the clock that they end. Without
 * rules daylight time goes by those of the United States.
 *
 * Kept on purpose, because glibc does it: the rules of the year in UTC decide, and before 1971 those of 1970, so that
 * such a zone has no daylight time in the north, and nothing else in the south.
 *
 * Source: pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html, TZ; RFC 9636, section 3.3.1
 */
import { calendarDate, daysBeforeMonth, firstDayOfYear, isLeap, modulo, weekday } from './calendar.js'

/** The reading of a zone's clock at an instant, by the names of Python's struct_time. */
export interface ZoneMoment {
  /** Seconds east of UTC. */
  readonly tm_gmtoff: number
  readonly tm_isdst: 0 | 1
  /** The abbreviation, such as CET. */
  readonly tm_zone: string
}

/** A zone by rule, without end in either direction. */
export interface PosixZone {
  readonly standard: ZoneMoment
  readonly daylight?: { readonly moment: ZoneMoment; readonly starts: Change; readonly ends: Change }
}

/** A day of the year and a time of that day. */
interface Change {
  /** Days from 1 January. */
  readonly dayIn: (year: number) => number
  /** Seconds from midnight; may be negative or beyond the day. */
  readonly time: number
}

const NAME = '([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)'
const TIME = '[+-]?\\d{1,3}(?::\\d{1,2}){0,2}'
const RULE = `(?:J\\d{1,3}|\\d{1,3}|M\\d{1,2}\\.\\d\\.\\d)(?:/${TIME})?`
const ZONE = new RegExp(`^${NAME}(${TIME})(?:${NAME}(${TIME})?(?:,(${RULE})?)?(?:,(${RULE})?)?)?$`)
const DAYLIGHT_STARTS = 'M3.2.0'
const DAYLIGHT_ENDS = 'M11.1.0'
const DAY = 86_400

/** Reads a zone; undefined for text that is none. */
export function parsePosixZone(text: string): PosixZone | undefined {
  const match = text.length <= 256 ? ZONE.exec(text) : null
  if (match === null) return undefined
  const [, standardName = '', standardOffset = '', daylightName, daylightOffset, first, second] = match
  const standard = moment(standardName, offsetOf(standardOffset), 0)
  if (daylightName === undefined) return { standard }
  const ahead = daylightOffset === undefined ? standard.tm_gmtoff + 3600 : offsetOf(daylightOffset)
  const starts = parseChange(first ?? DAYLIGHT_STARTS)
  const ends = parseChange(second ?? DAYLIGHT_ENDS)
  return starts && ends ? { standard, daylight: { moment: moment(daylightName, ahead, 1), starts, ends } } : undefined
}

/** Returns the reading of the zone's clock at an instant. */
export function posixMoment({ standard, daylight }: PosixZone, second: number): ZoneMoment {
  if (daylight === undefined) return standard
  const year = calendarDate(Math.floor(second / DAY)).tm_year
  const starts = instantOf(daylight.starts, year, standard.tm_gmtoff)
  const ends = instantOf(daylight.ends, year, daylight.moment.tm_gmtoff)
  const started = second >= starts
  const ended = second >= ends
  // In the south a year begins and ends in daylight time.
  const isDaylight = starts > ends ? started || !ended : started && !ended
  return isDaylight ? daylight.moment : standard
}

function moment(name: string, tm_gmtoff: number, tm_isdst: 0 | 1): ZoneMoment {
  return { tm_gmtoff, tm_isdst, tm_zone: name.startsWith('<') ? name.slice(1, -1) : name }
}

function instantOf(change: Change, year: number, offset: number): number {
  return (firstDayOfYear(Math.max(year, 1970)) + change.dayIn(year)) * DAY + change.time - offset
}

/**
 * Reads the seconds east of UTC, from hours west of it. glibc takes no more than 24 hours, 59 minutes and 59 seconds.
 */
function offsetOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number)
  const size = Math.min(hours, 24) * 3600 + Math.min(minutes, 59) * 60 + Math.min(seconds, 59)
  return text.startsWith('-') || size === 0 ? size : -size
}

function parseChange(text: string): Change | undefined {
  const [day = '', clock = '2'] = text.split('/')
  const [hours = 0, minutes = 0, seconds = 0] = clock.replace(/^[+-]/, '').split(':').map(Number)
  const time = (hours * 3600 + minutes * 60 + seconds) * (clock.startsWith('-') ? -1 : 1)
  const dayIn = day.startsWith('M') ? weekdayOfMonth(day.slice(1)) : dayOfYear(day)
  return dayIn && { dayIn, time }
}

/** `J60` is 1 March in every year, `59` is the sixtieth day. */
function dayOfYear(text: string): Change['dayIn'] | undefined {
  const number = Number(text.replace('J', ''))
  if (number > 365) return undefined
  if (!text.startsWith('J')) return () => number
  return number === 0 ? undefined : (year) => number - 1 + (number >= 60 && isLeap(year) ? 1 : 0)
}

/** `3.2.0` is the second Sunday of March; the fifth is the last. */
function weekdayOfMonth(text: string): Change['dayIn'] | undefined {
  const [month = 0, week = 0, sundayFirst = 0] = text.split('.').map(Number)
  if (month < 1 || month > 12 || week < 1 || week > 5 || sundayFirst > 6) return undefined
  return (year) => {
    const first = daysBeforeMonth(year, month)
    const next = month === 12 ? firstDayOfYear(year + 1) - firstDayOfYear(year) : daysBeforeMonth(year, month + 1)
    const earliest = first + modulo(sundayFirst - 1 - weekday(firstDayOfYear(year) + first), 7)
    const wanted = earliest + (week - 1) * 7
    return wanted < next ? wanted : wanted - 7
  }
}
