/**
 * The id of the request that is being answered, on every record that is made meanwhile, in whatever file: the part of
 * asgi-correlation-id's middleware. Its filter, in logging-setup.ts, reads the id.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { correlationId } from '@pylogging/core/third-party'

/** Answers a request under the id that the client gave it, or a new one, and tells the client. */
export function withRequestId(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  const id = String(request.headers['x-request-id'] ?? randomUUID())
  response.setHeader('x-request-id', id)
  correlationId.run(id, answer)
}
