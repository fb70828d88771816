/**
 * The service of examples/http-service in one file, by each bundler, minified and not, run where there is no node_modules:
 * it shuts down in its own time, its records reach the log server, and its call sites are those of the sources.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { repository } from '../package/support/tarballs.mjs'
import { userTest } from '../package/support/user-project.mjs'
import { BUNDLERS, bundleWith } from './support/bundlers.mjs'

const FIXTURE = fileURLToPath(new URL('./fixtures/service', import.meta.url))
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

        const { ending, printed, complaints, received } = await serveOnce(file, folder)

        assert.deepEqual([ending, complaints], [[0, null], ''], printed)
        const lines = readdirSync(folder)
          .filter((name) => name.startsWith('app.log'))
          .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
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
  })
}

/** Without their own source maps, so that what is looked for is a line of these files. */
function writeSources(project) {
  const folder = join(project, 'service')
  cpSync(FIXTURE, folder, { recursive: true })
  for (const name of ['orders.js', 'logging-setup.js']) {
    const text = readFileSync(join(repository, 'examples', 'http-service', 'dist', name), 'utf8')
    writeFileSync(join(folder, name), text.replace(/^\/\/# sourceMappingURL.*$/m, ''))
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  return join(folder, 'app.mjs')
}

/** Starts the service, asks it for one order, and ends it by SIGTERM. */
async function serveOnce(file, folder) {
  const chunks = []
  const logServer = createServer((socket) =>
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined),
  )
  logServer.listen(0, '127.0.0.1')
  await once(logServer, 'listening')
  const args = ['--enable-source-maps', file, folder, String(logServer.address().port)]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text
  })
  const printed = []
  try {
    const port = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (text) => resolve(printed.push(text) && text))
      exited.then(() => reject(new Error(`it ended: ${complaints}`)))
    })
    await (await fetch(`http://127.0.0.1:${port}/orders/3`, { headers: { 'x-request-id': '7' } })).text()
    child.kill('SIGTERM')
    const ending = await exited
    return { ending, printed: printed.join('\n'), complaints, received: Buffer.concat(chunks).toString('latin1') }
  } finally {
    child.kill('SIGKILL')
    logServer.close()
  }
}
