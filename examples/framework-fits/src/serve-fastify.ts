/**
 * Fastify with uvicorn's lines and request ids. Its own logger stays off: there is one configuration.
 *
 *   node dist/serve-fastify.js
 */
import { getLogger } from '@pylogging/core'
import { fastify } from 'fastify'
import { logAccess } from './access-log.js'
import { setUpLogging } from './logging-setup.js'
import { priceOf } from './orders.js'
import { withRequestId } from './request-id.js'

setUpLogging()
const logger = getLogger('uvicorn.error')

const app = fastify()
app.addHook('onRequest', (request, reply, done) => {
  logAccess(request.raw, reply.raw)
  withRequestId(request.raw, reply.raw, done)
})
app.get<{ Params: { number: string } }>('/orders/:number', async ({ params }) => {
  return { price: await priceOf(Number(params.number)) }
})

logger.info('Fastify running on %s', await app.listen({ host: '127.0.0.1', port: 0 }))
process.once('SIGTERM', () => void app.close())
