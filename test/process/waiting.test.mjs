/**
 * No log call waits long for another process; and what a rotation needs is loaded before it is needed, because otherwise
 * all processes load it in the same moment.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, utimesSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Fleet, sleep } from './support/fleet.mjs'
import { withFolder } from './support/program.mjs'

const ROTATOR = fileURLToPath(new URL('../../packages/rotator/dist/index.js', import.meta.url))
const LONGEST_WAIT_MS = 25

test('writers wait for a lock that somebody holds, but not long', async () => {
  const fleet = new Fleet({ kind: 'timed', options: { when: 'S' } })
  let holding
  try {
    const lock = `${fleet.file}.lock`
    mkdirSync(lock)
    // Otherwise it is stale after two seconds.
    holding = setInterval(() => utimesSync(lock, new Date(), new Date()), 200)
    await fleet.startMany(4, 300)
    await sleep(1800)
    const { waited } = await fleet.stop()

    // On a busy machine most of the time that a call may wait is spent waiting for a processor.
    assert.ok(waited > 0, 'nobody met the lock')
    assert.ok(waited < LONGEST_WAIT_MS, `a call waited ${waited} ms`)
  } finally {
    clearInterval(holding)
    fleet.remove()
  }
})

for (const [what, kind, options, records, isLoaded] of [
  ['a few records load nothing', 'TimedRotatingFile', { when: 'D' }, 10, false],
  ['many records make the lock ready, long before a rotation', 'TimedRotatingFile', { when: 'D' }, 200, true],
  ['a file that is never rotated loads nothing', 'RotatingFile', { maxBytes: 10 }, 200, false],
]) {
  test(what, () =>
    withFolder((folder) => {
      const program = `
        const file = new (require(${JSON.stringify(ROTATOR)}).${kind})('${folder}/app.log', ${JSON.stringify(options)})
        for (let i = 0; i < ${records}; i += 1) file.write('a record\\n')
        console.log(Object.keys(require.cache).some((name) => name.includes('proper-lockfile')))`

      const loaded = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }).trim()

      assert.equal(loaded, String(isLoaded))
    }),
  )
}
