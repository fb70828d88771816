import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RotatingFileOptions, TimedRotatingFileOptions } from '../../src/options/options.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { forgetKilledProcesses } from '../support/ended-processes.js'
import { countWrites, errorOf, fillDisk, restoreAll } from '../support/fake-disk.js'
import { seconds } from '../support/in-zone.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

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
const sized = (options: RotatingFileOptions = {}) => new RotatingFile(path, { bufferBytes: 100, ...options })
const text = () => fs.readFileSync(path, 'utf8')

describe('bufferBytes', () => {
  it('is 0 unless given: a record is in the file when its write returns', () => {
    const file = timed({ bufferBytes: undefined })

    file.write('a\n')

    expect([file.bufferBytes, file.flushIntervalMs, text()]).toEqual([0, 1000, 'a\n'])
  })

  it('keeps records until they no longer fit, and writes them by one call', () => {
    const file = timed({ bufferBytes: 6 })
    const writes = countWrites()

    for (const record of ['a\n', 'b\n', 'c\n']) file.write(record)
    const before = text()
    file.write('d\n')

    expect([before, text(), writes()]).toEqual(['', 'a\nb\nc\n', 1])
    file.close()
    expect(text()).toBe('a\nb\nc\nd\n')
  })

  it('writes a record that is longer than the buffer directly, after those before it', () => {
    const file = sized({ bufferBytes: 6 })
    file.write('a\n')

    file.write('longer than that\n')

    expect(text()).toBe('a\nlonger than that\n')
  })

  it('takes text and bytes in any order, and does not look at the bytes again', () => {
    const file = timed()
    const bytes = Buffer.from('ä\n')

    file.write('1 é\n')
    file.write(bytes)
    bytes.fill(0)
    file.write('2\n')
    file.write(Buffer.from('3\n'))
    file.flush()

    expect(text()).toBe('1 é\nä\n2\n3\n')
  })

  it('may be changed while the file is open', () => {
    const file = sized()
    file.write('a\n')
    file.flush()

    file.bufferBytes = 0
    file.write('b\n')

    expect(text()).toBe('a\nb\n')
  })

  it('opens the file with the first record where it is opened late, and tells at once that it cannot', () => {
    const file = timed({ delay: true })
    fs.mkdirSync(path)

    expect(errorOf(() => file.write('a\n'))).toMatchObject({ code: 'EISDIR', recordWritten: false })
    fs.rmdirSync(path)
    file.write('b\n')
    expect(text()).toBe('')
    file.close()
    expect(text()).toBe('b\n')
  })
})

describe('flush and close', () => {
  it('write what is pending, once', () => {
    const file = timed()
    file.write('a\n')
    file.flush()
    file.flush()
    expect(text()).toBe('a\n')
    file.write('b\n')
    file.close()
    file.close()

    expect(text()).toBe('a\nb\n')
  })

  it('keep neither a timer nor a listener once all is written and the file closed', () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const listeners = process.listenerCount('SIGTERM')
    const file = timed({ flushIntervalMs: 60_000 })
    file.write('a\n')
    expect(process.listenerCount('SIGTERM')).toBe(listeners + 1)

    file.close()

    expect(process.listenerCount('SIGTERM')).toBe(listeners)
    file.write('b\n')
    file.close()
    expect(text()).toBe('a\nb\n')
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')).toHaveLength(before)
  })

  it('tell that something cannot be written; it is written when it can', () => {
    const file = timed()
    const disk = fillDisk()
    file.write('a\n')
    file.write('b\n')

    const error = errorOf(() => file.flush())

    expect(error).toMatchObject({ code: 'ENOSPC', recordWritten: false })
    expect(error?.message).toContain('\n  4 bytes of records are kept, and writing them is tried again.')
    expect(errorOf(() => file.close())).toMatchObject({ code: 'ENOSPC' })
    disk.room = 100
    file.close()
    expect(text()).toBe('a\nb\n')
  })
})

describe('flushIntervalMs', () => {
  it('is the longest time that a record is kept, and one timer serves all records', () => {
    const file = timed({ flushIntervalMs: 300 })
    file.write('a\n')
    vi.advanceTimersByTime(200)
    file.write('b\n')
    expect([text(), vi.getTimerCount()]).toEqual(['', 1])

    vi.advanceTimersByTime(100)

    expect([text(), vi.getTimerCount()]).toEqual(['a\nb\n', 0])
    file.write('c\n')
    vi.advanceTimersByTime(300)
    expect(text()).toBe('a\nb\nc\n')
  })

  it('may be endless', () => {
    const file = timed({ flushIntervalMs: Infinity })
    file.write('a\n')

    vi.advanceTimersByTime(86_400_000)

    expect(text()).toBe('')
    file.close()
  })

  it('does not throw what the timer meets: the next write tells it, once, and its record is kept', () => {
    const file = timed()
    const disk = fillDisk('EIO')
    file.write('a\n')
    vi.advanceTimersByTime(3000)

    const error = errorOf(() => file.write('b\n'))

    expect(error).toMatchObject({ code: 'EIO', recordWritten: true })
    expect(error?.message).toContain('The record is kept in the buffer')
    file.write('c\n')
    disk.room = 100
    vi.advanceTimersByTime(1000)
    expect(text()).toBe('a\nb\nc\n')
    file.write('d\n')
    file.close()
  })

  it('says nothing of what is over by the next write', () => {
    const file = timed()
    const disk = fillDisk('EIO')
    file.write('a\n')
    vi.advanceTimersByTime(1000)
    disk.room = 100
    vi.advanceTimersByTime(1000)

    file.write('b\n')
    file.close()

    expect(text()).toBe('a\nb\n')
  })

  it('tells trouble with a rotation that a timer met by the next flush, although there is nothing to write', () => {
    fs.writeFileSync(`${path}.lock`, '')
    const file = sized({ maxBytes: 40, backupCount: 1 })
    const other = new RotatingFile(path)
    file.write(`${'a'.repeat(20)}\n`)
    other.write(`${'b'.repeat(30)}\n`)
    vi.advanceTimersByTime(1000)

    expect(errorOf(() => file.flush())).toMatchObject({ code: 'ERR_LOG_LOCK_BLOCKED', recordWritten: true })
    file.flush()
    expect(text()).toBe(`${'b'.repeat(30)}\n${'a'.repeat(20)}\n`)
  })
})

describe('listeners', () => {
  it('are there while something is pending, and one set serves all files', () => {
    const count = () => process.listenerCount('SIGTERM')
    const before = count()
    const files = [timed(), sized(), timed()]
    for (const file of files) file.write('a\n')
    const during = count()

    for (const file of files) file.flush()
    vi.advanceTimersByTime(1000)

    expect([during, count()]).toEqual([before + 1, before])
  })
})

describe('rotation', () => {
  it('puts what is pending into the file of its time before a record of the next period', () => {
    const file = timed()
    file.write('old\n')
    now += 1

    file.write('new\n')
    file.close()

    expect(filesIn(folder)).toEqual({ 'app.log': 'new\n', 'app.log.2026-01-01_12-00-00': 'old\n' })
  })

  it.each([1, 90])('puts it there also if another process has rotated, and %i s have passed', (passed) => {
    const file = timed()
    const other = new TimedRotatingFile(path, { utc: true, when: 's' })
    // The sixty-fourth record is the one at which a stream of late ones would be ended.
    for (let record = 0; record < 64; record++) {
      const period = new Date(now * 1000).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')
      other.write(`${record} o\n`)
      file.write(`${record} late\n`)
      if (record % 2 === 0) file.write('and one more\n')
      now += passed
      other.write(`${record} n\n`)

      vi.advanceTimersByTime(1000)

      expect(filesIn(folder)[`app.log.${period}`]).toContain(`${record} o\n${record} late\n`)
      now += 1
    }
    file.close()
  })

  it('goes by what is pending when it asks whether a file is full, as without a buffer', () => {
    const records = Array.from({ length: 40 }, (_, index) => `${index} ${'é€😀x'.slice(0, (index % 4) + 1)}\n`)
    const [plain, buffered] = [0, 100].map((bufferBytes) => {
      folder = tempDir()
      path = join(folder, 'app.log')
      const file = sized({ bufferBytes, maxBytes: 60, backupCount: 99 })
      for (const record of records) file.write(record)
      file.close()
      return filesIn(folder)
    })

    expect(buffered).toEqual(plain)
    expect(Object.keys(plain ?? {}).length).toBeGreaterThan(4)
  })

  it('rotates first when others have filled the file meanwhile', () => {
    const file = sized({ maxBytes: 20, backupCount: 1 })
    const other = new RotatingFile(path, { maxBytes: 20, backupCount: 1 })
    file.write('pending\n')
    other.write('fifteen bytes.\n')

    file.flush()

    expect(filesIn(folder)).toEqual({ 'app.log': 'pending\n', 'app.log.1': 'fifteen bytes.\n' })
  })

  it('writes before a rollover by hand, and before the question whether there would be one', () => {
    const file = timed()
    file.write('old\n')
    file.doRollover()
    file.write('new\n')

    expect(file.shouldRollover()).toBe(false)
    expect(filesIn(folder)).toEqual({ 'app.log': 'new\n', 'app.log.2026-01-01_12-00-00': 'old\n' })
    expect(basename(file.baseFilename)).toBe('app.log')
  })

  it('refuses a record of the next period while the last ones of this one cannot be written', () => {
    const file = timed()
    const disk = fillDisk()
    file.write('old\n')
    now += 1

    expect(errorOf(() => file.write('refused\n'))).toMatchObject({ code: 'ENOSPC', recordWritten: false })
    disk.room = 100
    file.write('new\n')
    file.close()

    expect(filesIn(folder)).toEqual({ 'app.log': 'new\n', 'app.log.2026-01-01_12-00-00': 'old\n' })
  })
})
