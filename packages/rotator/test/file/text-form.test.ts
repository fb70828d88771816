/** Texts that are not plain UTF-8, and what an object that wraps a file decides in its place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RotatingFile } from '../../src/rotating-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

const mark = Buffer.from('\ufeff', 'utf16le')
const encode = (text: string) => Buffer.from(text, 'utf16le')
const utf16 = (path: string) => readFileSync(path).toString('utf16le')

describe('encode and mark', () => {
  it('make bytes of texts, and begin every file', () => {
    const path = join(tempDir(), 'app.log')
    const file = new RotatingFile(path, { maxBytes: 12, backupCount: 1, encode, mark })

    file.write('abc\n')
    file.write('def\n')
    file.close()

    expect([utf16(`${path}.1`), utf16(path)]).toEqual(['\ufeffabc\n', '\ufeffdef\n'])
  })

  it('do not mark a file that another process has begun', () => {
    const path = join(tempDir(), 'app.log')
    const [one, two] = [new TimedRotatingFile(path, { encode, mark }), new TimedRotatingFile(path, { encode, mark })]

    one.write('a\n')
    two.write('b\n')
    one.write('c\n')
    one.close()
    two.close()

    expect(utf16(path)).toBe('\ufeffa\nb\nc\n')
  })

  it('throw what encode throws, and then nothing is written', () => {
    const folder = tempDir()
    const file = new RotatingFile(join(folder, 'app.log'), {
      encode: (text) => {
        if (text.includes('x')) throw new RangeError('no x')
        return text
      },
    })

    expect(() => file.write('ax\n')).toThrow(new RangeError('no x'))
    file.write('b\n')
    file.close()

    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n' })
  })

  it('are checked at once', () => {
    expect(() => new RotatingFile('a', { encode: 'utf-16', delay: true } as never)).toThrow('must be a function')
  })
})

describe('append', () => {
  it('writes without rotating', () => {
    const folder = tempDir()
    const file = new RotatingFile(join(folder, 'app.log'), { maxBytes: 2, backupCount: 1 })

    file.append('a\n')
    file.append('b\n')
    expect(file.shouldRollover('c\n')).toBe(true)
    file.doRollover()
    file.append('c\n')
    file.close()

    expect(filesIn(folder)).toEqual({ 'app.log': 'c\n', 'app.log.1': 'a\nb\n' })
  })
})

describe('hooks', () => {
  it('decide about names, periods and what is removed', () => {
    const folder = tempDir()
    const asked: string[] = []
    const hooks = {
      namer: (name: string) => `${name}.mine`,
      rotator: null,
      computeRollover: () => {
        asked.push('computeRollover')
        return 86_400
      },
      getFilesToDelete: () => {
        asked.push('getFilesToDelete')
        return []
      },
    }
    const file = new TimedRotatingFile(join(folder, 'app.log'), { when: 'D', utc: true, backupCount: 1, hooks })

    expect(file.rolloverAt).toBe(86_400)
    file.append('a\n')
    file.doRollover()
    file.append('b\n')
    file.close()

    expect(filesIn(folder)).toEqual({ 'app.log': 'b\n', 'app.log.1970-01-01.mine': 'a\n' })
    expect([...new Set(asked)]).toEqual(['computeRollover', 'getFilesToDelete'])
  })
})
