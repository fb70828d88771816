/**
 * Runs the service in several processes, as PM2 or node:cluster users do, and replaces those that die.
 *
 *   node --enable-source-maps dist/main.js [FILE] [WHEN] [WORKERS] [PORT]
 */
import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { setUpLogging } from './logging-setup.js'
import { createService } from './orders.js'

const [file = 'app.log', when = 'midnight', workers = String(availableParallelism()), port = '0'] =
  process.argv.slice(2)

if (cluster.isPrimary) runPrimary(Number(workers))
else runWorker(Number(port))

function runPrimary(count: number): void {
  let isStopping = false
  cluster.on('exit', () => {
    if (!isStopping) cluster.fork()
  })
  cluster.on('listening', (worker, address) => {
    console.log(`worker ${worker.process.pid} listens on http://127.0.0.1:${address.port}`)
  })
  process.once('SIGTERM', () => {
    isStopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.kill('SIGTERM')
  })
  for (let started = 0; started < count; started += 1) cluster.fork()
}

function runWorker(wantedPort: number): void {
  setUpLogging(file, when)
  const server = createService().listen(wantedPort, '127.0.0.1')
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
  })
}
