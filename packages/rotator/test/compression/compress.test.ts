import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { originMember } from '../../src/compression/compressed-file.js'
import type { RotatingFileOptions, TimedRotatingFileOptions } from '../../src/options/options.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { replaceEnvironment } from '../../src/world/environment.js'
import { tempDir } from '../support/temp-dir.js'

const SIZED: RotatingFileOptions = { maxBytes: 1_000_000, backupCount: 9, compress: 'gzip' }

function sized(folder: string, options: RotatingFileOptions = {}) {
  return new RotatingFile(join(folder, 'app.log'), { ...SIZED, ...options })
}

/** One backup more, of one line. */
function backUp(file: RotatingFile, line: string) {
  file.write(`${line}\n`)
  file.doRollover()
}

async function until(isSo: () => boolean) {
  for (let time = 0; !isSo() && time < 500; time++) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** By name, and unpacked. */
function contents(folder: string) {
  const read = (name: string) => {
    const bytes = fs.readFileSync(join(folder, name))
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  }
  return Object.fromEntries(
    fs
      .readdirSync(folder)
      .filter((name) => !name.endsWith('.lock'))
      .map((name) => [name, read(name)]),
  )
}

describe('compress: gzip', () => {
  it('compresses a backup in the background, once it is no more the newest', async () => {
    const folder = tempDir()
    const file = sized(folder)

    backUp(file, 'one')
    backUp(file, 'two')
    const atOnce = contents(folder)
    await until(() => fs.existsSync(join(folder, 'app.log.2.gz')))

    expect(atOnce).toEqual({ 'app.log': '', 'app.log.1': 'two\n', 'app.log.2': 'one\n' })
    expect(contents(folder)).toEqual({ 'app.log': '', 'app.log.1': 'two\n', 'app.log.2.gz': 'one\n' })
  })

  it('shifts compressed backups like others, and deletes the oldest', async () => {
    const folder = tempDir()
    const file = sized(folder, { backupCount: 3 })

    for (const line of ['one', 'two', 'three', 'four', 'five']) {
      backUp(file, line)
      await until(() => contents(folder)['app.log.2'] === undefined)
    }

    const [first, second, third] = ['five\n', 'four\n', 'three\n']
    expect(contents(folder)).toEqual({
      'app.log': '',
      'app.log.1': first,
      'app.log.2.gz': second,
      'app.log.3.gz': third,
    })
  })

  it('keeps the permissions and the time of the last change', async () => {
    const folder = tempDir()
    const file = sized(folder, { mode: 0o640 })
    backUp(file, 'one')
    const { mtimeMs } = fs.statSync(join(folder, 'app.log.1'))

    backUp(file, 'two')
    const path = join(folder, 'app.log.2.gz')
    await until(() => fs.existsSync(path))

    expect(fs.statSync(path).mode & 0o7777).toBe(0o640)
    expect(Math.abs(fs.statSync(path).mtimeMs - mtimeMs)).toBeLessThan(2)
  })

  it('is read by gzip itself', async () => {
    const folder = tempDir()
    const file = sized(folder)
    backUp(file, 'naïve ✓')
    backUp(file, 'two')
    const path = join(folder, 'app.log.2.gz')
    await until(() => fs.existsSync(path))

    execFileSync('gzip', ['-t', path])

    expect(execFileSync('gzip', ['-dc', path]).toString()).toBe('naïve ✓\n')
  })

  it('counts compressed backups among those that are kept, and takes their names for taken', async () => {
    const folder = tempDir()
    const options: TimedRotatingFileOptions = { when: 's', utc: true, backupCount: 2, compress: 'gzip' }
    const dates = ['2026-01-01_00-00-00', '2026-01-01_00-00-01', '2026-01-01_00-00-02']
    for (const date of dates) fs.writeFileSync(join(folder, `app.log.${date}.gz`), '')
    const file = new TimedRotatingFile(join(folder, 'app.log'), options)

    expect(file.getFilesToDelete()).toEqual([join(folder, `app.log.${dates[0]}.gz`)])
  })

  it('never overwrites a file of somebody else that has the name', async () => {
    const folder = tempDir()
    const file = sized(folder, { backupCount: 2 })
    backUp(file, 'one')
    fs.writeFileSync(join(folder, 'app.log.2.gz'), Buffer.from('1f8b08000000000000030300000000000000000000', 'hex'))

    backUp(file, 'two')
    await new Promise((resolve) => setTimeout(resolve, 500))

    expect(contents(folder)).toMatchObject({ 'app.log.1': 'two\n' })
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('tells an error of the background work with the next record, which is written', async () => {
    const folder = tempDir()
    const file = sized(folder)
    onTestFinished(
      replaceEnvironment(() => ({
        writeAt() {
          throw Object.assign(new Error('no space left'), { code: 'ENOSPC', errno: -28, syscall: 'write' })
        },
      })),
    )

    backUp(file, 'one')
    backUp(file, 'two')
    await new Promise((resolve) => setTimeout(resolve, 600))

    expect(() => file.write('three\n')).toThrow(expect.objectContaining({ code: 'ENOSPC', recordWritten: true }))
    expect(contents(folder)).toEqual({ 'app.log': 'three\n', 'app.log.1': 'two\n', 'app.log.2': 'one\n' })
  })

  it('compresses what a process left that ended before it got to it', async () => {
    const folder = tempDir()
    for (const [number, line] of [
      [1, 'three'],
      [2, 'two'],
      [3, 'one'],
    ] as const)
      fs.writeFileSync(join(folder, `app.log.${number}`), `${line}\n`)
    const file = sized(folder)

    backUp(file, 'four')
    await until(() => fs.existsSync(join(folder, 'app.log.2.gz')))

    expect(Object.keys(contents(folder))).toEqual([
      'app.log',
      'app.log.1',
      'app.log.2.gz',
      'app.log.3.gz',
      'app.log.4.gz',
    ])
  })

  it('refuses another kind', () => {
    const folder = tempDir()

    expect(() => sized(folder, { compress: 'zip' as 'gzip' })).toThrow(
      'unknown compression: zip (option "compress" of RotatingFile).\n  Use \'gzip\'.',
    )
  })
})

describe('the member that tells where a backup is from', () => {
  it('is one that gzip passes over', () => {
    const member = originMember({ ino: 2 ** 40 + 1, birthtimeMs: 1767225600000.25, size: 5 })

    expect(gunzipSync(member)).toEqual(Buffer.alloc(0))
  })
})
