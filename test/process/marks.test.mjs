/** A byte order mark begins a file and stands nowhere else, however many processes write and rotate it. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { start, withFolder } from './support/program.mjs'

const WRITERS = 4
const RECORDS = 400

for (const [encoding, read, first] of [
  ['utf-16', (bytes) => bytes.toString('utf16le'), null],
  ['utf-8-sig', (bytes) => bytes.toString('utf8'), null],
  ['utf-8-sig', (bytes) => bytes.toString('utf8'), 'that somebody else made'],
]) {
  test(`${encoding}: each of several processes' files has one mark, at its beginning${first ? `, the first ${first}` : ''}`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      if (first !== null) writeFileSync(path, '')
      const program = `
        const handler = new handlers.RotatingFileHandler(${JSON.stringify(path)}, {
          maxBytes: 2000, backupCount: 1000, encoding: ${JSON.stringify(encoding)},
        })
        let left = ${RECORDS}
        const write = () => {
          for (let i = 0; i < 4; i += 1, left -= 1) handler.handle(logging.makeLogRecord({ msg: 'x'.repeat(60) }))
          if (left > 0) setTimeout(write, 1)
        }
        write()`
      const children = Array.from({ length: WRITERS }, () => start(program, { stdio: 'inherit' }))
      await Promise.all(children.map((child) => once(child, 'close')))

      const names = readdirSync(folder).filter((name) => name.startsWith('app.log') && !name.endsWith('.lock'))
      const texts = names.map((name) => read(readFileSync(join(folder, name))))
      assert.ok(names.length > 10, `only ${names.length} files`)
      assert.deepEqual(
        texts.filter((text) => text !== '' && text.lastIndexOf('\ufeff') !== 0),
        [],
      )
      const lines = texts.flatMap((text) => text.replace('\ufeff', '').split('\n').slice(0, -1))
      assert.equal(lines.length, WRITERS * RECORDS)
    }))
}
