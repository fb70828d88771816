/** FileHandler: arguments, opening, closing. Texts of errors are CPython 3.13.0's. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { RotatingFileHandler } from '../../src/handlers/rotating.js'
import { TimedRotatingFileHandler } from '../../src/handlers/timed-rotating.js'
import { WatchedFileHandler } from '../../src/handlers/watched-file.js'
import {
  FileHandler,
  FileNotFoundError,
  getLogger,
  IsADirectoryError,
  LookupError,
  makeLogRecord,
  ValueError,
} from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = (msg: string) => makeLogRecord({ msg, levelno: 40 })
const make = (...args: unknown[]) => Reflect.construct(FileHandler, args) as FileHandler

describe('FileHandler', () => {
  it('opens its file at once, with Python’s defaults', () => {
    const path = join(tempDir(), 'app.log')

    const handler = new FileHandler(path)
    handler.handle(record('a'))

    expect(readFileSync(path, 'utf8')).toBe('a\n')
    // CPython 3.13 shows the encoding as 'locale'; 3.15, and this, as 'utf-8'.
    expect(handler).toMatchObject({ mode: 'a', encoding: 'utf-8', errors: null, delay: false, baseFilename: path })
    expect(String(handler)).toBe(`<FileHandler ${path} (NOTSET)>`)
    handler.close()
  })

  it('takes its arguments by position, by name, or first the one and then the other', () => {
    const folder = tempDir()
    const filename = join(folder, 'a')
    const handlers = [
      new FileHandler(filename, 'w', 'utf-8', true, 'replace'),
      new FileHandler({ filename, mode: 'w', encoding: 'utf-8', delay: true, errors: 'replace' }),
      new FileHandler(filename, { mode: 'w', encoding: 'utf-8', delay: true, errors: 'replace' }),
      make(filename, 'w', { encoding: 'utf-8', delay: true, errors: 'replace' }),
    ]

    for (const handler of handlers) {
      expect(handler).toMatchObject({ baseFilename: filename, mode: 'w', encoding: 'utf-8', delay: true })
      expect(handler.errors).toBe('replace')
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps records with bufferBytes until it is flushed, closed or full', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new FileHandler(path, { encoding: 'utf-16', bufferBytes: 40, flushIntervalMs: 3_600_000 })
    const written = () => readFileSync(path).toString('utf16le')

    handler.handle(record('a'))
    expect(written()).toBe('')
    handler.flush()
    expect(written()).toBe('\ufeffa\n')

    handler.handle(record('b'))
    handler.handle(record('c'.repeat(18)))
    expect(written()).toBe('\ufeffa\nb\n')
    handler.close()
    expect(written()).toBe(`\ufeffa\nb\n${'c'.repeat(18)}\n`)

    handler.handle(record('d'))
    handler.close()
    expect(written()).toMatch(/\nd\n$/)
  })

  it('tells at once what cannot be encoded, and keeps the others', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new FileHandler(path, { encoding: 'latin-1', bufferBytes: 1000 })
    const told: unknown[] = []
    handler.handleError = (...args: unknown[]) => void told.push(args[1])

    for (const msg of ['a', '€', 'b']) handler.handle(record(msg))

    expect(String(told)).toMatch(/^UnicodeEncodeError: /)
    handler.close()
    expect(readFileSync(path, 'latin1')).toBe('a\nb\n')
  })

  it.each([
    ['FileHandler', FileHandler, {}],
    ['FileHandler, buffered', FileHandler, { bufferBytes: 1000 }],
    ['WatchedFileHandler', WatchedFileHandler, {}],
    ['RotatingFileHandler', RotatingFileHandler, {}],
    ['TimedRotatingFileHandler', TimedRotatingFileHandler, {}],
  ])('%s ends lines as Python does on Windows, where newline says so', (_, Handler, options) => {
    const path = join(tempDir(), 'app.log')
    const handler = new Handler(path, { ...options, newline: '\r\n' })

    for (const msg of ['a\nb', 'c']) handler.handle(record(msg))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('a\r\nb\r\nc\r\n')
    expect(() => new Handler(path, { newline: '\r' } as never)).toThrow('illegal newline value: \r\n  Use')
  })

  it('takes no newline in a binary mode', () => {
    const path = join(tempDir(), 'app.log')
    expect(() => new FileHandler(path, { mode: 'ab', newline: '\n' })).toThrow(
      new ValueError("binary mode doesn't take a newline argument"),
    )
  })

  it.each([
    [{ bufferBytes: -1 }, 'bufferBytes'],
    [{ bufferBytes: 1.5 }, 'bufferBytes'],
    [{ bufferBytes: '64' }, 'bufferBytes'],
    [{ flushIntervalMs: -1 }, 'flushIntervalMs'],
  ])('refuses the options %j, in its own name', (options, name) => {
    const folder = tempDir()

    expect(() => make(join(folder, 'a'), options)).toThrow(new RegExp(`${name}.*FileHandler|FileHandler.*${name}`))
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    [[], "missing 1 required positional argument: 'filename'"],
    [['a', { foo: 1 }], "got an unexpected keyword argument 'foo'"],
    [['a', { Mode: 'w' }], "got an unexpected keyword argument 'Mode'. Did you mean 'mode'?"],
    [['a', { filename: 'b' }], "got multiple values for argument 'filename'"],
    [['a', 'a', null, true, null, 6], 'takes from 2 to 6 positional arguments but 7 were given'],
  ])('refuses the arguments %j', (args, text) => {
    expect(() => make(...args)).toThrow(new TypeError(`FileHandler.__init__() ${text}`))
  })

  it.each([
    [null, TypeError, 'expected str, bytes or os.PathLike object, not NoneType'],
    [5, TypeError, 'expected str, bytes or os.PathLike object, not int'],
    ['a\0b', ValueError, 'embedded null byte'],
    ['', IsADirectoryError, `[Errno 21] Is a directory: '${process.cwd()}'`],
  ])('refuses the file name %j', (filename, type, text) => {
    expect(() => make(filename)).toThrow(type)
    expect(() => make(filename)).toThrow(text)
  })

  it('refuses a mode or an encoding that it does not know', () => {
    const path = join(tempDir(), 'a')

    expect(() => new FileHandler(path, 'z')).toThrow(new ValueError("invalid mode: 'z'"))
    expect(() => new FileHandler(path, { encoding: 'nope' })).toThrow(LookupError)
    expect(existsSync(path)).toBe(false)
  })

  it('takes a file URL, and makes a path absolute', () => {
    const path = join(tempDir(), 'app.log')

    expect(new FileHandler(pathToFileURL(path), { delay: true }).baseFilename).toBe(path)
    expect(new FileHandler(relative(process.cwd(), path), { delay: true }).baseFilename).toBe(path)
    expect(basename(new FileHandler('app.log', { delay: true }).baseFilename)).toBe('app.log')
  })

  it('throws what the system says to the caller of the constructor', () => {
    const path = join(tempDir(), 'none', 'app.log')

    expect(() => new FileHandler(path)).toThrow(FileNotFoundError)
    expect(() => new FileHandler(path)).toThrow(`[Errno 2] No such file or directory: '${path}'`)
  })
})

it('a path may be the bytes of one', () => {
  const path = join(tempDir(), 'größe.log')

  const handler = new FileHandler(Buffer.from(path))
  handler.handle(record('a'))
  handler.close()

  expect(handler.baseFilename).toBe(path)
  expect(readFileSync(path, 'utf8')).toBe('a\n')
  expect(() => new FileHandler(Buffer.from([0x61, 0xff]))).toThrow(new ValueError('a path of bytes must be utf-8'))
  expect(() => new FileHandler(Buffer.from('a\0b'))).toThrow(new ValueError('embedded null byte'))
})

describe('delay', () => {
  it('opens the file with the first record', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new FileHandler(path, { delay: true })
    expect(existsSync(path)).toBe(false)

    handler.handle(record('a'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('a\n')
  })

  it('gives an error of opening to handleError, never to the caller of the log call, and tries again', () => {
    const stderr = captureStderr()
    const folder = join(tempDir(), 'none')
    const path = join(folder, 'app.log')
    const logger = getLogger('a')
    logger.addHandler(new FileHandler(path, { delay: true }))

    logger.error('a')
    expect(stderr.text).toContain(`FileNotFoundError: [Errno 2] No such file or directory: '${path}'\n`)
    expect(stderr.text).toContain("Message: 'a'\n")
    mkdirSync(folder)
    logger.error('b')

    expect(readFileSync(path, 'utf8')).toBe('b\n')
  })

  it('that was never used closes without a file', () => {
    const folder = tempDir()

    new FileHandler(join(folder, 'app.log'), { delay: true }).close()

    expect(readdirSync(folder)).toEqual([])
  })
})

describe('after close', () => {
  it.each(['a', 'at', 'a+'])('mode %s opens the file again', (mode) => {
    const path = join(tempDir(), 'app.log')
    const handler = new FileHandler(path, mode)

    handler.handle(record('a'))
    handler.close()
    handler.close()
    expect(handler.stream).toBe(null)
    handler.handle(record('b'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
  })

  it('gives an error of opening again to handleError', () => {
    const stderr = captureStderr()
    const folder = join(tempDir(), 'logs')
    mkdirSync(folder)
    const logger = getLogger('a')
    const handler = new FileHandler(join(folder, 'app.log'))
    logger.addHandler(handler)
    handler.close()
    rmSync(folder, { recursive: true })

    logger.error('a')

    expect(stderr.text).toContain('FileNotFoundError: [Errno 2]')
  })

  it('mode w drops records, because opening would empty the file', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new FileHandler(path, 'w')

    handler.handle(record('a'))
    handler.close()
    handler.handle(record('b'))

    expect(readFileSync(path, 'utf8')).toBe('a\n')
  })

  it('mode w opens where the file was not open before, once, and empties it', () => {
    const path = join(tempDir(), 'app.log')
    writeFileSync(path, 'before\n')
    const handler = new FileHandler(path, 'w', { delay: true })

    handler.handle(record('a'))
    handler.handle(record('b'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
  })

  it('was flushed first, by the flush of a subclass too, and closed even when that failed', () => {
    const path = join(tempDir(), 'app.log')
    class Buffered extends FileHandler {
      override flush(): void {
        if (this.stream !== null && this._closed === false) this.stream.write('flushed\n')
      }
    }
    const handler = new Buffered(path)
    handler.close()
    expect(readFileSync(path, 'utf8')).toBe('flushed\n')

    class Failing extends FileHandler {
      override flush(): void {
        throw new Error('no flush')
      }
    }
    const failing = new Failing(path)
    const { stream } = failing
    expect(() => failing.close()).toThrow('no flush')
    expect(failing._closed).toBe(true)
    expect(() => stream?.write('a')).toThrow('I/O operation on closed file.')
  })
})

describe('hooks', () => {
  it('_open of a subclass opens the file, also again', () => {
    const path = join(tempDir(), 'app.log')
    let opened = 0
    class Counting extends FileHandler {
      override _open() {
        opened += 1
        return super._open()
      }
    }
    const handler = new Counting(path)
    handler.close()
    handler.handle(record('a'))
    handler.close()

    expect(opened).toBe(2)
  })
})
