/** Single steps that the fault tests reach too seldom to be sure of. */
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type BackupNaming, sweepLeftovers } from '../../src/backups/leftovers.js'
import { removeBackups } from '../../src/backups/retention.js'
import { rotate } from '../../src/backups/rotate.js'
import { RotationNotes } from '../../src/backups/rotation-notes.js'
import { temporaryName } from '../../src/file/hidden-names.js'
import { environment, type FileStat, replaceEnvironment } from '../../src/world/environment.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

function rotated(folder: string, name = 'app.log.X'): BackupNaming {
  return {
    base: join(folder, 'app.log'),
    notes: new RotationNotes(),
    nameFor: () => join(folder, name),
    listBackups: (names) =>
      names.filter((each) => /^app\.log\.[A-Z](\.\d+)?$/.test(each)).map((each) => join(folder, each)),
  }
}

const look = (path: string) => environment.stat(path) as FileStat

describe('rotate', () => {
  it('finishes what a killed process began, under the name it had chosen', () => {
    const folder = tempDir()
    const { base } = rotated(folder)
    fs.writeFileSync(base, 'a\n')
    fs.linkSync(base, `${base}.Q`)

    expect(rotate(rotated(folder, 'app.log.X'), look(base))).toBe(true)

    expect(filesIn(folder)).toEqual({ 'app.log.Q': 'a\n' })
  })

  it("minds its own business about a second name that is somebody's, such as a snapshot's", () => {
    const folder = tempDir()
    const { base } = rotated(folder)
    fs.writeFileSync(base, 'a\n')
    fs.linkSync(base, join(folder, 'snapshot'))

    rotate(rotated(folder), look(base))

    expect(filesIn(folder)).toEqual({ 'app.log.X': 'a\n', snapshot: 'a\n' })
  })

  it('does nothing when somebody else has rotated', () => {
    const folder = tempDir()
    const { base } = rotated(folder)
    fs.writeFileSync(base, 'a\n')
    const due = look(base)
    fs.renameSync(base, join(folder, 'elsewhere'))
    fs.writeFileSync(base, 'b\n')

    expect(rotate(rotated(folder), due)).toBe(false)

    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', elsewhere: 'a\n' })
  })

  it('puts a backup where a namer wants it, and says so when there is no such folder', () => {
    const folder = tempDir()
    const { base } = rotated(folder)
    fs.writeFileSync(base, 'a\n')
    const away = (sub: string): BackupNaming => ({ ...rotated(folder), nameFor: () => join(folder, sub, 'x') })

    expect(() => rotate(away('missing'), look(base))).toThrow('ENOENT')
    fs.mkdirSync(join(folder, 'old'))
    rotate(away('old'), look(base))

    expect(filesIn(join(folder, 'old'))).toEqual({ x: 'a\n' })
  })
})

describe('sweepLeftovers', () => {
  it('gives lines that have a hidden name only an official one, and removes second names', () => {
    const folder = tempDir()
    const place = rotated(folder)
    const [lost, second] = [temporaryName(place.base, 'old'), temporaryName(place.base, 'claim')]
    fs.writeFileSync(place.base, 'a\n')
    fs.linkSync(place.base, second)
    fs.writeFileSync(lost, 'lost\n')

    sweepLeftovers(place, fs.readdirSync(folder))

    expect(filesIn(folder)).toEqual({ 'app.log': 'a\n', 'app.log.X': 'lost\n' })
  })

  it('goes by names and not by their number: of two hidden names of one file, one becomes official', () => {
    const folder = tempDir()
    const place = rotated(folder)
    const [one, two] = [temporaryName(place.base, 'old'), temporaryName(place.base, 'claim')]
    fs.writeFileSync(one, 'lost\n')
    fs.linkSync(one, two)

    sweepLeftovers(place, fs.readdirSync(folder))

    expect(filesIn(folder)).toEqual({ 'app.log.X': 'lost\n' })
  })

  it("leaves other people's hidden files, and those of another log in the folder", () => {
    const folder = tempDir()
    const names = ['.app.log.swp', '.app.log.1-a.b.old', basename(temporaryName(join(folder, 'app.log.err'), 'old'))]
    for (const name of names) fs.writeFileSync(join(folder, name), '')

    sweepLeftovers(rotated(folder), fs.readdirSync(folder))

    expect(Object.keys(filesIn(folder)).sort()).toEqual([...names].sort())
  })
})

describe('removeBackups', () => {
  it('gives a name back that leads elsewhere by the time it is removed', () => {
    // The process was stopped between look and removal, and the name was used again after the clock had been set back.
    const folder = tempDir()
    const place = rotated(folder, 'app.log.Y')
    const old = join(folder, 'app.log.X')
    fs.writeFileSync(old, 'old\n')
    const restore = replaceEnvironment((current) => ({
      rename: (from, to) => {
        fs.renameSync(from, join(folder, 'gone'))
        fs.writeFileSync(from, 'new\n')
        current.rename(from, to)
      },
    }))

    removeBackups(place, [old])
    restore()

    expect(filesIn(folder)).toEqual({ 'app.log.X': 'new\n', gone: 'old\n' })
  })

  it('leaves a backup that was the base a moment ago', () => {
    const folder = tempDir()
    const path = join(folder, 'app.log.X')
    fs.writeFileSync(path, '')

    removeBackups(rotated(folder, 'app.log.X'), [path])
    expect(fs.existsSync(path)).toBe(true)

    removeBackups(rotated(folder, 'app.log.Z'), [path])
    expect(fs.existsSync(path)).toBe(false)
  })
})

it('hidden names are never used twice and stay in the folder of the file', () => {
  const names = Array.from({ length: 100 }, () => temporaryName('/logs/app.log', 'old'))

  expect(new Set(names).size).toBe(100)
  expect(new Set(names.map(dirname))).toEqual(new Set(['/logs']))
})
