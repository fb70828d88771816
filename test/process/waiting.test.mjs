/** No log call waits long for another process, or for what a rotation needs. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs'
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

    assert.ok(waited > 10, `the longest wait was ${waited} ms: nobody met the lock`)
    assert.ok(waited < LONGEST_WAIT_MS, `a call waited ${waited} ms`)
  } finally {
    clearInterval(holding)
    fleet.remove()
  }
})

test("a process's first rotation is no slower than the next, and loads nothing", () =>
  withFolder((folder) => {
    const program = `
      const file = new (require(${JSON.stringify(ROTATOR)}).RotatingFile)('${folder}/app.log', { maxBytes: 10, backupCount: 9 })
      file.write('a record\\n')
      const before = Object.keys(require.cache).length
      const rotate = () => {
        const start = process.cpuUsage()
        file.write('a record\\n')
        const { user, system } = process.cpuUsage(start)
        return (user + system) / 1000
      }
      const [first, next] = [rotate(), rotate()]
      console.log(JSON.stringify({ loaded: Object.keys(require.cache).length - before, first, next }))`

    const rounds = Array.from({ length: 5 }, () => {
      rmSync(folder, { recursive: true })
      mkdirSync(folder)
      return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))
    })

    assert.deepEqual(new Set(rounds.map(({ loaded }) => loaded)), new Set([0]))
    // Loading something for the lock, or of Node, took 8 to 14 ms.
    assert.ok(Math.min(...rounds.map(({ first, next }) => first - 4 * next)) < 3, JSON.stringify(rounds))
    assert.deepEqual(readdirSync(folder).sort(), ['app.log', 'app.log.1', 'app.log.2'])
  }))
