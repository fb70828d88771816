/** pino writes JSON alone. `sync: true` is its default for a file; a worker thread is what its docs call a transport. */
import { once } from 'node:events'
import pino from 'pino'

export const json = {
  line: (file) => to(pino.destination({ dest: file, sync: true })),
  json: (file) => to(pino.destination({ dest: file, sync: true })),
  buffered: (file) => to(pino.destination({ dest: file, sync: false, minLength: 4096 })),
  off: () => {
    const logger = pino({ level: 'info', name: 'shop.orders' }, pino.destination({ dest: '/dev/null' }))
    return { log: (i) => logger.debug('order %d of %s', i, 'anna') }
  },
  twoFiles: (file) => {
    const files = [file, `${file}.2`]
    return { ...to(pino.multistream(files.map((dest) => ({ stream: pino.destination({ dest, sync: true }) })))), files }
  },
}

export const worker = {
  buffered: (file) => to(pino.transport({ target: 'pino/file', options: { destination: file } }), 'close'),
  rotating: (file, { maxBytes, backupCount, rest }) => {
    const options = { file, size: `${maxBytes / 1024}k`, limit: { count: backupCount } }
    const { logger, done } = to(pino.transport({ target: 'pino-roll', options }), 'close')
    return { log: (i) => logger.info('order %d of %s', i, rest), done }
  },
}

function to(destination, closes) {
  const logger = pino({ name: 'shop.orders', timestamp: pino.stdTimeFunctions.isoTime }, destination)
  const done = async () => {
    if (closes === undefined) return destination.flushSync()
    const awake = setInterval(() => undefined, 1000)
    const closed = once(destination, closes)
    destination.end()
    await closed
    clearInterval(awake)
  }
  return { logger, log: (i) => logger.info('order %d of %s', i, 'anna'), done }
}
