/**
 * Test runners under fake clocks: Vitest in threads and in forks, and Node's own. A log call has its place and the time that
 * is set, and waits for nobody for ever.
 */
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from '../package/support/run.mjs'
import { requireTool, userTest } from '../package/support/user-project.mjs'

const FIXTURE = fileURLToPath(new URL('./fixtures/runners', import.meta.url))
const VITEST = dirname(requireTool.resolve('vitest/package.json'))
const vitest = (pool) => [join(VITEST, 'vitest.mjs'), 'run', `--pool=${pool}`]

const RUNNERS = {
  'Vitest, threads': vitest('threads'),
  'Vitest, forks': vitest('forks'),
  'node:test': ['--test', '--test-reporter=tap', 'fakes.test.mjs'],
}

for (const [name, args] of Object.entries(RUNNERS)) {
  describe(name, () => {
    userTest('logs under fake clocks', async (project) => {
      const folder = mkdtempSync(join(tmpdir(), 'pylogging-runner-'))
      cpSync(FIXTURE, folder, { recursive: true })
      mkdirSync(join(folder, 'node_modules'))
      symlinkSync(join(project, 'node_modules', '@pylogging'), join(folder, 'node_modules', '@pylogging'))
      symlinkSync(VITEST, join(folder, 'node_modules', 'vitest'))
      const env = { RUNNER: name.startsWith('Vitest') ? 'vitest' : 'node', NODE_TEST_CONTEXT: undefined, NO_COLOR: '1' }

      const { code, stdout, text } = await run(process.execPath, args, { cwd: folder, env })

      assert.equal(code, 0, text)
      assert.match(stdout, /Tests {2}2 passed|# pass 2\n/)
    })
  })
}
