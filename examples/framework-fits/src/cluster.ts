/**
 * Does what PM2 does with cluster-app.ts: starts its processes, reloads them one by one while all of them log, stops them.
 *
 *   LOG_FILE=app.log node dist/cluster.js PROCESSES RELOADS
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const [processes = '4', reloads = '1'] = process.argv.slice(2)

cluster.setupPrimary({ exec: fileURLToPath(new URL('cluster-app.js', import.meta.url)) })
const workers = await Promise.all(Array.from({ length: Number(processes) }, (_, instance) => start(instance)))
for (let reload = 0; reload < Number(reloads); reload += 1) {
  for (const [instance, old] of workers.entries()) {
    workers[instance] = await start(instance)
    await stop(old)
    await setTimeout(100)
  }
}
await Promise.all(workers.map(stop))

async function start(instance: number): Promise<Worker> {
  const worker = cluster.fork({ NODE_APP_INSTANCE: String(instance) })
  await once(worker, 'message')
  return worker
}

async function stop(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit')
  worker.process.kill('SIGINT')
  const [code] = await ended
  process.exitCode ||= code
}
