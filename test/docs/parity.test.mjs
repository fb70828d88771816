/**
 * docs/parity.md has every public name of Python's logging, and says what is true today.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const page = readFileSync(join(ROOT, 'docs/parity.md'), 'utf8')
const { cases } = JSON.parse(readFileSync(join(ROOT, 'conformance/vectors/public_names.json'), 'utf8'))
/**
 * The number of an error is the system's, what is Windows's cannot be run elsewhere, and of SocketHandler's ways after a
 * failure there is no test by name yet.
 */
const UNCOMPARED = /^(RESET_ERROR|NTEventLogHandler\b.*|SocketHandler\.(handleError|retryPeriod))$/

test('docs/parity.md has each of the names of CPython, once', () => {
  const sections = page.split(/^## /m).filter((section) => section.startsWith('logging'))
  const shown = sections.flatMap((section) => {
    const [module] = section.split('\n')
    return [...section.matchAll(/^\| `([\w.]+)[^|]*\| (?!since)/gm)].map(([, name]) => `${module}.${name}`)
  })

  assert.deepEqual(shown.sort(), cases.map(({ input }) => input).sort())
  assert.ok(shown.length > 400)
})

test('no name is missing without a reason', () => {
  assert.deepEqual(page.match(/.*\*\*missing\*\*.*/g), null)
})

test('what is said to work or to depart was compared with CPython or is tested', () => {
  const rows = [...page.matchAll(/^\| `([\w.]+)[^|]*\| (?:works|departs) \| (\d*) \| (\d*) \| (y?e?s?) \|/gm)]
  const unfounded = rows.filter(([, , ...counts]) => counts.every((count) => count === '')).map(([, name]) => name)

  assert.deepEqual(
    unfounded.filter((name) => !UNCOMPARED.test(name)),
    [],
  )
  assert.ok(rows.length > 250)
})

test('docs/parity.md is what scripts/parity.mjs writes today', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/parity.mjs'), '--check'], {
    encoding: 'utf8',
  })

  assert.equal(status, 0, `${stderr}run node scripts/parity.mjs and look at what changed`)
})
