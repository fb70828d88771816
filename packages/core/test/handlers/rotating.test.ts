/** The handler around rotation by size. Rotation itself is tested in @pylogging/rotator and test/process. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import { RotatingFileHandler } from '../../src/handlers.js'
import { FileExistsError, FileNotFoundError, type LogRecord, makeLogRecord, ValueError } from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = (msg: string) => makeLogRecord({ msg, levelno: 40 })
const make = (...args: unknown[]) => Reflect.construct(RotatingFileHandler, args) as RotatingFileHandler

function files(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort()
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

interface Sizes {
  readonly maxBytes: number
  readonly backupCount: number
  readonly delay: boolean
  readonly before?: Readonly<Record<string, string>>
  readonly namer?: 'suffix' | 'prefix'
  readonly terminator?: string
  readonly texts: readonly (string | null)[]
}

describe('RotatingFileHandler', () => {
  it('leaves the files that CPython leaves', () => {
    // Rollovers by hand, and what was there before, are the rotator's own test.
    const cases = vectors<Sizes>('size_rotation').filter(
      ({ input }) => !input.texts.includes(null) && input.before === undefined && input.namer === undefined,
    )
    for (const { input, expect: answer } of [...cases.slice(0, 60), ...cases.slice(-60)]) {
      const folder = tempDir()
      const { maxBytes, backupCount, delay } = input
      const handler = new RotatingFileHandler(join(folder, 'app.log'), { maxBytes, backupCount, delay })
      handler.terminator = input.terminator ?? '\n'

      const due = input.texts.map((text) => {
        const isDue = handler.shouldRollover(record(text ?? ''))
        handler.handle(record(text ?? ''))
        return isDue
      })
      handler.close()

      expect({ due, files: files(folder) }).toEqual(answer)
    }
    expect(cases.length).toBeGreaterThan(120)
  })

  it('asks for no text where it does not matter: of a file without limit, or an empty one', () => {
    const folder = tempDir()
    const unlimited = new RotatingFileHandler(join(folder, 'a.log'))
    const empty = new RotatingFileHandler(join(folder, 'b.log'), { maxBytes: 1, backupCount: 1 })
    const nothing = null as unknown as LogRecord

    // CPython 3.13: False, and 'NoneType' object has no attribute 'getMessage' once the file has a line.
    expect([unlimited.shouldRollover(nothing), empty.shouldRollover(nothing)]).toEqual([false, false])
    empty.handle(record('a line'))
    expect(() => empty.shouldRollover(nothing)).toThrow()
  })

  it('has Python’s defaults, attributes and repr', () => {
    const path = join(tempDir(), 'app.log')

    const handler = new RotatingFileHandler(path)

    expect(handler).toMatchObject({ mode: 'a', maxBytes: 0, backupCount: 0, encoding: 'utf-8', errors: null })
    expect([handler.delay, handler.namer, handler.rotator]).toEqual([false, null, null])
    expect(String(handler)).toBe(`<RotatingFileHandler ${path} (NOTSET)>`)
    expect(inspect(handler)).toBe(String(handler))
    handler.close()
  })

  it('takes its arguments by position, by name, or first the one and then the other', () => {
    const filename = join(tempDir(), 'app.log')
    const rest = { backupCount: 2, delay: true, errors: 'replace' }
    const handlers = [
      new RotatingFileHandler(filename, 'a', 10, 2, 'utf-8', true, 'replace'),
      new RotatingFileHandler({ filename, maxBytes: 10, ...rest }),
      new RotatingFileHandler(filename, { maxBytes: 10, ...rest, lockWaitMs: 5 }),
      make(filename, 'a', 10, rest),
    ]

    for (const handler of handlers) {
      expect(handler).toMatchObject({ maxBytes: 10, backupCount: 2, delay: true, errors: 'replace', encoding: 'utf-8' })
    }
    expect(existsSync(filename)).toBe(false)
  })

  it.each([
    [[], "missing 1 required positional argument: 'filename'"],
    [['a.log', { foo: 1 }], "got an unexpected keyword argument 'foo'"],
    [['a.log', { maxbytes: 1 }], "got an unexpected keyword argument 'maxbytes'. Did you mean 'maxBytes'?"],
    [['a.log', { filename: 'b' }], "got multiple values for argument 'filename'"],
    [['a.log', 'a', 1, 2, null, false, null, 5], 'takes from 2 to 8 positional arguments but 9 were given'],
  ])('refuses the arguments %j', (args, text) => {
    expect(() => make(...args)).toThrow(new TypeError(`RotatingFileHandler.__init__() ${text}`))
  })

  it.each([
    [{ compress: 'zip' }, 'unknown compression: zip (option "compress" of RotatingFileHandler).\n  Use \'gzip\'.'],
    [{ maxBytes: 1.5 }, 'option "maxBytes" of RotatingFileHandler must be a whole number, not 1.5'],
    [{ permissions: -1 }, 'option "permissions" of RotatingFileHandler must be a whole number, not -1'],
  ])('names itself, and the option as it was written, where %j is refused', (options, text) => {
    expect(() => make(join(tempDir(), 'app.log'), options)).toThrow(new ValueError(text))
  })

  it('appends whatever the mode says where maxBytes is given, and else does what the mode says', () => {
    const path = join(tempDir(), 'app.log')
    writeFileSync(path, 'before\n')

    const kept = new RotatingFileHandler(path, 'w', 10, 2)
    expect([kept.mode, readFileSync(path, 'utf8')]).toEqual(['a', 'before\n'])
    kept.close()
    expect(() => new RotatingFileHandler(path, 'x')).toThrow(FileExistsError)
    const emptied = new RotatingFileHandler(path, 'w')
    expect([emptied.mode, readFileSync(path, 'utf8')]).toEqual(['w', ''])
    emptied.handle(record('a'))
    emptied.close()
    emptied.handle(record('b'))
    expect(readFileSync(path, 'utf8')).toBe('a\n')
    expect(() => new RotatingFileHandler(path, 'z')).toThrow(new ValueError("invalid mode: 'z'"))
  })

  it('throws what the system says to the caller of the constructor, and with delay to handleError', () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'none', 'app.log')

    expect(() => new RotatingFileHandler(path)).toThrow(FileNotFoundError)
    new RotatingFileHandler(path, { delay: true }).handle(record('a'))

    expect(stderr.text).toContain(`FileNotFoundError: [Errno 2] No such file or directory: '${path}'`)
  })

  it('asks a subclass when to rotate and how to name files', () => {
    const folder = tempDir()
    class EverySecond extends RotatingFileHandler {
      count = 0
      override shouldRollover(_record: LogRecord): boolean {
        this.count += 1
        return this.count % 2 === 1 && this.count > 1
      }
      override rotation_filename(default_name: string): string {
        return `${default_name.replace('.log.', '-')}.log`
      }
    }
    const handler = new EverySecond(join(folder, 'app.log'), { maxBytes: 1, backupCount: 9 })

    for (const text of ['a', 'b', 'c', 'd', 'e']) handler.handle(record(text))
    handler.close()

    expect(files(folder)).toEqual({ 'app-1.log': 'c\nd\n', 'app-2.log': 'a\nb\n', 'app.log': 'e\n' })
  })

  it('never rotates where a subclass says so', () => {
    const folder = tempDir()
    class Never extends RotatingFileHandler {
      override shouldRollover(): boolean {
        return false
      }
    }
    const handler = new Never(join(folder, 'app.log'), { maxBytes: 1, backupCount: 9 })

    for (const text of ['a', 'b', 'c']) handler.handle(record(text))
    handler.close()

    expect(files(folder)).toEqual({ 'app.log': 'a\nb\nc\n' })
  })

  it('counts characters as Python does, and writes them in its encoding', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new RotatingFileHandler(path, { maxBytes: 16, backupCount: 1, encoding: 'utf-16' })

    // After the first the file has a mark of 2 bytes and 8 more: 10 and 4 characters are below 16, 18 are not.
    for (const text of ['abc', 'def', 'ghi']) handler.handle(record(text))
    handler.close()

    expect(readFileSync(`${path}.1`).toString('hex')).toBe('fffe6100620063000a006400650066000a00')
    expect(readFileSync(path).toString('hex')).toBe('fffe6700680069000a00')
  })
})
