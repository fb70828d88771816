import { describe, expect, it } from 'vitest'
import {
  backupName,
  backupsToDelete,
  findBackups,
  firstFreeNumber,
  formatSuffix,
  type Naming,
  numberedName,
} from '../../src/backups/backup-names.js'
import { clockFields } from '../../src/schedule/local-time.js'
import { parseSchedule } from '../../src/schedule/schedule.js'
import { ValueError } from '../../src/world/errors.js'

const daily = { base: '/logs/app.log', extMatch: parseSchedule({ when: 'D' }).extMatch, namer: null }

const paths = (naming: Naming, fileNames: readonly string[]) => findBackups(naming, fileNames).map(({ path }) => path)

describe('formatSuffix', () => {
  it('knows the directives that are digits', () => {
    // CPython 3.13.0: time.strftime(format, time.gmtime(1767272400))
    const fields = clockFields(1_767_272_400)

    expect(formatSuffix('%Y %y %m %d %H %I %M %S %j %p %u %w %%', fields)).toBe(
      '2026 26 01 01 13 01 00 00 001 PM 4 4 %',
    )
  })

  it.each(['%q', '%', '%A'])('refuses %o and says what it knows', (directive) => {
    expect(() => formatSuffix(directive, clockFields(0))).toThrow(ValueError)
    expect(() => formatSuffix(directive, clockFields(0))).toThrow('Use %Y %y %m')
  })
})

describe('findBackups', () => {
  it('takes exact matches only: never the base, the lock, or what merely begins alike', () => {
    const folder = ['app.log', 'app.log.lock', 'app.log.2026-01-01', 'app.log.2026-01-01.gz', 'app.log.2026-01-011']
    const others = ['app.log.x', 'xapp.log.2026-01-01', 'app.log.y.2026-01-01', 'app.log.2026-01-01_10', 'app.log.1']

    expect(paths(daily, [...folder, ...others])).toEqual(['/logs/app.log.2026-01-01'])
  })

  it('puts the oldest first, and numbered names in the order of their numbers', () => {
    const folder = ['2026-01-02', '2026-01-01.10', '2026-01-01.2', '2026-01-01', '2025-12-31'].map(
      (date) => `app.log.${date}`,
    )

    expect(paths(daily, folder).map((path) => path.slice('/logs/app.log.'.length))).toEqual([
      '2025-12-31',
      '2026-01-01',
      '2026-01-01.2',
      '2026-01-01.10',
      '2026-01-02',
    ])
  })

  it('with a namer takes what the namer makes, whatever it does with the date', () => {
    const namer = (name: string) => name.replace(/^(.*)\.log\.(.*)$/, '$1_$2.log')
    const named = { ...daily, namer }
    const folder = [
      'app_2026-01-01.log',
      'app_2026-01-01.log.1',
      'app.log.2026-01-01',
      'other_2026-01-01.log',
      'app.log',
    ]

    expect(backupName(named, '2026-01-01')).toBe('/logs/app_2026-01-01.log')
    expect(paths(named, folder)).toEqual(['/logs/app_2026-01-01.log', '/logs/app_2026-01-01.log.1'])
  })

  it.each([
    [/\d{4}|\d{4}-\d{2}-\d{2}/, '2026-01-01'],
    [/[a-z]{3}-\d{2}/i, 'JAN-01'],
    [/^\d{4}$/gm, '2026'],
    [/\d+?/y, '2026'],
    [/\p{Lu}+/u, 'ÄÖ'],
    [/(?<digit>\d)\k<digit>/, '11'],
  ])('matches the whole date by %s, as fullmatch, flags and all', (extMatch, date) => {
    const naming = { ...daily, extMatch }

    expect(paths(naming, [`app.log.${date}`, `app.log.${date}x`, `app.log.x\n${date}`])).toEqual([
      `/logs/app.log.${date}`,
    ])
  })

  it('keeps the flags with a namer, and passes over characters of two halves', () => {
    const naming = { ...daily, extMatch: /[a-z]{3}-\d|😀/iu, namer: (name: string) => `${name}!` }

    expect(paths(naming, ['app.log.😀x', 'app.log.JAN-1!', '😀😀app.log.JAN-1!'])).toEqual(['/logs/app.log.JAN-1!'])
  })

  it('finds the date that counts among several in a name', () => {
    const base = '/logs/2020-02-02.log'

    expect(findBackups({ ...daily, base, namer: (name) => name }, ['2020-02-02.log.2026-01-01'])).toHaveLength(1)
  })
})

describe('firstFreeNumber', () => {
  it('never goes back to a number while a higher one exists, so that names in order are files in order', () => {
    expect(firstFreeNumber('/logs/a', [])).toBe(0)
    expect(firstFreeNumber('/logs/a', ['a'])).toBe(1)
    expect(firstFreeNumber('/logs/a', ['a.7', 'b', 'a.x', 'a.01'])).toBe(8)
  })

  it('says 0 for the plain name', () => {
    expect(numberedName('/logs/a', 0)).toBe('/logs/a')
    expect(numberedName('/logs/a', 8)).toBe('/logs/a.8')
  })
})

describe('backupsToDelete', () => {
  it('keeps the newest, and with 0 or less none, as Python lists them', () => {
    expect(backupsToDelete(['a', 'b', 'c'], 2)).toEqual(['a'])
    expect(backupsToDelete(['a', 'b', 'c'], 3)).toEqual([])
    expect(backupsToDelete(['a', 'b', 'c'], 0)).toEqual(['a', 'b', 'c'])
    expect(backupsToDelete(['a', 'b', 'c'], -1)).toEqual(['a', 'b', 'c'])
  })
})
