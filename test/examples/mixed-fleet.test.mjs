/**
 * The migration of examples/mixed-fleet, as it is run by hand.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'

const MAIN = resolve(import.meta.dirname, '../../examples/mixed-fleet/dist/main.js')
const python = findPython()

test('a service that moves from Python to Node process by process keeps every line of one rotating file', {
  skip: python === null && NO_PYTHON,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-fleet-'))
  try {
    const env = { ...python.env, PYTHON: python.command, PYTHONDONTWRITEBYTECODE: '1' }
    const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, folder], { encoding: 'utf8', env })

    const [, files] = /^(\d+) files in .*: 0 lost, 0 twice, 0 torn$/m.exec(stdout) ?? []
    const logged = [...stdout.matchAll(/^(?:python|node)[012]: (\d+) logged, \1 found$/gm)].map(([, count]) => count)
    assert.deepEqual([stderr, status], ['', 0], stdout)
    assert.ok(Number(files) >= 3, stdout)
    assert.equal(logged.filter((count) => Number(count) > 50).length, 6, stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
