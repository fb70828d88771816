/** winston: its File transport is a stream, so a line is in memory when the call returns. */
import winston from 'winston'

const { combine, printf, splat, timestamp, json } = winston.format
const TIME = timestamp({ format: 'YYYY-MM-DD HH:mm:ss,SSS' })
const TEXT = combine(
  splat(),
  TIME,
  printf(({ timestamp: time, level, message }) => `${time} ${level.toUpperCase()} shop.orders: ${message}`),
)

export const stream = {
  line: (file) => to([{ filename: file }], TEXT),
  json: (file) => to([{ filename: file }], combine(splat(), TIME, json()), { logger: 'shop.orders' }),
  buffered: (file) => to([{ filename: file }], TEXT),
  off: (file) => {
    const { logger } = to([{ filename: file }], TEXT)
    return { log: (i) => logger.debug('order %d of %s', i, 'anna'), calls: 200_000 }
  },
  twoFiles: (file) => ({ ...to([{ filename: file }, { filename: `${file}.2` }], TEXT), files: [file, `${file}.2`] }),
  rotating: (file, { maxBytes, backupCount, rest }) => {
    const { logger, done } = to([{ filename: file, maxsize: maxBytes, maxFiles: backupCount, tailable: true }], TEXT)
    return { log: (i) => logger.info('order %d of %s', i, rest), done }
  },
}

function to(files, format, defaultMeta) {
  const transports = files.map((options) => new winston.transports.File(options))
  const logger = winston.createLogger({ level: 'info', format, defaultMeta, transports })
  // The logger's own 'finish' comes before the files are written; each transport's is the one its docs wait for.
  const done = async () => {
    const finished = transports.map((transport) => new Promise((resolve) => transport.once('finish', resolve)))
    logger.end()
    await Promise.all(finished)
  }
  return { logger, log: (i) => logger.info('order %d of %s', i, 'anna'), done, calls: 100_000 }
}
