/**
 * The schedule of timed rotations.
 *
 *   parseSchedule({ when: 'midnight' })   becomes   interval 86400, suffix %Y-%m-%d
 *   computeRollover(schedule, now)        becomes   the next midnight, in seconds since the epoch
 *
 * All of it is arithmetic on numbers; nothing here reads a clock or a file.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#timedrotatingfilehandler
 * Pinned by: conformance/vectors/rollover.json
 */
import type { FileStat } from '../world/environment.js'
import { ValueError } from '../world/errors.js'
import { type ClockFields, clockFields, instantShowing, wallSeconds } from './local-time.js'

const HOUR = 3600
const DAY = 24 * HOUR
const WEEK = 7 * DAY

/** A time of day, as Python's `datetime.time`; the rest of it, such as microseconds, has no meaning for a rotation. */
export interface TimeOfDay {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** The times at which files are rotated, and the form of backups' names; from `parseSchedule`. */
export interface Schedule {
  /** The unit of the periods, in upper case: S, M, H, D, MIDNIGHT or W0 to W6. */
  readonly when: string
  /** The length of a period in seconds, already multiplied out: "H" with 2 is 7200. */
  readonly interval: number
  /** The date's part of a backup's name, in strftime's directives. */
  readonly suffix: string
  /** The pattern of the date's part, wherever it stands in a file name. */
  readonly extMatch: RegExp
  /** For W0 to W6 alone; 0 is Monday. */
  readonly dayOfWeek: number | undefined
  readonly utc: boolean
  /** For MIDNIGHT and W0 to W6 alone. */
  readonly atTime: TimeOfDay | undefined
}

/** The options of Python's constructor that make a schedule. */
export interface ScheduleOptions {
  readonly when: string
  readonly interval?: number
  readonly utc?: boolean
  readonly atTime?: TimeOfDay | undefined
}

const UNITS: Readonly<Record<string, readonly [seconds: number, suffix: string]>> = {
  S: [1, '%Y-%m-%d_%H-%M-%S'],
  M: [60, '%Y-%m-%d_%H-%M'],
  H: [HOUR, '%Y-%m-%d_%H'],
  D: [DAY, '%Y-%m-%d'],
  MIDNIGHT: [DAY, '%Y-%m-%d'],
  W: [WEEK, '%Y-%m-%d'],
}

/**
 * Reads `when` and `interval`.
 *
 * @param options - `when` in any letter case; `interval` is a positive count of that unit, 1 where absent.
 * @throws ValueError in Python's words for an unknown `when`. CPython takes an interval of 0 and then rotates at
 *   every record; ours is refused.
 */
export function parseSchedule({ when, interval = 1, utc = false, atTime }: ScheduleOptions): Schedule {
  const upper = when.toUpperCase()
  const weekly = upper.startsWith('W')
  const unit = Object.hasOwn(UNITS, weekly ? 'W' : upper) ? UNITS[weekly ? 'W' : upper] : undefined
  if (unit === undefined) throw badWhen(`Invalid rollover interval specified: ${upper}`)
  if (weekly && upper.length !== 2) {
    throw badWhen(`You must specify a day for weekly rollover from 0 to 6 (0 is Monday): ${upper}`)
  }
  if (weekly && !/^W[0-6]$/.test(upper)) throw badWhen(`Invalid day specified for weekly rollover: ${upper}`)
  if (!(interval > 0 && Number.isFinite(interval))) {
    throw new ValueError(`Invalid rollover interval specified: ${interval} (option "interval").\n  Use 1 or more.`)
  }
  const [seconds, suffix] = unit
  return {
    when: upper,
    interval: seconds * interval,
    suffix,
    extMatch: suffixPattern(suffix),
    dayOfWeek: weekly ? Number(upper[1]) : undefined,
    utc,
    atTime,
  }
}

function badWhen(pythonText: string): ValueError {
  return new ValueError(
    `${pythonText} (option "when").\n  Use S, M, H, D, MIDNIGHT, or W0 to W6, where W0 is Monday. ` +
      'Letter case does not matter.',
  )
}

/** The pattern of a date with digits neither before nor after it: 2026-01-011 is no date. */
function suffixPattern(suffix: string): RegExp {
  const digits = suffix.replaceAll('%Y', '\\d{4}').replace(/%[a-zA-Z]/g, '\\d{2}')
  return new RegExp(`(?<!\\d)${digits}(?!\\d)`)
}

/**
 * Returns when the next timed rotation is due.
 *
 * MIDNIGHT and W0-W6 follow the wall clock, so where clocks change a day may last 23 or 25 hours, or anything else: the
 * clock shows the time of day that was asked for. W0 without atTime is the midnight that ends Monday. S, M, H and D simply
 * add the interval.
 *
 * @param schedule - From `parseSchedule`.
 * @param currentTime - Seconds since the epoch, as in Python: not milliseconds. A fraction is carried through.
 * @returns Seconds since the epoch, later than `currentTime`.
 * @example computeRollover(parseSchedule({ when: 'midnight', utc: true }), 1767225600) // 1767312000, a day later
 */
export function computeRollover(schedule: Schedule, currentTime: number): number {
  if (!followsClock(schedule)) return currentTime + schedule.interval
  const wall = wallSeconds(currentTime, schedule.utc)
  const next = nextOnClock(schedule, wall)
  return schedule.utc ? next : instantShowing(next, currentTime)
}

/** Whether periods end at a time of day, and not after so many seconds. */
function followsClock({ when, dayOfWeek }: Schedule): boolean {
  return when === 'MIDNIGHT' || dayOfWeek !== undefined
}

/** Returns the reading of the clock at the end of a period that begins when it shows `wall`. */
function nextOnClock({ dayOfWeek, interval, atTime }: Schedule, wall: number): number {
  const now = clockFields(wall)
  const passed = (now.hour * 60 + now.minute) * 60 + now.second
  const left = secondsOfDay(atTime) - passed
  // Exactly at the time of day means tomorrow: the file that is being started now is today's.
  const tomorrow = left <= 0
  const next = wall + (tomorrow ? left + DAY : left)
  if (dayOfWeek === undefined) return next + interval - DAY
  const weekday = (now.weekday + (tomorrow ? 1 : 0)) % 7
  return next + ((dayOfWeek - weekday + 7) % 7) * DAY + interval - WEEK
}

/** Midnight is the end of the day and not its start: the rotation is at the midnight that comes. */
function secondsOfDay(time: TimeOfDay | undefined): number {
  return time === undefined ? DAY : (time.hour * 60 + time.minute) * 60 + time.second
}

/**
 * Returns the reading of the clock when a period began, after which its backup is named.
 *
 * It is a function of the period alone, so that two processes never have two names for one file. CPython shifts it by an
 * hour if summer time is in force when it rotates and was not at the period's beginning, or the other way round; so its
 * name depends on when it rotates, which may be months later, and an hourly file can get the name of the hour before.
 *
 * @param rolloverAt - The end of the period, in seconds since the epoch.
 */
export function periodStart(schedule: Schedule, rolloverAt: number): ClockFields {
  const { interval, utc } = schedule
  if (followsClock(schedule)) return clockFields(wallSeconds(rolloverAt, utc) - interval)
  return clockFields(wallSeconds(rolloverAt - interval, utc))
}

/**
 * The second a file counts as started: a function of the file alone, so that all processes agree on its period.
 *
 * Birthtime stays through link, rename, utimes and writes. The time of the last change is older only where somebody
 * set it so, and is all there is where the file system keeps no birthtime. Whoever makes a file takes care that it is not
 * told to be born in the second before (new-file.ts).
 *
 * @returns Whole seconds since the epoch, as CPython's int(st_mtime).
 */
export function fileStart(stat: Pick<FileStat, 'birthtimeMs' | 'mtimeMs'>): number {
  const born = stat.birthtimeMs > 0 ? Math.min(stat.birthtimeMs, stat.mtimeMs) : stat.mtimeMs
  return Math.floor(born / 1000)
}

/** Whether `seconds` has reached `rolloverAt`. CPython compares whole seconds, which matters for an interval of 1.5. */
export function isReached(rolloverAt: number, seconds: number): boolean {
  return seconds >= rolloverAt && Math.floor(seconds) >= rolloverAt
}
