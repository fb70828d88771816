/** The Python handler of examples/python-beside finds the ends and the names of periods that ours finds, in odd zones too. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { TimedRotatingFile } from '../../packages/rotator/dist/face.mjs'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'

const python = findPython()
const SCRIPT = fileURLToPath(new URL('support/periods.py', import.meta.url))
const VECTORS = new URL('../../conformance/vectors/rollover.json', import.meta.url)

/** Every seventh case of the vectors that is by a zone, with the first of its moments. */
function questions(folder) {
  const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8'))
  const inputs = cases.map(({ input }) => input).filter(({ utc, when }) => !utc && when !== 'S')
  return inputs
    .filter((_, index) => index % 7 === 0)
    .map(({ zone, when, interval, atTime, moments }, index) => {
      const path = join(folder, `${index}.log`)
      writeFileSync(path, 'a line\n')
      utimesSync(path, moments[0], moments[0])
      return { path, zone, when, interval, atTime }
    })
}

/** When the file's period ends, and the name that it gets. */
function ourAnswer({ path, zone, when, interval, atTime }) {
  const before = process.env.TZ
  process.env.TZ = zone
  const file = new TimedRotatingFile(path, { when, interval, atTime })
  const { rolloverAt } = file
  file.doRollover()
  file.close()
  if (before === undefined) delete process.env.TZ
  else process.env.TZ = before
  return rolloverAt
}

test('both languages agree on the end and the name of a period', { skip: python === null && NO_PYTHON }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-periods-'))
  try {
    const asked = questions(folder)
    assert.ok(asked.length > 200)
    const { stdout, stderr } = spawnSync(python.command, ['-B', SCRIPT], {
      input: JSON.stringify(asked),
      encoding: 'utf8',
      env: python.env,
    })
    assert.equal(stderr, '')
    const theirs = JSON.parse(stdout)

    const ends = asked.map(ourAnswer)

    assert.deepEqual(
      ends,
      theirs.map(([end]) => end),
    )
    const names = new Set(readdirSync(folder))
    const unlike = theirs.filter(([, path]) => !names.has(path.slice(folder.length + 1)))
    assert.deepEqual(unlike, [])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
