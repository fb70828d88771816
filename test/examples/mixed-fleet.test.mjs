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

test('a service that moves from Python to Node process by process keeps every line, in one rotating file and at a log server', {
  skip: python === null && NO_PYTHON,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-fleet-'))
  try {
    const env = { ...python.env, PYTHON: python.command, PYTHONDONTWRITEBYTECODE: '1' }
    const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, folder], { encoding: 'utf8', env })

    const [, files] = /^(\d+) files in .*: 0 lost, 0 twice, 0 torn of (\d+) lines$/m.exec(stdout) ?? []
    const [, collected] = /^the log server: 0 lost, 0 twice, 0 torn of (\d+) lines$/m.exec(stdout) ?? []
    const logged = [...stdout.matchAll(/^(?:python|node)[012]: (\d+) logged$/gm)].map(([, records]) => Number(records))
    assert.deepEqual([stderr, status], ['', 0], stdout)
    assert.ok(Number(files) >= 3, stdout)
    assert.equal(logged.filter((records) => records > 20).length, 6, stdout)
    assert.equal(
      Number(collected),
      logged.reduce((sum, records) => sum + records),
      stdout,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const PYTHON = process.env['PYTHON'] ?? python?.command ?? 'python3'
const NEEDED = 'import opentelemetry.sdk._logs, opentelemetry.exporter.otlp.proto.common._log_encoder'
const env = { ...process.env, ...python?.env, PYTHON }
const noSdk = spawnSync(PYTHON, ['-c', NEEDED], { env }).status !== 0 && 'no opentelemetry-sdk for Python here'

test('what Python and Node export to one collector differs in nothing but process and place', { skip: noSdk }, () => {
  const collector = resolve(import.meta.dirname, '../../examples/mixed-fleet/dist/collector.js')
  const { stdout, stderr, status } = spawnSync(process.execPath, [collector], { encoding: 'utf8', env })

  assert.equal(stdout, '5 records of Python, 5 of Node\nthey differ in nothing but process and place\n')
  assert.deepEqual([stderr, status], ['', 0])
})
