/**
 * The service of examples/http-service in one file, by each bundler, minified and not, run where there is no node_modules:
 * it shuts down in its own time, its records reach the log server, and its call sites are those of the sources.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'node:test'
import { run } from '../package/support/run.mjs'
import { userTest } from '../package/support/user-project.mjs'
import { BUNDLERS, bundleWith } from './support/bundlers.mjs'
import { linesIn, serveOnce, writeSources } from './support/service.mjs'

/** What a program has to install if it wants it, and a bundler finds missing; webpack, and ncc of it, warn of each. */
const MISSING = /'(?:yaml|smol-toml|@opentelemetry\/api(?:-logs)?)'/
const CONFIGURED = `import { dictConfig } from '@pylogging/core/config'
import logging from '@pylogging/core'
dictConfig({ version: 1, handlers: { h: { class: 'logging.StreamHandler', stream: 'ext://sys.stdout' } }, root: { handlers: ['h'] } })
logging.warning('configured')
`
/** ncc has no option that keeps names. */
const LOSES_NAMES = new Set(['ncc'])

for (const bundler of Object.keys(BUNDLERS)) {
  describe(`the service, bundled by ${bundler}`, () => {
    for (const isMinified of [false, true]) {
      userTest(isMinified ? 'and minified' : 'as it is', async (project) => {
        const entry = writeSources(project)
        const folder = mkdtempSync(join(tmpdir(), 'pylogging-bundle-'))
        const { file, warnings } = await bundleWith(bundler, { entry, folder, isMinified })
        assert.deepEqual(warnings, [])

        const { ending, printed, complaints, received } = await serveOnce(
          [process.execPath, '--enable-source-maps', file],
          folder,
        )

        assert.deepEqual([ending, complaints], [[0, null], ''], printed)
        const lines = linesIn(folder)
        const source = readFileSync(join(project, 'service', 'orders.js'), 'utf8').split('\n')
        const line = source.findIndex((text) => text.includes('accessLogger.info(')) + 1
        const name = isMinified && LOSES_NAMES.has(bundler) ? '\\w+' : 'logAccess'
        assert.equal(
          lines.filter((text) => new RegExp(` orders\\.js:${line} ${name}: id=7 "GET /orders/3"`).test(text)).length,
          1,
          lines.join('\n'),
        )
        assert.ok(
          lines.some((text) => text.endsWith(': drained')),
          lines.join('\n'),
        )
        for (const text of ['priced', 'draining', 'drained']) assert.ok(received.includes(text), text)
      })
    }

    userTest('with a configuration, without the packages that are optional', async (project) => {
      const folder = mkdtempSync(join(tmpdir(), 'pylogging-bundle-'))
      const entry = join(project, 'configured.mjs')
      writeFileSync(entry, CONFIGURED)

      const { file, warnings } = await bundleWith(bundler, { entry, folder, isMinified: false })
      const { code, stdout, text } = await run(process.execPath, [file], { cwd: folder })

      assert.deepEqual(
        warnings.filter((warning) => !MISSING.test(warning)),
        [],
      )
      assert.deepEqual([code, stdout], [0, 'configured\n'], text)
    })
  })
}
