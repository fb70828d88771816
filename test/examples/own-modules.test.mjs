/**
 * Logging modules of the kinds that real projects have, written in our own words, once in Python and once in JavaScript: a
 * task runner's, an HTTP server's, a rotating handler's. Both print the same.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'
import { withFolder } from '../process/support/program.mjs'

const PROGRAMS = join(import.meta.dirname, 'own-modules')
const LONGEST_MS = 60_000
const python = findPython()

/** What each must have printed, so that a program which prints nothing is not the same as another. */
for (const [name, proof] of [
  ['task_logs', '<red>[ERROR] ???: bounced</>\n'],
  ['server_logs', '::1 "GET /\\"x\\" HTTP/1.1" 200 5 "-" "curl" -\n'],
  ['own_rotation', "b-1.log ['INFO récord "],
]) {
  test(`${name} prints the same in Python and here`, { skip: python === null && NO_PYTHON }, () =>
    withFolder((folder) => {
      const ours = run(process.execPath, join(PROGRAMS, `${name}.mjs`), join(folder, 'ours'))
      const theirs = run(python.command, join(PROGRAMS, `${name}.py`), join(folder, 'theirs'), python.env)

      assert.deepEqual(ours, theirs)
      assert.ok(ours.stdout.includes(proof), ours.stdout)
      assert.equal(ours.status, 0)
    }),
  )
}

function run(command, program, folder, env = process.env) {
  mkdirSync(folder)
  const options = { encoding: 'utf8', timeout: LONGEST_MS, env: { ...env, PYTHONIOENCODING: 'utf-8' } }
  const { stdout, stderr, status } = spawnSync(command, [program, folder], options)
  return { stdout: stdout.replaceAll(folder, 'FOLDER'), stderr, status }
}
