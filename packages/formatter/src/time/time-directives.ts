/**
 * One strftime directive in the C locale, from the fields of a time tuple.
 *
 *   "%-5d"  =  { letter: 'd', pad: '-', width: 5, … }   prints "   15"
 *
 * The grammar is glibc's: % [_ - 0 ^ #]* [width] [E | O] letter. A directive that it does not know is printed as it
 * stands, padded to the width. A width pads text with spaces and numbers with zeros, unless a flag says otherwise; `-`
 * takes a number's own padding away but not the width's. Fields are printed as they are, whether or not they make a
 * real date.
 *
 * Source: man7.org/linux/man-pages/man3/strftime.3.html, and glibc 2.36 as CPython 3.13.0 calls it.
 * Pinned by: conformance/vectors/strftime.json
 */
import { isLeap, modulo } from '../../../../shared/zone/src/calendar.js'
import { zoneAt } from '../../../../shared/zone/src/zone-names.js'
import { mktime, type TimeTuple } from './time-tuple.js'

/** The C locale, in the shape that d3-time-format takes too. */
export const C_LOCALE = {
  dateTime: '%a %b %e %H:%M:%S %Y',
  date: '%m/%d/%y',
  time: '%H:%M:%S',
  periods: ['AM', 'PM'] as [string, string],
  days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as Seven,
  shortDays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as Seven,
  months: 'January February March April May June July August September October November December'.split(' ') as Twelve,
  shortMonths: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ') as Twelve,
}
type Seven = [string, string, string, string, string, string, string]
type Twelve = [...Seven, string, string, string, string, string]

/** A directive as written. */
export interface Directive {
  readonly letter: string
  /** The whole of it, from the % on. */
  readonly source: string
  /** The last of the flags `_`, `-` and `0`, or none. */
  readonly pad: string
  readonly width: number
  /** The flag ^. */
  readonly upper: boolean
  /** The flag #. */
  readonly swap: boolean
  /** E, O or none. */
  readonly modifier: string
}

/**
 * The meaning of a letter. `modifiers` are those it may carry; with another it is unknown. `swapped` is what # does.
 */
type Meaning = { readonly modifiers: string } & (
  | { readonly text: (tuple: TimeTuple) => string; readonly swapped?: 'upper' | 'lower'; readonly fixed?: boolean }
  | { readonly number: (tuple: TimeTuple) => number; readonly digits: number; readonly spaces?: boolean }
  | { readonly format: string }
  | { readonly offset: true }
)

const DIRECTIVE = /%([_\-0^#]*)(\d*)([EO]?)(.?)/suy

/** Cuts a format into literal text and directives, in order. */
export function parseFormat(format: string): readonly (string | Directive)[] {
  const parts: (string | Directive)[] = []
  let at = 0
  for (let percent = format.indexOf('%'); percent !== -1; percent = format.indexOf('%', at)) {
    if (percent > at) parts.push(format.slice(at, percent))
    DIRECTIVE.lastIndex = percent
    const directive = parseDirective(DIRECTIVE.exec(format) ?? ['%'])
    parts.push(directive)
    at = percent + directive.source.length
  }
  if (at < format.length) parts.push(format.slice(at))
  return parts
}

function parseDirective([
  source = '',
  flags = '',
  width = '',
  modifier = '',
  letter = '',
]: readonly string[]): Directive {
  return {
    letter,
    source,
    pad: /[_\-0](?=[\^#]*$)/.exec(flags)?.[0] ?? '',
    width: Number(width),
    upper: flags.includes('^'),
    swap: flags.includes('#'),
    modifier,
  }
}

/** Returns the text that a directive prints for a tuple. */
export function renderDirective(directive: Directive, tuple: TimeTuple): string {
  if (directive.letter === '%') return padText('%', directive)
  const meaning = MEANINGS.get(directive.letter)
  if (meaning === undefined || !meaning.modifiers.includes(directive.modifier)) {
    return padText(isRaised(directive) ? upperEach(directive.source) : directive.source, directive)
  }
  if ('number' in meaning) return padNumber(meaning.number(tuple), meaning.digits, directive, meaning.spaces)
  if ('offset' in meaning) return renderOffset(directive, tuple)
  if ('format' in meaning) return padText(inCase(renderParts(meaning.format, tuple), directive), directive)
  const text = meaning.text(tuple)
  return padText(meaning.fixed ? text : inCase(text, directive, meaning.swapped), directive)
}

/** glibc looks at # before it finds out that month names take no E. */
function isRaised({ upper, swap, letter }: Directive): boolean {
  return upper || (swap && 'bBh'.includes(letter) && letter !== '')
}

function renderParts(format: string, tuple: TimeTuple): string {
  return parseFormat(format)
    .map((part) => (typeof part === 'string' ? part : renderDirective(part, tuple)))
    .join('')
}

function inCase(text: string, { upper, swap }: Directive, swapped?: 'upper' | 'lower'): string {
  if (swap && swapped === 'lower') return text.toLowerCase()
  return upper || (swap && swapped === 'upper') ? text.toUpperCase() : text
}

/** Does what towupper does: character by character, and only where one character becomes one. */
function upperEach(text: string): string {
  return Array.from(text, (char) => {
    const upper = char.toUpperCase()
    return [...upper].length === 1 ? upper : char
  }).join('')
}

/** Widths count characters, not UTF-16 units. */
function padText(text: string, { width, pad }: Directive): string {
  const missing = width === 0 ? 0 : Math.max(0, width - [...text].length)
  return (pad === '0' ? '0' : ' ').repeat(missing) + text
}

function padNumber(value: number, digits: number, directive: Directive, spaces = false): string {
  const pad = spaces && directive.pad === '' ? '_' : directive.pad
  const text = String(value)
  if (pad === '-') return text.padStart(directive.width)
  const length = Math.max(digits, directive.width)
  if (pad === '_') return text.padStart(length)
  return value < 0 ? `-${text.slice(1).padStart(length - 1, '0')}` : text.padStart(length, '0')
}

/** Sign and number are padded each on its own, so that a width is spent twice. Nothing when tm_isdst is unknown. */
function renderOffset(directive: Directive, tuple: TimeTuple): string {
  if (tuple.tm_isdst < 0) return ''
  const offset = tuple.tm_gmtoff ?? 0
  const minutes = Math.floor(Math.abs(offset) / 60)
  const number = Math.floor(minutes / 60) * 100 + (minutes % 60)
  return padText(offset < 0 ? '-' : '+', directive) + padNumber(number, 4, directive)
}

/** The zone's name; where the tuple has none, that of the process's zone at this time. */
function zoneName(tuple: TimeTuple): string {
  if (tuple.tm_zone !== null) return tuple.tm_zone
  return tuple.tm_isdst < 0 ? '' : zoneAt(mktime(tuple)).tm_zone
}

/** 0 is Sunday. */
const sundayFirst = (tuple: TimeTuple): number => (tuple.tm_wday + 1) % 7
const hour12 = (tuple: TimeTuple): number => tuple.tm_hour % 12 || 12
const period = (tuple: TimeTuple): string => C_LOCALE.periods[tuple.tm_hour < 12 ? 0 : 1]
/** The number of the week, where weeks begin on the day that has this many days before it in the week now. */
const weekOfYear = (tuple: TimeTuple, daysSinceFirst: number): number =>
  Math.floor((tuple.tm_yday - 1 - daysSinceFirst + 7) / 7)

/** ISO 8601: a week belongs to the year that has its Thursday. */
function isoWeek(tuple: TimeTuple): { year: number; week: number } {
  const thursday = tuple.tm_yday - 1 - tuple.tm_wday + 3
  const daysIn = (year: number) => (isLeap(year) ? 366 : 365)
  const { tm_year } = tuple
  if (thursday < 0) return { year: tm_year - 1, week: Math.floor((thursday + daysIn(tm_year - 1)) / 7) + 1 }
  if (thursday < daysIn(tm_year)) return { year: tm_year, week: Math.floor(thursday / 7) + 1 }
  return { year: tm_year + 1, week: Math.floor((thursday - daysIn(tm_year)) / 7) + 1 }
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['a', { text: (tuple) => C_LOCALE.shortDays[sundayFirst(tuple)] ?? '?', swapped: 'upper', modifiers: '' }],
  ['A', { text: (tuple) => C_LOCALE.days[sundayFirst(tuple)] ?? '?', swapped: 'upper', modifiers: '' }],
  ['b', { text: (tuple) => C_LOCALE.shortMonths[tuple.tm_mon - 1] ?? '?', swapped: 'upper', modifiers: 'O' }],
  ['B', { text: (tuple) => C_LOCALE.months[tuple.tm_mon - 1] ?? '?', swapped: 'upper', modifiers: 'O' }],
  ['c', { format: C_LOCALE.dateTime, modifiers: 'E' }],
  ['C', { number: (tuple) => Math.floor(tuple.tm_year / 100), digits: 1, modifiers: 'EO' }],
  ['d', { number: (tuple) => tuple.tm_mday, digits: 2, modifiers: 'O' }],
  ['D', { format: '%m/%d/%y', modifiers: '' }],
  ['e', { number: (tuple) => tuple.tm_mday, digits: 2, spaces: true, modifiers: 'O' }],
  ['F', { format: '%Y-%m-%d', modifiers: '' }],
  ['g', { number: (tuple) => modulo(isoWeek(tuple).year, 100), digits: 2, modifiers: 'O' }],
  ['G', { number: (tuple) => isoWeek(tuple).year, digits: 1, modifiers: 'O' }],
  ['h', { text: (tuple) => C_LOCALE.shortMonths[tuple.tm_mon - 1] ?? '?', swapped: 'upper', modifiers: 'O' }],
  ['H', { number: (tuple) => tuple.tm_hour, digits: 2, modifiers: 'O' }],
  ['I', { number: hour12, digits: 2, modifiers: 'O' }],
  ['j', { number: (tuple) => tuple.tm_yday, digits: 3, modifiers: 'O' }],
  ['k', { number: (tuple) => tuple.tm_hour, digits: 2, spaces: true, modifiers: 'O' }],
  ['l', { number: hour12, digits: 2, spaces: true, modifiers: 'O' }],
  ['m', { number: (tuple) => tuple.tm_mon, digits: 2, modifiers: 'O' }],
  ['M', { number: (tuple) => tuple.tm_min, digits: 2, modifiers: 'O' }],
  ['n', { text: () => '\n', modifiers: 'EO' }],
  ['p', { text: period, swapped: 'lower', modifiers: 'EO' }],
  ['P', { text: (tuple) => period(tuple).toLowerCase(), fixed: true, modifiers: 'EO' }],
  ['r', { format: '%I:%M:%S %p', modifiers: 'EO' }],
  ['R', { format: '%H:%M', modifiers: 'EO' }],
  ['s', { text: (tuple) => String(mktime(tuple)), modifiers: 'EO' }],
  ['S', { number: (tuple) => tuple.tm_sec, digits: 2, modifiers: 'O' }],
  ['t', { text: () => '\t', modifiers: 'EO' }],
  ['T', { format: C_LOCALE.time, modifiers: 'EO' }],
  ['u', { number: (tuple) => tuple.tm_wday + 1, digits: 1, modifiers: 'EO' }],
  ['U', { number: (tuple) => weekOfYear(tuple, sundayFirst(tuple)), digits: 2, modifiers: 'O' }],
  ['V', { number: (tuple) => isoWeek(tuple).week, digits: 2, modifiers: 'O' }],
  ['w', { number: sundayFirst, digits: 1, modifiers: 'O' }],
  ['W', { number: (tuple) => weekOfYear(tuple, tuple.tm_wday), digits: 2, modifiers: 'O' }],
  ['x', { format: C_LOCALE.date, modifiers: 'E' }],
  ['X', { format: C_LOCALE.time, modifiers: 'E' }],
  ['y', { number: (tuple) => modulo(tuple.tm_year, 100), digits: 2, modifiers: 'EO' }],
  ['Y', { number: (tuple) => tuple.tm_year, digits: 1, modifiers: 'E' }],
  ['z', { offset: true, modifiers: 'EO' }],
  ['Z', { text: zoneName, swapped: 'lower', modifiers: 'EO' }],
])
