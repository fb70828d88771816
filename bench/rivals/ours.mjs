/** @pylogging/core. */
import logging from '@pylogging/core'

const LINE_FORMAT = '%(asctime)s %(levelname)s %(name)s: %(message)s'
const SITE_FORMAT = '%(asctime)s %(levelname)s %(name)s %(filename)s:%(lineno)d %(funcName)s: %(message)s'

/** What a program writes that wants no more than these four fields. */
class FourFields extends logging.Formatter {
  format(record) {
    const { levelname: level, name: logger } = record
    return JSON.stringify({ time: this.formatTime(record), level, logger, message: record.getMessage() })
  }
}

export const ours = {
  line: (file) => withHandler(new logging.FileHandler(file)),
  site: (file) => withHandler(new logging.FileHandler(file), new logging.Formatter(SITE_FORMAT)),
  json: (file) => withHandler(new logging.FileHandler(file), new FourFields()),
  buffered: (file) => withHandler(new logging.handlers.TimedRotatingFileHandler(file, { bufferBytes: 65_536 })),
  off: () => {
    const logger = logging.getLogger('a.b.c.d')
    logging.getLogger('a').setLevel('INFO')
    return { log: (i) => logger.debug('order %d of %s', i, 'anna') }
  },
  twoFiles: (file) => {
    const files = [file, `${file}.2`]
    const handlers = files.map((each) => handlerWith(new logging.FileHandler(each)))
    logging.root.addHandler(handlers[0])
    logging.getLogger('a').addHandler(handlers[1])
    logging.root.setLevel('INFO')
    const logger = logging.getLogger('a.b.c.d')
    return { log: (i) => logger.info('order %d of %s', i, 'anna'), done: logging.shutdown, files }
  },
  rotating: (file, { maxBytes, backupCount, rest }) => {
    const logger = logging.getLogger('shop.orders')
    logger.addHandler(handlerWith(new logging.handlers.RotatingFileHandler(file, { maxBytes, backupCount })))
    logger.setLevel('INFO')
    return { log: (i) => logger.info('order %d of %s', i, rest), done: logging.shutdown }
  },
}

/** python-json-logger's formatter, with all its options. */
export const oursJsonFormatter = {
  json: async (file) => {
    const { JsonFormatter } = await import('@pylogging/core/third-party')
    const fields = { fmt: '%(asctime)s %(levelname)s %(name)s %(message)s' }
    return withHandler(new logging.FileHandler(file), new JsonFormatter(fields))
  },
}

/** A file that also looks for other processes' rotations, once a millisecond or at each record. */
export const oursTimed = {
  line: (file) => withHandler(new logging.handlers.TimedRotatingFileHandler(file, { when: 'midnight' })),
  rotating: (file, { rest }) => {
    const logger = logging.getLogger('shop.orders')
    logger.addHandler(handlerWith(new logging.handlers.TimedRotatingFileHandler(file, { when: 'S', backupCount: 200 })))
    logger.setLevel('INFO')
    return { log: (i) => logger.info('order %d of %s', i, rest), done: logging.shutdown }
  },
}

export const oursSized = {
  line: (file) => withHandler(new logging.handlers.RotatingFileHandler(file, { maxBytes: 1e9, backupCount: 3 })),
}

export const oursTimedAlways = {
  line: (file) =>
    withHandler(new logging.handlers.TimedRotatingFileHandler(file, { when: 'midnight', watchIntervalMs: 0 })),
}

function withHandler(handler, formatter) {
  const logger = logging.getLogger('shop.orders')
  logger.addHandler(handlerWith(handler, formatter))
  logger.setLevel('INFO')
  const order = (i) => {
    logger.info('order %d of %s', i, 'anna')
  }
  return { log: order, done: logging.shutdown }
}

function handlerWith(handler, formatter = new logging.Formatter(LINE_FORMAT)) {
  handler.setFormatter(formatter)
  return handler
}
