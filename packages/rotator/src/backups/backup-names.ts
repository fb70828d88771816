/**
 * What backups are called, which files of a folder are backups, and which of them are too many.
 *
 *   /var/log/app.log, period 5 March   becomes   /var/log/app.log.2026-03-05
 *   and if that name is taken                    /var/log/app.log.2026-03-05.1, then .2
 *
 * The number is ours: CPython gives up when a name is taken (by a clock that went back, by the repeated hour in autumn,
 * by somebody's own file) and logs on into the old file for ever. A number is never used again while a higher one
 * exists, so that names in order are files in order.
 *
 * Only strings here; what becomes of the files is rotate.ts and retention.ts.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#timedrotatingfilehandler
 * Pinned by: conformance/vectors/rollover.json
 */
import { basename } from 'node:path'
import { COMPRESSED, endingOf } from '../file/hidden-names.js'
import type { ClockFields } from '../schedule/local-time.js'
import { ValueError } from '../world/errors.js'

/** What decides about names; Python's attributes of the handler. */
export interface Naming {
  /** Absolute path of the file that is rotated. */
  readonly base: string
  readonly extMatch: RegExp
  /** Turns the name this package would take into the one the user wants; must do the same in all processes. */
  readonly namer: ((name: string) => string) | null
  /** Whether a backup's name followed by .gz is that of a backup too. */
  readonly compressed?: boolean
}

interface Backup {
  readonly path: string
  /** The name without the number. */
  readonly name: string
  /** 0 for a name without one. */
  readonly number: number
}

/** Longer numbers are not ours: the nanoseconds of a script that moves files away, say. */
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
 * The backups in a folder, oldest first.
 *
 * Only exact matches: the base itself and its lock, app.log.lock, begin like backups, and so do other people's files.
 * With a namer, every date in a file name is put through it and must give that name.
 *
 * @param fileNames - The content of the base's folder.
 * @returns Absolute paths.
 */
export function listBackups(naming: Naming, fileNames: readonly string[]): string[] {
  const backups: Backup[] = []
  for (const fileName of fileNames) {
    const backup = recogniseAny(naming, fileName) ?? recogniseCompressed(naming, fileName)
    if (backup !== undefined) backups.push(backup)
  }
  backups.sort((a, b) => (a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1))
  return backups.map(({ path }) => path)
}

function recogniseCompressed(naming: Naming, fileName: string): Backup | undefined {
  if (!naming.compressed || !fileName.endsWith(COMPRESSED)) return undefined
  const backup = recogniseAny(naming, withoutEnding(fileName))
  return backup && { ...backup, path: `${backup.path}${COMPRESSED}` }
}

function recogniseAny(naming: Naming, fileName: string): Backup | undefined {
  return recognise(naming, fileName, 0) ?? recogniseNumbered(naming, fileName)
}

function recogniseNumbered(naming: Naming, fileName: string): Backup | undefined {
  const [, name, number] = /^(.+)\.([1-9]\d{0,8})$/s.exec(fileName) ?? []
  return name === undefined ? undefined : recognise(naming, name, Number(number))
}

function recognise(naming: Naming, name: string, number: number): Backup | undefined {
  const { base, namer } = naming
  const prefix = `${basename(base)}.`
  if (namer === null && !name.startsWith(prefix)) return undefined
  const isBackup =
    namer === null
      ? isDate(naming, name.slice(prefix.length))
      : datesIn(naming, name).some((date) => basename(backupName(naming, date)) === name)
  // Not join: a folder may hold thousands, and the base's path is in order.
  const path = `${base.slice(0, base.length - prefix.length + 1)}${numberedName(name, number)}`
  return isBackup ? { path, name, number } : undefined
}

/** Whether a text looks like a date as a whole: Python's `fullmatch`, which tries every alternative. */
function isDate({ extMatch }: Naming, text: string): boolean {
  return compiled(extMatch).whole.test(text)
}

/** Everything that looks like a date; one may begin inside another. */
function datesIn({ extMatch }: Naming, text: string): string[] {
  const pattern = compiled(extMatch).search
  pattern.lastIndex = 0
  const dates: string[] = []
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    dates.push(match[0])
    pattern.lastIndex = match.index + 1
  }
  return dates
}

interface Compiled {
  readonly source: string
  readonly flags: string
  readonly whole: RegExp
  readonly search: RegExp
}

let last: Compiled | undefined

/** The pattern in the two forms that are needed, with its own flags. */
function compiled(extMatch: RegExp): Compiled {
  const { source, flags } = extMatch
  if (last === undefined || last.source !== source || last.flags !== flags) {
    const kept = flags.replace(/[gyd]/g, '')
    // Not ^ and $, which mean lines where the pattern has the flag m.
    const whole = new RegExp(`(?<![\\s\\S])(?:${source})(?![\\s\\S])`, kept)
    last = { source, flags, whole, search: new RegExp(source, `${kept}g`) }
  }
  return last
}

/**
 * The backups that are too many, oldest first.
 *
 * @param backups - Oldest first, from `listBackups`.
 * @param backupCount - How many are kept; 0 keeps all, as in Python's doRollover.
 */
export function backupsToDelete<Backup>(backups: readonly Backup[], backupCount: number): Backup[] {
  return backupCount > 0 ? backups.slice(0, Math.max(0, backups.length - backupCount)) : []
}

/** Two files whose last changes are closer than this are in the order of their names. */
const SAME_TIME_MS = 1000

/**
 * Of the backups that are too many by their names those that are so by their times, too.
 *
 * Names are not in the order of files where the clock was set back, in the hour that autumn repeats, and where processes
 * have different zones. A backup that belongs to the newest by the time of its last change then stays.
 *
 * @param chosen - From `backupsToDelete`.
 * @param times - When each of all backups was last changed, in milliseconds.
 */
export function sparingNewest<Backup extends { readonly file: { readonly mtimeMs: number } }>(
  chosen: readonly Backup[],
  times: readonly number[],
  backupCount: number,
): Backup[] {
  const newestTooMany = [...times].sort((a, b) => b - a)[backupCount] ?? -Infinity
  return chosen.filter(({ file }) => file.mtimeMs < newestTooMany + SAME_TIME_MS)
}
