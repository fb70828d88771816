/** Line ends as Python writes them on Windows; what CPython 3.13 made of the same texts with `newline='\r\n'`. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseNewline } from '../../src/file/line-ends.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { ValueError } from '../../src/world/errors.js'
import { tempDir } from '../support/temp-dir.js'

const utf16 = { encode: (text: string) => Buffer.from(text, 'utf16le'), mark: Buffer.from('\ufeff', 'utf16le') }
const newline = '\r\n'

describe('newline', () => {
  it.each([
    [{}, 'a\r\nb\r\r\nc\r\n', 'utf8'],
    [{ bufferBytes: 100 }, 'a\r\nb\r\r\nc\r\n', 'utf8'],
    [utf16, '\ufeffa\r\nb\r\r\nc\r\n', 'utf16le'],
    [{ ...utf16, bufferBytes: 100 }, '\ufeffa\r\nb\r\r\nc\r\n', 'utf16le'],
  ] as const)('makes two characters of each line feed, with %o', (options, wanted, encoding) => {
    const path = join(tempDir(), 'app.log')
    for (const file of [new TimedRotatingFile(path, { ...options, newline })]) {
      file.write('a\nb\r\n')
      file.write('c\n')
      file.close()
    }

    expect(readFileSync(path, encoding)).toBe(wanted)
  })

  it('counts as one character for maxBytes, as in Python', () => {
    const path = join(tempDir(), 'app.log')
    const file = new RotatingFile(path, { maxBytes: 8, backupCount: 1, newline })

    file.write('abc\n')
    file.write('d\n')
    file.write('e\n')
    file.close()

    expect(readFileSync(`${path}.1`, 'latin1')).toBe('abc\r\nd\r\n')
    expect(readFileSync(path, 'latin1')).toBe('e\r\n')
  })

  it.each([
    ['a piece of a line', {}, Buffer.from('piece'), 'piece\r\na\r\n'],
    ['a whole line of somebody with other line ends', {}, Buffer.from('line\n'), 'line\na\r\n'],
    ['half a character', utf16, Buffer.from('\ufeffp\n', 'utf16le').subarray(0, 5), '\ufeffp\n\r\na\r\n'],
  ])('begins a line of its own behind %s, and no more', (_, options, before, wanted) => {
    const path = join(tempDir(), 'app.log')
    writeFileSync(path, before)
    const file = new RotatingFile(path, { ...options, newline })

    file.write('a\n')
    file.close()

    const encoding = options === utf16 ? 'utf16le' : 'utf8'
    expect(readFileSync(path, encoding)).toBe(wanted)
  })

  it('leaves bytes as they are', () => {
    const path = join(tempDir(), 'app.log')
    const file = new RotatingFile(path, { newline })

    file.write(Buffer.from('a\n'))
    appendFileSync(path, 'b\n')
    file.close()

    expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
  })

  it('is refused in the words of Python', () => {
    const bad = (value: unknown) => () => parseNewline(value, 'RotatingFile')

    expect(bad('x')).toThrow(ValueError)
    expect(bad('x')).toThrow(`illegal newline value: x\n  Use '\\n' or '\\r\\n' (option "newline" of RotatingFile).`)
    expect(bad('\n\n')).toThrow('illegal newline value: \n\n')
    expect(bad(3)).toThrow("open() argument 'newline' must be str or None, not number")
    expect(() => new RotatingFile('app.log', { newline: '\r' as never, delay: true })).toThrow(ValueError)
    expect(parseNewline(null, '')).toBe('\n')
  })
})
