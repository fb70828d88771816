/**
 * Whether the size of the tree of loggers matters to a call: `node tree.mjs CASE` prints nanoseconds per call as JSON.
 *
 * Each line goes to a stream that does nothing, or is dropped for its level.
 */
import logging from '@pylogging/core'

const MANY = 100_000
const DEEP = 20
const CALLS = 2_000_000
const WARM_UP = 200_000

const deepName = Array.from({ length: DEEP }, (_, i) => `n${i}`).join('.')

const cases = {
  'info(), one logger': () => infoOn('a'),
  'info(), one of 100,000 loggers': () => many() && infoOn('a'),
  'info(), a name of twenty parts, of which no other was asked for': () => infoOn(deepName),
  'debug() that is off, one logger': () => debugOn('a'),
  'debug() that is off, one of 100,000 loggers': () => many() && debugOn('a'),
  'debug() that is off, twenty loggers deep': () => chain() && debugOn(deepName),
  'getLogger(), one logger': () => () => logging.getLogger('a'),
  'getLogger(), one of 100,000 loggers': () => many() && (() => logging.getLogger('service.42.module.7')),
}

const call = cases[process.argv[2]]()
for (let i = 0; i < WARM_UP; i += 1) call(i)
const cpuBefore = process.cpuUsage()
const before = process.hrtime.bigint()
for (let i = 0; i < CALLS; i += 1) call(i)
const wall = Number(process.hrtime.bigint() - before)
const cpu = process.cpuUsage(cpuBefore)
console.log(JSON.stringify({ wallNs: wall / CALLS, cpuNs: ((cpu.user + cpu.system) * 1000) / CALLS }))

function infoOn(name) {
  logging.root.addHandler(new logging.StreamHandler({ write: () => undefined }))
  const logger = logging.getLogger(name)
  logger.setLevel('INFO')
  return (i) => logger.info('order %d of %s', i, 'anna')
}

function debugOn(name) {
  const logger = logging.getLogger(name)
  return (i) => logger.debug('order %d of %s', i, 'anna')
}

function many() {
  for (let i = 0; i < MANY; i += 1) logging.getLogger(`service.${i % 1000}.module.${Math.floor(i / 1000)}`)
  return true
}

function chain() {
  for (let end = deepName.length; end > 0; end = deepName.lastIndexOf('.', end - 1)) {
    logging.getLogger(deepName.slice(0, end))
  }
  return true
}
