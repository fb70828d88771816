/**
 * Whether a cost bends as something grows: `node curves.mjs WORK SIZE FOLDER` prints { wallNs, cpuNs } as JSON, per call, or
 * per field, key or byte where the size is that of one call. Lines go to a stream that does nothing unless WORK names a file.
 */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import logging from '@pylogging/core'

const [work, sizeText, folder] = process.argv.slice(2)
const size = Number(sizeText)
/** Of CPU time, about. */
const MEASURED_MS = 300
const WARM_UP_MS = 200
const MEGABYTE = 1_000_000
const TEXTS = { ascii: 'order 17 of anna, ', cjk: '\u6ce8\u6587\u5341\u4e03\u53f7\u3001' }

const logger = logging.getLogger('shop.orders')
logger.setLevel('INFO')

const works = {
  tracebacks: async () => {
    toNothing('%(message)s')
    const failures = await Promise.all(Array.from({ length: size }, (_, i) => failureOf(i)))
    return { call: (i) => logger.error('failed', { exc_info: failures[i % size]() }) }
  },
  callSites: async () => {
    toNothing('%(pathname)s:%(lineno)d %(message)s')
    const file = join(folder, 'sites.mjs')
    const calls = Array.from({ length: size }, (_, i) => `  (logger) => logger.info('order ${i}'),`)
    writeFileSync(file, `export const calls = [\n${calls.join('\n')}\n]\n`)
    const { calls: sites } = await import(pathToFileURL(file).href)
    return { call: (i) => sites[i % size](logger) }
  },
  dateFormats: () => {
    const record = logging.makeLogRecord({ created: Date.now() / 1000 })
    const formatters = Array.from({ length: size }, (_, i) => new logging.Formatter('%(asctime)s', `%A %d, shop ${i}`))
    // No text of the second before is left to be used again.
    const call = (i) => {
      record.created += 1
      return formatters[i % size].format(record)
    }
    return { call }
  },
  formats: () => {
    toNothing('%(message)s')
    const formats = Array.from({ length: size }, (_, i) => `order %d of %s in shop ${i}`)
    return { call: (i) => logger.info(formats[i % size], i, 'anna') }
  },
  setLevel: () => {
    for (let i = 0; i < size; i += 1) logging.getLogger(`service.${i % 1000}.module.${Math.floor(i / 1000)}`)
    return { call: (i) => logger.setLevel(i % 2 === 0 ? 'INFO' : 'DEBUG'), round: 1 }
  },
  extra: () => {
    toNothing('%(message)s')
    const extra = fields()
    return { call: () => logger.info('order', { extra }), units: size }
  },
  extraInJson: async () => {
    const { JsonFormatter } = await import('@pylogging/core/third-party')
    toNothing(new JsonFormatter())
    const extra = fields()
    return { call: () => logger.info('order', { extra }), units: size }
  },
  keys: () => {
    toNothing('%(message)s')
    const object = fields()
    return { call: (i) => logger.info('order %d of %s', i, object), units: size }
  },
  mapping: () => {
    toNothing('%(message)s')
    const object = fields()
    return { call: () => logger.info('order %(field_1)s', object), round: 1000 }
  },
  bare: () => {
    const fd = openSync(join(folder, 'bare.log'), 'a')
    return { call: () => writeSync(fd, `${longText()}\n`), done: () => closeSync(fd), units: MEGABYTE }
  },
  file: () => {
    const file = join(folder, 'long.log')
    logger.addHandler(new logging.FileHandler(file))
    const check = () => {
      const [first] = readFileSync(file, 'utf8').split('\n', 1)
      if (first !== longText()) throw new Error('void: not the text that was logged')
    }
    return { call: () => logger.info(longText()), done: check, units: MEGABYTE }
  },
}

console.log(JSON.stringify(await measure(await works[work]())))

/** Rounds of so many calls as there are things to go round, so that a cache meets each as often. */
async function measure({ call, units = 1, round = units === 1 ? size : 1, done }) {
  run(call, round, WARM_UP_MS)
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  const calls = run(call, round, MEASURED_MS)
  const wall = Number(process.hrtime.bigint() - before)
  const cpu = process.cpuUsage(cpuBefore)
  done?.()
  return { wallNs: wall / calls / units, cpuNs: ((cpu.user + cpu.system) * 1000) / calls / units }
}

function run(call, round, milliseconds) {
  const before = process.cpuUsage()
  let calls = 0
  do {
    for (let i = 0; i < round; i += 1) call(i)
    calls += round
  } while (cpuMs(process.cpuUsage(before)) < milliseconds)
  return calls
}

function cpuMs({ user, system }) {
  return (user + system) / 1000
}

function toNothing(format) {
  const handler = new logging.StreamHandler({ write: () => undefined })
  handler.setFormatter(typeof format === 'string' ? new logging.Formatter(format) : format)
  logger.addHandler(handler)
}

/** A function of a source file of its own, which makes an error. */
async function failureOf(i) {
  const file = join(folder, `failure-${i}.mjs`)
  writeFileSync(file, `// of shop ${i}\nexport function failure() {\n  return new Error('no such order')\n}\n`)
  return (await import(pathToFileURL(file).href)).failure
}

function fields() {
  return Object.fromEntries(Array.from({ length: size }, (_, i) => [`field_${i}`, i % 2 === 0 ? i : `value ${i}`]))
}

/** A megabyte, or two thirds of one and one byte a character; made anew, as a program would. */
function longText() {
  const text = size === 1 ? TEXTS.cjk : TEXTS.ascii
  return text.repeat(Math.ceil(MEGABYTE / Buffer.byteLength(text)))
}
