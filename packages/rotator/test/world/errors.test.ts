import * as fs from 'node:fs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  FileNotFoundError,
  IsADirectoryError,
  OSError,
  osError,
  PermissionError,
  ValueError,
} from '../../src/world/errors.js'

function caught(action: () => void): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('osError', () => {
  it('tells a file that is in use on Windows as CPython does there', () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
    onTestFinished(() => void vi.restoreAllMocks())
    const failure = (syscall: string, paths: object) =>
      osError(Object.assign(new Error('EBUSY'), { code: 'EBUSY', errno: -4082, syscall, ...paths }))
    const inUse = 'The process cannot access the file because it is being used by another process'

    const renamed = failure('rename', { path: 'a', dest: 'b' })
    expect(renamed).toBeInstanceOf(PermissionError)
    expect(renamed).toMatchObject({ message: `[WinError 32] ${inUse}: 'a' -> 'b'`, errno: 13, code: 'EBUSY' })
    expect(failure('open', { path: 'a' })).toMatchObject({
      name: 'PermissionError',
      message: "[Errno 13] Permission denied: 'a'",
      errno: 13,
    })
  })

  it('tells EBUSY as OSError elsewhere', () => {
    const error = osError(
      Object.assign(new Error('EBUSY'), { code: 'EBUSY', errno: -16, syscall: 'rename', path: 'a' }),
    )

    expect(error).not.toBeInstanceOf(PermissionError)
    expect(error).toMatchObject({ message: "[Errno 16] Device or resource busy: 'a'", errno: 16 })
  })

  it("says what Python's str(error) says, and keeps what Node knows", () => {
    const cause = caught(() => fs.openSync('/nope/app.log', 'a'))

    const error = osError(cause)

    expect(error).toBeInstanceOf(FileNotFoundError)
    expect(error).toMatchObject({
      name: 'FileNotFoundError',
      message: "[Errno 2] No such file or directory: '/nope/app.log'",
      code: 'ENOENT',
      errno: 2,
      strerror: 'No such file or directory',
      filename: '/nope/app.log',
      path: '/nope/app.log',
      syscall: 'open',
      recordWritten: false,
      cause,
    })
  })

  it('names both files of a call that takes two', () => {
    const error = osError(caught(() => fs.linkSync('/nope/a', '/nope/b')))

    expect(error).toMatchObject({ message: "[Errno 2] No such file or directory: '/nope/a' -> '/nope/b'" })
  })

  it.each([
    ["/no'pe/\nx", `"/no'pe/\\nx"`],
    [`/'"`, `'/\\'"'`],
    ['/tab\t\\', "'/tab\\t\\\\'"],
    ['/é', "'/é'"],
  ])('quotes %o as Python does', (path, quoted) => {
    const error = osError(Object.assign(new Error(), { code: 'EIO', syscall: 'write' }), path)

    expect(error).toMatchObject({ message: `[Errno 5] Input/output error: ${quoted}` })
  })

  it('puts advice on a line of its own', () => {
    const error = osError(Object.assign(new Error(), { code: 'EROFS', syscall: 'open' }), '/a', 'Mount it.')

    expect(error).toMatchObject({ message: "[Errno 30] Read-only file system: '/a'\n  Mount it." })
  })

  it('leaves alone what is no failed call', () => {
    const error = new TypeError('x')

    expect(osError(error)).toBe(error)
    expect(osError(osError(error))).toBe(error)
  })
})

describe('the classes', () => {
  it("are related as Python's are", () => {
    expect(new PermissionError('x')).toBeInstanceOf(OSError)
    expect(new PermissionError('x')).not.toBeInstanceOf(IsADirectoryError)
    expect(new OSError('x')).not.toBeInstanceOf(PermissionError)
    expect(new ValueError('x')).not.toBeInstanceOf(OSError)
  })

  it('recognise an error of another copy of the package by its lineage', () => {
    const foreign = Object.assign(new Error('x'), {
      [Symbol.for('pylogging.error.lineage')]: ['FileNotFoundError', 'OSError'],
    })

    expect(foreign).toBeInstanceOf(OSError)
    expect(foreign).toBeInstanceOf(FileNotFoundError)
    expect(foreign).not.toBeInstanceOf(PermissionError)
  })
})
