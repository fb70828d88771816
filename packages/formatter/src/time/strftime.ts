/**
 * Python's time.strftime in the C locale on Linux, for an instant or for a time tuple.
 *
 *   strftime('%d/%b/%Y:%H:%M:%S %z', 1784116800)   becomes   15/Jul/2026:14:00:00 +0200   in Paris
 *   strftime('%-d. %^B, %5Y %Q', 1784116800)       becomes   15. JULY, 02026 %Q
 *
 * A format is compiled once. Runs of plain calendar directives are d3-time-format's, for a real date in the years 1000
 * to 9999: it prints 0999 for 999, rolls a 60th second over, and knows no widths, no ^ and no zone names. Everything
 * else, and tuples that are no real date, is time-directives.ts. d3-time-format is loaded when first needed.
 *
 * Kept on purpose, because CPython 3.13.0 does it: a NUL in the format is a ValueError, and a result longer than the
 * largest buffer it would allocate is the empty text.
 *
 * Source: docs.python.org/3.13/library/time.html#time.strftime
 * Pinned by: conformance/vectors/strftime.json
 */

import { firstDayOfYear, modulo } from '../../../../shared/zone/src/calendar.js'
import { currentZone } from '../../../../shared/zone/src/zone-names.js'
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'
import { codePoints } from '../percent/conversion.js'
import { OverflowError, ValueError } from '../python/errors.js'
import { LastSecond } from './last-second.js'
import { C_LOCALE, type Directive, parseFormat, renderDirective } from './time-directives.js'
import { gmtime, localtime, type TimeTuple, wallSeconds } from './time-tuple.js'

export { gmtime, localtime, type TimeTuple } from './time-tuple.js'

/** A part of a format: what it holds, and where d3-time-format has all of it exactly, its function for it. */
interface Segment {
  readonly parts: readonly (string | Directive)[]
  readonly ofDate: ((date: Date) => string) | undefined
}

interface CompiledFormat {
  readonly segments: readonly Segment[]
  /** The most characters that CPython has room for. */
  readonly room: number
  /** Whether it prints what two zones may not share though their clocks agree: %Z, and %s by way of tm_isdst. */
  readonly namesZone: boolean
  /** The text that was printed last: most records share their second with the one before. */
  readonly local: LastSecond
  readonly utc: LastSecond
}

/** Directives of d3-time-format that print what C prints, in the years 1000 to 9999, and those rewritten for it. */
const CALENDAR = 'aAbBcdeGgHIjmMpSuUVwWxXyY%'
const REWRITTEN = new Map(
  Object.entries({
    D: '%m/%d/%y',
    F: '%Y-%m-%d',
    h: '%b',
    n: '\n',
    r: '%I:%M:%S %p',
    R: '%H:%M',
    t: '\t',
    T: '%H:%M:%S',
  }),
)
const D3_YEARS = { first: 1000, last: 9999 }

/** A program has a handful of formats; one that makes them up must not fill the memory. */
const MAX_KEPT_LENGTH = 1024
const compiledFormats = new BoundedCache<string, CompiledFormat>({ most: 64 })
const timeSecond = new LastSecond()
const utcSecond = new LastSecond()

/**
 * Python's `time.strftime(fmt, time.localtime(epochSeconds))`, or with `gmtime` when `utc` is set.
 *
 * @param epochSeconds - Since 1970; a fraction is floored.
 * @throws ValueError for a NUL in the format or a NaN, OverflowError for an instant beyond C's years.
 * @example strftime('%a %d %b %Y', 0, { utc: true }) // 'Thu 01 Jan 1970'
 */
export function strftime(fmt: string, epochSeconds: number, options?: { readonly utc?: boolean }): string {
  const compiled = compiledFormats.get(fmt) ?? compile(ownText(fmt))
  const utc = options?.utc === true
  const last = utc ? compiled.utc : compiled.local
  const second = Math.floor(epochSeconds)
  const zone = compiled.namesZone ? currentZone() : undefined
  if (last.holds(second, utc, zone)) return last.text
  return last.keep(second, render(compiled, utc ? gmtime(second) : localtime(second)), zone)
}

/**
 * Python's `time.strftime(fmt, tuple)`: the fields are printed as they are, real date or not.
 *
 * @throws ValueError for a field out of its range or a NUL in the format, OverflowError for a year beyond 32 bits.
 * @example strftimeTuple('%H:%M', { ...gmtime(0), tm_hour: 23 }) // '23:00'
 */
export function strftimeTuple(fmt: string, tuple: TimeTuple): string {
  return render(compiledFormats.get(fmt) ?? compile(ownText(fmt)), checked(tuple))
}

/**
 * A log line's time in Python's `default_time_format`, '%Y-%m-%d %H:%M:%S', without its milliseconds.
 *
 * Made once per second. A later call costs a comparison and a look at the local clock, which Node keeps for a Date
 * until `process.env.TZ` is assigned to.
 *
 * @example defaultTime(1795374303.25, true) // '2026-11-22 19:05:03'
 */
export function defaultTime(epochSeconds: number, utc: boolean): string {
  const second = Math.floor(epochSeconds)
  const last = utc ? utcSecond : timeSecond
  if (last.holds(second, utc)) return last.text
  const { tm_year, tm_mon, tm_mday, tm_hour, tm_min, tm_sec } = utc ? gmtime(second) : localtime(second)
  const date = `${tm_year}-${twoDigits(tm_mon)}-${twoDigits(tm_mday)}`
  return last.keep(second, `${date} ${twoDigits(tm_hour)}:${twoDigits(tm_min)}:${twoDigits(tm_sec)}`)
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

function compile(fmt: string): CompiledFormat {
  if (fmt.includes('\0')) throw new ValueError('embedded null character')
  const parts = parseFormat(fmt)
  const compiled = {
    segments: segmentsOf(parts),
    room: roomFor(fmt),
    namesZone: parts.some((part) => typeof part !== 'string' && 'sZ'.includes(part.letter)),
    local: new LastSecond(),
    utc: new LastSecond(),
  }
  if (fmt.length <= MAX_KEPT_LENGTH) compiledFormats.set(fmt, compiled)
  return compiled
}

/** CPython doubles a buffer of 1024 characters until it is 256 times the format; one place is for the closing NUL. */
function roomFor(fmt: string): number {
  let size = 1024
  while (size < 256 * codePoints(fmt)) size *= 2
  return size - 1
}

function render(compiled: CompiledFormat, tuple: TimeTuple): string {
  const date = dateOf(tuple)
  let text = ''
  for (const { parts, ofDate } of compiled.segments) {
    if (ofDate !== undefined && date !== undefined) {
      text += ofDate(date)
      continue
    }
    for (const part of parts) {
      // A width alone may ask for more than fits: then nothing of that length may be made.
      if (typeof part !== 'string' && part.width > compiled.room) return ''
      text += typeof part === 'string' ? part : renderDirective(part, tuple)
      if (text.length > compiled.room && codePoints(text) > compiled.room) return ''
    }
  }
  return text
}

/** The tuple as a Date in UTC, if it is a real date that d3-time-format can print. */
function dateOf(tuple: TimeTuple): Date | undefined {
  if (tuple.tm_year < D3_YEARS.first || tuple.tm_year > D3_YEARS.last) return undefined
  const wall = wallSeconds(tuple)
  const date = new Date(wall * 1000)
  const real =
    date.getUTCDate() === tuple.tm_mday &&
    date.getUTCSeconds() === tuple.tm_sec &&
    date.getUTCDay() === (tuple.tm_wday + 1) % 7 &&
    Math.floor(wall / 86_400) === firstDayOfYear(tuple.tm_year) + tuple.tm_yday - 1
  return real ? date : undefined
}

/** Groups neighbours that d3-time-format has exactly, so that each group is one call of it. */
function segmentsOf(parts: readonly (string | Directive)[]): readonly Segment[] {
  const segments: { parts: (string | Directive)[]; specifier: string | undefined }[] = []
  for (const part of parts) {
    const specifier = specifierFor(part)
    const last = segments.at(-1)
    if (last?.specifier !== undefined && specifier !== undefined) {
      last.parts.push(part)
      last.specifier += specifier
    } else segments.push({ parts: [part], specifier })
  }
  return segments.map(({ parts, specifier }) => ({
    parts,
    ofDate: specifier?.includes('%') ? calendarFormat(specifier) : undefined,
  }))
}

/** Returns d3-time-format's specifier for the same thing, if it has one. */
function specifierFor(part: string | Directive): string | undefined {
  if (typeof part === 'string') return part
  if (part.letter === '' || part.source.length !== 2) return undefined
  return CALENDAR.includes(part.letter) ? part.source : REWRITTEN.get(part.letter)
}

/**
 * Returns d3's format, undefined where `Function.prototype` is frozen: d3 gives its formats a toString. Our own
 * directives print the same.
 */
function calendarFormat(specifier: string): ((date: Date) => string) | undefined {
  try {
    return inCLocale().utcFormat(specifier)
  } catch (error) {
    if (Object.isFrozen(Function.prototype)) return undefined
    throw error
  }
}

let cLocale: import('d3-time-format').TimeLocaleObject | undefined

function inCLocale(): import('d3-time-format').TimeLocaleObject {
  if (cLocale === undefined) {
    // By its file, as sprintf-js in conversion.ts.
    const d3 = require('d3-time-format/dist/d3-time-format.js') as typeof import('d3-time-format')
    cLocale = d3.timeFormatLocale(C_LOCALE)
  }
  return cLocale
}

/** The tuple as CPython takes it: 0 stands for the first month or day, weekdays repeat, the rest must be in range. */
function checked(tuple: TimeTuple): TimeTuple {
  if (tuple.tm_year < 1900 - 2 ** 31) throw new OverflowError('year out of range')
  if (tuple.tm_year >= 2 ** 31) throw new OverflowError('signed integer is greater than maximum')
  if (tuple.tm_wday < -1) throw new ValueError('day of week out of range')
  const within = (value: number, last: number, what: string) => {
    if (!(value >= 0 && value <= last)) throw new ValueError(`${what} out of range`)
    return value
  }
  return {
    tm_year: tuple.tm_year,
    tm_mon: within(tuple.tm_mon, 12, 'month') || 1,
    tm_mday: within(tuple.tm_mday, 31, 'day of month') || 1,
    tm_hour: within(tuple.tm_hour, 23, 'hour'),
    tm_min: within(tuple.tm_min, 59, 'minute'),
    tm_sec: within(tuple.tm_sec, 61, 'seconds'),
    tm_wday: modulo(tuple.tm_wday, 7),
    tm_yday: within(tuple.tm_yday, 366, 'day of year') || 1,
    tm_isdst: tuple.tm_isdst,
    tm_zone: tuple.tm_zone,
    tm_gmtoff: tuple.tm_gmtoff,
  }
}
