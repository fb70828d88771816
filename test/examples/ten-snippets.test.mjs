/**
 * The snippets of examples/ten-snippets: the ports leave what CPython left, byte for byte.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'
import { expectedFile, runPort, runPython, SNIPPETS } from './support/ten-snippets.mjs'

const python = findPython()

for (const name of SNIPPETS) {
  const expected = readFileSync(expectedFile(name), 'utf8')

  test(`the port of ${name} prints and writes what is committed as CPython's`, () => {
    assert.equal(runPort(name), expected)
  })

  test(`CPython 3.13, run now, prints and writes for ${name} what is committed`, {
    skip: python === null && NO_PYTHON,
  }, () => {
    assert.equal(runPython(name, python), expected)
  })
}

test('there is an expectation for each of the ten snippets, and no other', () => {
  const committed = readdirSync(dirname(expectedFile('')))

  assert.equal(SNIPPETS.length, 10)
  assert.deepEqual(committed.sort(), SNIPPETS.map((name) => `${name}.txt`).sort())
})
