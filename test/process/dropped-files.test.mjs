/** A handler that nobody holds any more closes its file, as in CPython, though not before the garbage is collected. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { withFolder } from './support/program.mjs'

const CORE = fileURLToPath(new URL('../../packages/core/dist/index.js', import.meta.url))
const HANDLERS = fileURLToPath(new URL('../../packages/core/dist/handlers.js', import.meta.url))
const DROPPED = 300

const skip = process.platform !== 'linux' && '/proc says what is open'

for (const [what, make] of [
  ['FileHandler', 'new logging.FileHandler(path)'],
  ['WatchedFileHandler', 'new handlers.WatchedFileHandler(path)'],
  ['RotatingFileHandler', 'new handlers.RotatingFileHandler(path, { maxBytes: 1e6, backupCount: 2 })'],
  ['TimedRotatingFileHandler', "new handlers.TimedRotatingFileHandler(path, { when: 'D' })"],
  ['a buffering FileHandler', 'new logging.FileHandler(path, { bufferBytes: 100, flushIntervalMs: 1 })'],
  [
    'a buffering handler',
    "new handlers.TimedRotatingFileHandler(path, { when: 'D', bufferBytes: 100, flushIntervalMs: 1 })",
  ],
]) {
  test(`${what} that is dropped closes its file, and one that is held does not`, { skip }, () =>
    withFolder((folder) => {
      const program = `
        const { readdirSync, readFileSync } = require('node:fs')
        const { setTimeout: sleep } = require('node:timers/promises')
        const logging = require(${JSON.stringify(CORE)})
        const handlers = require(${JSON.stringify(HANDLERS)})
        const count = () => readdirSync('/proc/self/fd').length
        const path = ${JSON.stringify(folder)} + '/app.log'
        const make = () => ${make}
        const use = (handler, msg) => handler.handle(logging.makeLogRecord({ msg }))
        const main = async () => {
          const held = make()
          use(held, 'first')
          const before = count()
          for (let i = 0; i < ${DROPPED}; i += 1) use(make(), 'dropped')
          const most = count() - before
          for (let i = 0; i < 100 && count() > before; i += 1) {
            await sleep(10)
            gc()
          }
          const left = count() - before
          use(held, 'last')
          held.close()
          console.log(JSON.stringify({ most, left, lines: readFileSync(path, 'utf8').split('\\n').length - 1 }))
        }
        void main()`
      const args = ['--expose-gc', '-e', program]

      const { most, left, lines } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))

      assert.ok(most > 10, 'they were open')
      assert.equal(left, 0)
      assert.equal(lines, DROPPED + 2)
    }),
  )
}
