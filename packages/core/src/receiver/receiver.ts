/**
 * Takes records from Python's SocketHandler, or ours, and gives them to a logger.
 *
 *   const receiver = new SocketReceiver('0.0.0.0', 9020)
 *   await receiver.listen()
 *
 * Every record goes to the logger of its name, whatever that logger's level: filtering was the sender's, as in Python's
 * own receiver. The peer is not known, so only plain values are taken (unpickle.ts), and everything is bounded: the
 * length of a record, the bytes of unfinished ones, connections, the names of loggers. Records that are refused are
 * counted, and told in the log at most once a second; the other connections are not affected.
 *
 * Source: docs.python.org/3.13/howto/logging-cookbook.html, "Sending and receiving logging events across a network".
 */
import type { Server, Socket } from 'node:net'
import { bindNamed, type LogRecord, type Signature } from '@pylogging/formatter'
import { DEFAULT_TCP_LOGGING_PORT } from '../handlers/ports.js'
import type { Logger } from '../model/logger.js'
import { getLogger } from '../model/tree.js'
import { recordOf } from '../pickle/received-record.js'
import { unpickle } from '../pickle/unpickle.js'
import { Connection, LENGTH_BYTES } from './receiver-connection.js'

/** The address to listen at, and the bounds of what is taken. */
export interface SocketReceiverOptions {
  /** The address to listen on. */
  readonly host?: string | undefined
  /** 0 lets the system choose; see `address`. */
  readonly port?: number | undefined
  /** A unix socket's, instead of host and port. */
  readonly path?: string | undefined
  /** Gets all records; without it each goes to the logger of its name. */
  readonly logger?: Logger | undefined
  /** A longer record ends its connection; 16 MiB unless given. */
  readonly maxRecordBytes?: number | undefined
  /** The number of bytes of unfinished records that all connections may have together; 64 MiB unless given. */
  readonly maxBufferedBytes?: number | undefined
  /** 1,000 unless given. Above it one that never sent a record has to go, the oldest first. */
  readonly maxConnections?: number | undefined
  /** The time that a record may take to arrive, in milliseconds; 30,000 unless given. */
  readonly recordTimeoutMs?: number | undefined
}

const SIGNATURE: Signature = {
  owner: 'SocketReceiver.__init__()',
  names: ['host', 'port'],
  keywordOnly: ['path', 'logger', 'maxRecordBytes', 'maxBufferedBytes', 'maxConnections', 'recordTimeoutMs'],
}
const MIB = 1 << 20
const REPORT_EVERY_MS = 1000
/** A sender chooses the names of loggers, and each is kept for good. */
const MOST_NAMES = 1000
const LONGEST_NAME = 256
const MOST_PARTS = 20

/**
 * Takes records from SocketHandler, Python's or ours, and gives each to the logger of its name, whatever that logger's
 * level.
 *
 * Only plain values are unpickled, and everything is bounded: see SocketReceiverOptions. Records that are refused are
 * counted, and told in the log at most once a second.
 *
 * @example await new SocketReceiver('0.0.0.0', 9020).listen()
 */
export class SocketReceiver {
  /** Records that went to a logger. */
  received = 0
  /** Records, and connections, that were not taken. */
  refused = 0
  readonly #host: string
  readonly #port: number
  readonly #path: string | undefined
  readonly #logger: Logger | undefined
  readonly #maxRecordBytes: number
  readonly #maxBufferedBytes: number
  readonly #maxConnections: number
  readonly #recordTimeoutMs: number
  readonly #server: Server
  readonly #connections = new Set<Connection>()
  readonly #names = new Set<string>()
  #bufferedBytes = 0
  #reportedAt = Number.NEGATIVE_INFINITY
  #refusedBefore = 0

  constructor(host: string, port: number, options?: Omit<SocketReceiverOptions, 'host' | 'port'>)
  constructor(host: string, options: Omit<SocketReceiverOptions, 'host'>)
  constructor(options?: SocketReceiverOptions)
  constructor(...args: unknown[]) {
    const given = args.filter((value) => value !== undefined)
    const options = bindNamed<SocketReceiverOptions>(SIGNATURE, given)
    this.#host = options.host ?? 'localhost'
    this.#port = options.port ?? DEFAULT_TCP_LOGGING_PORT
    this.#path = options.path
    this.#logger = options.logger
    this.#maxRecordBytes = options.maxRecordBytes ?? 16 * MIB
    this.#maxBufferedBytes = options.maxBufferedBytes ?? 64 * MIB
    this.#recordTimeoutMs = options.recordTimeoutMs ?? 30_000
    // Loaded when first needed: most programs only send.
    const { createServer } = require('node:net') as typeof import('node:net')
    this.#server = createServer((socket) => this.#accept(socket))
    this.#maxConnections = options.maxConnections ?? 1000
  }

  /** Begins to listen. Rejects with Node's error where that fails. */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      const done = () => {
        this.#server.off('error', reject)
        this.#server.on('error', (error) => this.#refuse(undefined, error.message))
        resolve()
      }
      if (this.#path === undefined) this.#server.listen(this.#port, this.#host, done)
      else this.#server.listen(this.#path, done)
    })
  }

  /** The address at which it listens: host and port, or the path; null when it does not listen. */
  get address(): readonly [host: string, port: number] | string | null {
    const address = this.#server.address()
    return address === null || typeof address === 'string' ? address : [address.address, address.port]
  }

  /** Lets the process end while it listens. */
  unref(): this {
    this.#server.unref()
    return this
  }

  /** Ends all connections and stops listening. */
  close(): Promise<void> {
    for (const connection of this.#connections) connection.socket.destroy()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  /** Gives a record to its logger. An override may look at it first, or do something else. */
  handleRecord(record: LogRecord): void {
    const logger = this.#logger ?? getLogger(this.#knownName(record.name))
    logger.handle(record)
  }

  /** A name that may become a logger; others share the root's. */
  #knownName(name: string): string {
    if (this.#names.has(name)) return name
    const isGood = name.length <= LONGEST_NAME && name.split('.', MOST_PARTS + 1).length <= MOST_PARTS
    if (!isGood || this.#names.size >= MOST_NAMES) return ''
    this.#names.add(name)
    return name
  }

  #accept(socket: Socket): void {
    const connection = new Connection(socket)
    this.#connections.add(connection)
    if (this.#connections.size > this.#maxConnections) this.#end(this.#leastWanted(), 'too many connections')
    // A sender whose machine is gone says nothing any more.
    socket.setKeepAlive(true, this.#recordTimeoutMs)
    socket.setTimeout(this.#recordTimeoutMs, () => {
      if (connection.length > 0) this.#end(connection, this.#tooSlow)
    })
    socket.on('data', (chunk) => this.#receive(connection, chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => this.#forget(connection))
  }

  #forget(connection: Connection): void {
    if (this.#connections.delete(connection)) this.#bufferedBytes -= connection.length
  }

  /**
   * The connection that is dropped where there are too many: one that never sent a record, because a peer that only holds
   * a connection open must not keep senders out.
   */
  #leastWanted(): Connection {
    let last: Connection | undefined
    for (const connection of this.#connections) {
      if (!connection.hasSent) return connection
      last = connection
    }
    return last as Connection
  }

  /** The connection with the largest unfinished record, which need not be the one that sent last. */
  #largest(): Connection {
    return [...this.#connections].reduce((largest, each) => (each.length > largest.length ? each : largest))
  }

  #receive(connection: Connection, chunk: Buffer): void {
    const before = connection.length
    connection.add(chunk)
    while (!connection.socket.destroyed && connection.length >= LENGTH_BYTES) {
      const length = connection.peekLength()
      if (length > this.#maxRecordBytes) {
        this.#bufferedBytes += connection.length - before
        this.#end(connection, `a record of ${length} bytes`)
        return
      }
      if (connection.length < LENGTH_BYTES + length) break
      this.#record(connection, connection.remove(LENGTH_BYTES + length).subarray(LENGTH_BYTES))
    }
    connection.settle()
    this.#bufferedBytes += connection.length - before
    if (this.#bufferedBytes > this.#maxBufferedBytes) this.#end(this.#largest(), 'too much of unfinished records')
    else if (performance.now() - connection.since > this.#recordTimeoutMs) this.#end(connection, this.#tooSlow)
  }

  get #tooSlow(): string {
    return `a record that did not arrive within ${this.#recordTimeoutMs} ms`
  }

  #record(connection: Connection, bytes: Buffer): void {
    try {
      const record = recordOf(unpickle(bytes))
      connection.hasSent = true
      this.received += 1
      this.handleRecord(record)
    } catch (error) {
      // A handler of the program's that throws must not end the server either.
      this.#refuse(connection.peer, error instanceof Error ? error.message : 'something')
    }
  }

  /** Forgets it at once: what it holds is no longer counted, and its socket closes later. */
  #end(connection: Connection, why: string): void {
    this.#refuse(connection.peer, why)
    this.#forget(connection)
    connection.socket.destroy()
  }

  /** Counts, and says so at most once a second. */
  #refuse(peer: string | undefined, why: string): void {
    this.refused += 1
    const now = performance.now()
    if (now - this.#reportedAt < REPORT_EVERY_MS) return
    this.#reportedAt = now
    const more = this.refused - this.#refusedBefore - 1
    this.#refusedBefore = this.refused
    const others = more > 0 ? ` (and ${more} others before)` : ''
    getLogger('pylogging.receiver').warning('refused from %s: %s%s', peer ?? 'somebody', why, others)
  }
}
