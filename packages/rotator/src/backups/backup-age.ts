/**
 * The order of backups by age, although their names are times on a clock that may have been another one.
 *
 *   app.log.2026-10-25_02-59   started at 00:59 UTC
 *   app.log.2026-10-25_02-00   started at 01:00 UTC, after clocks were set back: the newer one, by name the older
 *
 * Names alone would let a process in Tokyo keep its own backups and remove those that a process in London makes. So a
 * backup counts as started when the file says, at its birth or at its last change, whichever is earlier. Restored or
 * copied files say nothing of that kind, and then their names count: where name and file are further apart than two
 * zones can be, or the name is no time at all.
 *
 * Files of one minute, or of one interval where that is shorter, are in the order of their names and numbers.
 */
import { wallSeconds } from '../schedule/local-time.js'
import type { FileStat } from '../world/environment.js'
import type { NamedBackup } from './backup-names.js'

/** Two clocks on earth differ so much at most, in seconds: Baker Island and Kiritimati. */
const ZONES_APART = 26 * 3600
const FINEST = 60

/** The way in which a backup's name tells a time. */
export interface NamedTimes {
  readonly suffix: string
  readonly utc: boolean
  /** The length of a period, in seconds. */
  readonly interval: number
}

/** A backup, and what was seen of its file. */
export type SeenBackup = NamedBackup & { readonly file: FileStat | undefined }

/** Returns the same backups, oldest first. @param backups - In the order of their names. */
export function oldestFirst<Seen extends SeenBackup>(backups: readonly Seen[], times: NamedTimes): readonly Seen[] {
  const read = suffixReader(times.suffix)
  const step = Math.min(times.interval, FINEST)
  const aged = backups.map((backup) => {
    const named = read(backup.date)
    return { backup, age: Math.floor(startOf(backup.file, named, times) / step) }
  })
  // Stable, so that what is of one age stays in the order of the names.
  return aged.sort((a, b) => a.age - b.age || 0).map(({ backup }) => backup)
}

/**
 * Returns when a backup was started, in seconds since the epoch.
 *
 * @param named - The clock's reading that its name tells.
 */
function startOf(file: FileStat | undefined, named: number | undefined, { utc, interval }: NamedTimes): number {
  // The offset of that very moment is not known; an hour more or less does not matter here.
  const byName = named === undefined ? undefined : 2 * named - wallSeconds(named, utc)
  if (file === undefined) return byName ?? -Infinity
  const byFile = (file.birthtimeMs > 0 ? Math.min(file.birthtimeMs, file.mtimeMs) : file.mtimeMs) / 1000
  if (byName === undefined) return byFile
  const apart = byFile - byName
  // A compressed backup has the time of its last record, which can be an interval after its start.
  return apart >= -ZONES_APART && apart <= ZONES_APART + interval ? byFile : byName
}

const FIELDS: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{2})',
  d: '(?<d>\\d{2})',
  H: '(?<H>\\d{2})',
  M: '(?<M>\\d{2})',
  S: '(?<S>\\d{2})',
}

/** Reads what `formatSuffix` has written, as seconds on the clock's own scale; undefined where that is not to be read. */
function suffixReader(suffix: string): (date: string) => number | undefined {
  const known = new Set<string>()
  const source = suffix.replace(/%(.)|[^%]+|%/gs, (part, letter: string | undefined) => {
    if (letter === undefined) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    const field = Object.hasOwn(FIELDS, letter) && !known.has(letter) ? FIELDS[letter] : undefined
    known.add(letter)
    return field ?? '.*'
  })
  if (!['Y', 'm', 'd'].every((letter) => known.has(letter))) return () => undefined
  const pattern = new RegExp(`^${source}$`, 's')
  return (date) => {
    const { Y, m, d, H = 0, M = 0, S = 0 } = pattern.exec(date)?.groups ?? {}
    const wall = Date.UTC(Number(Y), Number(m) - 1, Number(d), Number(H), Number(M), Number(S)) / 1000
    return Number.isNaN(wall) ? undefined : wall
  }
}
