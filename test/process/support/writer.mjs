/**
 * One process that logs numbered records into a rotated file until it is told to stop, and notes each one that was
 * acknowledged.
 *
 *   node writer.mjs '{ "file", "name", "kind", "rate", "options", "padding", "orders", "held", "clock" }'
 *
 * `kind`: handler (through a logger), timed or sized (the rotator alone). `rate` in records per second, 0 as fast as it can. On SIGTERM it
 * stops, and tells how many it sent, and how long the longest call took and waited.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import logging from '../../../packages/core/dist/face.mjs'
import { TimedRotatingFileHandler } from '../../../packages/core/dist/handlers-face.mjs'
import { RotatingFile, TimedRotatingFile } from '../../../packages/rotator/dist/face.mjs'
import { currentTime } from '../../../packages/rotator/dist/testing-face.mjs'
import { followClock, noteHeldLocks, obeyOrders, Stopwatch } from './instruments.mjs'
import { acknowledgement, recordText } from './records.mjs'

const plan = isMainThread ? JSON.parse(process.argv[2]) : workerData
const { file, name, kind = 'handler', rate, options, padding = 0, orders, held, clock } = plan
const write = { handler: throughLogger, timed: toFile(TimedRotatingFile), sized: toFile(RotatingFile) }[kind]()
const steps = clock ?? []
const acknowledged = openSync(`${file}.acks-${name}`, 'a')
const errors = []
let sent = 0
let isStopping = false

const stopwatch = new Stopwatch()
if (held !== undefined) noteHeldLocks(`${file}.lock`, held)
if (orders !== undefined) obeyOrders(orders)
if (clock !== undefined) followClock(steps)
const parent = isMainThread ? process : parentPort
parent.on('message', (message) => {
  if (message === 'stop') isStopping = true
  else steps.push(message)
})
process.on('SIGTERM', () => {
  isStopping = true
})
tell('ready')
const started = performance.now()
tick()

function tick() {
  const due = rate === 0 ? sent + 200 : ((performance.now() - started) / 1000) * rate
  while (sent < due) logOne()
  if (!isStopping) return setTimeout(tick, rate === 0 ? 0 : 5)
  closeSync(acknowledged)
  const { longest, waited } = stopwatch
  tell({ sent, longest, waited, errors })
  if (isMainThread) process.disconnect()
  else parentPort.close()
}

function logOne() {
  const created = currentTime()
  stopwatch.measure(() => write(created))
  writeSync(acknowledged, acknowledgement(created, currentTime()))
  sent += 1
}

function tell(message) {
  if (isMainThread) process.send(message)
  else parentPort.postMessage(message)
}

function toFile(Kind) {
  return () => {
    const target = new Kind(file, options)
    return (created) => {
      try {
        target.write(recordText(created, name, sent, padding), created)
      } catch (error) {
        if (!error.recordWritten) throw error
        errors.push(error.message)
      }
    }
  }
}

function throughLogger() {
  const handler = new TimedRotatingFileHandler(file, options)
  handler.setFormatter(new logging.Formatter('%(created)f %(name)s %(message)s'))
  const logger = logging.getLogger(name)
  logger.addHandler(handler)
  logger.setLevel('INFO')
  const filler = padding > 0 ? `${'x'.repeat(padding)} ` : ''
  return () => logger.info('%d %send', sent, filler)
}
