/**
 * Formatting and finding the caller, without a file: `node measure.mjs CASE` prints { wallNs, cpuNs } per call as JSON, in
 * a process of its own.
 */
import { spawnSync } from 'node:child_process'
import { findPython } from '../scripts/python.mjs'
import { secondTextOf } from './rivals/hand-written-time.mjs'

const [name] = process.argv.slice(2)
const WARM_UP = 20_000
const CALLS = 200_000

const LINE_FORMAT = '%(asctime)s %(levelname)s %(name)s: %(message)s'
const PADDED_FORMAT = '%(levelname)-8s %(lineno)5d %(msecs)03d'

const cases = {
  'template literal with a cached time': () => formatting(() => byHand),
  'Formatter.format': () => formatting(() => withFormatter(LINE_FORMAT)),
  'Formatter.format, text not read': () => formatting(() => withFormatter(LINE_FORMAT), lengthOf),
  'CPython 3.13, Formatter.format': () => python(formattingIn(LINE_FORMAT)),
  'padStart and padEnd by hand': () => formatting(() => paddedByHand),
  'Formatter.format, padded': () => formatting(() => withFormatter(PADDED_FORMAT)),
  'CPython 3.13, Formatter.format, padded': () => python(formattingIn(PADDED_FORMAT)),
  'new LogRecord': async () => {
    const { LogRecord } = await import('@pylogging/formatter')
    const site = await callSite()
    const call = (i) => new LogRecord('shop.orders', 20, site, 0, 'order %d of %s', [i, 'anna'], null)
    return { call, calls: 2_000_000 }
  },
  /** What is put is got again at once, so that no case of these measures a heap that grows. */
  'QueueHandler.emit': async () => {
    const { Queue } = await import('@pylogging/core/queue')
    const queue = new Queue()
    return queueing(queue, () => queue.get_nowait())
  },
  'QueueHandler.emit to a MessagePortQueue': async () => {
    const { MessagePortQueue } = await import('@pylogging/core/queue')
    const queue = new MessagePortQueue()
    const port = queue.connect()
    return { ...(await queueing(new MessagePortQueue(port), (i) => i % 100 === 0 && drain(queue))), calls: 200_000 }
  },
  'CPython 3.13, QueueHandler.emit': () =>
    python(`
import logging.handlers, queue
q = queue.Queue()
handler = logging.handlers.QueueHandler(q)
def call():
    handler.emit(record)
    q.get_nowait()
`),
  'captureStackTrace, limit 1': () => ({ call: bareCapture }),
  captureCallSite: async () => {
    const { captureCallSite } = await import('@pylogging/formatter')
    function log() {
      return captureCallSite(log, 1)
    }
    return { call: () => log() }
  },
}

console.log(JSON.stringify(await measure(cases[name])))

async function measure(prepare) {
  const prepared = await prepare()
  if (prepared === null) return null
  if (prepared.measured !== undefined) return prepared.measured
  const { call, calls = CALLS } = prepared
  for (let i = 0; i < WARM_UP; i += 1) call(i)
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  for (let i = 0; i < calls; i += 1) call(i)
  const wall = Number(process.hrtime.bigint() - before)
  const cpu = process.cpuUsage(cpuBefore)
  return { wallNs: wall / calls, cpuNs: ((cpu.user + cpu.system) * 1000) / calls }
}

/** Records as a logger makes them. Each text is flattened, which a write to a file would do, unless `use` does not. */
async function formatting(prepare, use = Buffer.byteLength) {
  const { LogRecord } = await import('@pylogging/formatter')
  const records = Array.from({ length: 512 }, (_, i) => {
    const record = new LogRecord('shop.orders', 20, 'a.js', 100 + (i % 7), 'order %d of %s', [i, 'anna'], null)
    record.msecs = i % 1000
    return record
  })
  const format = await prepare()
  const call = (i) => use(format(records[i % records.length]))
  return { call, calls: 2_000_000 }
}

/** A text that V8 may leave in pieces. */
function lengthOf(text) {
  return text.length
}

async function withFormatter(format) {
  const { Formatter } = await import('@pylogging/formatter')
  const formatter = new Formatter(format)
  return (record) => formatter.format(record)
}

function byHand({ created, msecs, levelname, name: logger, args }) {
  return `${secondTextOf(Math.floor(created))},${String(msecs).padStart(3, '0')} ${levelname} ${logger}: order ${args[0]} of ${args[1]}`
}

function paddedByHand({ levelname, lineno, msecs }) {
  return `${levelname.padEnd(8)} ${String(lineno).padStart(5)} ${String(msecs).padStart(3, '0')}`
}

/** Records as a logger makes them, each put into a queue by a handler. */
async function queueing(queue, taken) {
  const { LogRecord } = await import('@pylogging/formatter')
  const { QueueHandler } = await import('@pylogging/core/handlers')
  const site = await callSite()
  const records = Array.from({ length: 512 }, (_, i) => {
    return new LogRecord('shop.orders', 20, site, 0, 'order %d of %s', [i, 'anna'], null)
  })
  const handler = new QueueHandler(queue)
  const call = (i) => {
    handler.emit(records[i % records.length])
    return taken(i)
  }
  return { call, calls: 2_000_000 }
}

async function callSite() {
  const { CallSite } = await import('@pylogging/formatter')
  return new CallSite('/srv/shop/orders.js', 17, 'place')
}

function drain(queue) {
  while (!queue.empty()) queue.get_nowait()
}

/** The same work in CPython; absent where there is no CPython 3.13. @param prepare - Defines `call`. */
function python(prepare) {
  const found = findPython()
  if (found === null) return null
  const program = `
import json, logging, time
record = logging.LogRecord('shop.orders', 20, 'a.js', 100, 'order %d of %s', (17, 'anna'), None)
${prepare}
cpu, wall = time.process_time(), time.perf_counter()
for _ in range(${CALLS}):
    call()
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
print(json.dumps({'wallNs': wall / ${CALLS} * 1e9, 'cpuNs': cpu / ${CALLS} * 1e9}))`
  const { stdout } = spawnSync(found.command, ['-c', program], { env: found.env, encoding: 'utf8' })
  return { measured: JSON.parse(stdout) }
}

function formattingIn(format) {
  return `
formatter = logging.Formatter(${JSON.stringify(format)})
def call():
    return formatter.format(record)
`
}

function bareCapture() {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = (_, frames) => frames
  Error.stackTraceLimit = 1
  const holder = {}
  Error.captureStackTrace(holder, bareCapture)
  const [frame] = holder.stack
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber(), frame.getFunctionName()]
}
