/**
 * One process that logs numbered records into a rotating file until it is told to stop, and notes each one that was
 * acknowledged: one byte per record in a file of its own, written after the log call returned.
 *
 *   node writer.mjs FILE NAME RATE OPTIONS      RATE in records per second, 0 as fast as it can
 *
 * OPTIONS are the handler's, and `"ending": "node"`, which a namer puts behind the names of backups.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import logging from '../../../packages/core/dist/face.mjs'
import { TimedRotatingFileHandler } from '../../../packages/core/dist/handlers-face.mjs'

const [file, name, rate, options = '{}'] = process.argv.slice(2)
const { ending, ...settings } = JSON.parse(options)
const handler = new TimedRotatingFileHandler(file, settings)
if (ending !== undefined) handler.namer = (name) => `${name}.${ending}`
handler.setFormatter(new logging.Formatter('%(created)f %(name)s %(message)s'))
const logger = logging.getLogger(name)
logger.addHandler(handler)
logger.setLevel('INFO')

const acknowledged = openSync(`${file}.acks-${name}`, 'a')
const perSecond = Number(rate)
const started = performance.now()
let sent = 0
let longest = 0
let isStopping = false
process.on('SIGTERM', () => {
  isStopping = true
})
process.send?.('ready')
tick()

function tick() {
  const due = perSecond === 0 ? sent + 200 : ((performance.now() - started) / 1000) * perSecond
  while (sent < due) logOne()
  if (!isStopping) return setTimeout(tick, perSecond === 0 ? 0 : 5)
  closeSync(acknowledged)
  process.send?.({ sent, longest }, () => process.exit(0))
}

function logOne() {
  const before = performance.now()
  logger.info('%d end', sent)
  longest = Math.max(longest, performance.now() - before)
  writeSync(acknowledged, '.')
  sent += 1
}
