/**
 * The Gregorian calendar, carried back and forth without end, in whole numbers.
 *
 *   calendarDate(20649)   is   15 July 2026, day 196 of its year
 *
 * Days are counted from 1 January 1970. Not Date's arithmetic, which ends in the year 275760: C's ends in 2147485547.
 */

/** A date by Python's names, with its day in the year from 1. */
export interface CalendarDate {
  readonly tm_year: number
  readonly tm_mon: number
  readonly tm_mday: number
  readonly tm_yday: number
}

/** Days of 400 years, after which the calendar repeats, weekdays included. */
const ERA_DAYS = 146_097
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const DAYS_BEFORE_1970 = 719_528

/** The date of a day. */
export function calendarDate(day: number): CalendarDate {
  // The mean year of 365.2425 days finds the year or one beside it.
  let tm_year = Math.floor(((day + DAYS_BEFORE_1970) / ERA_DAYS) * 400)
  while (firstDayOfYear(tm_year) > day) tm_year -= 1
  while (firstDayOfYear(tm_year + 1) <= day) tm_year += 1
  const inYear = day - firstDayOfYear(tm_year)
  let tm_mon = 12
  while (daysBeforeMonth(tm_year, tm_mon) > inYear) tm_mon -= 1
  return { tm_year, tm_mon, tm_mday: inYear - daysBeforeMonth(tm_year, tm_mon) + 1, tm_yday: inYear + 1 }
}

/** 1 January of a year. */
export function firstDayOfYear(year: number): number {
  const before = year - 1
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  return year * 365 + leapDays + 1 - DAYS_BEFORE_1970
}

/** Days of the year before the first of a month, 1 to 12. */
export function daysBeforeMonth(year: number, month: number): number {
  return (DAYS_BEFORE_MONTH[month - 1] ?? 365) + (month > 2 && isLeap(year) ? 1 : 0)
}

/** 0 is Monday. */
export function weekday(day: number): number {
  return modulo(day + 3, 7)
}

/** Whether a year has a 29 February. */
export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** The remainder that has the sign of the divisor, as Python's %. */
export function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor
}
