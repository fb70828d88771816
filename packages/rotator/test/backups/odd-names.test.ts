/** Names that somebody planted, or that a script made: none of them costs time, and none of them ends rotation. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBackups, firstFreeNumber, numberOf } from '../../src/backups/backup-names.js'
import { ChainNumbers, numberOfFile } from '../../src/backups/chain-numbers.js'
import { RotationNotes } from '../../src/backups/rotation-notes.js'
import { fileNamed } from '../../src/file/named-file.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { tempDir } from '../support/temp-dir.js'

const DAY = /\d{4}-\d{2}-\d{2}/

describe('a number behind a name', () => {
  it.each(['1764400000000000000', '9007199254740993', '1000000000', '01', '0', '-1', '1e3', '1.0'])(
    'is not ours when it is %s',
    (number) => {
      expect(numberOf(`a.${number}`, 'a')).toBe(undefined)
      expect(firstFreeNumber('/logs/a', ['a', `a.${number}`])).toBe(1)
      const naming = { base: '/logs/a', extMatch: DAY, namer: null }
      expect(findBackups(naming, [`a.2026-01-01.${number}`])).toEqual([])
    },
  )

  it('goes back to the lowest that is free when somebody has made the highest', () => {
    expect(firstFreeNumber('/logs/a', ['a', 'a.1', 'a.999999998'])).toBe(999_999_999)
    expect(firstFreeNumber('/logs/a', ['a', 'a.1', 'a.999999999', 'a.3.gz'])).toBe(2)
  })

  it('makes no file of a period wait, however high it is', () => {
    const path = join(tempDir(), 'app.log')
    setClock(() => 1_767_225_600_000_000_000n)
    const planted = [`${path}.2026-01-01.1764400000000000000`, `${path}.2026-01-01.20000000`]
    for (const each of planted) fs.writeFileSync(each, 'planted\n')
    fs.writeFileSync(path, '')
    fs.linkSync(path, `${path}.second-name`)
    const file = new TimedRotatingFile(path, { when: 'midnight', utc: true, maxBytes: 100 })
    const start = process.cpuUsage()
    for (let record = 0; record < 6; record++) file.write(`${'x'.repeat(60)}\n`)
    const { user, system } = process.cpuUsage(start)
    file.close()
    setClock(null)

    expect((user + system) / 1000).toBeLessThan(300)
    for (const each of planted) expect(fs.readFileSync(each, 'utf8')).toBe('planted\n')
    expect(fs.readdirSync(join(path, '..')).length).toBeGreaterThan(6)
  })
})

describe('a chain of numbers', () => {
  const names = (folder: string, count: number, isNamed = false) => ({
    base: join(folder, 'app.log'),
    count,
    isNamed,
    compressed: true,
    notes: new RotationNotes(),
    nameOf: (number: number) => join(folder, isNamed ? `${number}.app` : `app.log.${number}`),
  })

  it.each([5, 1_000_000])('goes past what is foreign, with a backupCount of %i', (count) => {
    const folder = tempDir()
    fs.mkdirSync(join(folder, 'app.log.2'))
    fs.symlinkSync('nowhere', join(folder, 'app.log.4.gz'))
    for (const end of ['1', '3', '5.gz']) fs.writeFileSync(join(folder, `app.log.${end}`), end)
    const chain = names(folder, count)
    const numbers = new ChainNumbers(chain)

    expect([...numbers.backups].map(([place, { path }]) => [place, path.slice(folder.length + 9)])).toEqual([
      [1, '1'],
      [2, '3'],
      [3, '5.gz'],
    ])
    expect([1, 2, 3, 4].map((place) => numbers.numberOf(place))).toEqual([1, 3, 5, 6])
    expect(numbers.gap).toBe(4)
    expect(numberOfFile(chain, fileNamed(join(folder, 'app.log.5.gz')) as never)).toBe(5)
    expect(numberOfFile(chain, fs.statSync(folder))).toBe(undefined)
  })

  it('finds those of a namer, up to a gap of a thousand', () => {
    const folder = tempDir()
    for (const number of [1, 2, 900]) fs.writeFileSync(join(folder, `${number}.app`), '')

    expect([...new ChainNumbers(names(folder, 1_000_000, true)).backups.keys()]).toEqual([1, 2, 900])
  })

  it.each([null, (name: string) => `${name}.log`])('costs no more with a backupCount of a million', (namer) => {
    const file = new RotatingFile(join(tempDir(), 'app.log'), { maxBytes: 100, backupCount: 1_000_000, namer })
    const start = process.cpuUsage()
    for (let record = 0; record < 12; record++) file.write(`line ${record} ${'x'.repeat(60)}\n`)
    const { user, system } = process.cpuUsage(start)
    file.close()

    expect((user + system) / 1000).toBeLessThan(500)
  })
})
