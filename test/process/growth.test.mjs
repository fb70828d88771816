/**
 * A process that rotates for years stays as it was: memory and descriptors before and after 10 000 rotations.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { withFolder } from './support/program.mjs'

const ROTATOR = fileURLToPath(new URL('../../packages/rotator/dist/index.js', import.meta.url))
const TESTING = fileURLToPath(new URL('../../packages/rotator/dist/testing.js', import.meta.url))
const ROTATIONS = 10_000
/** A fifth of a KiB for each; without a leak it is near zero, or less. */
const MOST_GROWTH_BYTES = ROTATIONS * 200

for (const [what, create, rotate] of [
  ['a timed file', "new TimedRotatingFile(path, { when: 'S', backupCount: 3 })", 'seconds += 1; file.write(record)'],
  [
    'a timed file, rotated by hand,',
    "new TimedRotatingFile(path, { when: 'S', backupCount: 3 })",
    'seconds += 1; file.doRollover()',
  ],
  ['a sized file', 'new RotatingFile(path, { maxBytes: 10, backupCount: 3 })', 'file.write(record)'],
]) {
  test(`${what} leaves memory and descriptors as they were over 10 000 rotations`, () =>
    withFolder((folder) => {
      const { rotations, growth, descriptors } = measure(folder, create, rotate)

      assert.ok(rotations >= ROTATIONS, `rotated ${rotations} times`)
      assert.equal(descriptors, 0, 'descriptors more than before')
      assert.ok(growth < MOST_GROWTH_BYTES, `the heap grew by ${growth} bytes`)
    }))
}

function measure(folder, create, rotate) {
  const program = `
    const { readdirSync } = require('node:fs')
    const { RotatingFile, TimedRotatingFile } = require(${JSON.stringify(ROTATOR)})
    const { replaceEnvironment } = require(${JSON.stringify(TESTING)})
    let seconds = 0
    let rotations = 0
    // A second passes from one rotation to the next; what the file system stamps goes by the same clock.
    const ahead = (stat) => stat && (stat.isDirectory() ? stat : dated(stat))
    const births = new Map()
    const dated = (stat) => {
      if (!births.has(stat.ino) || births.get(stat.ino)[0] !== stat.birthtimeMs) {
        births.set(stat.ino, [stat.birthtimeMs, seconds * 1000])
        if (births.size > 100) births.delete(births.keys().next().value)
      }
      const [, born] = births.get(stat.ino)
      return Object.assign(Object.create(stat), { birthtimeMs: born, mtimeMs: born, ctimeMs: born })
    }
    seconds = Math.floor(Date.now() / 1000)
    replaceEnvironment((system) => ({
      now: () => seconds * 1000,
      sleep: () => {},
      stat: (path) => ahead(system.stat(path)),
      lstat: (path) => ahead(system.lstat(path)),
      fstat: (fd) => dated(system.fstat(fd)),
      rename: (from, to) => {
        if (from === path) rotations += 1
        system.rename(from, to)
      },
    }))
    const path = ${JSON.stringify(folder)} + '/app.log'
    const record = 'a record of some length\\n'
    const file = ${create}
    file.write(record)
    const run = (times) => { for (let i = 0; i < times; i += 1) { ${rotate} } }
    const look = () => {
      gc()
      return [process.memoryUsage().heapUsed, readdirSync('/proc/self/fd').length]
    }
    run(500)
    rotations = 0
    const [heapBefore, openBefore] = look()
    run(${ROTATIONS})
    const [heap, open] = look()
    console.log(JSON.stringify({ rotations, growth: heap - heapBefore, descriptors: open - openBefore }))`
  return JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', '-e', program], {
      encoding: 'utf8',
      timeout: 120_000,
      killSignal: 'SIGKILL',
    }),
  )
}
