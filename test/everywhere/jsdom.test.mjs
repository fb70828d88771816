/** Jest's jsdom, whose timers are those of a page: they are numbers, and there is no setImmediate. */
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../package/support/run.mjs'
import { installTools } from '../package/support/tools.mjs'
import { userTest } from '../package/support/user-project.mjs'

const FIXTURE = fileURLToPath(new URL('./fixtures/jsdom', import.meta.url))

userTest('in Jest’s jsdom records are written later and backups compressed', async (project) => {
  const { require } = await installTools({ jest: '30', 'jest-environment-jsdom': '30' })
  const folder = join(project, 'jsdom')
  cpSync(FIXTURE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "commonjs"}')
  const environment = require.resolve('jest-environment-jsdom')
  const file = join(folder, 'buffered.test.js')
  const args = [
    require.resolve('jest/bin/jest'),
    `--rootDir=${folder}`,
    `--env=${environment}`,
    '--runTestsByPath',
    file,
  ]

  const { code, text } = await run(process.execPath, args, { cwd: folder })

  assert.equal(code, 0, text)
})
