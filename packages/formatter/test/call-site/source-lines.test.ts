import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sourceLine } from '../../src/call-site/source-lines.js'

const folder = mkdtempSync(join(tmpdir(), 'pylogging-source-lines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

describe('sourceLine', () => {
  it('reads none of fifty files again that are asked for in turn', () => {
    const files = Array.from({ length: 50 }, (_, index) => write(`in-turn-${index}.ts`, `line of ${index}`))
    for (const file of files) sourceLine(file, 1)
    for (const file of files) rmSync(file)

    expect(files.map((file) => sourceLine(file, 1))).toEqual(files.map((_, index) => `line of ${index}`))
  })

  it('keeps no more than 32 MiB of them, however few files that are', () => {
    const text = `first\n${'x'.repeat(4 * 2 ** 20 - 100)}`
    const files = Array.from({ length: 12 }, (_, index) => write(`four-megabytes-${index}.js`, text))
    for (const file of files) expect(sourceLine(file, 1)).toBe('first')
    for (const file of files) rmSync(file)

    expect(files.filter((file) => sourceLine(file, 1) === 'first').length).toBeLessThanOrEqual(8)
  })

  it('gives a line without the white space around it', () => {
    const file = write('a.ts', 'first\r\n\t  second  \r\nthird')

    expect([0, 1, 2, 3, 4, -1].map((line) => sourceLine(file, line))).toEqual([
      undefined,
      'first',
      'second',
      'third',
      undefined,
      undefined,
    ])
  })

  it('gives nothing for files that are no source, are gone, or are too large', () => {
    expect(sourceLine(write('a.env', 'secret'), 1)).toBeUndefined()
    expect(sourceLine(join(folder, 'gone.js'), 1)).toBeUndefined()
    expect(sourceLine(write('large.js', `first\n${'x'.repeat(5 * 2 ** 20)}`), 1)).toBeUndefined()
    expect(sourceLine(`${folder}/a\0.js`, 1)).toBeUndefined()
  })

  it('gives nothing for a line that nobody wrote', () => {
    expect(sourceLine(write('bundle.js', `${'x'.repeat(401)}\n${'y'.repeat(400)}`), 1)).toBeUndefined()
    expect(sourceLine(join(folder, 'bundle.js'), 2)).toHaveLength(400)
  })

  it('gives nothing for a file on another computer', () => {
    for (const file of ['\\\\host\\share\\a.js', '//host/share/a.js', '\\/host/a.js']) {
      expect(sourceLine(file, 1)).toBeUndefined()
    }
  })
})
