/**
 * Clients of the service: each sends one request after the other, and remembers which were answered and how.
 */
import { Agent, get } from 'node:http'

/** Request id to status. A request that died with its worker is not in it. */
export type Answers = Map<string, number>

export interface TrafficOptions {
  readonly address: string
  readonly clients: number
  readonly milliseconds: number
  /** Between two requests of one client, in milliseconds. */
  readonly pauseMs: number
}

const CALLS_PER_CONNECTION = 20

/** @param answers - Filled while the traffic runs, so that its progress can be shown. */
export async function sendTraffic(options: TrafficOptions, answers: Answers): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.clients })
  const end = performance.now() + options.milliseconds
  const clients = Array.from({ length: options.clients }, (_, client) =>
    runClient(client, end, options, agent, answers),
  )
  await Promise.all(clients)
  agent.destroy()
}

async function runClient(
  client: number,
  end: number,
  { address, pauseMs }: TrafficOptions,
  agent: Agent,
  answers: Answers,
): Promise<void> {
  for (let count = 0; performance.now() < end; count += 1) {
    const id = `c${client}-${count}`
    // A new connection now and then, so that a worker that replaced another gets its share.
    const connection = count % CALLS_PER_CONNECTION === 0 ? 'close' : 'keep-alive'
    const headers = { 'x-request-id': id, connection }
    const status = await request(`${address}/orders/${client * 1000 + count}`, headers, agent)
    if (status !== undefined) answers.set(id, status)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** @returns The status once the whole answer is here; undefined when the connection broke. */
function request(url: string, headers: Record<string, string>, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = get(url, { agent, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
      response.once('error', () => resolve(undefined))
      response.once('aborted', () => resolve(undefined))
    })
    call.setTimeout(10_000, () => call.destroy())
    call.once('error', () => resolve(undefined))
  })
}
