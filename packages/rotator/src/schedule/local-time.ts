/**
 * The calendar fields of an instant, in UTC or in the process's zone, and whether summer time is in force.
 *
 *   clockFields(0, true)   { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, weekday: 3 }
 *
 * JavaScript tells offsets, and C's tm_isdst is not among its answers. Summer time here means: the offset is larger
 * than the smallest one at the first of any month of that local year. That is what the zone files say for every zone
 * but those whose law calls the winter the exception: Europe/Dublin, Africa/Casablanca, Africa/El_Aaiun. There CPython
 * adds an hour where it should take one away and rotates at 02:00 or 23:00; we rotate at midnight
 * (conformance/topics/rollover.py marks these cases as departures). In a year in which a zone changed its standard
 * time, an instant can be taken for summer time that was not.
 */

/** Counted as Python's struct_time counts. */
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

/** @param seconds - Since the epoch; a fraction is floored. */
export function clockFields(seconds: number, utc: boolean): ClockFields {
  // Shifting by the offset and reading UTC fields would be wrong where an offset has seconds; asking Date is not.
  const date = new Date(Math.floor(seconds) * 1000)
  return utc
    ? {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
        weekday: (date.getUTCDay() + 6) % 7,
      }
    : {
        year: date.getFullYear(),
        month: date.getMonth() + 1,
        day: date.getDate(),
        hour: date.getHours(),
        minute: date.getMinutes(),
        second: date.getSeconds(),
        weekday: (date.getDay() + 6) % 7,
      }
}

/** Whether the process's zone is on summer time. @param seconds - Since the epoch. */
export function isSummerTime(seconds: number): boolean {
  const date = new Date(Math.floor(seconds) * 1000)
  return eastOfUtc(date) > standardOffset(date.getFullYear())
}

/** Every month is asked, because Morocco's exception is one month long and wanders through the year. */
function standardOffset(year: number): number {
  let smallest = Infinity
  for (let month = 0; month < 12; month++) smallest = Math.min(smallest, eastOfUtc(new Date(year, month, 1)))
  return smallest
}

/** Minutes; JavaScript counts them the other way round. */
function eastOfUtc(date: Date): number {
  return -date.getTimezoneOffset()
}
