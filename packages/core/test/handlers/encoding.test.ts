/** Encodings in files. What an encoding is: encoding.conformance.test.ts. Bytes and texts of errors are CPython 3.13.0's. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RotatingFileHandler, TimedRotatingFileHandler, WatchedFileHandler } from '../../src/handlers.js'
import { basicConfig, FileHandler, makeLogRecord, root, UnicodeEncodeError, ValueError } from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = (msg: string) => makeLogRecord({ msg, levelno: 40, created: Date.now() / 1000 })
const hexOf = (path: string) => readFileSync(path).toString('hex')
type Options = { encoding: string; errors?: string | undefined }

describe.each([
  ['FileHandler', (path: string, options: Options) => new FileHandler(path, options)],
  ['WatchedFileHandler', (path: string, options: Options) => new WatchedFileHandler(path, options)],
  ['RotatingFileHandler', (path: string, options: Options) => new RotatingFileHandler(path, options)],
  ['TimedRotatingFileHandler', (path: string, options: Options) => new TimedRotatingFileHandler(path, options)],
])('%s', (_, construct) => {
  const make = (path: string, encoding: string, errors?: string) => construct(path, { encoding, errors })

  it('writes in its encoding', () => {
    const path = join(tempDir(), 'app.log')
    const handler = make(path, 'cp1251', 'xmlcharrefreplace')

    handler.handle(record('да ✓'))
    handler.close()

    expect(readFileSync(path, 'latin1')).toBe('\xe4\xe0 &#10003;\n')
    expect([handler.encoding, handler.errors]).toEqual(['cp1251', 'xmlcharrefreplace'])
  })

  it.each([
    ['utf-16', 'fffe61000a0062000a00'],
    ['utf-8-sig', 'efbbbf610a620a'],
    ['utf-32', 'fffe0000610000000a000000620000000a000000'],
    ['utf-16-be', '0061000a0062000a'],
  ])('in %s marks the beginning of the file, and nothing else', (encoding, expected) => {
    const path = join(tempDir(), 'app.log')
    const handler = make(path, encoding)

    handler.handle(record('a'))
    handler.close()
    handler.handle(record('b'))
    handler.close()

    expect(hexOf(path)).toBe(expected)
  })

  it('writes nothing of a record that its encoding does not have, and all of the next', () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'app.log')
    const handler = make(path, 'ascii')

    handler.handle(record('a good beginning ✓'))
    handler.handle(record('b'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('b\n')
    expect(stderr.text).toContain(
      "UnicodeEncodeError: 'ascii' codec can't encode character '\\u2713' in position 17: ordinal not in range(128)\n",
    )
  })

  it('refuses half of a character in utf-8, which Node would write as another one', () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'app.log')
    const handler = make(path, 'utf-8')

    handler.handle(record('a\ud800'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('')
    expect(stderr.text).toContain(
      "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed\n",
    )
  })

  it('notices an unknown errors= when it needs it', () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'app.log')
    const handler = make(path, 'ascii', 'nope')

    handler.handle(record('a'))
    expect(stderr.text).toBe('')
    handler.handle(record('✓'))
    handler.close()

    expect(readFileSync(path, 'utf8')).toBe('a\n')
    expect(stderr.text).toContain("LookupError: unknown error handler name 'nope'\n")
  })

  it('refuses an unknown encoding at once, and makes no file', () => {
    const path = join(tempDir(), 'app.log')

    expect(() => make(path, 'xyz')).toThrow(/^unknown encoding: xyz\n/)
    expect(() => make(path, 'a\0')).toThrow(new ValueError('embedded null character'))
    expect(existsSync(path)).toBe(false)
  })
})

describe('a rotated file', () => {
  it('begins with the mark of its encoding', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new RotatingFileHandler(path, { maxBytes: 5, backupCount: 1, encoding: 'utf-8-sig' })

    handler.handle(record('abc'))
    handler.handle(record('def'))
    handler.close()

    expect([hexOf(path), hexOf(`${path}.1`)]).toEqual(['efbbbf6465660a', 'efbbbf6162630a'])
  })
})

describe('records that are kept in memory', () => {
  it('are encoded before they are kept, so that a bad one costs no other', () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'app.log')
    const handler = new RotatingFileHandler(path, { encoding: 'utf-16', bufferBytes: 1000 })

    for (const text of ['a', 'b\ud800', 'c']) handler.handle(record(text))
    expect(hexOf(path)).toBe('fffe')
    handler.flush()
    handler.handle(record('d'))
    handler.close()

    expect(hexOf(path)).toBe('fffe61000a0063000a0064000a00')
    expect(stderr.text.match(/^UnicodeEncodeError: .*/gm)).toEqual([
      "UnicodeEncodeError: 'utf-16' codec can't encode character '\\ud800' in position 1: surrogates not allowed",
    ])
  })
})

describe('binary modes', () => {
  it.each(['wb', 'ab', 'xb'])('%s take no encoding and no errors', (mode) => {
    const path = join(tempDir(), 'app.log')

    expect(() => new FileHandler(path, mode, 'utf-8')).toThrow(
      new ValueError("binary mode doesn't take an encoding argument"),
    )
    expect(() => new FileHandler(path, mode, null, true, 'strict')).toThrow(
      new ValueError("binary mode doesn't take an errors argument"),
    )
    const handler = new FileHandler(path, mode)
    expect([handler.encoding, handler.errors]).toEqual([null, null])
    handler.close()
  })
})

describe('basicConfig', () => {
  it('writes in an encoding, and by default escapes what that does not have', () => {
    const path = join(tempDir(), 'app.log')

    basicConfig({ filename: path, encoding: 'ascii', format: '%(message)s' })
    root.error('café ✓')

    expect(readFileSync(path, 'utf8')).toBe('caf\\xe9 \\u2713\n')
    expect(root.handlers[0]).toMatchObject({ encoding: 'ascii', errors: 'backslashreplace' })
    root.handlers[0]?.close()
  })

  it('takes errors of its own, and none in a binary mode', () => {
    const folder = tempDir()

    basicConfig({ filename: join(folder, 'a'), encoding: 'ascii', errors: 'replace', format: '%(message)s' })
    root.error('café')
    basicConfig({ filename: join(folder, 'b'), filemode: 'wb', force: true })

    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('caf?\n')
    expect(root.handlers[0]).toMatchObject({ encoding: null, errors: null })
    root.handlers[0]?.close()
  })
})

describe('the error', () => {
  it('has Python’s attributes, positions counted in characters', () => {
    const handler = new FileHandler(join(tempDir(), 'app.log'), { encoding: 'latin-1' })
    let caught: unknown
    handler.handleError = (_record, error) => {
      caught = error
    }

    handler.handle(record('😀ab✓€'))
    handler.close()

    expect(caught).toBeInstanceOf(UnicodeEncodeError)
    expect(caught).toMatchObject({ encoding: 'latin-1', object: '😀ab✓€\n', start: 0, end: 1 })
    expect(caught).toMatchObject({ reason: 'ordinal not in range(256)' })
  })
})

describe('a full pipe', () => {
  const program = `
    let length = 0
    setTimeout(() => require('fs').createReadStream(process.argv[1])
      .on('data', (data) => { length += data.length })
      .on('end', () => console.log(length)), 100)`

  it.skipIf(process.platform === 'win32')('gets every byte of a long record in a wide encoding', async () => {
    const path = join(tempDir(), 'pipe')
    execFileSync('mkfifo', [path])
    const reader = spawn(process.execPath, ['-e', program, path])
    let told = ''
    reader.stdout.on('data', (data) => {
      told += data
    })

    const handler = new FileHandler(path, { mode: 'w', encoding: 'utf-16' })
    handler.handle(record('x'.repeat(300_000)))
    handler.close()
    await once(reader, 'close')

    expect(told.trim()).toBe(String(2 + 2 * 300_001))
  })
})
