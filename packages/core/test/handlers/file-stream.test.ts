/** Files as Python's open() gives them. Texts of errors are CPython 3.13.0's. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileStream } from '../../src/handlers/file-stream.js'
import {
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  ValueError,
} from '../../src/index.js'
import { tempDir } from '../support/temp-dir.js'

describe('FileStream', () => {
  it.each([
    ['a', 'before\nnew\n'],
    ['at', 'before\nnew\n'],
    ['ab', 'before\nnew\n'],
    ['a+', 'before\nnew\n'],
    ['w', 'new\n'],
    ['w+', 'new\n'],
    ['wb', 'new\n'],
  ])('opens a file in mode %s', (mode, expected) => {
    const path = join(tempDir(), 'app.log')
    writeFileSync(path, 'before\n')

    const stream = new FileStream(path, mode, null)
    stream.write('new\n')
    stream.close()

    expect(readFileSync(path, 'utf8')).toBe(expected)
    expect([stream.name, stream.mode]).toEqual([path, mode])
  })

  it('in mode x must create the file', () => {
    const path = join(tempDir(), 'app.log')

    const stream = new FileStream(path, 'x', null)
    stream.write('new\n')
    stream.close()

    expect(readFileSync(path, 'utf8')).toBe('new\n')
    expect(() => new FileStream(path, 'x', null)).toThrow(FileExistsError)
    expect(() => new FileStream(path, 'x', null)).toThrow(`[Errno 17] File exists: '${path}'`)
  })

  it.each([
    ['z', "invalid mode: 'z'"],
    ['ww', "invalid mode: 'ww'"],
    ['U', "invalid mode: 'U'"],
    ['wbt', "can't have text and binary mode at once"],
    ['aw', 'must have exactly one of create/read/write/append mode'],
    ['', 'Must have exactly one of create/read/write/append mode and at most one plus'],
    ['b', 'Must have exactly one of create/read/write/append mode and at most one plus'],
    // CPython opens for reading and fails at the first record.
    ['r', "invalid mode: 'r'"],
  ])('refuses the mode %j', (mode, text) => {
    const open = () => new FileStream(join(tempDir(), 'app.log'), mode, null)

    expect(open).toThrow(new ValueError(text))
  })

  it('says in Python’s words what the system refused', () => {
    const folder = tempDir()
    const file = join(folder, 'file')
    writeFileSync(file, '')
    mkdirSync(join(folder, "it's"))
    const open = (path: string) => () => new FileStream(path, 'a', null)

    expect(open(join(folder, 'none', 'a'))).toThrow(FileNotFoundError)
    expect(open(join(folder, 'none', 'a'))).toThrow(`[Errno 2] No such file or directory: '${folder}/none/a'`)
    expect(open(join(folder, "it's"))).toThrow(IsADirectoryError)
    expect(open(join(folder, "it's"))).toThrow(`[Errno 21] Is a directory: "${folder}/it's"`)
    expect(open(join(file, 'a'))).toThrow(NotADirectoryError)
    expect(open(join(file, 'a'))).toThrow(`[Errno 20] Not a directory: '${file}/a'`)
  })

  it('writes everything, in one order with other writers of the file', () => {
    const path = join(tempDir(), 'app.log')
    const [one, two] = [new FileStream(path, 'a', null), new FileStream(path, 'a', null)]

    one.write('é€😀\n')
    two.write('two\n')
    one.write('x'.repeat(100_000))
    one.close()
    two.close()

    expect(readFileSync(path, 'utf8')).toBe(`é€😀\ntwo\n${'x'.repeat(100_000)}`)
  })

  it('may be closed twice, and then takes nothing', () => {
    const stream = new FileStream(join(tempDir(), 'app.log'), 'a', null)
    expect(stream.fileno()).toBeGreaterThan(2)

    stream.close()
    stream.close()

    // CPython 3.13.0
    expect(() => stream.write('a')).toThrow(new ValueError('I/O operation on closed file.'))
    expect(() => stream.fileno()).toThrow(new ValueError('I/O operation on closed file'))
  })
})
