/**
 * The service of examples/http-service as one executable file, run where there is nothing else: Node's single executable
 * application, and Bun's. It rotates, its records reach the log server, and it shuts down in its own time.
 */
import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'node:test'
import { runWell } from '../package/support/run.mjs'
import { installTools } from '../package/support/tools.mjs'
import { userTest } from '../package/support/user-project.mjs'
import { linesIn, serveOnce, writeSources } from './support/service.mjs'

/** Node's documentation names it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** Each makes `app` in the folder, of the service's first file. */
const MAKERS = {
  'Node, single executable application': async ({ entry, folder, tool }) => {
    const options = ['--bundle', '--platform=node', '--keep-names', '--outfile=app.cjs']
    await runWell(tool('esbuild'), [entry, ...options], { cwd: folder })
    const main = { main: 'app.cjs', output: 'app.blob', disableExperimentalSEAWarning: true }
    writeFileSync(join(folder, 'sea.json'), JSON.stringify(main))
    await runWell(process.execPath, ['--experimental-sea-config', 'sea.json'], { cwd: folder })
    copyFileSync(process.execPath, join(folder, 'app'))
    await runWell(tool('postject'), ['app', 'NODE_SEA_BLOB', 'app.blob', '--sentinel-fuse', FUSE], { cwd: folder })
  },
  'bun build --compile': async ({ entry, folder, tool }) => {
    await runWell(tool('bun'), ['build', '--compile', '--sourcemap', entry, '--outfile', 'app'], { cwd: folder })
  },
}

for (const [name, make] of Object.entries(MAKERS)) {
  describe(name, () => {
    userTest('logs, rotates, sends, and drains', async (project) => {
      const { folder: tools } = await installTools({ bun: '*', esbuild: '*', postject: '*' }, { scripts: true })
      const entry = writeSources(project)
      const folder = mkdtempSync(join(tmpdir(), 'pylogging-executable-'))
      await make({ entry, folder, tool: (command) => join(tools, 'node_modules', '.bin', command) })
      const place = mkdtempSync(join(tmpdir(), 'pylogging-alone-'))
      copyFileSync(join(folder, 'app'), join(place, 'app'))

      const { ending, printed, complaints, received } = await serveOnce([join(place, 'app')], place)

      assert.deepEqual([ending, complaints], [[0, null], ''], printed)
      const lines = linesIn(place)
      for (const text of ['order=3 priced', 'logAccess: id=7 "GET /orders/3"', ': drained'])
        assert.ok(
          lines.some((line) => line.includes(text)),
          lines.join('\n'),
        )
      for (const text of ['priced', 'draining', 'drained']) assert.ok(received.includes(text), text)
    })
  })
}
