/**
 * A user's program in one file, made by a bundler, in a folder of an ESM package, without node_modules.
 *
 * Everything is in the file, the program of the thread that the network handlers send from included.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe } from 'node:test'
import { rolldown } from 'rolldown'
import { run } from '../support/run.mjs'
import { scratch } from '../support/tarballs.mjs'
import { copyFixture, userTest } from '../support/user-project.mjs'

describe('a bundle', () => {
  // Other bundlers, and minified: test/everywhere/bundlers.test.mjs, in `pnpm qualify`.
  for (const format of ['esm', 'cjs']) {
    userTest(`of format ${format} logs to files and to the network, with no file beside it`, async (project) => {
      const { folder, file } = await bundled(project, format)

      const { received, stderr } = await runWithServer(file, folder)

      assert.equal(stderr, '')
      assert.equal(readFileSync(join(folder, 'app.log'), 'utf8'), 'INFO main order 17\nINFO main order 18\n')
      assert.match(received, /order 17.*order 18/s)
    })
  }

  userTest('says at once that a network handler may not start its thread', async (project) => {
    const { folder, file } = await bundled(project, 'cjs')
    const permission = Number.parseInt(process.versions.node, 10) < 24 ? '--experimental-permission' : '--permission'

    const { stderr, code } = await runWithServer(file, folder, [permission, '--allow-fs-read=*', '--allow-fs-write=*'])

    assert.equal(code, 1)
    assert.match(
      stderr,
      /RuntimeError: Network handlers send from a worker thread, which Node’s permission model does not/,
    )
    assert.match(
      stderr,
      /Start the program with --allow-worker, or log to a file\.\n( +at .*\n)+? +at new \w*SocketHandler\w* /,
    )
  })
})

async function bundled(project, format) {
  const folder = mkdtempSync(join(scratch, 'bundle-'))
  const file = join(folder, format === 'cjs' ? 'app.cjs' : 'app.js')
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  const input = join(copyFixture('bundle', project), 'app.mjs')
  // A package that is optional stands in a `try`, so that no bundler asks for it.
  const missing = []
  const onLog = (_level, { code, message }) => code === 'UNRESOLVED_IMPORT' && missing.push(message)
  const build = await rolldown({ input, platform: 'node', onLog })
  await build.write({ file, format, codeSplitting: false })
  assert.deepEqual(missing, [])
  return { folder, file }
}

async function runWithServer(file, folder, flags = []) {
  const chunks = []
  const server = createServer((socket) => socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const ending = await run(process.execPath, [...flags, file, folder, String(server.address().port)], { cwd: folder })
    return { ...ending, received: Buffer.concat(chunks).toString('latin1') }
  } finally {
    server.close()
  }
}
