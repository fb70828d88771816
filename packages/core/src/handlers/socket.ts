/**
 * Sends records over TCP, or a unix stream socket, to a program that reads them as Python's SocketHandler sends them.
 *
 * Each is a pickled dictionary of the record's attributes behind its length; SocketReceiver reads them, and so does
 * Python with `logging.makeLogRecord(pickle.loads(…))`.
 *
 * The connection is made in the background. While there is none, up to 8 MB of records are kept for it (Python drops
 * them); attempts are 1, 2, 4 … 30 seconds apart.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, SocketHandler.
 */
import { bindNamed, type LogRecord, type Signature } from '@pylogging/formatter'
import { OSError, ValueError } from '../ground/errors.js'
import { handleFailure, KEEPS_NO_RECORDS } from '../model/handler.js'
import { pickleRecord } from '../pickle/pickle-record.js'
import { isBadAddress, socketPath, streamPlace } from '../transport/address.js'
import { Connection } from '../transport/connection.js'
import type { Target, TlsOptions } from '../transport/protocol.js'
import { NetworkHandler } from './network.js'

/** The socket that `makeSocket` returns. */
export interface RecordSocket {
  sendall(bytes: Uint8Array): void
  close(): void
}

/** The keywords of SocketHandler: Python's, then ours. */
export interface SocketHandlerOptions {
  /** A name or an address; with `port` null the path of a unix socket. */
  readonly host: string
  /** The number of the port; null for a unix socket. */
  readonly port: number | null
  /** Speaks TLS: options of node:tls such as `ca`, `cert`, `key`; `{}` verifies the peer by the usual authorities. */
  readonly context?: TlsOptions | null | undefined
}

/**
 * Sends records over TCP, or with `port` null over a unix stream socket, to a SocketReceiver or a Python program.
 *
 * Each is a pickled dictionary of attributes behind its length, which Python reads with
 * `logging.makeLogRecord(pickle.loads(...))`. The connection is made in the background; while there is none up to 8 MB
 * of records are kept for it, and attempts are 1, 2, 4 ... 30 seconds apart.
 *
 * @example new SocketHandler('logs.example', 9020)
 */
export class SocketHandler extends NetworkHandler {
  static readonly [KEEPS_NO_RECORDS] = true
  protected static readonly signature: Signature = {
    owner: 'SocketHandler.__init__()',
    names: ['host', 'port'],
    keywordOnly: ['context'],
    required: 2,
  }

  host: string
  port: number | null
  address: string | readonly [host: string, port: number]
  /** Options of node:tls; null speaks in the clear. */
  context: TlsOptions | null
  /** Null until the first record, and after `close`. */
  sock: RecordSocket | null = null
  /** True closes the socket at an error, without a word; the next record opens it again. */
  closeOnError = false
  /**
   * The seconds to wait after a first failed attempt. Set `retryStart`, `retryMax` and `retryFactor` before the first
   * record.
   */
  retryStart = 1
  /** The seconds to wait at most. */
  retryMax = 30
  /** The factor by which each wait is longer than the one before. */
  retryFactor = 2
  /** The seconds that were waited last, after `makeSocket` failed. */
  retryPeriod = 0
  #retryTime: number | null = null
  #record: LogRecord | undefined

  /** @throws ValueError for a `context` with the path of a unix socket. */
  constructor(host: string, port: number | null, options?: Pick<SocketHandlerOptions, 'context'>)
  constructor(host: string, options: Omit<SocketHandlerOptions, 'host'>)
  constructor(options: SocketHandlerOptions)
  constructor(...args: unknown[]) {
    const given = bindNamed<SocketHandlerOptions>((new.target as typeof SocketHandler).signature, args)
    const { host, port, context = null } = given
    if (port === null && context !== null) throw new ValueError('context parameter only makes sense with a port')
    super()
    this.context = context
    this.host = host
    this.port = port
    this.address = port === null ? host : [host, port]
  }

  /** The time of the next attempt to connect, in seconds since the epoch; null while nothing failed. */
  get retryTime(): number | null {
    return this.#retryTime ?? this.connection?.retryTime ?? null
  }

  set retryTime(seconds: number | null) {
    this.#retryTime = seconds
  }

  /**
   * Python's hook: the socket that records are sent by. An override may return anything with `sendall` and `close`.
   *
   * @param timeout - Seconds that a send, a flush or a close may wait for the peer.
   */
  makeSocket(timeout = 1): RecordSocket {
    const { host, port, retryStart, retryMax, retryFactor } = this
    const where =
      port === null ? { host: null, port: 0, path: socketPath(host) } : { ...streamPlace(host, port), path: null }
    const retry = { retryStartMs: retryStart * 1000, retryMaxMs: retryMax * 1000, retryFactor }
    return this.connectTo({ kind: 'stream', ...where, tls: this.context, timeoutMs: timeout * 1000, ...retry }, false)
  }

  /** The worker's sockets, as Python's. */
  protected connectTo(target: Target, tellsFailures: boolean): RecordSocket {
    const report = (error: Error, record: LogRecord | undefined) => this.report(error, record)
    const connection = new Connection<LogRecord>(target, { report, tellsFailures })
    this.connection = connection
    return {
      sendall: (bytes) => void connection.send(bytes, this.#record),
      close: () => {
        if (this.connection === connection) this.connection = null
      },
    }
  }

  /** Makes the socket, unless that failed a moment ago. */
  createSocket(): void {
    const now = Date.now() / 1000
    if (this.#retryTime !== null && now < this.#retryTime) return
    try {
      this.sock = this.makeSocket()
      this.#retryTime = null
    } catch (error) {
      if (!(error instanceof OSError) || isBadAddress(error)) throw error
      const longer = this.#retryTime === null ? this.retryStart : this.retryPeriod * this.retryFactor
      this.retryPeriod = Math.min(longer, this.retryMax)
      this.#retryTime = now + this.retryPeriod
    }
  }

  /** Sends bytes, over a socket that is made where there is none. @param bytes - A record with its length. */
  send(bytes: Uint8Array): void {
    if (this.sock === null) this.createSocket()
    try {
      if (this.sock === null) this.countDropped()
      else this.sock.sendall(bytes)
    } catch (error) {
      if (!(error instanceof OSError)) throw error
      this.countDropped()
      this.#letGo()
    }
  }

  /** The record's attributes, pickled, behind their length. */
  makePickle(record: LogRecord): Uint8Array {
    // Python makes the text of the traceback in the same way.
    if (record.exc_info) this.format(record)
    return pickleRecord(record, record.getMessage())
  }

  override handleError(record: LogRecord, error?: unknown): void {
    if (this.closeOnError && this.sock !== null) this.#letGo()
    else super.handleError(record, error)
  }

  override emit(record: LogRecord): void {
    try {
      const bytes = this.makePickle(record)
      this.#record = record
      this.countingDropped(() => this.send(bytes))
    } catch (error) {
      handleFailure(this, record, error)
    } finally {
      this.#record = undefined
    }
  }

  /** The call site is part of what is sent. */
  override readsCallSite(): boolean {
    return true
  }

  override close(): void {
    try {
      this.#letGo()
    } finally {
      super.close()
    }
  }

  #letGo(): void {
    const { sock } = this
    this.sock = null
    sock?.close()
  }
}
