/** The service of examples/http-service as one program: its sources in a user's project, and one run of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { repository } from '../../package/support/tarballs.mjs'

const FIXTURE = fileURLToPath(new URL('../fixtures/service', import.meta.url))

/** The lines of the log files in a folder. */
export function linesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.startsWith('app.log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
}

/** Without their own source maps, so that what is looked for is a line of these files. */
export function writeSources(project) {
  const folder = join(project, 'service')
  cpSync(FIXTURE, folder, { recursive: true })
  for (const name of ['orders.js', 'logging-setup.js']) {
    const text = readFileSync(join(repository, 'examples', 'http-service', 'dist', name), 'utf8')
    writeFileSync(join(folder, name), text.replace(/^\/\/# sourceMappingURL.*$/m, ''))
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  return join(folder, 'app.mjs')
}

/** Starts the service by a command, asks it for one order, and ends it by SIGTERM. */
export async function serveOnce([command, ...first], folder) {
  const chunks = []
  const logServer = createServer((socket) =>
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined),
  )
  logServer.listen(0, '127.0.0.1')
  await once(logServer, 'listening')
  const child = spawn(command, [...first, folder, String(logServer.address().port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
