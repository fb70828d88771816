/**
 * What a line costs as something grows: `node growth.mjs WHAT KIND X FOLDER` prints { wallNs, cpuNs } per line and handler as
 * JSON. KIND is `ours`, or `bare`: a loop that does no more than write the same lines.
 *
 *   length     bytes of a record, to a FileHandler
 *   handlers   FileHandlers of one logger
 *   loggers    in the tree, of which each logs in turn
 *   backups    in the folder of a file that is rotated by time and goes through a rotation in every thousand lines
 */
import { openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import logging from '@pylogging/core'

const [what, kind, xText, folder] = process.argv.slice(2)
const x = Number(xText)
const USUAL = 'order 17 of anna'
const BACKUP_TURN = 1000
const CPU_MS = 200
const file = join(folder, 'app.log')
const isOurs = kind === 'ours'
logging.root.setLevel('INFO')

const works = {
  length: () => (isOurs ? logTo(1, () => 'x'.repeat(x)) : writeTo(1, () => 'x'.repeat(x))),
  handlers: () => (isOurs ? logTo(x, () => USUAL) : writeTo(x, () => USUAL)),
  loggers: () => {
    if (!isOurs) return writeTo(1, () => USUAL)
    logTo(1, () => USUAL)
    const loggers = Array.from({ length: x }, (_, i) =>
      logging.getLogger(`service.${i % 1000}.m${Math.floor(i / 1000)}`),
    )
    return { call: (i) => loggers[i % x].info(USUAL), lines: 1, round: x }
  },
  backups: () => {
    for (let i = 0; i < x; i += 1) writeFileSync(`${file}.${dateOf(i)}`, '')
    if (!isOurs) return { ...writeTo(1, () => USUAL), round: BACKUP_TURN }
    const handler = new logging.handlers.TimedRotatingFileHandler(file, { when: 'H', utc: true })
    logging.root.addHandler(handler)
    const logger = logging.getLogger('shop.orders')
    const call = (i) => {
      if (i === 0) handler.doRollover()
      logger.info(USUAL)
    }
    return { call, lines: 1, round: BACKUP_TURN }
  },
}

console.log(JSON.stringify(measure(works[what]())))

function measure({ call, lines, round = 100 }) {
  run(call, round)
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  const count = run(call, round) * lines
  const wall = Number(process.hrtime.bigint() - before)
  return { wallNs: wall / count, cpuNs: (cpuMs(cpuBefore) * 1e6) / count }
}

function run(call, round) {
  const before = process.cpuUsage()
  let calls = 0
  do {
    for (let i = 0; i < round; i += 1) call(i)
    calls += round
  } while (cpuMs(before) < CPU_MS)
  return calls
}

function cpuMs(before) {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function logTo(handlers, text) {
  for (let i = 0; i < handlers; i += 1) logging.root.addHandler(new logging.FileHandler(`${file}.${i}`))
  const logger = logging.getLogger('shop.orders')
  const message = text()
  return { call: () => logger.info(message), lines: handlers }
}

function writeTo(files, text) {
  const fds = Array.from({ length: files }, (_, i) => openSync(`${file}.${i}`, 'a'))
  const line = `${text()}\n`
  return {
    call: () => {
      for (const fd of fds) writeSync(fd, line)
    },
    lines: files,
  }
}

/** The name of an hour's backup, from 2020 on. */
function dateOf(hour) {
  return new Date(Date.UTC(2020) + hour * 3_600_000).toISOString().slice(0, 13).replace('T', '_')
}
