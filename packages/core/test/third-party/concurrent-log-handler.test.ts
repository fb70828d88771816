/** The Python package could not be run here; what its options mean is from reading its source. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeLogRecord, warnings } from '../../src/index.js'
import { ConcurrentRotatingFileHandler, ConcurrentTimedRotatingFileHandler } from '../../src/third-party.js'
import { tempDir } from '../support/temp-dir.js'

let file = ''
const made: { close(): void }[] = []

function opened<T extends { close(): void }>(handler: T): T {
  made.push(handler)
  return handler
}

const record = (msg: string) => makeLogRecord({ msg, args: [] })

beforeEach(() => {
  file = join(tempDir(), 'app.log')
})

afterEach(() => {
  for (const handler of made.splice(0)) handler.close()
})

describe('ConcurrentRotatingFileHandler', () => {
  it('makes the file by the first record, whatever delay says', () => {
    const handler = opened(new ConcurrentRotatingFileHandler(file, { delay: false }))
    expect(existsSync(file)).toBe(false)

    handler.handle(record('x'))

    expect(readFileSync(file, 'utf8')).toBe('x\n')
  })

  it('rotates at a size', () => {
    const handler = opened(new ConcurrentRotatingFileHandler(file, { maxBytes: 20, backupCount: 2 }))

    for (const text of ['first', 'second', 'third', 'fourth', 'fifth']) handler.handle(record(text))

    expect(readFileSync(file, 'utf8')).toBe('fourth\nfifth\n')
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('first\nsecond\nthird\n')
  })

  it('takes its arguments in the order of the original', () => {
    const Positional = ConcurrentRotatingFileHandler as unknown as new (
      ...args: unknown[]
    ) => ConcurrentRotatingFileHandler

    const handler = opened(new Positional(file, 'a', 1024, 5, 'latin-1', false, null, true))

    expect([handler.maxBytes, handler.backupCount, handler.encoding]).toEqual([1024, 5, 'latin-1'])
  })

  it('leaves out what the encoding lacks, unless told otherwise', () => {
    const lenient = opened(new ConcurrentRotatingFileHandler(file, { encoding: 'ascii' }))
    const marking = opened(
      new ConcurrentRotatingFileHandler(file, { encoding: 'ascii', unicode_error_policy: 'replace' }),
    )

    lenient.handle(record('café'))
    marking.handle(record('café'))

    expect(readFileSync(file, 'utf8')).toBe('caf\ncaf?\n')
  })

  it('ends lines with its terminator', () => {
    opened(new ConcurrentRotatingFileHandler(file, { terminator: '\r\n', newline: '' })).handle(record('x'))

    expect(readFileSync(file, 'utf8')).toBe('x\r\n')
  })

  it.each([
    [{ newline: '\r\n' }, 'a\r\nb\r\n'],
    [{ newline: '\r' }, 'a\rb\r'],
    [{ newline: '\n' }, 'a\nb\n'],
    [{ newline: null }, 'a\nb\n'],
    [{ newline: '', terminator: '\r\n' }, 'a\nb\r\n'],
    // As in CPython, where open() translates what is written, a \r\n too.
    [{ newline: '\r\n', terminator: '\r\n' }, 'a\r\nb\r\r\n'],
  ])('writes %o as the newline of its lines', (options, expected) => {
    opened(new ConcurrentRotatingFileHandler(file, options)).handle(record('a\nb'))

    expect(readFileSync(file, 'utf8')).toBe(expected)
  })

  it("refuses another newline in Python's words", () => {
    const open = () => new ConcurrentTimedRotatingFileHandler(file, { newline: '--' })

    expect(open).toThrow('illegal newline value: --')
  })

  it.each([
    [{ chmod: 0o640 }, 0o640],
    [{ umask: 0o077 }, 0o600],
  ])('gives the file the permissions of %o', (options, mode) => {
    opened(new ConcurrentRotatingFileHandler(file, options)).handle(record('x'))

    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(mode)
  })

  it('warns of an owner and of a policy that it does not know', () => {
    using caught = warnings.catch_warnings({ record: true })
    warnings.simplefilter('always')

    opened(new ConcurrentRotatingFileHandler(file, { owner: ['www', 'www'], unicode_error_policy: 'x' }))

    expect(caught.log?.map(({ message }) => message.message)).toEqual([
      'concurrent_log_handler parameter `owner` has no effect here',
      'Invalid unicode_error_policy for concurrent_log_handler: must be ignore, replace, or strict. Defaulting to ignore.',
    ])
  })

  it('refuses an unknown option in Python’s words', () => {
    expect(() => new ConcurrentRotatingFileHandler(file, { maxbytes: 5 } as never)).toThrow(
      "ConcurrentRotatingFileHandler.__init__() got an unexpected keyword argument 'maxbytes'. Did you mean 'maxBytes'?",
    )
  })
})

describe('ConcurrentTimedRotatingFileHandler', () => {
  it('rotates at times, and at a size', () => {
    const options = { when: 'midnight', backupCount: 3, maxBytes: 12, use_gzip: false, lock_file_directory: '/none' }
    const handler = opened(new ConcurrentTimedRotatingFileHandler(file, options))

    for (const text of ['first', 'second', 'third']) handler.handle(record(text))

    expect([handler.when, handler.backupCount, handler.maxBytes]).toEqual(['MIDNIGHT', 3, 12])
    expect(readFileSync(file, 'utf8')).toBe('third\n')
  })

  it('takes a mode and does not ask what it is', () => {
    opened(new ConcurrentTimedRotatingFileHandler({ filename: file, mode: 'w' })).handle(record('x'))

    expect(readFileSync(file, 'utf8')).toBe('x\n')
  })
})
