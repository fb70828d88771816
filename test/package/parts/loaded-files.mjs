/**
 * What `import` reads. Reading is most of what it costs, so a file more is a millisecond more for every program.
 */
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { runNode } from '../support/run.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

const IMPORTED = [
  'core/dist/common.js',
  'core/dist/index.js',
  'formatter/dist/common.js',
  'formatter/dist/index.js',
  'rotator/dist/common.js',
  'rotator/dist/index.js',
]

describe('import of @pylogging/core', () => {
  userTest('reads what a program that writes lines to a file needs, and the rest when it is used', async (project) => {
    const lines = await runNode('app.mjs', copyFixture('loaded-files', project))

    assert.deepEqual(lines, [
      `imported: ${IMPORTED.join(' ')}`,
      'worker_threads: false',
      'logged to a file: nothing more',
      'worker_threads after a line: false',
      'configured by a dict: core/dist/config.js core/dist/configuration.js',
      'configured by an INI file: core/dist/configuration-files.js',
      'formatted with braces: formatter/dist/braces.js',
      'formatted a weekday: formatter/dist/dates.js',
      'wrote a code page: core/dist/code-pages.js',
      'made a rotating handler: core/dist/handler-classes.js rotator/dist/rotation.js',
    ])
  })
})
