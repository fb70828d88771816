/**
 * The service itself: answers GET /orders/NUMBER, and logs what it did under the id of the request.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getLogger } from '@pylogging/core'

const logger = getLogger('orders')
const accessLogger = getLogger('orders.access')

class PaymentDeclined extends Error {}

export function createService(): Server {
  return createServer((request, response) => {
    const requestId = String(request.headers['x-request-id'] ?? randomUUID())
    const started = performance.now()
    const [status, body] = answer(requestId, request)
    logAccess(requestId, request, status, performance.now() - started)
    send(response, status, body)
  })
}

function answer(requestId: string, request: IncomingMessage): [status: number, body: string] {
  const [, number] = /^\/orders\/(\d{1,9})$/.exec(request.url ?? '') ?? []
  if (number === undefined) {
    logger.info('id=%s no such page', requestId)
    return [404, 'not found']
  }
  try {
    return [200, `order ${number}: ${price(requestId, Number(number))}`]
  } catch (error) {
    logger.warning('id=%s payment failed', requestId, { exc_info: error })
    return [402, 'payment required']
  }
}

function price(requestId: string, order: number): number {
  logger.info('id=%s order=%d priced', requestId, order)
  if (order % 17 === 0) throw new PaymentDeclined(`card of order ${order} declined`)
  return (order * 7) / 4
}

/** Before the answer goes out: once the client has it, the line is in the file. */
function logAccess(requestId: string, request: IncomingMessage, status: number, milliseconds: number): void {
  accessLogger.info('id=%s "%s %s" %d %.3fms', requestId, request.method, request.url, status, milliseconds)
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${body}\n`)
}
