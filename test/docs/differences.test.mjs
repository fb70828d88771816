/**
 * Every departure that a vector marks is told in docs/differences.md, in the same words.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const VECTORS = join(ROOT, 'conformance/vectors')
const told = readFileSync(join(ROOT, 'docs/differences.md'), 'utf8').replace(/\s+/g, ' ')

for (const file of readdirSync(VECTORS).sort()) {
  test(`docs/differences.md has what ${file} marks as a departure`, () => {
    const { topic, cases } = JSON.parse(readFileSync(join(VECTORS, file), 'utf8'))
    const reasons = new Set(cases.flatMap(({ departure }) => departure ?? []))

    const missing = [...reasons].filter((reason) => !told.includes(reason))

    assert.deepEqual(missing, [], `departures of ${topic} that nobody is told`)
  })
}
