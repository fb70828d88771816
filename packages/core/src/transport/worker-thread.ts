/**
 * Starts the thread that the network handlers send from. Its program is text (worker-source.ts), so what it needs beyond
 * Node's own modules is looked up here, where the program's packages are.
 */
import { type MessagePort, Worker } from 'node:worker_threads'
import { RuntimeError } from '../ground/errors.js'
import { nodeRequire } from '../ground/node-require.js'
import type { Start } from './protocol.js'
import { workerSource } from './worker-source.js'

/** @throws RuntimeError ERR_LOG_NO_WORKER where threads may not be started. */
export function startWorker(start: Omit<Start, 'modules'> & { readonly port: MessagePort }): Worker {
  expectWorker()
  const modules = {
    nodemailer: placeOf('nodemailer/lib/smtp-connection'),
    pnp: process.versions['pnp'] ? placeOf('pnpapi') : null,
  }
  const workerData: Start = { ...start, modules }
  return new Worker(workerSource(), {
    eval: true,
    workerData,
    transferList: [start.port],
    // No loaders and hooks of the program's: they would slow the start down.
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    name: 'pylogging transport',
  })
}

/**
 * For constructors of network handlers: they tell at once what each record would tell.
 *
 * @throws RuntimeError ERR_LOG_NO_WORKER. No OSError: SocketHandler would take that for a peer that is away, and be silent.
 */
export function expectWorker(): void {
  const { permission } = process as { permission?: { has(scope: string): boolean } }
  if (permission?.has('worker') ?? true) return
  const what = 'Network handlers send from a worker thread, which Node’s permission model does not allow here.'
  throw Object.assign(new RuntimeError(`${what}\n  Start the program with --allow-worker, or log to a file.`), {
    code: 'ERR_LOG_NO_WORKER',
  })
}

/** Null where it is not installed. */
function placeOf(name: string): string | null {
  try {
    return nodeRequire().resolve(name)
  } catch {
    return null
  }
}
