/** Records as HTTP requests. Connections are kept open between them; what the server answers does not matter. */
import { Agent, type ClientRequest, type RequestOptions, request } from 'node:http'
import type { HttpRequest, HttpTarget } from './protocol.js'
import { SerialLink } from './serial-link.js'
import { proxyHeaders, proxyPlace, tunnelAgent } from './tunnel.js'

export class HttpLink extends SerialLink {
  readonly #target: HttpTarget
  readonly #proxy: URL | null
  readonly #agent: Agent
  readonly #request: typeof request

  constructor(target: HttpTarget) {
    super(target.timeoutMs)
    this.#target = target
    this.#proxy = target.proxy === null ? null : new URL(target.proxy)
    // The https module takes ten milliseconds to load, and most targets need the one or the other.
    const https = target.secure ? (require('node:https') as typeof import('node:https')) : null
    this.#request = https === null ? request : https.request
    if (https === null) this.#agent = new Agent({ keepAlive: true })
    else if (this.#proxy === null) this.#agent = new https.Agent({ keepAlive: true })
    else this.#agent = tunnelAgent(target, this.#proxy)
  }

  /** A connection that was kept may have been closed by the server at that moment; then a new one is tried. */
  protected override async deliver(record: string, signal: AbortSignal): Promise<void> {
    const given = JSON.parse(record) as HttpRequest
    const isAnswered = await this.#ask(given, signal, true)
    if (!isAnswered) await this.#ask(given, signal, false)
  }

  protected override letGo(_isAtOnce: boolean): void {
    this.#agent.destroy()
  }

  /** @returns False where the connection was an old one that has ended. */
  #ask(given: HttpRequest, signal: AbortSignal, mayBeStale: boolean): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const asked: ClientRequest = this.#request({ ...this.#options(given), signal, agent: this.#agent })
      asked.on('response', (response) => {
        response.on('error', () => undefined)
        response.on('close', () => resolve(true))
        response.resume()
      })
      asked.on('error', (error: Error & { code?: string }) => {
        if (mayBeStale && asked.reusedSocket && error.code === 'ECONNRESET') resolve(false)
        else reject(error)
      })
      asked.end(given.body ?? undefined)
    })
  }

  #options({ method, url, headers }: HttpRequest): RequestOptions {
    const { host, port, secure, context } = this.#target
    const proxy = this.#proxy
    if (proxy === null || secure) return { ...context, host, port, method, path: url, headers }
    // The proxy finds the server by the URL, and passes the host on.
    const authority = `${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}`
    const asking = { Host: authority, ...headers, ...proxyHeaders(proxy) }
    return { ...proxyPlace(proxy), method, path: `http://${authority}${url}`, headers: asking }
  }
}
