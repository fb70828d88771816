/** The handlers around rotation. Rotation itself is tested in @pylogging/rotator and test/process. */
import { existsSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TimedRotatingFileHandler } from '../../src/handlers.js'
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

describe('a subclass of TimedRotatingFileHandler', () => {
  const files = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

  it('says of now whether it would rotate, where it is given no record', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new TimedRotatingFileHandler(path, { when: 'h', maxBytes: 10 })
    handler.handle(makeLogRecord({ msg: 'longer than ten' }))

    expect(handler.shouldRollover(null)).toBe(true)
    handler.maxBytes = 0
    expect(handler.shouldRollover(null)).toBe(false)
    handler.rolloverAt = 0
    expect(handler.shouldRollover(null)).toBe(true)
  })

  it('decides with shouldRollover alone when to rotate', () => {
    const folder = tempDir()
    class OnDemand extends TimedRotatingFileHandler {
      override shouldRollover(record: LogRecord): boolean {
        return record.msg === 'new file'
      }
    }
    const handler = new OnDemand(join(folder, 'app.log'), 'S', { utc: true })
    handler.rolloverAt = 1_000_000

    handler.handle(record('long past rolloverAt'))
    expect(readdirSync(folder)).toEqual(['app.log'])
    handler.handle(record('new file'))
    handler.close()

    expect(files(folder)).toEqual({
      'app.log': 'new file\n',
      'app.log.1970-01-12_13-46-39': 'long past rolloverAt\n',
    })
  })

  it('rotates with its own doRollover, as programs written for Python do', () => {
    const folder = tempDir()
    class Renaming extends TimedRotatingFileHandler {
      override doRollover(): void {
        this.stream?.close?.()
        this.stream = null
        renameSync(this.baseFilename, `${this.baseFilename}.mine`)
        this.stream = this._open()
        this.rolloverAt = this.computeRollover(Date.now() / 1000)
      }
    }
    const handler = new Renaming(join(folder, 'app.log'), 'D')
    handler.handle(record('a'))
    handler.rolloverAt = 0
    handler.handle(record('b'))
    handler.close()

    expect(files(folder)).toEqual({ 'app.log': 'b\n', 'app.log.mine': 'a\n' })
  })

  it('is asked when a period ends, in the constructor too', () => {
    class TenSeconds extends TimedRotatingFileHandler {
      override computeRollover(currentTime: number): number {
        return super.computeRollover(currentTime) - this.interval + 10
      }
    }
    const before = Math.floor(Date.now() / 1000)
    const handler = new TenSeconds(join(tempDir(), 'app.log'), { when: 'D', utc: true })

    expect(handler.rolloverAt - before).toBeGreaterThanOrEqual(10)
    expect(handler.rolloverAt - before).toBeLessThan(600)
    handler.close()
  })

  it('names, makes and removes rotated files by its own methods', () => {
    const folder = tempDir()
    const steps: string[] = []
    class Own extends TimedRotatingFileHandler {
      override rotation_filename(default_name: string): string {
        return `${super.rotation_filename(default_name)}.old`
      }
      override rotate(source: string, dest: string): void {
        steps.push('rotate')
        super.rotate(source, dest)
      }
      override getFilesToDelete(): string[] {
        steps.push('getFilesToDelete')
        return super.getFilesToDelete()
      }
    }
    const handler = new Own(join(folder, 'app.log'), { when: 'D', backupCount: 2 })
    handler.handle(record('a'))
    handler.doRollover()
    handler.close()

    expect(readdirSync(folder).filter((name) => /^app\.log\.\d{4}-\d\d-\d\d\.old$/.test(name))).toHaveLength(1)
    expect(steps).toEqual(['rotate', 'getFilesToDelete'])
  })

  it('may have namer and rotator as fields or methods, or set later', () => {
    const names = (handler: TimedRotatingFileHandler, folder: string) => {
      handler.handle(record('a'))
      handler.doRollover()
      handler.close()
      return readdirSync(folder)
        .filter((name) => name !== 'app.log')
        .map((name) => name.replace(/\d/g, '0'))
    }
    class Field extends TimedRotatingFileHandler {
      override namer = (name: string) => `${name}.field`
    }
    class Method extends TimedRotatingFileHandler {}
    // TypeScript wants a field; JavaScript programs write a method, as Python's do.
    Object.assign(Method.prototype, { namer: (name: string) => `${name}.method` })
    const [one, two, three, four] = [tempDir(), tempDir(), tempDir(), tempDir()]
    const set = new TimedRotatingFileHandler(join(two, 'app.log'), 'D')
    set.namer = (name) => `${name}.set`
    const moved = new TimedRotatingFileHandler(join(three, 'app.log'), 'D')
    moved.rotator = (source, dest) => renameSync(source, `${dest}.by-rotator`)

    expect(names(new Field(join(one, 'app.log'), 'D'), one)).toEqual(['app.log.0000-00-00.field'])
    expect(names(new Method(join(four, 'app.log'), 'D'), four)).toEqual(['app.log.0000-00-00.method'])
    expect(names(set, two)).toEqual(['app.log.0000-00-00.set'])
    expect(names(moved, three)).toEqual(['app.log.0000-00-00.by-rotator'])
  })
})

describe('options of ours', () => {
  it('reach the rotator', () => {
    const folder = tempDir()
    const path = join(folder, 'app.log')
    symlinkSync(join(folder, 'target'), path)

    expect(() => new TimedRotatingFileHandler(path, { followSymlinks: false })).toThrow('followSymlinks is false')
    const options = { permissions: 0o640, maxBytes: 4, watchIntervalMs: 5, lockWaitMs: 5, utc: true } as const
    const handler = new TimedRotatingFileHandler(join(folder, 'other.log'), { when: 'D', ...options })
    handler.handle(record('abc'))
    handler.handle(record('def'))
    handler.close()

    expect(statSync(join(folder, 'other.log')).mode & 0o777).toBe(0o640)
    expect(readFileSync(join(folder, 'other.log'), 'utf8')).toBe('def\n')
    expect(readdirSync(folder)).toHaveLength(3)
    const text = (option: string) => `option "${option}" of TimedRotatingFileHandler must be `
    expect(() => new TimedRotatingFileHandler(path, { watchIntervalMs: -1 })).toThrow(
      new ValueError(`${text('watchIntervalMs')}0 or more milliseconds, not -1`),
    )
    expect(() => new TimedRotatingFileHandler(path, { permissions: 0.5 })).toThrow(
      new ValueError(`${text('permissions')}a whole number, not 0.5`),
    )
  })
})
