/** When a timed file is opened and closed, and what is refused before. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TimedRotatingFileOptions } from '../../src/options/options.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { FileNotFoundError, IsADirectoryError } from '../../src/world/errors.js'
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

describe('opening and closing', () => {
  it('with delay does not create the file before the first record, nor after a rollover', () => {
    const file = open({ delay: true })
    expect(filesIn(folder)).toEqual({})

    file.write('a\n')
    file.doRollover()

    expect(filesIn(folder)).toEqual({ 'app.log.2026-01-01_12-00-00': 'a\n' })
  })

  it('opens again for a record after close, and closing twice is nothing', () => {
    const file = open()
    file.write('a\n')
    file.close()
    file.close()

    file.write('b\n')
    file.flush()

    expect(filesIn(folder)).toEqual({ 'app.log': 'a\nb\n' })
  })

  it('throws from the constructor, or with delay from the write', () => {
    const nowhere = join(folder, 'no', 'app.log')
    const late = new TimedRotatingFile(nowhere, { delay: true })

    expect(() => new TimedRotatingFile(nowhere)).toThrow(FileNotFoundError)
    expect(() => late.write('a\n')).toThrow(`[Errno 2] No such file or directory: '${nowhere}'`)
    expect(() => new TimedRotatingFile(folder)).toThrow(IsADirectoryError)
  })

  it('refuses bad options before it touches any file', () => {
    expect(() => open({ when: 'x' })).toThrow('Invalid rollover interval specified: X')
    expect(filesIn(folder)).toEqual({})
  })
})
