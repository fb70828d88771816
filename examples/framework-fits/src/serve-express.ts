/**
 * Express with uvicorn's lines and request ids.
 *
 *   node dist/serve-express.js
 */
import type { AddressInfo } from 'node:net'
import { getLogger } from '@pylogging/core'
import express from 'express'
import { logAccess } from './access-log.js'
import { setUpLogging } from './logging-setup.js'
import { priceOf } from './orders.js'
import { withRequestId } from './request-id.js'

setUpLogging()
const logger = getLogger('uvicorn.error')

const app = express()
app.use((request, response, next) => {
  logAccess(request, response)
  withRequestId(request, response, next)
})
app.get('/orders/:number', async (request, response) => {
  response.json({ price: await priceOf(Number(request.params.number)) })
})

const server = app.listen(0, '127.0.0.1', () => {
  logger.info('Express running on http://127.0.0.1:%d', (server.address() as AddressInfo).port)
})
process.once('SIGTERM', () => {
  server.close()
  server.closeIdleConnections()
})
