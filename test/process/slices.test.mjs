/** What is remembered of a message keeps no larger text alive that it was cut out of. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'

const FIXTURE = fileURLToPath(new URL('fixtures/slices.mjs', import.meta.url))

it('nine hundred short pieces of texts of a megabyte hold less than 30 MB', () => {
  const held = Number(execFileSync(process.execPath, ['--expose-gc', FIXTURE], { encoding: 'utf8' }))

  assert.ok(held < 30, `${held} MB`)
})
