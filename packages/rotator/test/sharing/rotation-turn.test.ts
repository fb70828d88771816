/** Whose turn it is: rollovers by hand, the lock, and what a failing one costs. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TimedRotatingFileOptions } from '../../src/options/options.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { replaceEnvironment } from '../../src/world/environment.js'
import { OSError } from '../../src/world/errors.js'
import { seconds } from '../support/in-zone.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

/** The clock of every test here, in seconds since the epoch. */
let now: number
let folder: string
let path: string

beforeEach(() => {
  now = seconds('2026-01-01T12:00:00Z')
  setClock(() => BigInt(Math.round(now * 1e9)))
  folder = tempDir()
  path = join(folder, 'app.log')
})
afterEach(() => setClock(null))

const open = (options: TimedRotatingFileOptions = {}) =>
  new TimedRotatingFile(path, { utc: true, when: 's', ...options })

describe('doRollover', () => {
  it('rotates whatever the time, and takes a number when it has rotated in this period before', () => {
    const file = open()
    file.write('a\n')
    file.doRollover()
    file.write('b\n')
    file.doRollover()

    expect(filesIn(folder)).toEqual({
      'app.log': '',
      'app.log.2026-01-01_12-00-00': 'a\n',
      'app.log.2026-01-01_12-00-00.1': 'b\n',
    })
  })

  it('counts a rotation that another process has just made', () => {
    const [a, b] = [open(), open()]
    a.write('a\n')

    a.doRollover()
    b.doRollover()

    expect(Object.keys(filesIn(folder))).toHaveLength(2)
  })

  it('rotates a file that another process began long ago', () => {
    const [a, b] = [open({ when: 'd' }), open({ when: 'd' })]
    a.doRollover()
    now += 60
    a.write('a\n')

    b.doRollover()

    expect(filesIn(folder)['app.log.2026-01-01.1']).toBe('a\n')
  })

  it('is done by the next record when another process holds the lock', () => {
    const file = open()
    file.write('a\n')
    fs.mkdirSync(`${path}.lock`)
    file.doRollover()
    expect(filesIn(folder)['app.log']).toBe('a\n')
    fs.rmdirSync(`${path}.lock`)
    const restore = replaceEnvironment(({ monotonic }) => ({ monotonic: () => monotonic() + 200 }))

    file.write('b\n')
    restore()

    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', 'app.log.2026-01-01_12-00-00': 'a\n' })
  })
})

describe('the lock', () => {
  it('is never waited for longer than lockWaitMs: the record goes where we are', () => {
    const file = open()
    fs.mkdirSync(`${path}.lock`)
    now += 1
    const start = performance.now()

    file.write('a\n')

    expect(performance.now() - start).toBeLessThan(100) // 20 and what a busy machine adds
    expect(filesIn(folder)).toEqual({ 'app.log': 'a\n', 'app.log.lock': undefined })
  })

  it('is not touched between rotations', () => {
    const file = open({ when: 'd' })
    let locks = 0
    const restore = replaceEnvironment(() => ({ mkdir: () => void locks++ }))

    for (let record = 0; record < 10; record++) file.write('a\n')
    restore()

    expect(locks).toBe(0)
  })

  it('blocked by a file is told once the record is written, and then not for a minute', () => {
    const file = open()
    fs.writeFileSync(`${path}.lock`, '')
    now += 1

    expect(() => file.write('a\n')).toThrow(OSError)
    file.write('b\n')

    expect(filesIn(folder)['app.log']).toBe('a\nb\n')
  })

  it('blocked by a file says what became of the record', () => {
    const file = open()
    fs.writeFileSync(`${path}.lock`, '')
    now += 1

    expect(() => file.write('a\n')).toThrow(
      `Cannot lock ${path}: ${path}.lock is a regular file, not a lock.\n` +
        '  The record was written and the file not rotated; rotation is tried again. Remove or rename that file.',
    )
  })
})

describe('a namer that throws', () => {
  it("costs no record, and its error is the program's to see", () => {
    const error = new Error('no name')
    const file = open({
      namer: () => {
        throw error
      },
    })
    now++

    expect(() => file.write('a\n')).toThrow(error)

    expect(filesIn(folder)['app.log']).toBe('a\n')
  })
})

it('looks at the name once a millisecond, or as often as watchIntervalMs says', () => {
  const looks = (watchIntervalMs?: number) => {
    const file = open({ watchIntervalMs, when: 'd' })
    let time = 0
    let count = 0
    const restore = replaceEnvironment((current) => ({
      monotonic: () => time,
      stat: (name) => {
        count++
        return current.stat(name)
      },
    }))
    for (let record = 0; record < 10; record++) {
      file.write('a\n', now)
      now += 0.0004
      time += 0.4
    }
    restore()
    file.close()
    return count
  }

  expect([looks(0), looks(), looks(60_000)]).toEqual([10, 3, 0])
})
