/** Records as UDP datagrams, each one alone. The name is looked up again after a while, as Python does at every record. */
import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns'
import type { Channel } from './channel.js'
import type { Link } from './link.js'
import { CONNECTED, type DatagramTarget } from './protocol.js'

const LOOKUP_LASTS_MS = 30_000
/** More than this many on their way at once would only fill the memory. */
const MOST_SENDING = 512

interface Place {
  readonly address: string
  readonly family: number
  readonly until: number
}

export class DatagramLink implements Link {
  readonly #target: DatagramTarget
  readonly #channel: Channel
  #waiting: Buffer[] = []
  #sent: number
  #sending = 0
  #place: Place | null = null
  #isLookingUp = false
  #isClosing = false
  #socket: Socket | null = null
  #family = 0

  constructor(target: DatagramTarget, channel: Channel) {
    this.#target = target
    this.#channel = channel
    this.#sent = channel.doneRecords
  }

  take(buffer: Buffer, start: number, end: number): void {
    this.#waiting.push(Buffer.from(buffer.subarray(start, end)))
  }

  /** Only looks the name up: datagrams have no connection. */
  connect(): void {
    if (!this.#isLookingUp) this.#lookUp()
  }

  pump(): void {
    if (this.#isLookingUp) return
    const place = this.#place
    if (this.#waiting.length > 0) {
      if (place === null || place.until < Date.now()) this.#lookUp()
      else for (const bytes of this.#waiting.splice(0, MOST_SENDING - this.#sending)) this.#send(bytes, place)
    } else if (this.#isClosing && this.#sending === 0) this.#letGo()
  }

  close(abandon: boolean): void {
    this.#isClosing = true
    if (abandon) this.#waiting = []
    this.pump()
    setTimeout(() => this.#letGo(), this.#target.timeoutMs).unref()
  }

  #lookUp(): void {
    this.#isLookingUp = true
    lookup(this.#target.host, (error, address, family) => {
      this.#isLookingUp = false
      if (error === null) {
        this.#place = { address, family, until: Date.now() + LOOKUP_LASTS_MS }
        this.#channel.status = CONNECTED
      } else this.#failAll(error)
      this.pump()
    })
  }

  /** What waits for a name that does not resolve is told and given up; the next record asks again. */
  #failAll(error: Error): void {
    for (const bytes of this.#waiting.splice(0)) {
      this.#sent += 1
      this.#channel.failed(this.#sent, error)
      this.#channel.lost(1, bytes.length)
    }
    this.#channel.failed(0, error)
    this.#channel.attemptFailed(0)
  }

  #send(bytes: Buffer, place: Place): void {
    this.#sent += 1
    this.#sending += 1
    const number = this.#sent
    this.#socketFor(place).send(bytes, this.#target.port, place.address, (error) => {
      this.#sending -= 1
      if (error === null) this.#channel.done(1, bytes.length)
      else {
        this.#channel.failed(number, error)
        this.#channel.lost(1, bytes.length)
      }
      if (this.#sending === 0) this.pump()
    })
  }

  /** Bound here, because in a worker of node:cluster an implicit bind would ask the primary. */
  #socketFor({ family }: Place): Socket {
    if (this.#socket !== null && this.#family === family) return this.#socket
    this.#letGo()
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    socket.on('error', () => undefined)
    socket.bind({ port: 0, exclusive: true })
    this.#socket = socket
    this.#family = family
    return socket
  }

  #letGo(): void {
    this.#socket?.close()
    this.#socket = null
  }
}
