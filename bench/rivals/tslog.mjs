/** tslog: no %-format, so the message is a template; its file transport is a stream that is saved at process.exit. */
import { Logger } from 'tslog'
import { fileTransport } from 'tslog/transports/file'

const TIME = '{{yyyy}}-{{mm}}-{{dd}} {{hh}}:{{MM}}:{{ss}},{{ms}} {{logLevelName}} {{name}}'

export const stream = {
  line: (path) => to([path], 'pretty', { template: `${TIME}: ` }),
  site: (path) => to([path], 'pretty', { template: `${TIME} {{fileNameWithLine}}: ` }),
  json: (path) => to([path], 'json'),
  buffered: (path) => to([path], 'pretty', { template: `${TIME}: ` }),
  off: () => {
    const logger = new Logger({ type: 'hidden', name: 'shop.orders', minLevel: 'INFO' })
    return { log: (i) => logger.debug(`order ${i} of anna`), calls: 2_000_000 }
  },
  twoFiles: (path) => ({ ...to([path, `${path}.2`], 'pretty', { template: `${TIME}: ` }), files: [path, `${path}.2`] }),
}

function to(paths, format, pretty = {}) {
  const settings = { type: 'hidden', name: 'shop.orders', minLevel: 'INFO', pretty: { timeZone: 'local', ...pretty } }
  const logger = new Logger(settings)
  for (const path of paths) logger.attachTransport(fileTransport({ path, format }))
  const order = (i) => {
    logger.info(`order ${i} of anna`)
  }
  return { log: order, done: () => logger.flush(), calls: 50_000 }
}
