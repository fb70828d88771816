/** log4js: 'file' is a stream, which asks for a pause when it is full, 'fileSync' appends each line at once. */
import log4js from 'log4js'

const PATTERN = { type: 'pattern', pattern: '%d{yyyy-MM-dd hh:mm:ss,SSS} %p %c: %m' }
const SITE = { type: 'pattern', pattern: '%d{yyyy-MM-dd hh:mm:ss,SSS} %p %c %f{1}:%l %M: %m' }

let isFull = false
process.on('log4js:pause', (paused) => {
  isFull = paused
})

export const stream = {
  line: (filename) => appending({ type: 'file', filename, layout: PATTERN }),
  site: (filename) => appending({ type: 'file', filename, layout: SITE }, { enableCallStack: true }),
  json: (filename) => {
    log4js.addLayout('json', () => ({ startTime, level, categoryName, data: [format, ...args] }) => {
      const message = format.replace(/%[ds]/g, () => args.shift())
      return JSON.stringify({ time: startTime, level: level.levelStr, logger: categoryName, message })
    })
    return appending({ type: 'file', filename, layout: { type: 'json' } })
  },
  buffered: (filename) => appending({ type: 'file', filename, layout: PATTERN }),
  off: (filename) => {
    const { logger } = appending({ type: 'file', filename, layout: PATTERN })
    return { log: (i) => logger.debug('order %d of %s', i, 'anna'), calls: 2_000_000 }
  },
  twoFiles: (file) => {
    const appenders = {
      top: { type: 'file', filename: file, layout: PATTERN },
      below: { type: 'file', filename: `${file}.2`, layout: PATTERN },
    }
    const categories = {
      default: { appenders: ['top'], level: 'info' },
      a: { appenders: ['top'], level: 'info' },
      'a.b': { appenders: ['below'], level: 'info' },
    }
    return { ...configured({ appenders, categories }, 'a.b.c.d'), files: [file, `${file}.2`] }
  },
  rotating: (filename, { maxBytes, backupCount, rest }) => {
    const appender = { type: 'file', filename, layout: PATTERN, maxLogSize: maxBytes, backups: backupCount }
    const { logger, ready, done } = appending(appender)
    return { log: (i) => logger.info('order %d of %s', i, rest), ready, done }
  },
}

export const sync = {
  line: (filename) => appending({ type: 'fileSync', filename, layout: PATTERN }),
  site: (filename) => appending({ type: 'fileSync', filename, layout: SITE }, { enableCallStack: true }),
}

function appending(appender, more = {}) {
  const categories = { default: { appenders: ['app'], level: 'info', ...more } }
  return configured({ appenders: { app: appender }, categories }, 'shop.orders')
}

function configured(configuration, name) {
  log4js.configure(configuration)
  const logger = log4js.getLogger(name)
  const order = (i) => {
    logger.info('order %d of %s', i, 'anna')
  }
  const ready = async () => {
    while (isFull) await new Promise(setImmediate)
  }
  return { logger, log: order, ready, calls: 50_000, done: () => new Promise((resolve) => log4js.shutdown(resolve)) }
}
