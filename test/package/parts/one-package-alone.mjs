/**
 * The formatter and the rotator are of use without the others.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'
import { runNode } from '../support/run.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

describe('a package installed alone', () => {
  userTest(
    'the formatter makes text of a record',
    async (project) => {
      assert.deepEqual(readdirSync(join(project, 'node_modules', '@pylogging')), ['formatter'])

      const lines = await runNode('app.mjs', copyFixture('formatter-alone', project))

      assert.deepEqual(lines, [
        '2026-01-01 00:00:00,125 WARNING  disk is 93.5% full',
        'Thursday 01 January',
        'True [None]',
      ])
    },
    ['formatter'],
  )

  userTest(
    'the rotator writes a file and rotates it',
    async (project) => {
      assert.deepEqual(readdirSync(join(project, 'node_modules', '@pylogging')), ['rotator'])
      const folder = copyFixture('rotator-alone', project)

      const lines = await runNode('app.cjs', folder)

      const logs = readdirSync(folder).filter((file) => file.startsWith('app.log'))
      const texts = logs.sort().map((file) => readFileSync(join(folder, file), 'utf8'))
      assert.deepEqual(lines, ['imported: true'])
      assert.deepEqual(texts, ['after\n', 'line\nbefore\n'])
      assert.match(logs[1], /^app\.log\.\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d$/)
    },
    ['rotator'],
  )
})
