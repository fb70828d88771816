/**
 * LogTape. Its file sink calls fsync with every write, and writes a record shorter than 200 bytes at once whatever its
 * `bufferSize`: few calls are enough to measure a disk. Its stream sink does neither.
 */
import { getFileSink, getRotatingFileSink, getStreamFileSink } from '@logtape/file'
import { configure, dispose, getJsonLinesFormatter, getLogger, getTextFormatter } from '@logtape/logtape'
import { handWrittenTime } from './hand-written-time.mjs'

/** Its text formatter has no time of this form among its own, but takes a function. */
const TEXT = getTextFormatter({
  timestamp: () => handWrittenTime(),
  value: String,
  level: 'FULL',
  category: '.',
  format: ({ timestamp, level, category, message }) =>
    `${timestamp} ${level === 'WARNING' ? level : level.toUpperCase()} ${category}: ${message}`,
})

const SLOW_CALLS = 2000

export const synced = {
  line: (file) => toOne(getFileSink(file, { formatter: TEXT, bufferSize: 0 })),
  json: (file) => toOne(getFileSink(file, { formatter: getJsonLinesFormatter(), bufferSize: 0 })),
  buffered: (file) => toOne(getFileSink(file, { formatter: TEXT, bufferSize: 65_536 })),
  off: async (file) => {
    await toOne(getFileSink(file, { formatter: TEXT, lazy: true }))
    const logger = getLogger(['shop', 'orders'])
    return {
      log: (i) => logger.debug('order {number} of {customer}', { number: i, customer: 'anna' }),
      calls: 1_000_000,
    }
  },
  twoFiles: async (file) => {
    const files = [file, `${file}.2`]
    const [one, two] = files.map((each) => getFileSink(each, { formatter: TEXT, bufferSize: 0 }))
    return { ...(await treeOf(one, two)), files, calls: SLOW_CALLS }
  },
  rotating: async (file, { maxBytes, backupCount, rest }) => {
    const options = { formatter: TEXT, maxSize: maxBytes, maxFiles: backupCount }
    await configureWith({ one: getRotatingFileSink(file, options) }, [{ category: [], sinks: ['one'] }])
    const logger = getLogger(['shop', 'orders'])
    return { log: (number) => logger.info('order {number} of {rest}', { number, rest }), done: dispose }
  },
}

export const stream = {
  line: (file) => toOne(getStreamFileSink(file, { formatter: TEXT }), {}),
  json: (file) => toOne(getStreamFileSink(file, { formatter: getJsonLinesFormatter() }), {}),
  buffered: (file) => toOne(getStreamFileSink(file, { formatter: TEXT, highWaterMark: 65_536 }), {}),
  twoFiles: async (file) => {
    const files = [file, `${file}.2`]
    const [one, two] = files.map((each) => getStreamFileSink(each, { formatter: TEXT }))
    return { ...(await treeOf(one, two)), files }
  },
}

async function toOne(sink, more = { calls: SLOW_CALLS }) {
  await configureWith({ sink }, [{ category: [], sinks: ['sink'], lowestLevel: 'info' }])
  return { ...logging(['shop', 'orders']), ...more }
}

async function treeOf(one, two) {
  await configureWith({ one, two }, [
    { category: [], sinks: ['one'], lowestLevel: 'info' },
    { category: ['a'], sinks: ['two'], lowestLevel: 'info' },
  ])
  return logging(['a', 'b', 'c', 'd'])
}

function configureWith(sinks, loggers) {
  const quiet = { category: ['logtape', 'meta'], lowestLevel: 'warning' }
  return configure({ sinks, loggers: [...loggers, quiet] })
}

function logging(category) {
  const logger = getLogger(category)
  return {
    log: (i) => logger.info('order {number} of {customer}', { number: i, customer: 'anna' }),
    done: dispose,
  }
}
