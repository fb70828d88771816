/**
 * One measurement in a process of its own: `node measure.mjs CASE FOLDER` prints { nanoseconds, loads } per call as JSON.
 *
 * Each case logs the same line where it writes one, and the file is read back afterwards: a run with a wrong line is void.
 */
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const [name, folder] = process.argv.slice(2)
const file = join(folder, 'bench.log')
const WARM_UP = 20_000
const CALLS = 200_000
const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO shop\.orders: order \d+ of anna$/

let second = -1
let secondText = ''

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
  'Formatter.format': async () => {
    const { Formatter, LogRecord } = await import('@pylogging/formatter')
    const formatter = new Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s')
    const record = new LogRecord('shop.orders', 20, 'a.js', 1, 'order %d of %s', [17, 'anna'], null)
    return { call: () => formatter.format(record), calls: 2_000_000 }
  },
  'template literal with a cached time': () => ({
    call: (i) => `${handWrittenTime()} INFO shop.orders: order ${i} of anna`,
    calls: 2_000_000,
  }),
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
  const { call, done, verify, calls = CALLS } = await prepare()
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
    const date = new Date(now)
    const two = (value) => String(value).padStart(2, '0')
    secondText = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  }
  return `${secondText},${String(now % 1000).padStart(3, '0')}`
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
