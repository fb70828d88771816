/**
 * Sends each record to a web server, its attributes as a query or as a form. The server's answer does not matter.
 *
 *   GET /log?name=shop&msg=order+%25d&args=%285%2C%29&levelname=INFO…
 *
 * The requests go out in the background, one after the other, over a connection that is kept (Python makes a new one for
 * each record and waits for the answer).
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, HTTPHandler; Lib/urllib/parse.py, urlencode.
 */
import { bindNamed, type LogRecord, type PositionsThenNames, pythonAttribute, str } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { handleFailure } from '../model/handler.js'
import { streamPlace } from '../transport/address.js'
import { Connection } from '../transport/connection.js'
import type { HttpRequest, HttpTarget } from '../transport/protocol.js'
import { proxyOf, proxyUrl } from './http-proxy.js'
import { NetworkHandler } from './network.js'

/** The server that requests go to, as `getConnection` gives it. */
export interface HttpConnection {
  /** A name or an address, without a port. */
  readonly host: string
  /** Null is 80, or 443 of a secure one. */
  readonly port: number | null
  /** True speaks HTTPS. Default false. */
  readonly secure: boolean
  /** Options of node:tls such as `ca`, `cert`, `key`, `rejectUnauthorized`. */
  readonly context: Readonly<Record<string, unknown>> | null
  /** The proxy to go through, `http://host:port`; null and left out for none. */
  readonly proxy?: string | null
}

/** The keywords of HTTPHandler: Python's, then ours. */
export interface HTTPHandlerOptions {
  /** A name or an address, with `:port` where it is not the usual one. */
  readonly host: string
  /** The path on the host, such as `/log`. */
  readonly url: string
  /** GET or POST; letter case does not matter. */
  readonly method?: string | undefined
  /** True speaks HTTPS. Default false. */
  readonly secure?: boolean | undefined
  /** User and password. */
  readonly credentials?: Iterable<unknown> | null | undefined
  /** Options of node:tls such as `ca`; only with `secure`. */
  readonly context?: Readonly<Record<string, unknown>> | null | undefined
  /** The seconds that a request may take, and a flush may wait for one; 5 unless given. */
  readonly timeout?: number | undefined
  /**
   * The proxy to go through, `http://host:port`; null for none. Unless given, the variables http_proxy, https_proxy and
   * no_proxy say.
   */
  readonly proxy?: string | null | undefined
}

const NAMES = ['host', 'url', 'method', 'secure', 'credentials', 'context'] as const
const SIGNATURE = {
  owner: 'HTTPHandler.__init__()',
  names: NAMES,
  keywordOnly: ['timeout', 'proxy'],
  required: 2,
}

/**
 * Sends each record to a web server, its attributes as a query (GET) or as a form (POST).
 *
 * Requests go out in the background, one after the other, over one connection. The server's answer does not matter.
 *
 * @example new HTTPHandler('logs.example:8080', '/log', { method: 'POST', secure: true, credentials: ['user', 'secret'] })
 */
export class HTTPHandler extends NetworkHandler {
  host: string
  url: string
  method: string
  secure: boolean
  credentials: Iterable<unknown> | null
  context: Readonly<Record<string, unknown>> | null
  /** The seconds that a request may take, and a flush may wait for one. */
  timeout: number
  /** A proxy's URL; null for none, undefined for what the environment says. */
  proxy: string | null | undefined
  #connectedTo = ''

  /** @throws ValueError for another method, and for a `context` without `secure`. */
  constructor(
    ...args: PositionsThenNames<
      [
        host: string,
        url: string,
        method?: string,
        secure?: boolean,
        credentials?: Iterable<unknown> | null,
        context?: Readonly<Record<string, unknown>> | null,
      ],
      typeof NAMES,
      HTTPHandlerOptions
    >
  )
  constructor(host: string, url: string, options: Omit<HTTPHandlerOptions, 'host' | 'url'>)
  constructor(host: string, options: Omit<HTTPHandlerOptions, 'host'>)
  constructor(options: HTTPHandlerOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<HTTPHandlerOptions>(SIGNATURE, contextLast(args))
    const {
      host,
      url,
      method = 'GET',
      secure = false,
      credentials = null,
      context = null,
      timeout = 5,
      proxy,
    } = options
    const upper = method.toUpperCase()
    if (upper !== 'GET' && upper !== 'POST') throw new ValueError('method must be GET or POST')
    if (!secure && context !== null) throw new ValueError('context parameter only makes sense with secure=True')
    super()
    this.host = host
    this.url = url
    this.method = upper
    this.secure = secure
    this.credentials = credentials
    this.context = context
    this.timeout = timeout
    this.proxy = proxy
  }

  /** Python's hook: what is sent of a record. */
  mapLogRecord(record: LogRecord): Readonly<Record<string, unknown>> {
    return record.toDict()
  }

  /** Python's hook: where to; for a proxy, or TLS options that depend on the host. */
  getConnection(host: string, secure: boolean): HttpConnection {
    const place = { ...hostAndPort(host), secure }
    const proxy = this.proxy === undefined ? proxyOf(place, process.env) : this.proxy
    return { ...place, context: this.context, proxy }
  }

  override emit(record: LogRecord): void {
    try {
      const request = this.#request(urlencode(this.mapLogRecord(record)))
      const bytes = Buffer.from(JSON.stringify(request))
      this.countingDropped(() => {
        this.#connect(this.getConnection(this.host, this.secure)).send(bytes, record)
      })
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  #request(data: string): HttpRequest {
    const headers: Record<string, string | number> = { 'Accept-Encoding': 'identity' }
    if (this.credentials !== null) {
      const [user, password] = this.credentials
      headers['Authorization'] = `Basic ${Buffer.from(`${str(user)}:${str(password)}`).toString('base64')}`
    }
    if (this.method === 'GET') {
      const url = `${this.url}${this.url.includes('?') ? '&' : '?'}${data}`
      return { method: 'GET', url, headers, body: null }
    }
    headers['Content-type'] = 'application/x-www-form-urlencoded'
    headers['Content-length'] = data.length
    return { method: 'POST', url: this.url, headers, body: data }
  }

  /** Makes a new connection where the server is another one than for the record before. */
  #connect(server: HttpConnection): Connection<LogRecord> {
    const key = JSON.stringify(server)
    if (this.connection !== null && key === this.#connectedTo) return this.connection
    const { host, port } = streamPlace(server.host, server.port ?? (server.secure ? 443 : 80))
    const { secure, context, proxy } = server
    const way = { proxy: proxy ? proxyUrl(proxy).href : null, timeoutMs: this.timeout * 1000 }
    const target: HttpTarget = { kind: 'http', host, port, secure, context, ...way }
    const report = (error: Error, record: LogRecord | undefined) => this.report(error, record)
    this.#connectedTo = key
    this.connection = new Connection<LogRecord>(target, { report, tellsFailures: true })
    return this.connection
  }
}

/** @throws ValueError (Python's InvalidURL) for a port that is no number. */
function hostAndPort(text: unknown): { host: string; port: number | null } {
  if (typeof text !== 'string') return streamPlace(text, 0)
  const colon = text.lastIndexOf(':')
  const hasPort = colon > text.lastIndexOf(']')
  const port = hasPort ? text.slice(colon + 1) : ''
  if (!/^\d*$/.test(port)) {
    const error = new ValueError(`nonnumeric port: '${port}'`)
    throw Object.defineProperty(error, 'name', { value: 'InvalidURL', configurable: true, writable: true })
  }
  const host = (hasPort ? text.slice(0, colon) : text).replace(/^\[(.*)\]$/, '$1')
  return { host, port: port === '' ? null : Number(port) }
}

/** A context by position is a plain object at the end, which `bindNamed` would take for keywords. */
function contextLast(args: readonly unknown[]): readonly unknown[] {
  return args.length === SIGNATURE.names.length ? [...args, {}] : args
}

function urlencode(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .map(([name, value]) => `${quote(name)}=${quotedValue(name, value)}`)
    .join('&')
}

function quotedValue(name: string, value: unknown): string {
  return value instanceof Uint8Array ? quoteBytes(value) : quote(str(pythonAttribute(name, value)))
}

/** Python's quote_plus. @throws URIError for half a surrogate pair. */
function quote(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/** Bytes go as they are, not as the text of a literal. */
function quoteBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.replace(/[^\w.~-]/g, (byte) => {
    return byte === ' ' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}
