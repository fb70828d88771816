/** The handlers around rotation. Rotation itself is tested in @pylogging/rotator and test/process. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BaseRotatingHandler, TimedRotatingFileHandler } from '../../src/handlers.js'
import {
  FileNotFoundError,
  Formatter,
  getLogger,
  type LogRecord,
  LookupError,
  makeLogRecord,
  ValueError,
} from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = (msg: string) => makeLogRecord({ msg, levelno: 40, created: Date.now() / 1000 })
const make = (...args: unknown[]) => Reflect.construct(TimedRotatingFileHandler, args) as TimedRotatingFileHandler

describe('TimedRotatingFileHandler', () => {
  it('writes records to its file, and rotates when told', () => {
    const folder = tempDir()
    const handler = new TimedRotatingFileHandler(join(folder, 'app.log'), { when: 'D' })
    handler.setFormatter(new Formatter('<%(message)s>'))

    handler.handle(record('a'))
    handler.doRollover()
    handler.handle(record('b'))
    handler.close()

    const [base, backup] = readdirSync(folder).sort()
    expect(backup).toMatch(/^app\.log\.\d{4}-\d\d-\d\d$/)
    expect(readFileSync(join(folder, base ?? ''), 'utf8')).toBe('<b>\n')
    expect(readFileSync(join(folder, backup ?? ''), 'utf8')).toBe('<a>\n')
  })

  it('has Python’s defaults and attributes', () => {
    const handler = new TimedRotatingFileHandler(join(tempDir(), 'app.log'))

    // CPython 3.13.0
    expect(handler).toMatchObject({ when: 'H', interval: 3600, backupCount: 0, utc: false, atTime: null })
    expect(handler).toMatchObject({ suffix: '%Y-%m-%d_%H', mode: 'a', delay: false })
    expect(String(handler)).toBe(`<TimedRotatingFileHandler ${handler.baseFilename} (NOTSET)>`)
    handler.close()
  })

  it('takes its arguments by position, by name, or first the one and then the other', () => {
    const filename = join(tempDir(), 'app.log')
    const names = { interval: 2, backupCount: 3, encoding: 'utf-8', delay: true, utc: true, atTime: '01:02' }
    const handlers = [
      new TimedRotatingFileHandler(filename, 'w1', 2, 3, 'utf-8', true, true, '01:02', null),
      new TimedRotatingFileHandler({ filename, when: 'w1', ...names }),
      new TimedRotatingFileHandler(filename, { when: 'w1', ...names }),
      make(filename, 'w1', { ...names, lockWaitMs: 5 }),
    ]

    for (const handler of handlers) {
      expect(handler).toMatchObject({ when: 'W1', interval: 2 * 604800, backupCount: 3, utc: true, delay: true })
      expect(handler.atTime).toEqual({ hour: 1, minute: 2, second: 0 })
    }
    expect(existsSync(filename)).toBe(false)
  })

  it.each([
    [[], "missing 1 required positional argument: 'filename'"],
    [['a', { foo: 1 }], "got an unexpected keyword argument 'foo'"],
    [['a', 'S', { When: 3 }], "got an unexpected keyword argument 'When'. Did you mean 'when'?"],
    [['a', 'S', { when: 'D' }], "got multiple values for argument 'when'"],
  ])('refuses the arguments %j', (args, text) => {
    expect(() => make(...args)).toThrow(new TypeError(`TimedRotatingFileHandler.__init__() ${text}`))
  })

  it.each([
    ['X', 'Invalid rollover interval specified: X'],
    ['W', 'You must specify a day for weekly rollover from 0 to 6 (0 is Monday): W'],
    ['W7', 'Invalid day specified for weekly rollover: W7'],
  ])('refuses when=%s with Python’s text first, and makes no file', (when, text) => {
    const folder = tempDir()
    const construct = () => new TimedRotatingFileHandler(join(folder, 'app.log'), when)

    expect(construct).toThrow(ValueError)
    expect(construct).toThrow(text)
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses an encoding that it does not know', () => {
    expect(() => new TimedRotatingFileHandler(join(tempDir(), 'a'), { encoding: 'nope' })).toThrow(LookupError)
  })

  it('throws what the system says to the caller of the constructor', () => {
    const path = join(tempDir(), 'none', 'app.log')

    expect(() => new TimedRotatingFileHandler(path)).toThrow(FileNotFoundError)
    expect(() => new TimedRotatingFileHandler(path)).toThrow(`[Errno 2] No such file or directory: '${path}'`)
  })

  it('with delay gives an error of opening to handleError, as CPython does', () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'none', 'app.log')
    const logger = getLogger('a')
    logger.addHandler(new TimedRotatingFileHandler(path, { delay: true }))

    logger.error('a')

    expect(stderr.text).toMatch(/^--- Logging error ---\n/)
    expect(stderr.text).toContain(`FileNotFoundError: [Errno 2] No such file or directory: '${path}'`)
    expect(stderr.text).toContain("Message: 'a'\n")
  })

  it('opens its file again after close, and closes twice', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new TimedRotatingFileHandler(path)

    handler.handle(record('a'))
    handler.close()
    handler.close()
    handler.handle(record('b'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
  })

  it('formats before it opens, so that a bad record makes no file', () => {
    const stderr = captureStderr()
    const folder = tempDir()
    const handler = new TimedRotatingFileHandler(join(folder, 'app.log'), { delay: true })

    handler.handle(makeLogRecord({ msg: '%d', args: ['x'] }))

    expect(stderr.text).toContain("Message: '%d'\nArguments: ('x',)\n")
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('BaseRotatingHandler', () => {
  class EveryRecord extends BaseRotatingHandler {
    readonly steps: string[] = []

    override shouldRollover(record: LogRecord): boolean {
      this.steps.push(`should ${record.msg}`)
      return record.msg !== 'first'
    }

    override doRollover(): void {
      this.steps.push('do')
    }
  }

  it('asks before each record whether it is time, and rotates then', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new EveryRecord(path)

    handler.handle(record('first'))
    handler.handle(record('second'))
    handler.close()

    expect(handler.steps).toEqual(['should first', 'should second', 'do'])
    expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n')
  })

  it('gives every error to handleError, that of opening included', () => {
    const stderr = captureStderr()
    const handler = new EveryRecord(join(tempDir(), 'none', 'app.log'), { delay: true })

    handler.handle(record('first'))

    expect(stderr.text).toContain('FileNotFoundError: [Errno 2] No such file or directory: ')
  })
})
