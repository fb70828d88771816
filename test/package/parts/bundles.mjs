/**
 * A user's program in one file, made by a bundler, in a folder of an ESM package, without node_modules.
 *
 * Everything is in the file but the worker of the network handlers, which is to be copied beside it.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe } from 'node:test'
import { rolldown } from 'rolldown'
import { run } from '../support/run.mjs'
import { scratch } from '../support/tarballs.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

describe('a bundle', () => {
  for (const format of ['esm', 'cjs']) {
    userTest(`of format ${format} logs to files, and with the worker beside it to the network`, async (project) => {
      const { folder, file } = await bundled(project, format)
      const worker = join(project, 'node_modules', '@pylogging', 'core', 'dist', 'transport', 'worker.cjs')
      mkdirSync(join(folder, 'transport'))
      copyFileSync(worker, join(folder, 'transport', 'worker.cjs'))

      const { received, stderr } = await runWithServer(file, folder)

      assert.equal(stderr, '')
      assert.equal(readFileSync(join(folder, 'app.log'), 'utf8'), 'INFO main order 17\nINFO main order 18\n')
      assert.match(received, /order 17.*order 18/s)
    })

    userTest(`of format ${format} says what to do where the worker is missing`, async (project) => {
      const { folder, file } = await bundled(project, format)

      const { stderr, code } = await runWithServer(file, folder)

      const place = join(folder, 'transport', 'worker.cjs')
      assert.ok(
        stderr.includes(
          `RuntimeError: No worker for network handlers at ${place}\n` +
            '  Keep @pylogging/core out of the bundle, or copy its dist/transport/worker.cjs there.\n',
        ),
        stderr,
      )
      assert.equal(code, 0)
    })
  }

  userTest('says once why a worker that is there cannot start', async (project) => {
    const { folder, file } = await bundled(project, 'esm')
    mkdirSync(join(folder, 'transport'))
    writeFileSync(join(folder, 'transport', 'worker.cjs'), "throw new Error('no such worker')")

    const { stderr } = await runWithServer(file, folder)

    assert.deepEqual(stderr.match(/Warning: .*/g), ['Warning: The transport worker ended: Error: no such worker'])
  })
})

async function bundled(project, format) {
  const folder = mkdtempSync(join(scratch, 'bundle-'))
  const file = join(folder, format === 'cjs' ? 'app.cjs' : 'app.js')
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  const build = await rolldown({ input: join(copyFixture('bundle', project), 'app.mjs'), platform: 'node' })
  await build.write({ file, format, codeSplitting: false })
  return { folder, file }
}

async function runWithServer(file, folder) {
  const chunks = []
  const server = createServer((socket) => socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const ending = await run(process.execPath, [file, folder, String(server.address().port)], { cwd: folder })
    return { ...ending, received: Buffer.concat(chunks).toString('latin1') }
  } finally {
    server.close()
  }
}
