/**
 * What the types of log calls cost the compiler: the work for a program of 2,000 calls, against the same program with a
 * logger whose arguments are not checked. Instantiations are counted, because they are the same in every run; the times
 * are printed alone.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { projectOf } from './support/compile.mjs'
import { LOGGERS, logProgram } from './support/log-program.mjs'

const CALLS = 2000

describe('a program of 2,000 log calls', () => {
  for (const [what, linesAround] of [
    ['with twenty lines of other code around each', true],
    ['and nothing else', false],
  ]) {
    it(`${what} takes at most 80 instantiations for a call`, (context) => {
      const [checked, unchecked] = ['checked', 'unchecked'].map((kind) => {
        return compile(logProgram(LOGGERS[kind], CALLS, linesAround))
      })

      const perCall = (checked.instantiations - unchecked.instantiations) / CALLS
      context.diagnostic(`${perCall.toFixed(1)} instantiations for a call; ${JSON.stringify({ checked, unchecked })}`)
      assert.ok(perCall > 1 && perCall <= 80, String(perCall))
    })
  }
})

/** By one thread, because the counts of several depend on who checks which file. */
function compile(files) {
  const folder = projectOf(files, { skipLibCheck: true, isolatedDeclarations: false })
  const tsc = join(folder, 'node_modules/typescript/bin/tsc')
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 }
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', '.', '--extendedDiagnostics', '--singleThreaded'],
    options,
  )
  assert.equal(status, 0, stdout.slice(0, 2000))
  const figure = (name) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1])
  return { instantiations: figure('Instantiations'), types: figure('Types'), checkSeconds: figure('Check time') }
}
