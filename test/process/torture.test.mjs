/**
 * The promise of the main job, with real processes that are killed, stopped, robbed and given another time: no record whose
 * log call returned is lost, there twice, torn, or in the file of another second, and nobody waits long for anybody.
 *
 * Each scenario once and briefly; `pnpm torture --minutes N` runs them for as long as one likes.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Chance } from '../../scripts/fuzz/random.mjs'
import { isAvailable, runScenario, SCENARIOS } from './support/scenarios.mjs'

const SECONDS = 2.5
const SEED = 1

// Most of a scenario is waiting, so that several fit into the time of one.
describe('what happens to writers of one file', { concurrency: 3 }, () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    const skip = isAvailable(scenario) ? false : 'this build does not take its options'
    test(name, { skip }, async () => {
      const result = await runScenario(scenario, { chance: new Chance(SEED), seconds: SECONDS })

      assert.equal(result.wrong, null, `${result.problems.slice(0, 5).join('\n')}\nfiles in ${result.folder}`)
      assert.ok(result.rotations >= 1, 'it was never rotated')
    })
  }
})
