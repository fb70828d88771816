import * as fs from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Rotator } from '../../src/options/options.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

let now = 0
let folder: string
let path: string

beforeEach(() => {
  now = Date.parse('2026-01-01T12:00:00Z') / 1000
  setClock(() => BigInt(Math.round(now * 1e9)))
  folder = tempDir()
  path = join(folder, 'app.log')
})
afterEach(() => setClock(null))

/** Python's recipe. */
const gzip: Rotator = (source, dest) => {
  fs.writeFileSync(dest, gzipSync(fs.readFileSync(source)))
  fs.rmSync(source)
}
const namer = (name: string) => `${name}.gz`
const textOf = (name: string) => gunzipSync(fs.readFileSync(join(folder, name))).toString()

const timed = (rotator: Rotator) => new TimedRotatingFile(path, { when: 's', utc: true, rotator })
const sized = (rotator: Rotator) => new RotatingFile(path, { maxBytes: 4, backupCount: 2, rotator })

describe.each([
  ['TimedRotatingFile', timed, '2026-01-01_12-00-00'],
  ['RotatingFile', sized, '1'],
] as const)('the rotator of %s', (_, open, ending) => {
  it("is called under the lock with the file and the backup's name, which is free", () => {
    const calls: unknown[] = []
    const file = open((source, dest) => {
      calls.push([source, dest, fs.existsSync(dest), fs.existsSync(`${path}.lock`)])
      fs.renameSync(source, dest)
    })
    file.write('a\n')
    now++

    file.write('b\n')

    expect(calls).toEqual([[path, `${path}.${ending}`, false, true]])
    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', [`app.log.${ending}`]: 'a\n' })
  })

  it('that copies and truncates leaves the file in its place, and is not called again at once', () => {
    let calls = 0
    const file = open((source, dest) => {
      calls++
      fs.copyFileSync(source, dest)
      fs.truncateSync(source)
    })
    file.write('a\n')
    now++

    file.write('b\n')
    file.write('')

    expect(calls).toBe(1)
    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', [`app.log.${ending}`]: 'a\n' })
  })

  it('that throws costs no record, and is called again', () => {
    let calls = 0
    const error = new Error('no')
    const file = open((source, dest) => {
      if (calls++ === 0) throw error
      fs.renameSync(source, dest)
    })
    file.write('a\n')
    now++

    expect(() => file.write('b\n')).toThrow(error)
    file.doRollover()

    expect(filesIn(folder)).toEqual({ 'app.log': '', [`app.log.${ending}`]: 'a\nb\n' })
  })

  it('is called by a rollover by hand, once', () => {
    let calls = 0
    const file = open(() => void calls++)
    file.write('a\n')

    file.doRollover()
    file.write('')

    expect(calls).toBe(1)
  })
})

it("does Python's recipe for gzip", () => {
  const file = new RotatingFile(path, { maxBytes: 4, backupCount: 2, rotator: gzip, namer })

  for (const text of ['a\n', 'b\n', 'c\n', 'd\n']) {
    now++
    file.write(text)
  }

  expect(Object.keys(filesIn(folder))).toEqual(['app.log', 'app.log.1.gz', 'app.log.2.gz'])
  expect([textOf('app.log.1.gz'), textOf('app.log.2.gz')]).toEqual(['c\n', 'b\n'])
})

it('takes a number when the name of the period is taken', () => {
  const file = timed(fs.renameSync)
  fs.writeFileSync(`${path}.2026-01-01_12-00-00`, 'not ours\n')
  file.write('a\n')
  now++

  file.write('b\n')

  expect(filesIn(folder)).toMatchObject({
    'app.log.2026-01-01_12-00-00': 'not ours\n',
    'app.log.2026-01-01_12-00-00.1': 'a\n',
  })
})
