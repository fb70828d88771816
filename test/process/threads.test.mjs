/**
 * Threads count as processes, and so do two objects in one thread.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { RotatingFile, TimedRotatingFile } from '../../packages/rotator/dist/face.mjs'
import { enough } from './support/enough.mjs'
import { Fleet, sleep } from './support/fleet.mjs'
import { withFolder } from './support/program.mjs'
import { logFiles } from './support/records.mjs'
import { verdict } from './support/scenarios.mjs'

for (const [what, plan] of [
  ['by time', { kind: 'timed', options: { when: 'S' } }],
  ['by size', { kind: 'sized', options: { maxBytes: 200_000, backupCount: 30 } }],
]) {
  test(`four threads that are terminated at random and replaced lose nothing, rotating ${what}`, async () => {
    const fleet = new Fleet(plan)
    try {
      const threads = []
      for (let i = 0; i < 4; i += 1) threads.push(await fleet.startThread(1000))
      for (let round = 0; round < 8; round += 1) {
        await sleep(250 + 40 * round)
        await fleet.kill(threads.shift())
        threads.push(await fleet.startThread(1000))
      }
      await enough(fleet.folder, 5000)
      const { longest, waited } = await fleet.stop()
      await fleet.settle()
      const counted = { ...fleet.count(), longest, waited, crashed: fleet.crashed }

      assert.equal(verdict(counted), null, counted.problems.slice(0, 5).join('\n'))
      assert.ok(counted.acknowledged > 5000, `only ${counted.acknowledged} records`)
      assert.ok(fleet.rotations >= 2, `rotated ${fleet.rotations} times`)
    } finally {
      fleet.remove()
    }
  })
}

for (const [what, open] of [
  ['timed', (path) => new TimedRotatingFile(path, { when: 'S' })],
  ['sized', (path) => new RotatingFile(path, { maxBytes: 3000, backupCount: 200 })],
  [
    'sized, with a look every 100 ms,',
    (path) => {
      return new RotatingFile(path, { maxBytes: 3000, backupCount: 200, watchIntervalMs: 100 })
    },
  ],
]) {
  test(`two ${what} objects on one file in one process rotate it and lose nothing`, () =>
    withFolder(async (folder) => {
      const [a, b] = [open(join(folder, 'app.log')), open(join(folder, 'app.log'))]
      const written = []
      for (const end = Date.now() + 2500; Date.now() < end; await sleep(5)) {
        for (const [name, file] of Object.entries({ a, b })) {
          const line = `${name} ${written.length} end`
          file.write(`${line}\n`)
          written.push(line)
        }
      }
      b.doRollover()
      a.close()
      b.close()

      const files = logFiles(folder)
      const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
      assert.deepEqual(lines.sort(), written.sort())
      assert.ok(files.length >= 4, files.join(' '))
      assert.ok(
        files.every((name) => name.startsWith('app.log')),
        files.join(' '),
      )
    }))
}
