/**
 * The same process of the service, ported: exporting.py line by line.
 *
 *   node dist/exporting.js URL      logs what the service logs, and ends
 */
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import logging from '@pylogging/core'
import { LoggingHandler } from '@pylogging/core/opentelemetry'

const processor = new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: process.argv[2] ?? '' }) })
const resource = resourceFromAttributes({ 'service.name': 'shop' })
const provider = new LoggerProvider({ resource, processors: [processor] })
logging.root.addHandler(new LoggingHandler({ logger_provider: provider }))
logging.root.setLevel('INFO')
const logger = logging.getLogger('shop.orders')

class PaymentDeclined extends Error {}

function pay(order: number): never {
  throw new PaymentDeclined(`card of order ${order} declined`)
}

logger.info('order %d of %s', 7, 'späm ✓')
logger.warning('late', { extra: { order: { id: 7, tags: ['a', null, 1.5] }, paid: true, note: null } })
logger.log(35, 'between warning and error')
logger.critical({ free: 12, disks: ['sda'] })
try {
  pay(17)
} catch (error) {
  logger.error('failed', { exc_info: error })
}
await provider.shutdown()
