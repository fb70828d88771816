/**
 * Records as UDP datagrams, each one alone. The name is looked up again after a while, as Python does at every record.
 *
 * They are paced: a receiver's socket holds some 160 to 280 small datagrams on Linux, its kernel throws away what does not
 * fit, and nobody is told. So a burst leaves as fast as CPython would send it, not as fast as this thread can.
 */
import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns'
import { isIP } from 'node:net'
import type { Channel } from './channel.js'
import { Link } from './link.js'
import type { DatagramTarget } from './protocol.js'
import { type Queued, RecordQueue } from './record-queue.js'

const LOOKUP_LASTS_MS = 30_000
/** The number of datagrams that leave at once, and then in each pause. */
const BURST = 20
const PAUSE_MS = 1
/** More than this many in the hands of the system would only fill the memory. */
const MOST_SENDING = 64

interface Place {
  readonly address: string
  readonly family: number
  readonly until: number
}

export class DatagramLink extends Link {
  readonly #target: DatagramTarget
  readonly #queue = new RecordQueue()
  readonly #sending = new Set<Queued>()
  /** How many records may leave before the next pause. */
  #allowed = BURST
  #pause: NodeJS.Timeout | null = null
  #place: Place | null = null
  #isLookingUp = false
  #socket: Socket | null = null
  #family = 0

  constructor(target: DatagramTarget) {
    super(target.timeoutMs)
    this.#target = target
  }

  override add(channel: Channel, source: Buffer, start: number, end: number): void {
    this.#queue.add(channel, source, start, end)
  }

  /** Only looks the name up: datagrams have no connection. */
  override connect(): void {
    if (!this.#isLookingUp) this.#lookUp()
  }

  override turn(): void {
    if (this.#isLookingUp || this.#queue.isEmpty) return
    const place = this.#place
    if (place === null || place.until < performance.now()) this.#lookUp()
    else this.#sendSome(place)
  }

  protected override get isEmpty(): boolean {
    return this.#queue.isEmpty && this.#sending.size === 0
  }

  protected override giveUp(channel: Channel | null, error: unknown): void {
    const sending = [...this.#sending].filter((each) => channel === null || each.channel === channel)
    for (const record of sending) this.#sending.delete(record)
    for (const record of [...sending, ...this.#queue.remove(channel)]) this.#lose(record, error)
  }

  protected override letGo(_isAtOnce: boolean): void {
    if (this.#pause !== null) clearTimeout(this.#pause)
    this.#pause = null
    this.#socket?.close()
    this.#socket = null
  }

  #lookUp(): void {
    const { host } = this.#target
    const family = isIP(host)
    if (family !== 0) {
      this.#found(host, family)
      return
    }
    this.#isLookingUp = true
    this.connecting()
    lookup(
      host,
      { all: true, order: 'verbatim' },
      this.guarded((error: Error | null, found: readonly { address: string; family: number }[]) => {
        this.#isLookingUp = false
        if (this.isClosed) return
        const first = (this.#target.prefersIPv4 ? found?.find((each) => each.family === 4) : undefined) ?? found?.[0]
        if (error === null && first !== undefined) this.#found(first.address, first.family)
        else this.#failAll(error)
      }),
    )
  }

  #found(address: string, family: number): void {
    this.#place = { address, family, until: performance.now() + LOOKUP_LASTS_MS }
    this.connected()
    this.turn()
  }

  /** Gives up, with an error, the records that wait for a name that does not resolve; the next record asks again. */
  #failAll(error: Error | null): void {
    for (const channel of this.channels) channel.failed(0, error, false)
    for (const record of this.#queue.remove(null)) this.#lose(record, error)
    this.attemptFailed(0)
  }

  #sendSome(place: Place): void {
    while (this.#allowed > 0 && this.#sending.size < MOST_SENDING) {
      const record = this.#queue.shift()
      if (record === undefined) break
      this.#allowed -= 1
      this.#send(record, place)
    }
    if (this.#allowed < BURST) this.#rest()
  }

  #rest(): void {
    this.#pause ??= setTimeout(
      this.guarded(() => {
        this.#pause = null
        this.#allowed = BURST
        this.turn()
      }),
      PAUSE_MS,
    )
  }

  #send(record: Queued, place: Place): void {
    const { channel, bytes } = record
    this.sending()
    this.#sending.add(record)
    this.#socketFor(place).send(
      bytes,
      this.#target.port,
      place.address,
      this.guarded((error: Error | null) => {
        if (!this.#sending.delete(record)) return
        if (error === null) this.delivered(channel, 1, bytes.length)
        else this.#lose(record, error)
        if (this.#sending.size === 0) this.turn()
      }),
    )
  }

  /** @param error - Null for what nobody is told of one by one. */
  #lose({ channel, number, bytes }: Queued, error: unknown): void {
    if (error !== null) channel.failed(number, error, true)
    this.lose(channel, 1, bytes.length)
  }

  /** Bound here, because in a worker of node:cluster an implicit bind would ask the primary. */
  #socketFor({ family }: Place): Socket {
    if (this.#socket !== null && this.#family === family) return this.#socket
    this.#socket?.close()
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    socket.on('error', () => undefined)
    socket.bind({ port: 0, exclusive: true })
    this.#socket = socket
    this.#family = family
    return socket
  }
}
