/** What a full buffer does while the disk is full, and when it has room again. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TimedRotatingFileOptions } from '../../src/options/options.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { forgetKilledProcesses } from '../support/ended-processes.js'
import { errorOf, fillDisk, replace, restoreAll, restoreLast } from '../support/fake-disk.js'
import { seconds } from '../support/in-zone.js'
import { tempDir } from '../support/temp-dir.js'

forgetKilledProcesses()

/** The buffer's timers are Node's own, which fake timers leave alone; here they are the ones that a test replaces. */
vi.mock('node:timers', () => ({
  setTimeout: (run: () => void, milliseconds: number) => globalThis.setTimeout(run, milliseconds),
  clearTimeout: (timer: NodeJS.Timeout) => globalThis.clearTimeout(timer),
}))

let now: number
let folder: string
let path: string

beforeEach(() => {
  now = seconds('2026-01-01T12:00:00Z')
  setClock(() => BigInt(Math.round(now * 1e9)))
  folder = tempDir()
  path = join(folder, 'app.log')
})
afterEach(() => {
  restoreAll()
  vi.runOnlyPendingTimers()
  setClock(null)
})

const timed = (options: TimedRotatingFileOptions = {}) =>
  new TimedRotatingFile(path, { utc: true, when: 's', bufferBytes: 100, ...options })
const text = () => fs.readFileSync(path, 'utf8')

describe('a full buffer that cannot be written', () => {
  it('refuses further records, keeps those that it has, and loses and repeats none when there is room again', () => {
    const file = timed({ bufferBytes: 6 })
    const disk = fillDisk()
    for (const record of ['a\n', 'b\n', 'c\n']) file.write(record)

    const error = errorOf(() => file.write('refused\n'))
    expect(error).toMatchObject({ code: 'ENOSPC', recordWritten: false })
    expect(error?.message).toContain('The record is refused; 6 bytes of those before it are kept.')
    expect(errorOf(() => file.write('d\n'))).toMatchObject({ code: 'ENOSPC', recordWritten: false })
    disk.room = 100
    file.write('e\n')
    file.close()

    expect(text()).toBe('a\nb\nc\ne\n')
  })

  it('does not write a line twice of which the disk took a part of what came before', () => {
    const file = timed()
    const disk = fillDisk()
    for (const record of ['one\n', 'two\n', 'thrée\n', 'four\n']) file.write(record)
    disk.room = 12

    const error = errorOf(() => file.flush())
    disk.room = 100
    file.flush()

    expect(error?.message).toContain('12 bytes of records are kept')
    // The piece ends within the é.
    expect(fs.readFileSync(path).toString('latin1').split('\n')).toEqual([
      'one',
      'two',
      'thr\xc3',
      'thr\xc3\xa9e',
      'four',
      '',
    ])
  })

  it('does not write a line twice of which only the newline is missing', () => {
    const file = timed()
    const disk = fillDisk()
    for (const record of ['one\n', 'two\n']) file.write(record)
    disk.room = 3

    errorOf(() => file.flush())
    disk.room = 100
    file.flush()

    expect(text()).toBe('one\n\ntwo\n')
  })

  it('does not write anything twice when what came out ends with a line, or when it fails again and again', () => {
    const file = timed()
    const disk = fillDisk()
    for (const record of ['one\n', 'two\n', 'three\n']) file.write(record)

    for (const room of [4, 0, 4, 0, 6]) {
      disk.room = room
      errorOf(() => file.flush())
    }

    expect(text()).toBe('one\ntwo\nthree\n')
  })

  it('counts only its own when it begins with a newline that closes off a piece', () => {
    const file = timed()
    const disk = fillDisk()
    for (const record of ['one\n', 'two\n', 'three\n']) file.write(record)

    for (const room of [2, 7, 100]) {
      disk.room = room
      errorOf(() => file.flush())
    }

    expect(text()).toBe('on\none\ntw\ntwo\nthree\n')
  })

  it('writes a line again that got out in part, where characters have two bytes', () => {
    const encode = (line: string) => Buffer.from(line, 'utf16le')
    // The first byte of this letter is that of a newline.
    const lines = ['Ċ1\n', 'Ċ2\n', 'Ċ3\n']
    for (let room = 0; room <= 18; room++) {
      fs.rmSync(path, { force: true })
      const file = timed({ encode })
      const disk = fillDisk()
      for (const line of lines) file.write(line)
      disk.room = room
      errorOf(() => file.flush())
      disk.room = 100

      file.close()
      restoreLast()

      const found = fs.readFileSync(path, 'utf16le').split('\n')
      // A piece that lacks half of its last letter is filled up, and can then look like the line.
      const whole = new Set(found.filter((line) => /^Ċ\d$/.test(line)).map((line) => `${line}\n`))
      expect([...whole]).toEqual(lines)
    }
  })

  it('forgets how much of another record was written before', () => {
    const file = timed({ bufferBytes: 10 })
    const disk = fillDisk()
    disk.room = 9
    errorOf(() => file.write('a long record\n'))
    file.write('short\n')
    replace(() => ({
      open() {
        throw Object.assign(new Error('EMFILE'), { code: 'EMFILE', syscall: 'open' })
      },
    }))
    fs.rmSync(path)
    now += 0.001
    errorOf(() => file.flush())
    restoreLast()
    disk.room = 100

    file.flush()

    expect(text()).toBe('short\n')
  })
})
