import * as fs from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RotatingFileOptions } from '../src/options/options.js'
import { RotatingFile } from '../src/rotating-file.js'
import { reachesSize } from '../src/sharing/size-limit.js'
import { setClock } from '../src/testing.js'
import { replaceEnvironment } from '../src/world/environment.js'
import { filesIn, tempDir } from './support/temp-dir.js'

let now = 0
let folder: string
let path: string

beforeEach(() => {
  now = 1_767_225_600
  setClock(() => BigInt(Math.round(now * 1e9)))
  folder = tempDir()
  path = join(folder, 'app.log')
})
afterEach(() => setClock(null))

const open = (options: RotatingFileOptions = {}) => new RotatingFile(path, { maxBytes: 10, backupCount: 2, ...options })

describe('RotatingFile', () => {
  it("has Python's attributes and defaults", () => {
    const file = new RotatingFile(pathToFileURL(path))

    expect(file).toMatchObject({ baseFilename: path, maxBytes: 0, backupCount: 0, delay: false, namer: null })
    file.close()
  })

  it('moves the backups up, the oldest out', () => {
    const file = open()

    for (const text of ['one\n', 'two\n', 'three\n', 'four\n', 'five\n']) {
      now++
      file.write(text)
    }

    expect(filesIn(folder)).toEqual({ 'app.log': 'five\n', 'app.log.1': 'four\n', 'app.log.2': 'three\n' })
  })

  it('counts what another process writes', () => {
    const [a, b] = [open(), open()]
    b.write('eight b\n')
    now += 0.002

    a.write('a\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'a\n', 'app.log.1': 'eight b\n' })
  })

  it('grows, as in Python, when backupCount is 0: a rollover only opens the file again', () => {
    const file = open({ backupCount: 0 })
    file.write('more than ten bytes\n')

    expect(file.shouldRollover('x\n')).toBe(true)
    file.write('x\n')
    file.doRollover()

    expect(filesIn(folder)).toEqual({ 'app.log': 'more than ten bytes\nx\n' })
  })

  it('never rotates what is no regular file', () => {
    const file = new RotatingFile('/dev/null', { maxBytes: 1, backupCount: 1 })

    expect(file.shouldRollover('gone\n')).toBe(false)
    file.write('gone\n')
    file.doRollover()
    file.close()
  })

  it('opens a closed file to answer, as in Python', () => {
    fs.writeFileSync(path, 'nine byte')
    const file = open({ delay: true })

    expect(file.shouldRollover('x')).toBe(true)
  })

  it('takes a file that was truncated by somebody for as short as it is', () => {
    const file = open()
    file.write('nine byte')
    fs.truncateSync(path)

    file.write('x\n')

    expect(filesIn(folder)).toEqual({ 'app.log': 'x\n' })
  })

  it('looks at the name every 8 ms at least, whatever watchIntervalMs says', () => {
    const file = open({ watchIntervalMs: 60_000 })
    fs.renameSync(path, join(folder, 'moved'))
    const restore = replaceEnvironment(({ now, monotonic }) => ({
      now: () => now() + 9,
      monotonic: () => monotonic() + 9,
    }))

    file.write('x\n')
    restore()

    expect(filesIn(folder)).toEqual({ 'app.log': 'x\n', moved: '' })
  })

  it('looks at the name once a millisecond, not for each record, while another process holds the rotation up', () => {
    const file = open({ lockWaitMs: 0 })
    let [milliseconds, looks] = [0, 0]
    const restore = replaceEnvironment(({ stat }) => ({
      monotonic: () => milliseconds,
      stat: (name) => {
        looks += 1
        return stat(name)
      },
    }))
    try {
      file.write('more than ten bytes\n')
      fs.mkdirSync(`${path}.lock`)
      file.write('tries\n')
      looks = 0

      for (let i = 0; i < 50; i += 1) file.write('waits\n')
      expect(looks).toBe(0)

      // Another process rotates.
      fs.renameSync(path, `${path}.1`)
      milliseconds += 1
      file.write('follows\n')
    } finally {
      restore()
    }
    expect(filesIn(folder)['app.log']).toBe('follows\n')
  })

  it('waits for nothing else when it has waited for the lock, and rotates with the next record', () => {
    const file = open({ backupCount: 1 })
    file.write('one is long\n')
    file.write('two is long\n')
    let waited = 0
    fs.mkdirSync(`${path}.lock`)
    const restore = replaceEnvironment(() => ({
      monotonic: () => now * 1000 + waited,
      sleep: (milliseconds) => {
        waited += milliseconds
        if (waited === 15) fs.rmdirSync(`${path}.lock`)
      },
    }))
    file.write('three is long\n')
    const first = waited
    file.write('four\n')
    restore()

    expect(first).toBeLessThanOrEqual(20)
    expect(filesIn(folder)).toEqual({ 'app.log': 'four\n', 'app.log.1': 'two is long\nthree is long\n' })
  })

  it('does not try to rotate before every record where a file looks another by its name than by its descriptor', () => {
    const file = open({ backupCount: 1 })
    let tries = 0
    const restore = replaceEnvironment((system) => ({
      monotonic: () => now * 1000,
      lstat: (name) => {
        const stat = system.lstat(name)
        return stat && Object.assign(Object.create(stat), { ino: stat.ino + 1 })
      },
      mkdir: (name) => {
        tries += 1
        system.mkdir(name)
      },
    }))

    for (let n = 0; n < 50; n += 1) file.write('one is long\n')
    const before = tries
    now += 0.2
    file.write('one more\n')
    restore()

    expect([before, tries]).toEqual([1, 2])
    expect(filesIn(folder)['app.log']?.length).toBe(50 * 12 + 9)
  })

  it('waits before it deletes a file that was written to a moment ago, and not for long', () => {
    const waits: number[] = []
    const restore = replaceEnvironment(() => ({ sleep: (milliseconds) => void waits.push(milliseconds) }))
    const file = open({ backupCount: 1 })

    for (const text of ['one four\n', 'two\n', 'three six\n']) file.write(text)
    restore()

    expect(waits).toEqual([20])
    expect(filesIn(folder)).toEqual({ 'app.log': 'three six\n', 'app.log.1': 'two\n' })
  })
})

describe('reachesSize', () => {
  it.each([
    [0, 'any length', 3, false],
    [1, 'x', 2, true],
    [1, 'x', 3, false],
    [98, '€\n', 101, false],
    [1, '😀😀', 4, false],
    [2, '😀😀', 4, true],
    [1, new Uint8Array(2), 3, true],
    [5, 'x', 0, false],
    [5, 'x', -1, false],
  ])('of a file of %i bytes and %o, with a limit of %i, is %s', (size, text, maxBytes, answer) => {
    expect(reachesSize(size, text, maxBytes)).toBe(answer)
  })
})
