/** What no logger can be below: the same bytes written by hand, with nothing around them. */
import { openSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { handWrittenTime } from './hand-written-time.mjs'

const READY_LINE = '2026-07-15 14:00:00,123 INFO shop.orders: order 123456 of anna\n'
const CHUNK = 65_536

/** Bytes of the same length, ready before. */
export const bare = {
  line: (file) => bareWrites([file], READY_LINE),
  site: (file) => bareWrites([file], READY_LINE),
  twoFiles: (file) => bareWrites([file], READY_LINE),
  json: (file) => bareWrites([file], `${jsonText(123456)}\n`),
  buffered: (file) => chunks(file, () => READY_LINE),
  off: () => {
    const object = { debug: (...args) => args.length }
    return { log: (i) => object.debug('order %d of %s', i, 'anna') }
  },
  /** Never rotated. */
  rotating: (file, { rest }) => writes([file], (i) => `order ${i} of ${rest}\n`),
}

/** Written twice. */
export const bareTwice = { twoFiles: (file) => bareWrites([file, `${file}.2`], READY_LINE) }

/** What somebody who wants only this one line would write. */
export const handWritten = {
  line: (file) => writes([file], handWrittenLine),
  twoFiles: (file) => writes([file, `${file}.2`], handWrittenLine),
  json: (file) => writes([file], (i) => `${jsonText(i)}\n`),
  buffered: (file) => chunks(file, handWrittenLine),
  site: (file) => {
    const fd = openSync(file, 'a')
    function write(i) {
      const [name, line, functionName] = caller(write)
      writeSync(fd, `${handWrittenTime()} INFO shop.orders ${name}:${line} ${functionName}: order ${i} of anna\n`)
    }
    const order = (i) => {
      write(i) // order %d of %s
    }
    return { log: order }
  },
}

/** Ready lines say no number that could be checked. */
function bareWrites(files, line) {
  return { ...writes(files, () => line), isReady: true }
}

function writes(files, text) {
  const fds = files.map((file) => openSync(file, 'a'))
  const log = (i) => {
    const line = text(i)
    for (const fd of fds) writeSync(fd, line)
  }
  return { log, files }
}

function chunks(file, text) {
  const fd = openSync(file, 'a')
  let kept = ''
  const done = () => writeSync(fd, kept)
  const log = (i) => {
    kept += text(i)
    if (kept.length < CHUNK) return
    writeSync(fd, kept)
    kept = ''
  }
  return { log, done, isReady: text(1) === text(2) }
}

function handWrittenLine(i) {
  return `${handWrittenTime()} INFO shop.orders: order ${i} of anna\n`
}

function jsonText(i) {
  return JSON.stringify({
    time: handWrittenTime(),
    level: 'INFO',
    logger: 'shop.orders',
    message: `order ${i} of anna`,
  })
}

function caller(below) {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = (_, frames) => frames
  Error.stackTraceLimit = 1
  const holder = {}
  Error.captureStackTrace(holder, below)
  const [frame] = holder.stack
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return [basename(frame.getFileName()), frame.getLineNumber(), frame.getFunctionName()]
}
