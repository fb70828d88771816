/**
 * Each decision of docs/decisions.md has a heading, so that it can be linked.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/decisions.md'), 'utf8')

test('each decision begins with a heading, and with none in bold', () => {
  assert.deepEqual(page.match(/^\*\*.*/gm), null)
  assert.ok(page.match(/^## /gm).length > 30)
})

test('each heading stands alone, with a blank line on both sides', () => {
  const crowded = [...page.matchAll(/^## .*$/gm)].filter(
    ({ 0: heading, index }) =>
      page.slice(index - 2, index) !== '\n\n' || page.slice(index + heading.length).slice(0, 2) !== '\n\n',
  )

  assert.deepEqual(
    crowded.map(([heading]) => heading),
    [],
  )
})
