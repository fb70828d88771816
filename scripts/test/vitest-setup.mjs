/** Notes which test runs, as one-file.mjs does: vitest ends a test that waits too long, but not one that blocks its process. */
import { afterEach, beforeEach } from 'vitest'
import { noteEnd, noteStart } from './notes.mjs'

if (process.env.PYLOGGING_TEST_NOTES !== undefined) {
  beforeEach(({ task }) => noteStart(task.id, task.name))
  afterEach(({ task }) => noteEnd(task.id))
}
