/**
 * What importing and logging leave alone: the process, the file system module, and dependencies nobody needs yet.
 */
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { runNode } from '../support/run.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

describe('importing and logging', () => {
  for (const program of ['required.cjs', 'imported.mjs']) {
    userTest(`load dependencies at first use and patch nothing (${program})`, async (project) => {
      const lines = await runNode(program, copyFixture('side-effects', project))

      assert.deepEqual(lines, [
        'imported: loaded nothing; changed nothing',
        'logged to files: loaded nothing; changed listeners of exit',
        // From here on the reports prove that the two lines above would have shown it.
        'formatted a number: loaded sprintf-js; changed listeners of exit',
        'formatted an error: loaded sprintf-js stacktrace-parser; changed listeners of exit',
        'formatted a date: loaded d3-time-format sprintf-js stacktrace-parser; changed listeners of exit',
        'rotated: loaded d3-time-format proper-lockfile sprintf-js stacktrace-parser; changed REST',
      ])
    })
  }
})
