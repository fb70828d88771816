/**
 * A Fastify service with traces and logs that belong together.
 *
 *   node dist/main.js                                                          prints spans and records
 *   OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 node dist/main.js        sends the records to a collector
 */
import { getLogger } from '@pylogging/core'
import { fastify } from 'fastify'
import { setUpLogging } from './logging-setup.js'
import { priceOf } from './orders.js'
import { startTelemetry, stopTelemetry } from './telemetry.js'
import { traceRequests } from './tracing.js'

startTelemetry()
setUpLogging()
const logger = getLogger('shop')

const app = fastify()
traceRequests(app)
app.setErrorHandler((error, _request, reply) => {
  logger.error('the request failed', { exc_info: error })
  return reply.code(500).send({ error: 'internal' })
})
app.get<{ Params: { number: string } }>('/orders/:number', async ({ params }) => {
  return { price: await priceOf(Number(params.number)) }
})

logger.info('Fastify running on %s', await app.listen({ host: '127.0.0.1', port: 0 }))
process.once('SIGTERM', () => void app.close().then(stopTelemetry))
