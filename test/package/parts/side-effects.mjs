/**
 * What importing and logging leave alone: the process, the file system module, and dependencies nobody needs yet.
 */
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { runNode } from '../support/run.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

// Python's atexit.register(shutdown), which runs after what the program itself does at its end.
const LISTENERS = 'listeners of exit, listeners of newListener'

describe('importing and logging', () => {
  for (const program of ['required.cjs', 'imported.mjs']) {
    userTest(`load dependencies at first use and patch nothing (${program})`, async (project) => {
      const lines = await runNode(program, copyFixture('side-effects', project))

      assert.deepEqual(lines, [
        `imported: loaded nothing; changed ${LISTENERS}`,
        `logged to files: loaded nothing; changed ${LISTENERS}`,
        `formatted a number: loaded sprintf-js; changed ${LISTENERS}`,
        `formatted an error: loaded sprintf-js; changed ${LISTENERS}`,
        `formatted a date: loaded d3-time-format sprintf-js; changed ${LISTENERS}`,
        `rotated: loaded d3-time-format sprintf-js; changed ${LISTENERS}`,
      ])
    })
  }
})
