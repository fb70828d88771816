/**
 * The committed vectors are what CPython answers today. Without CPython the tests still read the committed ones.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'

const GENERATE = resolve(import.meta.dirname, '../../conformance/generate.py')
const python = findPython()

test('the vectors made anew by CPython 3.13 are those that are committed', {
  skip: python === null && NO_PYTHON,
}, () => {
  const { status, stderr } = spawnSync(python.command, [GENERATE, '--check'], { env: python.env, encoding: 'utf8' })

  assert.equal(status, 0, stderr)
})
