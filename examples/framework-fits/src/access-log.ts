/**
 * One line for each request, when its answer has been handed to the system.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getLogger } from '@pylogging/core'

const access = getLogger('uvicorn.access')

/** Called when a request comes in: routers of Express change its url later. */
export function logAccess(request: IncomingMessage, response: ServerResponse): void {
  const { method, url, httpVersion, socket } = request
  const client = `${socket.remoteAddress}:${socket.remotePort}`
  response.once('finish', () => {
    access.info('%s - "%s %s HTTP/%s" %d', client, method, url, httpVersion, response.statusCode)
  })
}
