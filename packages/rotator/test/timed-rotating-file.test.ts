import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { TimedRotatingFileOptions } from '../src/options/options.js'
import { setClock } from '../src/testing.js'
import { TimedRotatingFile } from '../src/timed-rotating-file.js'
import { replaceEnvironment } from '../src/world/environment.js'
import { ValueError } from '../src/world/errors.js'
import { inZone, seconds } from './support/in-zone.js'
import { filesIn, tempDir } from './support/temp-dir.js'

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

describe('TimedRotatingFile', () => {
  it("has Python's attributes", () => {
    const file = new TimedRotatingFile(pathToFileURL(path), { when: 'w0', interval: 2, backupCount: 3, utc: true })

    expect(file).toMatchObject({
      baseFilename: path,
      when: 'W0',
      interval: 1_209_600,
      backupCount: 3,
      suffix: '%Y-%m-%d',
    })
    expect(file.rolloverAt).toBe(seconds('2026-01-13T00:00:00Z'))
    file.close()
  })

  it('turns the file into a backup named after its period, and starts a new one', () => {
    const file = open({ when: 'midnight' })
    file.write('today\n')
    now += 86_400

    file.write('tomorrow\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'tomorrow\n', 'app.log.2026-01-01': 'today\n' })
    expect(file.rolloverAt).toBe(seconds('2026-01-03T00:00:00Z'))
  })

  it('keeps backupCount backups', () => {
    const file = open({ backupCount: 2 })

    for (let record = 0; record < 6; record++) {
      file.write(`${record}\n`)
      now++
    }

    expect(filesIn(folder)).toEqual({
      'app.log': '5\n',
      'app.log.2026-01-01_12-00-03': '3\n',
      'app.log.2026-01-01_12-00-04': '4\n',
    })
  })

  it('deletes old files that merely look like backups at once, and nothing else', () => {
    for (const date of ['2020-01-01', '2020-01-02', '2020-01-03.1', 'old']) fs.writeFileSync(`${path}.${date}`, '')
    const file = open({ when: 'd', backupCount: 2 })

    expect(file.getFilesToDelete().map((name) => basename(name))).toEqual(['app.log.2020-01-01'])
    file.doRollover()

    expect(Object.keys(filesIn(folder))).toEqual([
      'app.log',
      'app.log.2020-01-03.1',
      'app.log.2026-01-01',
      'app.log.old',
    ])
  })

  it('deletes what it can, and tells of what it cannot after the record is written', () => {
    for (const date of ['2020-01-01', '2020-01-02', '2020-01-03']) fs.writeFileSync(`${path}.${date}`, '')
    const restore = replaceEnvironment((system) => ({
      rename(from, to) {
        if (from.endsWith('2020-01-01')) throw Object.assign(new Error('no'), { code: 'EPERM', syscall: 'rename' })
        system.rename(from, to)
      },
    }))
    const file = open({ when: 'd', backupCount: 1 })
    file.write('today\n')
    now += 86_400

    expect(() => file.write('tomorrow\n')).toThrow(expect.objectContaining({ code: 'EPERM', recordWritten: true }))
    restore()

    expect(filesIn(folder)).toEqual({
      'app.log': 'tomorrow\n',
      'app.log.2020-01-01': '',
      'app.log.2026-01-01': 'today\n',
    })
  })

  it('deletes the oldest backup and not the one with the smallest name, when clocks are set back', () => {
    inZone('Europe/Paris', () => {
      now = seconds('2026-10-25T00:59:57Z')
      const file = open({ utc: false, backupCount: 2 })

      for (let record = 0; record < 8; record++, now++) file.write(`${record}\n`)

      expect(filesIn(folder)).toEqual({
        'app.log': '7\n',
        'app.log.2026-10-25_02-00-02': '5\n',
        'app.log.2026-10-25_02-00-03': '6\n',
      })
    })
  })

  it.each(['H', 'M', 'D'])('deletes the oldest backup when processes with other zones rotate, too: %s', (when) => {
    now = seconds('2026-01-01T20:00:00Z')
    const length = { H: 3600, M: 60, D: 86_400 }[when] ?? 0
    const file = open({ when, utc: false, backupCount: 3 })
    const zones = ['Asia/Tokyo', 'Pacific/Honolulu', 'UTC', '<+14>-14', 'America/Lima']

    for (let record = 0; record < 12; record++, now += length) {
      inZone(zones[record % zones.length] ?? '', () => file.write(`${record}\n`))
    }

    expect(Object.values(filesIn(folder)).sort()).toEqual(['10\n', '11\n', '8\n', '9\n'])
  })

  it('goes by the name of a backup that was restored, or copied there', () => {
    now = seconds('2026-03-01T12:00:00Z')
    const file = open({ when: 'd', backupCount: 3 })
    for (let record = 0; record < 3; record++, now += 86_400) file.write(`${record}\n`)
    fs.writeFileSync(`${path}.2026-01-05`, 'restored\n')

    file.write('3\n')

    expect(Object.keys(filesIn(folder))).toEqual([
      'app.log',
      'app.log.2026-03-01',
      'app.log.2026-03-02',
      'app.log.2026-03-03',
    ])
  })

  it('never overwrites a name that is taken', () => {
    fs.writeFileSync(`${path}.2026-01-01_12-00-00`, 'not ours\n')
    const file = open()
    file.write('ours\n')
    now++

    file.write('next\n')

    expect(filesIn(folder)).toMatchObject({
      'app.log.2026-01-01_12-00-00': 'not ours\n',
      'app.log.2026-01-01_12-00-00.1': 'ours\n',
    })
  })

  it('rotates a file of the day before, left by another program, at the first record', () => {
    fs.writeFileSync(path, 'yesterday\n')
    fs.utimesSync(path, now - 86_400, now - 86_400)
    const file = open({ when: 'midnight' })

    expect(file.shouldRollover()).toBe(true)
    file.write('today\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'today\n', 'app.log.2025-12-31': 'yesterday\n' })
  })

  it('writes a record that was stamped before the rotation to the file of its time', () => {
    const [a, b] = [open(), open()]
    const stamped = now + 0.9
    now += 1.1
    b.write('later\n')

    a.write('earlier\n', stamped)
    a.write('now\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'later\nnow\n', 'app.log.2026-01-01_12-00-00': 'earlier\n' })
  })

  it('rotates once, and not at every record, for records stamped in the future', () => {
    const file = open()

    for (let record = 0; record < 3; record++) file.write('ahead\n', now + 60)

    expect(filesIn(folder)).toMatchObject({ 'app.log': 'ahead\nahead\nahead\n' })
    expect(Object.keys(filesIn(folder))).toHaveLength(2)
  })

  it('is not held up for ever by records stamped in the past', () => {
    const file = open()
    now += 120

    file.write('old\n', now - 86_400)

    expect(Object.keys(filesIn(folder))).toEqual(['app.log', 'app.log.2026-01-01_12-00-00'])
  })

  it('appends when the clock goes back, and rotates when it has caught up', () => {
    const file = open()
    now -= 3

    file.write('a\n')
    now += 3.5
    file.write('b\n')
    expect(Object.keys(filesIn(folder))).toEqual(['app.log'])
    now += 1
    file.write('c\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'c\n', 'app.log.2026-01-01_12-00-00': 'a\nb\n' })
  })

  it('writes on after copytruncate, at the new end and in the same period', () => {
    const file = open({ when: 'd' })
    const { rolloverAt } = file
    file.write('copied\n')
    fs.copyFileSync(path, join(folder, 'copy'))
    fs.truncateSync(path)

    file.write('next\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'next\n', copy: 'copied\n' })
    expect(file.rolloverAt).toBe(rolloverAt)
  })

  it.each(['removed', 'moved'])('creates the file anew after it was %s', (how) => {
    const file = open()
    file.write('a\n')
    if (how === 'removed') fs.rmSync(path)
    else fs.renameSync(path, join(folder, 'moved'))
    now += 0.002

    file.write('b\n')

    expect(filesIn(folder)['app.log']).toBe('b\n')
  })

  it('never rotates what is no regular file', () => {
    const file = new TimedRotatingFile('/dev/null', { when: 's', utc: true })
    now += 5

    expect(file.shouldRollover()).toBe(false)
    file.write('gone\n')
    file.doRollover()

    expect(file.rolloverAt).toBe(Math.floor(now) + 1)
    file.close()
  })

  it('takes suffix, extMatch and namer that are set later, as Python programs do', () => {
    const file = open({ backupCount: 1 })
    file.suffix = '%Y%m%d%H%M%S'
    file.extMatch = /(?<!\d)\d{14}(?!\d)/
    file.namer = (name) => name.replace('app.log.', 'old-')

    for (let record = 0; record < 3; record++) {
      file.write(`${record}\n`)
      now++
    }

    expect(filesIn(folder)).toEqual({ 'app.log': '2\n', 'old-20260101120001': '1\n' })
  })

  it('refuses a suffix that makes no names on Windows, when it is set', () => {
    const file = open({})
    onTestFinished(replaceEnvironment(() => ({ platform: () => 'win32' })))

    expect(() => Object.assign(file, { suffix: '%Y-%m-%d_%H:%M' })).toThrow(
      new ValueError(
        "Invalid suffix: '%Y-%m-%d_%H:%M' has a ':', which no name of a file has on Windows.\n  Use '%Y-%m-%d_%H-%M'.",
      ),
    )
    expect(file.suffix).toBe('%Y-%m-%d_%H-%M-%S')
    file.suffix = '%H-%M'
    file.close()
  })

  it('keeps a rolloverAt that is set before the file is opened', () => {
    const file = open({ when: 'd', delay: true })
    file.rolloverAt = now + 5
    file.write('a\n')
    now += 5

    file.write('b\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', 'app.log.2025-12-31': 'a\n' })
  })

  it('goes by a rolloverAt that is set, for the time and for the name', () => {
    const file = open({ when: 'd' })
    file.write('a\n')
    file.rolloverAt = seconds('2025-12-25T12:00:00Z')

    file.write('b\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', 'app.log.2025-12-24': 'a\n' })
    expect(file.rolloverAt).toBe(now + 86_400)
  })
})

describe('maxBytes', () => {
  it('rotates before the time is up, with a number within one period', () => {
    const file = open({ when: 'midnight', maxBytes: 6 })

    for (const text of ['one\n', 'two\n', 'three\n']) file.write(text)
    now += 86_400
    file.write('four\n')

    expect(filesIn(folder)).toEqual({
      'app.log': 'four\n',
      'app.log.2026-01-01': 'one\n',
      'app.log.2026-01-01.1': 'two\n',
      'app.log.2026-01-01.2': 'three\n',
    })
  })

  it('counts every file towards backupCount, the lowest number being the oldest', () => {
    const file = open({ when: 'midnight', maxBytes: 6, backupCount: 2 })

    for (const text of ['one\n', 'two\n', 'three\n', 'four\n', 'five\n']) {
      file.write(text)
      now++
    }

    expect(filesIn(folder)).toEqual({
      'app.log': 'five\n',
      'app.log.2026-01-01.2': 'three\n',
      'app.log.2026-01-01.3': 'four\n',
    })
  })

  it('is what shouldRollover asks of a text, and never of an empty file', () => {
    const file = open({ when: 'd', maxBytes: 6 })

    expect(file.shouldRollover(now, 'longer than that\n')).toBe(false)
    file.write('one\n')

    expect([file.shouldRollover(now, 'x'), file.shouldRollover(now, 'xx'), file.shouldRollover()]).toEqual([
      false,
      true,
      false,
    ])
  })

  it('still puts a record stamped before midnight into the file of its day, whatever its number', () => {
    now = seconds('2026-01-01T23:59:59Z')
    const [a, b] = [open({ when: 'midnight', maxBytes: 12 }), open({ when: 'midnight', maxBytes: 12 })]
    a.write('first\n')
    a.write('second\n')
    now += 0.002
    b.write('x')
    const stamped = now
    now += 2
    a.write('next day\n')

    b.write('y', stamped)

    expect(filesIn(folder)).toMatchObject({ 'app.log': 'next day\n', 'app.log.2026-01-01.1': 'second\nxy' })
  })
})
