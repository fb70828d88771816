/**
 * Records over TCP or a unix stream socket, in order, many in one write.
 *
 * While the peer is away they wait here (the main thread bounds how many), and it is tried again after 1, 2, 4 … 30 s.
 * What was being written when a connection broke is lost, as in Python: it may have arrived in part, and a record that
 * is sent twice would be worse than one that is missing.
 */
import { createConnection, type Socket } from 'node:net'
import type { Channel } from './channel.js'
import type { Link } from './link.js'
import { CONNECTED, IDLE, RETRYING, type StreamTarget } from './protocol.js'

const BATCH_BYTES = 1 << 16
const BATCHES_AT_ONCE = 4

/** Whole records, one after the other. */
interface Batch {
  buffer: Buffer
  bytes: number
  records: number
}

export class StreamLink implements Link {
  readonly #target: StreamTarget
  readonly #channel: Channel
  #waiting: Batch[] = []
  #writing: Batch[] = []
  #socket: Socket | null = null
  #isConnected = false
  #isClosing = false
  #retryMs = 0
  #timer: NodeJS.Timeout | null = null

  constructor(target: StreamTarget, channel: Channel) {
    this.#target = target
    this.#channel = channel
  }

  take(source: Buffer, start: number, end: number): void {
    const length = end - start
    let batch = this.#waiting.at(-1)
    if (batch === undefined || batch.bytes + length > batch.buffer.length) {
      batch = { buffer: Buffer.allocUnsafeSlow(Math.max(BATCH_BYTES, length)), bytes: 0, records: 0 }
      this.#waiting.push(batch)
    }
    source.copy(batch.buffer, batch.bytes, start, end)
    batch.bytes += length
    batch.records += 1
  }

  pump(): void {
    if (this.#waiting.length === 0) return
    if (this.#isConnected) this.#write()
    else if (this.#socket === null && this.#timer === null) this.#open()
  }

  connect(): void {
    if (this.#isConnected) {
      this.pump()
      return
    }
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#socket === null) this.#open()
  }

  close(abandon: boolean): void {
    this.#isClosing = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    const socket = this.#socket
    if (socket === null) return
    if (abandon || !this.#isConnected) socket.destroy()
    else socket.end()
    const timer = setTimeout(() => socket.destroy(), this.#target.timeoutMs)
    socket.once('close', () => clearTimeout(timer))
  }

  #open(): void {
    const { host, port, path, timeoutMs } = this.#target
    const socket = path === null ? createConnection({ host: host ?? 'localhost', port }) : createConnection({ path })
    this.#socket = socket
    const timer = setTimeout(() => socket.destroy(timeout()), timeoutMs)
    let failure: unknown = null
    socket.once('connect', () => {
      clearTimeout(timer)
      this.#connected()
    })
    socket.once('error', (error) => {
      failure = error
    })
    socket.once('close', () => {
      clearTimeout(timer)
      this.#gone(failure)
    })
    // What a peer says to a logger is not for us, but a socket that nobody reads never ends.
    socket.resume()
  }

  #connected(): void {
    this.#isConnected = true
    this.#retryMs = 0
    this.#channel.connected()
    this.#channel.status = CONNECTED
    this.pump()
  }

  /** A few batches at a time: what is in `#writing` is what a broken connection may lose. */
  #write(): void {
    const socket = this.#socket
    if (socket === null || this.#writing.length > 0) return
    this.#writing = this.#waiting.splice(0, BATCHES_AT_ONCE)
    for (const batch of this.#writing) {
      socket.write(batch.buffer.subarray(0, batch.bytes), (error) => {
        if (!error) this.#written(batch)
      })
    }
  }

  #written(batch: Batch): void {
    if (this.#writing[0] !== batch) return
    this.#writing.shift()
    this.#channel.done(batch.records, batch.bytes)
    if (this.#writing.length === 0) this.pump()
  }

  #gone(failure: unknown): void {
    const wasConnected = this.#isConnected
    this.#socket = null
    this.#isConnected = false
    for (const batch of this.#writing) this.#channel.lost(batch.records, batch.bytes)
    this.#writing = []
    if (this.#isClosing) return
    if (wasConnected) {
      this.#channel.status = IDLE
      if (failure !== null) this.#tell(failure)
      this.pump()
    } else this.#retry(failure)
  }

  #retry(failure: unknown): void {
    const { retryStartMs, retryMaxMs, retryFactor } = this.#target
    this.#retryMs = this.#retryMs === 0 ? retryStartMs : Math.min(this.#retryMs * retryFactor, retryMaxMs)
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#waiting.length > 0) this.#open()
    }, this.#retryMs)
    this.#channel.status = RETRYING
    this.#tell(failure)
    this.#channel.attemptFailed(Date.now() + this.#retryMs)
  }

  #tell(failure: unknown): void {
    this.#channel.failed(this.#channel.doneRecords + 1, failure)
  }
}

function timeout(): Error {
  return Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })
}
