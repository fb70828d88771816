/** A piece of a line, left by a process that was killed while it wrote: what is written next stands on a line of its own. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TextForm } from '../../src/file/record-writer.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { environment, replaceEnvironment } from '../../src/world/environment.js'
import { tempDir } from '../support/temp-dir.js'

let path: string
beforeEach(() => {
  path = join(tempDir(), 'app.log')
})

const text = () => fs.readFileSync(path, 'utf8')
const utf16: TextForm = { encode: (line) => Buffer.from(line, 'utf16le'), mark: Buffer.from('\ufeff', 'utf16le') }

describe('a piece at the end of a file', () => {
  it.each([
    ['timed', () => new TimedRotatingFile(path)],
    ['sized', () => new RotatingFile(path, { maxBytes: 1000, backupCount: 2 })],
    ['buffered', () => new TimedRotatingFile(path, { bufferBytes: 100 })],
  ])('is closed off by the first record of a process that opens it: %s', (_, open) => {
    fs.writeFileSync(path, 'whole\npie')

    const file = open()
    file.write('a\n')
    file.write('b\n')
    file.close()

    expect(text()).toBe('whole\npie\na\nb\n')
  })

  it.each([
    [{}, 'a\n'],
    [{ maxBytes: 1000 }, 'a\n'],
  ])('is closed off by another writer when it looks at the file, with %o', (options, first) => {
    const file = new TimedRotatingFile(path, options)
    file.write(first)
    fs.appendFileSync(path, 'pie')
    environment.sleep(2)

    file.write('b\n')
    file.write('c\n')
    file.close()

    expect(text()).toBe('a\npie\nb\nc\n')
  })

  it('is left alone by records that do not end a line, and so is a file of them', () => {
    fs.writeFileSync(path, 'x\0y\0')
    const file = new TimedRotatingFile(path)
    file.write('z\0')
    fs.appendFileSync(path, '!\0')
    environment.sleep(2)

    file.write('z\0')
    file.close()

    expect(text()).toBe('x\0y\0z\0!\0z\0')
  })

  it('is filled up to a whole character where characters have two bytes', () => {
    fs.writeFileSync(path, Buffer.concat([Buffer.from('\ufeffpie', 'utf16le'), Buffer.from([0x41])]))
    const file = new TimedRotatingFile(path, utf16)

    file.write('next\n')
    file.close()

    expect(fs.readFileSync(path, 'utf16le')).toBe('\ufeffpieA\nnext\n')
  })

  it.each([
    ['a whole line', '\ufeffline\n'],
    ['its mark alone', '\ufeff'],
    ['nothing', ''],
  ])('is not seen in %s', (_, content) => {
    fs.writeFileSync(path, Buffer.from(content, 'utf16le'))
    const file = new TimedRotatingFile(path, utf16)

    file.write('next\n')
    file.close()

    expect(fs.readFileSync(path, 'utf16le')).toBe(`${content || '\ufeff'}next\n`)
  })

  it('is none where another process is still writing', () => {
    fs.writeFileSync(path, 'half')
    const restore = replaceEnvironment((system) => ({
      // The kernel would let the other process finish first.
      fchmod: (fd, mode) => {
        fs.appendFileSync(path, ' and half\n')
        system.fchmod(fd, mode)
      },
    }))
    const file = new TimedRotatingFile(path)
    restore()

    file.write('next\n')
    file.close()

    expect(text()).toBe('half and half\nnext\n')
  })

  it.skipIf(process.geteuid?.() === 0)('is not seen in a file that may only be written', () => {
    fs.writeFileSync(path, 'pie')
    fs.chmodSync(path, 0o200)
    const file = new TimedRotatingFile(path)

    file.write('next\n')
    file.close()

    fs.chmodSync(path, 0o600)
    expect(text()).toBe('pienext\n')
  })
})
