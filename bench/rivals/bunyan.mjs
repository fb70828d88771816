/** bunyan: JSON alone, into a stream of Node's. Its `src: true` finds no caller here, as its own code is in strict mode. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import bunyan from 'bunyan'

export const json = {
  line: (file) => to([file]),
  json: (file) => to([file]),
  buffered: (file) => to([file]),
  off: (file) => {
    const { logger } = to([file])
    return { log: (i) => logger.debug('order %d of %s', i, 'anna') }
  },
  twoFiles: (file) => ({ ...to([file, `${file}.2`]), files: [file, `${file}.2`] }),
}

function to(files) {
  const streams = files.map((file) => createWriteStream(file, { flags: 'a' }))
  const logger = bunyan.createLogger({ name: 'shop.orders', streams: streams.map((stream) => ({ stream })) })
  const done = async () => {
    const closed = streams.map((stream) => once(stream, 'close'))
    for (const stream of streams) stream.end()
    await Promise.all(closed)
  }
  return { logger, log: (i) => logger.info('order %d of %s', i, 'anna'), done }
}
