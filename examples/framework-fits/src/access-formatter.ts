/**
 * uvicorn's access lines: INFO:     127.0.0.1:50001 - "GET /orders/17 HTTP/1.1" 200 OK
 *
 * The record's arguments are those that uvicorn gives: client, method, path with query, HTTP version, status.
 */
import { STATUS_CODES } from 'node:http'
import { Formatter, type LogRecord } from '@pylogging/core'

type AccessArguments = [client: string, method: string, path: string, version: string, status: number]

export class AccessFormatter extends Formatter {
  override formatMessage(record: LogRecord): string {
    const [client, method, path, version, status] = record.args as AccessArguments
    return `${prefixOf(record)} ${client} - "${method} ${path} HTTP/${version}" ${status} ${STATUS_CODES[status] ?? ''}`
  }
}

/** uvicorn's other lines: the level, a colon, and the message in column 11. */
export class DefaultFormatter extends Formatter {
  override formatMessage(record: LogRecord): string {
    return `${prefixOf(record)} ${super.formatMessage(record)}`
  }
}

function prefixOf({ levelname }: LogRecord): string {
  return `${levelname}:`.padEnd(9)
}
