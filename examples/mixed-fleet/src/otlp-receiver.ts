/**
 * A collector that takes logs by OTLP over HTTP, as JSON (Node's exporter) and as protobuf (Python's), and keeps them.
 *
 * A program of its own has OpenTelemetry's collector there; this one is small enough to read, and shows what arrived.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { readLogs } from './otlp-protobuf.js'

export type AnyValue = { readonly [kind: string]: unknown }

export interface KeyValue {
  readonly key: string
  readonly value: AnyValue
}

export interface LogRecord {
  readonly timeUnixNano?: string
  readonly severityNumber?: number
  readonly severityText?: string
  readonly body?: AnyValue
  readonly attributes?: readonly KeyValue[]
  readonly traceId?: string
  readonly spanId?: string
  readonly flags?: number
}

export interface LogsRequest {
  readonly resourceLogs?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] }
    readonly scopeLogs?: readonly {
      readonly scope?: { readonly name?: string }
      readonly logRecords?: readonly LogRecord[]
    }[]
  }[]
}

/** A record that arrived, with its logger and its process. */
export interface Arrived {
  readonly scope: string
  readonly resource: Readonly<Record<string, unknown>>
  readonly record: LogRecord
}

/** What the receiver does with a request: the status of its answer, after so many milliseconds. */
export interface Answer {
  readonly status: number
  readonly afterMs?: number
}

export class OtlpReceiver {
  /** What arrived in requests that were answered with 200. */
  readonly records: Arrived[] = []
  /** The statuses that were answered. */
  readonly statuses: number[] = []
  answer: () => Answer = () => ({ status: 200 })
  readonly #server: Server = createServer((request, response) => void this.#take(request, response))

  /** @returns The address for the exporters. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/logs`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { status, afterMs = 0 } = this.answer()
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs))
    const isJson = request.headers['content-type'] === 'application/json'
    const isZipped = request.headers['content-encoding'] === 'gzip'
    const bytes = isZipped ? gunzipSync(Buffer.concat(chunks)) : Buffer.concat(chunks)
    this.statuses.push(status)
    if (status === 200) this.records.push(...arrived(isJson ? JSON.parse(bytes.toString()) : readLogs(bytes)))
    // No answer is an answer of protobuf, too: everything was taken.
    response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'application/x-protobuf' })
    response.end(isJson ? '{}' : '')
  }
}

function arrived({ resourceLogs = [] }: LogsRequest): Arrived[] {
  return resourceLogs.flatMap(({ resource, scopeLogs = [] }) =>
    scopeLogs.flatMap(({ scope, logRecords = [] }) =>
      logRecords.map((record) => ({
        scope: scope?.name ?? '',
        resource: plain(resource?.attributes ?? []),
        record,
      })),
    ),
  )
}

/** Attributes as a dictionary. */
export function plain(attributes: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, javascriptOf(value)]))
}

/** What a value of OTLP is, in JavaScript. */
export function javascriptOf(value: AnyValue): unknown {
  const [[kind, content] = ['', null]] = Object.entries(value)
  if (kind === 'arrayValue') return ((content as { values?: AnyValue[] }).values ?? []).map(javascriptOf)
  if (kind === 'kvlistValue') return plain((content as { values?: KeyValue[] }).values ?? [])
  return kind === 'intValue' ? Number(content) : content
}
