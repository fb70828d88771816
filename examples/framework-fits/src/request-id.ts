/**
 * The id of the request that is being answered, on every record that is made meanwhile, in whatever file.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { LogRecord } from '@pylogging/core'

const requestId = new AsyncLocalStorage<string>()

/** A filter that lets everything pass. Outside of requests the id is `-`. */
export function addRequestId(record: LogRecord): true {
  record['request_id'] = requestId.getStore() ?? '-'
  return true
}

/** Answers a request under the id that the client gave it, or a new one. */
export function withRequestId(request: IncomingMessage, answer: () => void): void {
  requestId.run(String(request.headers['x-request-id'] ?? randomUUID()), answer)
}
