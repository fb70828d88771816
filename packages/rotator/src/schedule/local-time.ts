/**
 * The reading of a clock on the wall at an instant: the process's own, or one that goes by UTC.
 *
 *   wallSeconds(0, false)   3600 in Europe/Paris: what the clock shows, as if it were UTC
 *   clockFields(0)          { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, weekday: 3 }
 *
 * The zone is that of Python's `time.localtime`, and not that of JavaScript's Date, which takes a zone string of POSIX for
 * UTC: shared/zone reads it for this package and for the formatter, so that a file's name agrees with the times in it.
 */
import { calendarDate, modulo, weekday } from '../../../../shared/zone/src/calendar.js'
import { zoneAt } from '../../../../shared/zone/src/zone-names.js'

/** The fields of a date, counted as in Python's struct_time. */
export interface ClockFields {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 is Monday. */
  readonly weekday: number
}

const DAY = 86_400
/**
 * The last second that Date knows. A user may set a rollover far beyond, and the calendar then looks for its year
 * without end.
 */
const LAST_SECOND = 8.64e12

/** The fields of what a clock shows. @param wall - From `wallSeconds`; a fraction is floored. */
export function clockFields(wall: number): ClockFields {
  const day = Math.floor(wall / DAY)
  const inDay = Math.floor(modulo(wall, DAY))
  const { tm_year: year, tm_mon: month, tm_mday } = calendarDate(day)
  return {
    year,
    month,
    day: tm_mday,
    hour: Math.floor(inDay / 3600),
    minute: Math.floor(inDay / 60) % 60,
    second: inDay % 60,
    weekday: weekday(day),
  }
}

/**
 * Returns the reading of the clock, as the instant at which a clock in UTC shows the same.
 *
 * @param seconds - Since the epoch.
 */
export function wallSeconds(seconds: number, utc: boolean): number {
  const instant = withinCalendar(seconds)
  return utc ? instant : instant + offsetAt(instant)
}

/**
 * The instant at which the clock shows a time.
 *
 * Of two such instants, in autumn, it is the one whose offset is that of `from`, or else the later one. A time that is
 * skipped, in spring, is read by the clock that was in force before: 02:30 is then what the new clock calls 03:30. Both as
 * in CPython.
 *
 * @param wall - Later than what the clock shows at `from`.
 * @param from - Seconds since the epoch.
 */
export function instantShowing(wall: number, from: number): number {
  const before = offsetAt(from)
  const unchanged = wall - before
  const after = offsetAt(unchanged)
  if (after === before) return unchanged
  const changed = wall - after
  return offsetAt(changed) === after && changed > from ? changed : Math.max(unchanged, changed)
}

/** Returns the offset of the process's zone, in seconds east of UTC. */
function offsetAt(seconds: number): number {
  return zoneAt(Math.floor(withinCalendar(seconds))).tm_gmtoff
}

function withinCalendar(seconds: number): number {
  return Math.max(-LAST_SECOND, Math.min(LAST_SECOND, seconds))
}
