/**
 * Records over TCP, TLS or a unix stream socket, in order, many in one write.
 *
 * While the peer is away they wait here (the main thread bounds how many), and it is tried again after 1, 2, 4 … 30 s.
 * A record that was being written when a connection broke is lost, as in Python: it may have arrived in part, and a
 * record that is sent twice would be worse than one that is missing.
 */
import { createConnection, type Socket } from 'node:net'
import { Batch, type Run } from './batch.js'
import type { Channel } from './channel.js'
import { Link } from './link.js'
import { timeout } from './link-errors.js'
import type { StreamTarget } from './protocol.js'

const BATCHES_AT_ONCE = 4

export class StreamLink extends Link {
  readonly #target: StreamTarget
  #waiting: Batch[] = []
  #writing: Batch[] = []
  #socket: Socket | null = null
  #isConnected = false
  /** Whether this connection has taken something. One that breaks before it did is a failed attempt. */
  #hasTaken = false
  #retryMs = 0
  #timer: NodeJS.Timeout | null = null

  constructor(target: StreamTarget) {
    super(target.timeoutMs)
    this.#target = target
  }

  override add(channel: Channel, source: Buffer, start: number, end: number): void {
    let batch = this.#waiting.at(-1)
    if (batch === undefined || !batch.hasRoom(end - start)) {
      batch = new Batch(end - start)
      this.#waiting.push(batch)
    }
    batch.add(channel, source, start, end)
  }

  override turn(): void {
    if (this.#waiting.length === 0) return
    if (this.#isConnected) this.#write()
    else if (this.#socket === null && this.#timer === null) this.#open()
  }

  override connect(): void {
    if (this.#isConnected) {
      this.answerConnect()
      return
    }
    this.#stopWaiting()
    if (this.#socket === null) this.#open()
  }

  protected override get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#writing.length === 0
  }

  /**
   * Gives up records that wait. Those that are being written are done or lost when the socket says so, or when it is
   * let go.
   */
  protected override giveUp(channel: Channel | null, error: unknown): void {
    const waiting = this.#waiting.splice(0)
    if (channel !== null) this.#waiting = waiting.filter((batch) => batch.runs.some((run) => run.channel !== channel))
    const runs = waiting.flatMap((batch) => (channel === null ? batch.runs : batch.remove(channel)))
    const isAlone = [...this.channels].every((each) => each === channel || each.isLeaving)
    if (channel === null || isAlone) {
      // The peer does not take it, and nobody else needs the connection.
      runs.unshift(...this.#writing.splice(0).flatMap((batch) => batch.runs))
      this.#disconnect(true)
    }
    this.#loseRuns(runs, error)
  }

  protected override letGo(isAtOnce: boolean): void {
    this.#stopWaiting()
    this.#disconnect(isAtOnce)
  }

  #open(): void {
    this.connecting()
    const socket = connectionTo(this.#target)
    this.#socket = socket
    this.#hasTaken = false
    const timer = setTimeout(() => socket.destroy(timeout()), this.timeoutMs)
    let failure: unknown = null
    socket.once(
      this.#target.tls === null ? 'connect' : 'secureConnect',
      this.guarded(() => {
        clearTimeout(timer)
        if (socket === this.#socket) this.#connected()
      }),
    )
    socket.once('error', (error) => {
      failure = error
    })
    socket.once(
      'close',
      this.guarded(() => {
        clearTimeout(timer)
        if (socket === this.#socket) this.#gone(failure)
      }),
    )
    // Nothing that a peer says to a logger is for us, but a socket that nobody reads never ends.
    socket.resume()
  }

  #connected(): void {
    this.#isConnected = true
    this.connected()
    this.turn()
  }

  /** A few batches at a time: what is in `#writing` is what a broken connection may lose. */
  #write(): void {
    const socket = this.#socket
    if (socket === null || this.#writing.length > 0) return
    this.sending()
    this.#writing = this.#waiting.splice(0, BATCHES_AT_ONCE)
    for (const batch of this.#writing) {
      const written = this.guarded(() => this.#written(batch))
      socket.write(batch.bytes, (error) => {
        if (!error) written()
      })
    }
  }

  #written(batch: Batch): void {
    if (this.#writing[0] !== batch) return
    this.#writing.shift()
    this.#hasTaken = true
    this.#retryMs = 0
    for (const { channel, records, bytes } of batch.runs) this.delivered(channel, records, bytes)
    if (this.#writing.length === 0) this.turn()
  }

  #gone(failure: unknown): void {
    const wasTaking = this.#isConnected && (this.#hasTaken || this.isEmpty)
    this.#socket = null
    this.#isConnected = false
    this.#loseRuns(
      this.#writing.splice(0).flatMap((batch) => batch.runs),
      failure,
    )
    if (this.isClosed) return
    if (wasTaking) {
      if (this.#waiting.length > 0) this.#open()
    } else this.#retry(failure)
  }

  #retry(failure: unknown): void {
    const { retryStartMs, retryMaxMs, retryFactor } = this.#target
    this.#retryMs = this.#retryMs === 0 ? retryStartMs : Math.min(this.#retryMs * retryFactor, retryMaxMs)
    this.#timer = setTimeout(
      this.guarded(() => {
        this.#timer = null
        this.turn()
      }),
      this.#retryMs,
    )
    for (const channel of this.channels) channel.failed(this.#firstOf(channel), failure ?? closed(), false)
    this.attemptFailed(Date.now() + this.#retryMs)
  }

  /** The number of a channel's first record that waits; 0 for none. */
  #firstOf(channel: Channel): number {
    for (const { runs } of this.#waiting) {
      const own = runs.find((run) => run.channel === channel)
      if (own !== undefined) return own.first
    }
    return 0
  }

  /** Gives up records. The reason is told with each channel's first one; the others are counted. */
  #loseRuns(runs: readonly Run[], error: unknown): void {
    const told = new Set<Channel>()
    for (const { channel, first, records, bytes } of runs) {
      if (error !== null && !told.has(channel)) channel.failed(first, error, true)
      told.add(channel)
      this.lose(channel, records, bytes)
    }
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #disconnect(isAtOnce: boolean): void {
    const socket = this.#socket
    const isConnected = this.#isConnected
    this.#socket = null
    this.#isConnected = false
    if (socket === null) return
    if (isAtOnce || !isConnected) {
      socket.destroy()
      return
    }
    socket.end()
    const timer = setTimeout(() => socket.destroy(), this.timeoutMs)
    socket.once('close', () => clearTimeout(timer))
  }
}

/** A socket on its way to the peer. @throws TypeError, RangeError of Node's for addresses and options that are none. */
function connectionTo({ host, port, path, tls }: StreamTarget): Socket {
  const place = path === null ? { host: host ?? 'localhost', port } : { path }
  if (tls === null) return createConnection(place)
  // Loading it takes ten milliseconds, and most programs do without.
  const { connect } = require('node:tls') as typeof import('node:tls')
  const { isIP } = require('node:net') as typeof import('node:net')
  const servername = host !== null && isIP(host) === 0 ? { servername: host } : {}
  return connect({ ...servername, ...tls, ...place })
}

/** The peer took the connection and ended it. */
function closed(): Error {
  return Object.assign(new Error('Connection reset by peer'), { code: 'ECONNRESET' })
}
