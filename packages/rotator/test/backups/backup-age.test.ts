/** Which backup counts as the oldest, by names and by what the file system says of the files. */
import { expect, it } from 'vitest'
import { type NamedTimes, oldestFirst } from '../../src/backups/backup-age.js'
import { findBackups } from '../../src/backups/backup-names.js'
import type { FileStat } from '../../src/world/environment.js'
import { seconds } from '../support/in-zone.js'

const HOURLY: NamedTimes = { suffix: '%Y-%m-%d_%H', utc: true, interval: 3600 }

/** @param files - Birth and last change of each, by its date; null where there is no file any more. */
function order(
  files: Record<string, readonly [born: string | null, changed: string] | null>,
  times = HOURLY,
): string[] {
  const fileOf = (path: string): FileStat | undefined => {
    const [born, changed] = files[path.slice('/logs/app.log.'.length)] ?? []
    if (changed === undefined) return undefined
    return { birthtimeMs: born ? seconds(born) * 1000 : 0, mtimeMs: seconds(changed) * 1000 } as FileStat
  }
  const naming = { base: '/logs/app.log', extMatch: /[^.]+/, namer: null, compressed: true }
  const backups = findBackups(
    naming,
    Object.keys(files).map((date) => `app.log.${date}`),
  )
  const seen = backups.map((backup) => ({ ...backup, file: fileOf(backup.path) }))
  return oldestFirst(seen, times).map(({ path }) => path.slice('/logs/app.log.'.length))
}

it('is the one that was begun first, in whatever zone it got its name', () => {
  const begun = order({
    '2026-07-15_09': ['2026-07-15T09:00:00Z', '2026-07-15T09:59:00Z'],
    '2026-07-15_19': ['2026-07-15T10:00:00Z', '2026-07-15T10:59:00Z'], // Tokyo
    '2026-07-15_01': ['2026-07-15T11:00:00Z', '2026-07-15T11:59:00Z'], // Honolulu
  })

  expect(begun).toEqual(['2026-07-15_09', '2026-07-15_19', '2026-07-15_01'])
})

it('is told by the last change where the file system keeps no birth, and of compressed and restored files', () => {
  const changed = order({
    '2026-07-15_10': ['2026-07-15T10:00:00Z', '2026-07-15T10:59:00Z'],
    '2026-07-15_09.gz': ['2026-07-15T12:00:00Z', '2026-07-15T09:59:00Z'],
    '2026-07-15_18': [null, '2026-07-15T08:59:00Z'],
  })

  expect(changed).toEqual(['2026-07-15_18', '2026-07-15_09.gz', '2026-07-15_10'])
})

it('is told by the name where the file is much younger or older than that, or gone', () => {
  const copied = order({
    '2026-07-15_10': ['2026-07-15T10:00:00Z', '2026-07-15T10:59:00Z'],
    '2026-03-01_10': ['2026-07-15T12:00:00Z', '2026-07-15T12:00:00Z'],
    '2026-06-01_10': ['2001-01-01T00:00:00Z', '2001-01-01T00:00:00Z'],
    '2026-07-01_10': null,
  })

  expect(copied).toEqual(['2026-03-01_10', '2026-06-01_10', '2026-07-01_10', '2026-07-15_10'])
})

it('is told by the file alone where the name is no time', () => {
  const times = { ...HOURLY, suffix: 'week %w' }

  const begun = order(
    {
      'week 1': ['2026-07-13T00:00:00Z', '2026-07-13T00:00:00Z'],
      'week 0': ['2026-07-19T00:00:00Z', '2026-07-19T00:00:00Z'],
    },
    times,
  )

  expect(begun).toEqual(['week 1', 'week 0'])
})

it('is the one with the smaller name, or number, among those that were begun in one minute', () => {
  const [first, later] = [
    ['2026-07-15T10:00:05Z', '2026-07-15T10:59:00Z'],
    ['2026-07-15T10:00:30Z', '2026-07-15T10:59:00Z'],
  ] as const

  expect(
    order({ '2026-07-15_09': later, '2026-07-15_08': later, '2026-07-15_10.2': first, '2026-07-15_10': later }),
  ).toEqual(['2026-07-15_08', '2026-07-15_09', '2026-07-15_10', '2026-07-15_10.2'])
})
