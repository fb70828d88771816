/** Programs with a queue, each in a process of its own: what came out of its listener. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const entry = (name) => JSON.stringify(new URL(`../../../packages/core/dist/${name}`, import.meta.url).href)

/** What every program has; `listen(queue)` starts a listener that writes each record to out.log at once. */
const PREAMBLE = `import cluster from 'node:cluster'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import logging from ${entry('face.mjs')}
import { ClusterQueue, MessagePortQueue, Queue } from ${entry('queue-face.mjs')}
const { QueueHandler, QueueListener } = logging.handlers
const self = new URL(import.meta.url)
const busy = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
function listen(queue, format = '%(processName)s %(threadName)s %(message)s') {
  const handler = new logging.FileHandler('out.log')
  handler.setFormatter(new logging.Formatter(format))
  return new QueueListener(queue, handler).enter()
}
function logTo(queue) {
  logging.root.addHandler(new QueueHandler(queue))
  logging.root.setLevel('DEBUG')
}
`

/**
 * Runs a program to its end.
 *
 * @returns Its exit code and signal, stdout and stderr together, and the lines of out.log.
 */
export async function runQueueProgram(program, { timeoutMs = 60_000 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'queue-'))
  try {
    writeFileSync(join(folder, 'program.mjs'), PREAMBLE + program)
    const env = { ...process.env, NODE_OPTIONS: '' }
    const child = spawn(process.execPath, ['program.mjs'], {
      cwd: folder,
      env,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
    const [code, signal] = await new Promise((resolve) => child.on('close', (...how) => resolve(how)))
    return { code, signal, output, lines: linesOf(join(folder, 'out.log')) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1)
  } catch {
    return []
  }
}
