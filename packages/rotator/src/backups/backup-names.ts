/**
 * The names of backups: which files of a folder are backups, and which of them are too many.
 *
 *   /var/log/app.log, period 5 March   becomes   /var/log/app.log.2026-03-05
 *   and if that name is taken                    /var/log/app.log.2026-03-05.1, then .2
 *
 * The number is ours: CPython gives up when a name is taken (by a clock that went back, by the repeated hour in autumn,
 * by somebody's own file) and logs on into the old file for ever. A number is never used again while a higher one
 * exists, so that names in order are files in order.
 *
 * Only strings here; which is the oldest is backup-age.ts, and what becomes of the files is rotate.ts and retention.ts.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#timedrotatingfilehandler
 * Pinned by: conformance/vectors/rollover.json
 */
import { basename } from 'node:path'
import { COMPRESSED, endingOf } from '../file/hidden-names.js'
import type { ClockFields } from '../schedule/local-time.js'
import { environment } from '../world/environment.js'
import { ValueError } from '../world/errors.js'

/** The settings that decide about names; Python's attributes of the handler. */
export interface Naming {
  /** Absolute path of the file that is rotated. */
  readonly base: string
  readonly extMatch: RegExp
  /** Turns the name this package would take into the one the user wants; must do the same in all processes. */
  readonly namer: ((name: string) => string) | null
  /** Whether a backup's name followed by .gz is that of a backup too. */
  readonly compressed?: boolean
}

/** A backup, as its name tells. */
export interface NamedBackup {
  /** The absolute path. */
  readonly path: string
  /** The name without the number. */
  readonly name: string
  /** 0 for a name without one. */
  readonly number: number
  /** The part of the name that `extMatch` has found. */
  readonly date: string
}

/** A number of a backup. Longer ones are not ours: the nanoseconds of a script that moves files away, say. */
const NUMBER = /^[1-9]\d{0,8}$/
export const MOST_NUMBER = 999_999_999

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

const DIRECTIVES: Readonly<Record<string, (fields: ClockFields) => string>> = {
  Y: ({ year }) => pad(year, 4),
  y: ({ year }) => pad(year % 100),
  m: ({ month }) => pad(month),
  d: ({ day }) => pad(day),
  H: ({ hour }) => pad(hour),
  I: ({ hour }) => pad(hour % 12 || 12),
  M: ({ minute }) => pad(minute),
  S: ({ second }) => pad(second),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  j: (fields) => pad(dayOfYear(fields), 3),
  w: ({ weekday }) => String((weekday + 1) % 7),
  u: ({ weekday }) => String(weekday + 1),
  '%': () => '%',
}

/**
 * The date's part of a backup's name.
 *
 * @param suffix - strftime's directives that are digits, and %p. Names of days and months depend on a language.
 * @throws ValueError for any other directive.
 * @example formatSuffix('%Y-%m-%d', clockFields(0)) // '1970-01-01'
 */
export function formatSuffix(suffix: string, fields: ClockFields): string {
  return suffix.replace(/%(.?)/gs, (directive, letter: string) => {
    const render = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined
    if (render === undefined) {
      const allowed = Object.keys(DIRECTIVES).map((known) => `%${known}`)
      throw new ValueError(`Invalid directive in suffix: ${directive}.\n  Use ${allowed.join(' ')}.`)
    }
    return render(fields)
  })
}

/** Windows reads the first as the beginning of a stream's name within the file, and refuses the others. */
const NOT_IN_NAMES = /[:*?"<>|]/

/** @throws ValueError on Windows for a suffix that makes names which there are none of: nothing would ever be rotated. */
export function checkForWindows(suffix: string): void {
  const [character] = (environment.platform() === 'win32' && NOT_IN_NAMES.exec(suffix)) || []
  if (character === undefined) return
  const other = suffix.replaceAll(new RegExp(NOT_IN_NAMES, 'g'), '-')
  throw new ValueError(
    `Invalid suffix: '${suffix}' has a '${character}', which no name of a file has on Windows.\n  Use '${other}'.`,
  )
}

function dayOfYear({ year, month, day }: ClockFields): number {
  return (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000 + 1
}

/** The name of a backup whose period is called `date`; absolute, unless a namer says otherwise. */
export function backupName({ base, namer }: Naming, date: string): string {
  const name = `${base}.${date}`
  return namer === null ? name : namer(name)
}

/** `name`, or with number 1 and up the name that is taken when `name` is not free. */
export function numberedName(name: string, number: number): string {
  return number === 0 ? name : `${name}.${number}`
}

/**
 * The number with which a search for a free name begins.
 *
 * @param name - The wanted name, without a number.
 * @param fileNames - The folder's content.
 * @returns 0 when neither the name nor a numbered form of it exists, compressed or not, else one more than the highest;
 *   where somebody made the highest that there can be, the lowest that is free.
 */
export function firstFreeNumber(name: string, fileNames: readonly string[]): number {
  const wanted = basename(name)
  const taken = new Set<number>()
  let free = 0
  for (const fileName of fileNames) {
    const number = numberOf(fileName, wanted) ?? numberOf(withoutEnding(fileName), wanted)
    if (number === undefined) continue
    taken.add(number)
    free = Math.max(free, number + 1)
  }
  if (free <= MOST_NUMBER) return free
  for (free = 1; taken.has(free); free++);
  return free
}

const withoutEnding = (name: string) => name.slice(0, name.length - endingOf(name).length)

/** @returns 0 for the wanted name itself; undefined when it is none of its forms. */
export function numberOf(fileName: string, wanted: string): number | undefined {
  if (fileName === wanted) return 0
  if (!fileName.startsWith(`${wanted}.`)) return undefined
  const rest = fileName.slice(wanted.length + 1)
  return NUMBER.test(rest) ? Number(rest) : undefined
}

/**
 * The backups in a folder, in the order of their names, which is that of their ages as long as one clock has named them.
 *
 * Only exact matches: the base itself and its lock, app.log.lock, begin like backups, and so do other people's files.
 * With a namer, every date in a file name is put through it and must give that name.
 *
 * @param fileNames - The content of the base's folder.
 */
export function findBackups(naming: Naming, fileNames: readonly string[]): readonly NamedBackup[] {
  const backups: NamedBackup[] = []
  for (const fileName of fileNames) {
    const backup = recogniseAny(naming, fileName) ?? recogniseCompressed(naming, fileName)
    if (backup !== undefined) backups.push(backup)
  }
  return backups.sort((a, b) => (a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1))
}

function recogniseCompressed(naming: Naming, fileName: string): NamedBackup | undefined {
  if (!naming.compressed || !fileName.endsWith(COMPRESSED)) return undefined
  const backup = recogniseAny(naming, withoutEnding(fileName))
  return backup && { ...backup, path: `${backup.path}${COMPRESSED}` }
}

function recogniseAny(naming: Naming, fileName: string): NamedBackup | undefined {
  return recognise(naming, fileName, 0) ?? recogniseNumbered(naming, fileName)
}

function recogniseNumbered(naming: Naming, fileName: string): NamedBackup | undefined {
  const [, name, number] = /^(.+)\.([1-9]\d{0,8})$/s.exec(fileName) ?? []
  return name === undefined ? undefined : recognise(naming, name, Number(number))
}

function recognise(naming: Naming, name: string, number: number): NamedBackup | undefined {
  const { base, namer } = naming
  const prefix = `${basename(base)}.`
  if (namer === null && !name.startsWith(prefix)) return undefined
  const date =
    namer === null
      ? fullDate(naming, name.slice(prefix.length))
      : datesIn(naming, name).find((found) => basename(backupName(naming, found)) === name)
  // Not join: a folder may hold thousands, and the base's path is in order.
  const path = `${base.slice(0, base.length - prefix.length + 1)}${numberedName(name, number)}`
  return date === undefined ? undefined : { path, name, number, date }
}

/** A text that is a date as a whole: Python's fullmatch. */
function fullDate({ extMatch }: Naming, text: string): string | undefined {
  return patternsFor(extMatch).whole.test(text) ? text : undefined
}

/** Everything that looks like a date; one may begin inside another. */
function datesIn({ extMatch }: Naming, text: string): string[] {
  const { search } = patternsFor(extMatch)
  const dates: string[] = []
  search.lastIndex = 0
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    dates.push(match[0])
    // Not into the middle of a character: from there a pattern with the flag u finds the same once more.
    search.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1)
  }
  return dates
}

interface Patterns {
  readonly of: string
  /** Matches a whole text or nothing. */
  readonly whole: RegExp
  /** Looks for the next match from its `lastIndex` on. */
  readonly search: RegExp
}

let patterns: Patterns = { of: '', whole: /(?:)/, search: /(?:)/g }

/** The user's pattern with its own flags, but for g and y, which say where a search begins. */
function patternsFor(extMatch: RegExp): Patterns {
  const of = String(extMatch)
  if (patterns.of !== of) {
    const { source } = extMatch
    const flags = extMatch.flags.replace(/[gy]/g, '')
    // Not ^ and $, which with the flag m are those of any line.
    const whole = new RegExp(`(?<![^])(?:${source})(?![^])`, flags)
    patterns = { of, whole, search: new RegExp(source, `${flags}g`) }
  }
  return patterns
}

/**
 * The backups that are too many, oldest first.
 *
 * @param backups - Oldest first.
 * @param backupCount - How many are kept; 0 or less: none.
 */
export function backupsToDelete<Each>(backups: readonly Each[], backupCount: number): readonly Each[] {
  return backups.slice(0, Math.max(0, backups.length - Math.max(0, backupCount)))
}
