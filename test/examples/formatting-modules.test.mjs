/**
 * Logging modules of the kinds that real projects have, written in our own words, once in Python and once in JavaScript: a
 * web server's formatter in colours, and a crawler's messages, filters, counters and adapters. Both print the same.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'

const PROGRAMS = join(import.meta.dirname, 'own-modules')
const LONGEST_MS = 60_000
const python = findPython()

/** What each must have printed, so that a program which prints nothing is not the same as another. */
for (const [name, proof] of [
  [
    'pretty_logs',
    "[C pretty_logs:main]\x1b[0m Bad message (TypeError('%d format: a real number is required, not str'))",
  ],
  [
    'crawl_logs',
    '[crawl] ERROR parse shop: Spider error processing http://shop/1\nTraceback (most recent call last):\n  in parse\n',
  ],
]) {
  test(`${name} prints the same in Python and here`, { skip: python === null && NO_PYTHON }, () => {
    const ours = run(process.execPath, join(PROGRAMS, `${name}.mjs`))
    const theirs = run(python.command, join(PROGRAMS, `${name}.py`), python.env)

    assert.deepEqual(ours, theirs)
    assert.ok(ours.stdout.includes(proof), ours.stdout)
    assert.equal(ours.status, 0)
  })
}

/** A frame without its file and its line, which are the language's. */
function run(command, program, env = process.env) {
  const options = { encoding: 'utf8', timeout: LONGEST_MS, env: { ...env, PYTHONIOENCODING: 'utf-8' } }
  const { stdout, stderr, status } = spawnSync(command, [program], options)
  return { stdout: stdout.replace(/^ {2}File ".*", line \d+, (in .*)\n {4}.*$/gm, '  $1'), stderr, status }
}
