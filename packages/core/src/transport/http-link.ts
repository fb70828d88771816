/** Records as HTTP requests. Connections are kept open between them; what the server answers does not matter. */
import { Agent, type ClientRequest, request } from 'node:http'
import type { HttpRequest, HttpTarget } from './protocol.js'
import { SerialLink } from './serial-link.js'

export class HttpLink extends SerialLink {
  readonly #target: HttpTarget
  readonly #agent: Agent
  readonly #request: typeof request

  constructor(target: HttpTarget) {
    super(target.timeoutMs)
    this.#target = target
    // The https module takes ten milliseconds to load, and most targets need the one or the other.
    const https = target.secure ? (require('node:https') as typeof import('node:https')) : null
    this.#request = https === null ? request : https.request
    this.#agent = https === null ? new Agent({ keepAlive: true }) : new https.Agent({ keepAlive: true })
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
  #ask({ method, url, headers, body }: HttpRequest, signal: AbortSignal, mayBeStale: boolean): Promise<boolean> {
    const { host, port, context } = this.#target
    return new Promise((resolve, reject) => {
      const asked: ClientRequest = this.#request({
        ...context,
        host,
        port,
        method,
        path: url,
        headers,
        signal,
        agent: this.#agent,
      })
      asked.on('response', (response) => {
        response.on('error', () => undefined)
        response.on('close', () => resolve(true))
        response.resume()
      })
      asked.on('error', (error: Error & { code?: string }) => {
        if (mayBeStale && asked.reusedSocket && error.code === 'ECONNRESET') resolve(false)
        else reject(error)
      })
      asked.end(body ?? undefined)
    })
  }
}
