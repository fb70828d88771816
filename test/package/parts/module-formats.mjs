/**
 * Import, require, both at once, and two installed copies at once: always one tree of loggers.
 */
import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'
import { runNode } from '../support/run.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

describe('a program in plain JavaScript', () => {
  userTest('imports the packages, by default and by name', async (project) => {
    const lines = await runNode('app.mjs', copyFixture('import', project))

    assert.deepEqual(lines, [
      'INFO:app:app.mjs:12:by the default export',
      'INFO:app:app.mjs:13:by name',
      'INFO:app:app.mjs:14:by namespace',
      'the same logger: true true',
      'handlers: true true',
      'formatter: 42%, rotator: function',
    ])
  })

  userTest('requires the packages', async (project) => {
    const lines = await runNode('app.cjs', copyFixture('require', project))

    assert.deepEqual(lines, [
      'INFO:app:app.cjs:11:by the default export',
      'INFO:app:app.cjs:12:by name',
      'the same logger: true',
      'handlers: true',
      'formatter: 42%, rotator: function',
    ])
  })

  userTest('imports and requires, and has one of everything', async (project) => {
    const lines = await runNode('app.mjs', copyFixture('both', project))

    assert.deepEqual(lines, [
      'NOTICE:db:app.mjs:9:logged on the imported, handled by the required',
      'exports that differ: none',
      'default exports: same',
    ])
  })

  userTest('has one tree of loggers although two copies of the packages are installed', async (project) => {
    const folder = copyFixture('two-copies', project)
    installForPlugin(project, folder)

    const lines = await runNode('app.cjs', folder)

    assert.deepEqual(lines, [
      'two copies: true',
      'app        NOTICE  plugin.work  app.cjs:17   work() to the handler of the app',
      'plugin     NOTICE  plugin.work  app.cjs:17   work() to the handler of the app',
      'app        ERROR   root         index.cjs:11   by a function of the plugin’s copy',
      'plugin     ERROR   root         index.cjs:11   by a function of the plugin’s copy',
      'app        ERROR   plugin       index.cjs:15   no',
      'plugin     ERROR   plugin       index.cjs:15   no',
      'the same: x, root, child of app, level names, level numbers',
      'the plugin’s errors are instances: ValueError, OSError, FileNotFoundError',
      'switches seen: raiseExceptions, lastResort, disable, record factory, logger class, level change',
    ])
  })

  userTest('comes to its end beside a release that shares nothing with this one', async (project) => {
    const folder = copyFixture('two-releases', project)
    // All that is one per process is found under symbols that end in a version.
    const file = join(installForPlugin(project, folder), 'formatter', 'dist', 'common.js')
    const text = readFileSync(file, 'utf8')
    const next = text.replace('`pylogging.${name}.1`', '`pylogging.${name}.2`')
    assert.notEqual(next, text)
    writeFileSync(file, next)

    const lines = await runNode('app.cjs', folder)

    assert.deepEqual(lines, [
      'two trees: true',
      'from the app at exit',
      'from the plugin at exit',
      'flushed by one release',
      'flushed by one release',
    ])
  })
})

/** Gives the plugin in `folder` a copy of the packages for itself. @returns Where. */
function installForPlugin(project, folder) {
  const copy = join(folder, 'plugin', 'node_modules', '@pylogging')
  cpSync(join(project, 'node_modules', '@pylogging'), copy, { recursive: true })
  return copy
}
