/** Following a file that somebody else rotates. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WatchedFileHandler } from '../../src/handlers.js'
import { makeLogRecord } from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = (msg: string) => makeLogRecord({ msg, levelno: 40 })

describe('WatchedFileHandler', () => {
  it('writes to a new file when its own was moved or removed', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new WatchedFileHandler(path)

    handler.handle(record('a'))
    renameSync(path, `${path}.1`)
    handler.handle(record('b'))
    expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['a\n', 'b\n'])
    rmSync(path)
    handler.handle(record('c'))
    renameSync(path, `${path}.2`)
    writeFileSync(path, 'made by logrotate\n')
    handler.handle(record('d'))
    handler.close()

    expect([readFileSync(`${path}.2`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['c\n', 'made by logrotate\nd\n'])
  })

  it('knows which file is open, -1 before the first', () => {
    const path = join(tempDir(), 'app.log')

    const delayed = new WatchedFileHandler(path, { delay: true })
    expect([delayed.dev, delayed.ino, delayed.stream]).toEqual([-1, -1, null])
    // As in CPython, the first record opens the file and notes nothing, and the second opens it again.
    delayed.handle(record('a'))
    delayed.handle(record('b'))

    const { dev, ino } = statSync(path)
    expect([delayed.dev, delayed.ino]).toEqual([dev, ino])
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
    expect(String(delayed)).toBe(`<WatchedFileHandler ${path} (NOTSET)>`)
    delayed.close()
  })

  it('gives an error of opening to handleError, never to the caller of the log call, and recovers', () => {
    const stderr = captureStderr()
    const folder = join(tempDir(), 'logs')
    mkdirSync(folder)
    const handler = new WatchedFileHandler(join(folder, 'app.log'))
    rmSync(folder, { recursive: true })

    handler.handle(record('a'))
    expect(stderr.text).toContain(
      `FileNotFoundError: [Errno 2] No such file or directory: '${join(folder, 'app.log')}'`,
    )
    expect(handler.stream).toBe(null)
    mkdirSync(folder)
    handler.handle(record('b'))
    handler.close()

    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toBe('b\n')
  })

  it('gives an error of the look at the name, and of closing, to handleError', () => {
    const stderr = captureStderr()
    const folder = join(tempDir(), 'logs')
    mkdirSync(folder)
    const handler = new WatchedFileHandler(join(folder, 'app.log'))
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file where the folder was')

    handler.handle(record('a'))
    expect(stderr.text).toContain('NotADirectoryError: [Errno 20]')

    rmSync(folder)
    mkdirSync(folder)
    Object.assign(handler.stream as object, {
      close: () => {
        throw new Error('cannot close')
      },
    })
    handler.handle(record('b'))
    expect(stderr.text).toContain('Error: cannot close')
    handler.handle(record('c'))
    handler.close()

    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toBe('c\n')
  })

  it('does nothing when it is asked while closed, and names itself in errors of its arguments', () => {
    const handler = new WatchedFileHandler(join(tempDir(), 'app.log'))
    handler.close()

    handler.reopenIfNeeded()

    expect(handler.stream).toBe(null)
    expect(() => Reflect.construct(WatchedFileHandler, [])).toThrow(
      new TypeError("WatchedFileHandler.__init__() missing 1 required positional argument: 'filename'"),
    )
  })
})
