/**
 * The command `pylogging` as npm installs it.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'
import { npmSettings } from '../support/registry.mjs'
import { run, runWell } from '../support/run.mjs'
import { userTest } from '../support/user-project.mjs'

describe('the command pylogging', () => {
  userTest('is there for npx, with its help', async (project) => {
    const { stdout, stderr } = await runWell('npx', ['--no-install', 'pylogging', '--help'], {
      cwd: project,
      env: npmSettings,
    })

    assert.match(stdout, /^pylogging: .*\n\n {2}pylogging check FILE\.\.\./)
    assert.equal(stderr, '')
  })

  userTest('checks a configuration and ends with the exit code for CI', async (project) => {
    writeFileSync(join(project, 'logging.json'), '{"version": 1, "root": {"level": "info"}}')

    const { stdout, code } = await run('npx', ['--no-install', 'pylogging', 'check', 'logging.json'], {
      cwd: project,
      env: npmSettings,
    })

    assert.match(stdout, /error {4}root\.level {2}ValueError: Unknown level: 'info'/)
    assert.equal(code, 1)
  })
})
