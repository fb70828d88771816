/**
 * A record to a receiver on loopback that reads and forgets: `node network.mjs CASE` prints { wallNs, cpuNs } per call.
 *
 * The time ends when everything is with the kernel (`flush`; CPython's sends are synchronous), and a run that dropped a
 * record is void. `cpuNs` of ours without `flush` is what the main thread pays, waiting left out.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { findPython } from '../scripts/python.mjs'

const WARM_UP = 20_000
const CALLS = 200_000
const SINK = `require('node:net').createServer((socket) => socket.resume().on('error', () => {}))
  .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

const cases = {
  SocketHandler: (port) => ours(port, true),
  'SocketHandler, marked at build time': (port) => ours(port, true, markCalls),
  'SocketHandler, what the log calls take': (port) => ours(port, false),
  'SocketHandler without call sites': (port) =>
    ours(port, true, (logging) => {
      logging._srcfile = null
    }),
  'CPython 3.13 SocketHandler': (port) => cpython(port, ''),
  'CPython 3.13 SocketHandler without call sites': (port) => cpython(port, 'logging._srcfile = None'),
}

const sink = spawn(process.execPath, ['-e', SINK])
try {
  const [port] = await once(sink.stdout, 'data')
  console.log(JSON.stringify(await cases[process.argv[2]](Number(port))))
} finally {
  sink.kill()
}

async function markCalls() {
  await import('@pylogging/formatter/register')
  const marked = await import('./writers/orders.mjs?marked')
  if (!String(marked.logOrders).includes('__at')) throw new Error('void: the log calls are not marked')
  return marked
}

async function ours(port, withFlush, prepare) {
  const { default: logging } = await import('@pylogging/core')
  const { logOrders } = (await prepare?.(logging)) ?? (await import('./writers/orders.mjs'))
  const handler = new logging.handlers.SocketHandler('127.0.0.1', port)
  const logger = logging.getLogger('shop.orders')
  logger.addHandler(handler)
  logger.setLevel('INFO')
  logOrders(WARM_UP)
  handler.flush()
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  logOrders(CALLS)
  if (withFlush) handler.flush()
  const wall = Number(process.hrtime.bigint() - before)
  const cpu = process.cpuUsage(cpuBefore)
  handler.flush()
  if (handler.dropped > 0) throw new Error(`void: ${handler.dropped} dropped`)
  return { wallNs: wall / CALLS, cpuNs: ((cpu.user + cpu.system) * 1000) / CALLS }
}

/** Null where there is no CPython 3.13. */
function cpython(port, prepare) {
  const found = findPython()
  if (found === null) return null
  const program = `
import logging, logging.handlers, time
${prepare}
logger = logging.getLogger('shop.orders')
logger.addHandler(logging.handlers.SocketHandler('127.0.0.1', ${port}))
logger.setLevel('INFO')
for i in range(2000):
    logger.info('order %d of %s', i, 'anna')
wall, cpu = time.perf_counter_ns(), time.process_time_ns()
for i in range(${CALLS / 2}):
    logger.info('order %d of %s', i, 'anna')
print((time.perf_counter_ns() - wall) / ${CALLS / 2}, (time.process_time_ns() - cpu) / ${CALLS / 2})`
  const { stdout } = spawnSync(found.command, ['-c', program], { env: found.env, encoding: 'utf8' })
  const [wallNs, cpuNs] = stdout.split(' ').map(Number)
  return { wallNs, cpuNs }
}
