/** A process that is out of file descriptors: log calls throw nothing, and what they needed is there once descriptors are. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const FIXTURE = fileURLToPath(new URL('fixtures/no-descriptors.mjs', import.meta.url))
const run = (trial) =>
  JSON.parse(
    execFileSync('sh', ['-c', 'ulimit -n 64 && exec "$@"', 'sh', process.execPath, FIXTURE, trial], {
      encoding: 'utf8',
    }),
  )

/** What the first such call of a process writes when it has no descriptors, and what it writes when it has. */
const TRIALS = {
  'a position': ['position', /^no-descriptors\.mjs:\d+ x\n$/, /^no-descriptors\.mjs:\d+ x\n$/],
  'an error': [
    'error',
    /^x\nTraceback .*\n {2}File ".*", line \d+, in .*\nError: e\n$/,
    /^x\nTraceback .*\n {2}File .*\n {4}error: .*\nError: e\n$/,
  ],
  'a stack': ['stack', /^x\nStack /, /^x\nStack /],
  'a style': ['brace', /x\n$/, /^ {9}x\n$/],
  'a date': ['date', /EMFILE/, /^Thu 01 Jan 1970 x\n$/],
  'a width': ['width', /EMFILE/, /^ {5}2\.500\n$/],
  'a warning': ['warning', /DeprecationWarning/, /x\n$/],
}

describe('without file descriptors', { skip: process.platform === 'win32' }, () => {
  for (const [name, [trial, during, after]] of Object.entries(TRIALS)) {
    it(`the first call that prints ${name} throws nothing, and prints it when there are some again`, () => {
      const answer = run(trial)

      assert.deepEqual(answer.thrown, [null, null])
      assert.match(answer.during, during)
      assert.match(answer.after, after)
    })
  }
})
