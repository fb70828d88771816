/**
 * One measurement in a process of its own: `node measure.mjs CASE FOLDER` prints { nanoseconds, loads } per call as JSON.
 *
 * Each case logs the same line where it writes one, and the file is read back afterwards: a run with a wrong line is void.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../scripts/python.mjs'

const [name, folder] = process.argv.slice(2)
const file = join(folder, 'bench.log')
const WARM_UP = 20_000
const CALLS = 200_000
const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO shop\.orders: order \d+ of anna$/

let second = -1
let secondText = ''

const LINE_FORMAT = '%(asctime)s %(levelname)s %(name)s: %(message)s'
const PADDED_FORMAT = '%(levelname)-8s %(lineno)5d %(msecs)03d'

/** How often the cases that take nanoseconds are called. */
const QUICK_CALLS = 20_000_000

const cases = {
  /** The floor: bytes of the same length, nothing else. */
  'bare writeSync': () => {
    const fd = openSync(file, 'a')
    const line = '2026-07-15 14:00:00,123 INFO shop.orders: order 123456 of anna\n'
    return { call: () => writeSync(fd, line), done: () => closeSync(fd), verify: LINE }
  },
  'hand-written line': () => {
    const fd = openSync(file, 'a')
    return { call: (i) => writeSync(fd, `${handWrittenTime()} INFO shop.orders: order ${i} of anna\n`), verify: LINE }
  },
  FileHandler: async () => ({ ...(await fileLogger('%(asctime)s %(levelname)s %(name)s: %(message)s')), verify: LINE }),
  'FileHandler with file, line and function': async () => ({
    ...(await fileLogger('%(asctime)s %(levelname)s %(filename)s:%(lineno)d %(funcName)s: %(message)s')),
    verify: /^\S+ \S+ INFO measure\.mjs:\d+ call: order \d+ of anna$/,
  }),
  'TimedRotatingFileHandler, a look per record': async () => rotatingLogger(0),
  'TimedRotatingFileHandler, a look every 100 ms': async () => rotatingLogger(100),
  'disabled debug()': async () => {
    const { default: logging } = await import('@pylogging/core')
    const logger = logging.getLogger('a.b.c.d')
    return { call: (i) => logger.debug('order %d of %s', i, 'anna'), calls: QUICK_CALLS }
  },
  'empty call': () => {
    const object = { debug: (...args) => args.length }
    return { call: (i) => object.debug('order %d of %s', i, 'anna'), calls: QUICK_CALLS }
  },
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
  'an empty program': () => importing(''),
  'import of @pylogging/formatter': () => importing("require('@pylogging/formatter')"),
  'import of @pylogging/rotator': () => importing("require('@pylogging/rotator')"),
  'import of @pylogging/core': () => importing("require('@pylogging/core')"),
  'captureStackTrace, limit 1': () => ({ call: bareCapture }),
  captureCallSite: async () => {
    const { captureCallSite } = await import('@pylogging/formatter')
    function log() {
      return captureCallSite(log, 1)
    }
    return { call: () => log() }
  },
}

if (name === '--list') console.log(JSON.stringify(Object.keys(cases)))
else console.log(JSON.stringify(await measure(cases[name])))

async function measure(prepare) {
  const prepared = await prepare()
  if (prepared === null) return null
  if (prepared.measured !== undefined) return { wallNs: prepared.measured, cpuNs: prepared.measured }
  const { call, done, verify, calls = CALLS } = prepared
  for (let i = 0; i < WARM_UP; i += 1) call(i)
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  for (let i = 0; i < calls; i += 1) call(i)
  const wall = Number(process.hrtime.bigint() - before)
  const cpu = process.cpuUsage(cpuBefore)
  done?.()
  if (verify !== undefined) verifyLines(verify, calls + WARM_UP)
  return { wallNs: wall / calls, cpuNs: ((cpu.user + cpu.system) * 1000) / calls }
}

function verifyLines(pattern, count) {
  const texts = readdirSync(folder).map((each) => readFileSync(join(folder, each), 'utf8'))
  const lines = texts.join('').split('\n').filter(Boolean)
  const wrong = lines.find((line) => !pattern.test(line))
  if (wrong !== undefined || lines.length !== count)
    throw new Error(`void: ${lines.length} of ${count} lines, ${wrong}`)
}

async function fileLogger(format) {
  const { default: logging } = await import('@pylogging/core')
  return loggerOf(logging, new logging.FileHandler(file), format)
}

async function rotatingLogger(watchIntervalMs) {
  const { default: logging } = await import('@pylogging/core')
  const handler = new logging.handlers.TimedRotatingFileHandler(file, { when: 'midnight', watchIntervalMs })
  return { ...loggerOf(logging, handler, '%(asctime)s %(levelname)s %(name)s: %(message)s'), verify: LINE }
}

function loggerOf(logging, handler, format) {
  handler.setFormatter(new logging.Formatter(format))
  const logger = logging.getLogger('shop.orders')
  logger.addHandler(handler)
  logger.setLevel('INFO')
  const call = (i) => {
    logger.info('order %d of %s', i, 'anna')
  }
  return { call, done: () => handler.close() }
}

/** What somebody who only wants this one format would write. */
function handWrittenTime() {
  const now = Date.now()
  const whole = Math.floor(now / 1000)
  if (whole !== second) {
    second = whole
    secondText = clockText(new Date(now))
  }
  return `${secondText},${String(now % 1000).padStart(3, '0')}`
}

function clockText(date) {
  const two = (value) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
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
  const whole = Math.floor(created)
  if (whole !== second) {
    second = whole
    secondText = clockText(new Date(whole * 1000))
  }
  return `${secondText},${String(msecs).padStart(3, '0')} ${levelname} ${logger}: order ${args[0]} of ${args[1]}`
}

function paddedByHand({ levelname, lineno, msecs }) {
  return `${levelname.padEnd(8)} ${String(lineno).padStart(5)} ${String(msecs).padStart(3, '0')}`
}

/** CPU time of a process of its own that only imports; the median of seven. */
function importing(code) {
  const program = `${code};const { user, system } = process.cpuUsage();console.log((user + system) * 1000)`
  const once = () =>
    Number(spawnSync(process.execPath, ['-e', program], { cwd: import.meta.dirname, encoding: 'utf8' }).stdout)
  const times = Array.from({ length: 7 }, once).sort((a, b) => a - b)
  return { measured: times[3] }
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
import logging, timeit
record = logging.LogRecord('shop.orders', 20, 'a.js', 100, 'order %d of %s', (17, 'anna'), None)
${prepare}
print(timeit.timeit(call, number=200000) / 200000 * 1e9)`
  const { stdout } = spawnSync(found.command, ['-c', program], { env: found.env, encoding: 'utf8' })
  return { measured: Number(stdout) }
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
