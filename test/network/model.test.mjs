/**
 * Two hundred random programs over one to five network handlers of six kinds, before peers that accept, refuse, stall, reset
 * and come back: what is true of all of them is said in scripts/network/programs.mjs. `pnpm fuzz:network` runs ten thousand.
 */
import assert from 'node:assert/strict'
import { runPrograms } from '../../scripts/network/run.mjs'
import { test } from './support/limits.mjs'

test('random programs: each record comes once and in order or is counted, no call waits longer than it may, and no handler feels another', {
  timeout: 110_000,
}, async () => {
  const { done, faulty } = await runPrograms({ seed: 15, count: 200 })
  assert.deepEqual(faulty, [])
  assert.equal(done, 200)
})
