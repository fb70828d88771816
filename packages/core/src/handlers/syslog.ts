/**
 * Sends records to a syslog daemon: over UDP, TCP, or a unix socket such as /dev/log.
 *
 *   <11>order 5 failed\0        facility user (1) << 3 | priority err (3), the formatted record, a NUL
 *
 * As in Python a TCP connection is made by the constructor, which throws where it fails; a unix socket may be absent
 * then. Unix datagrams need the optional peer unix-dgram; without it the socket must be a stream.
 *
 * An address of /dev/log is /var/run/syslog on macOS, where a configuration that was written for Linux would find nothing.
 *
 * A stream needs to know where a message ends. Python sends a NUL, which few daemons take for the end; with octet counting
 * each message stands behind its length.
 *
 *   26 <11>order 5 failed: späm    of octet counting, which counts bytes
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, SysLogHandler; `timeout` is Python 3.14's. RFC 6587, section 3.4.1.
 */
import { bindNamed, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { KeyError, OSError, ValueError } from '../ground/errors.js'
import { handleFailure } from '../model/handler.js'
import { forgetIfThrows } from '../model/shutdown.js'
import { datagramPlace, localSyslog, socketPath, streamPlace } from '../transport/address.js'
import { Connection } from '../transport/connection.js'
import type { Target, TlsOptions } from '../transport/protocol.js'
import { hasUnixDatagrams, UnixDatagramSocket } from '../transport/unix-datagram.js'
import { SOCK_DGRAM, SOCK_STREAM, SYSLOG_UDP_PORT } from './ports.js'
import { SysLogCodes } from './syslog-codes.js'

/** The path of a unix socket, or host and port. */
export type SysLogAddress = string | Iterable<unknown>

/** The keywords of SysLogHandler. */
export interface SysLogHandlerOptions {
  /** `['localhost', 514]` unless given. */
  readonly address?: SysLogAddress | undefined
  /** A number, `LOG_USER` unless given, or a name. */
  readonly facility?: number | string | undefined
  /** SOCK_DGRAM or SOCK_STREAM. Without it UDP; of a unix socket whatever it takes. */
  readonly socktype?: number | null | undefined
  /** The seconds to wait for the peer; 5 unless given. */
  readonly timeout?: number | null | undefined
  /** Ours. Speaks TLS over SOCK_STREAM: options of node:tls such as `ca`; `{}` verifies by the usual authorities. */
  readonly context?: TlsOptions | null | undefined
  /** Ours. Of a stream, each message goes behind its length (RFC 6587, and RFC 5425 of TLS), without the NUL. */
  readonly octetCounting?: boolean | undefined
}

/** The connection of a SysLogHandler. */
export interface SysLogSocket {
  sendall(bytes: Uint8Array, record: LogRecord): void
  close(): void
}

const NAMES = ['address', 'facility', 'socktype', 'timeout'] as const
const SIGNATURE = {
  owner: 'SysLogHandler.__init__()',
  names: NAMES,
  keywordOnly: ['context', 'octetCounting'],
}
const DEFAULT_TIMEOUT = 5
const RETRY = { retryStartMs: 1000, retryMaxMs: 30_000, retryFactor: 2 }

/**
 * Sends records to a syslog daemon: over UDP, TCP, or a unix socket such as /dev/log.
 *
 * A TCP connection is made by the constructor; a unix socket may be absent then. Unix datagrams need the package
 * unix-dgram, which a program installs beside this one; without it the socket must be a stream.
 *
 * @example new SysLogHandler('/dev/log', { facility: 'local3' })
 * @example new SysLogHandler(['logs.example', 6514], { socktype: SOCK_STREAM, context: {}, octetCounting: true })
 */
export class SysLogHandler extends SysLogCodes {
  address: SysLogAddress
  facility: number | string
  socktype: number | null
  /** The seconds to wait for the peer; null is 5. */
  timeout: number | null
  /** Options of node:tls; null speaks in the clear. */
  context: TlsOptions | null
  /** Whether messages of a stream stand behind their lengths. */
  octetCounting: boolean
  socket: SysLogSocket | null = null
  unixsocket = false
  /** Put before every message. */
  ident = ''
  readonly #isTypeGiven: boolean
  /** Some daemons want a NUL at the end. */
  append_nul = true
  priority_names: Readonly<Record<string, number>>
  facility_names: Readonly<Record<string, number>>
  priority_map: Readonly<Record<string, string>>

  /**
   * @throws OSError where a TCP peer does not answer, and for a name that does not resolve; ValueError for a `context`, or
   *   `octetCounting`, of what is no stream.
   */
  constructor(
    ...args: PositionsThenNames<
      [address?: SysLogAddress, facility?: number | string, socktype?: number | null, timeout?: number | null],
      typeof NAMES,
      SysLogHandlerOptions
    >
  )
  constructor(address: SysLogAddress | undefined, options: Omit<SysLogHandlerOptions, 'address'>)
  constructor(options: SysLogHandlerOptions)
  constructor(...args: unknown[]) {
    super()
    const options = bindNamed<SysLogHandlerOptions>(SIGNATURE, args)
    this.address = options.address ?? ['localhost', SYSLOG_UDP_PORT]
    this.facility = options.facility ?? SysLogCodes.LOG_USER
    this.socktype = options.socktype ?? null
    this.#isTypeGiven = this.socktype !== null
    this.timeout = options.timeout ?? null
    this.context = options.context ?? null
    this.octetCounting = options.octetCounting ?? false
    // A subclass may have its own.
    const names = new.target as typeof SysLogHandler
    this.priority_names = names.priority_names
    this.facility_names = names.facility_names
    this.priority_map = names.priority_map
    forgetIfThrows(this, () => {
      this.#checkStreamOptions()
      // A unix socket that is not there yet may come: it is opened by the first record.
      if (typeof this.address === 'string') this.unixsocket = true
      else this.createSocket()
    })
  }

  #checkStreamOptions(): void {
    const isUnix = typeof this.address === 'string'
    const isStream = this.socktype === SOCK_STREAM
    if (this.context !== null && (isUnix || !isStream)) {
      throw new ValueError(
        'context parameter only makes sense with an address of host and port and socktype SOCK_STREAM',
      )
    }
    if (this.octetCounting && !isStream && (!isUnix || this.socktype !== null)) {
      throw new ValueError('octetCounting parameter only makes sense with socktype SOCK_STREAM')
    }
  }

  /** Python's hook: opens `this.socket`. @throws OSError */
  createSocket(): void {
    if (typeof this.address === 'string') this.#createUnixSocket(this.address)
    else this.#createInternetSocket(this.address)
  }

  #createInternetSocket(address: Iterable<unknown>): void {
    this.unixsocket = false
    const [host, port] = [...address]
    if ((this.socktype ?? SOCK_DGRAM) === SOCK_STREAM) {
      const place = streamPlace(host, port)
      const target: Target = {
        kind: 'stream',
        ...place,
        path: null,
        tls: this.context,
        timeoutMs: this.#timeoutMs,
        ...RETRY,
      }
      this.socket = this.#connect(target, true)
      this.socktype = SOCK_STREAM
    } else {
      const { isIP } = require('node:net') as typeof import('node:net')
      const place = datagramPlace(host, port)
      const isKnown = place.host === 'localhost' || isIP(place.host) !== 0
      this.socket = this.#connect(
        { kind: 'datagram', ...place, prefersIPv4: false, timeoutMs: this.#timeoutMs },
        !isKnown,
      )
      this.socktype = SOCK_DGRAM
    }
  }

  /**
   * The number that a message begins with: facility and priority in one.
   *
   * @param facility - A number, or a name of `facility_names`.
   * @param priority - A number, or a name of `priority_names`.
   * @throws KeyError for another name.
   */
  encodePriority(facility: number | string, priority: number | string): number {
    const high = typeof facility === 'string' ? look(this.facility_names, facility) : facility
    return (high << 3) | (typeof priority === 'string' ? look(this.priority_names, priority) : priority)
  }

  /** The name in `priority_names` for a level's name; 'warning' for levels of one's own. */
  mapPriority(levelName: string): string {
    return Object.hasOwn(this.priority_map, levelName) ? (this.priority_map[levelName] ?? 'warning') : 'warning'
  }

  override emit(record: LogRecord): void {
    try {
      const message = this.messageOf(record)
      this.countingDropped(() => {
        if (this.socket === null) this.createSocket()
        this.#send(message, record)
      })
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  /** Ours, for overriding: the message of a record, from its priority on. */
  protected messageOf(record: LogRecord): string {
    const text = this.ident + this.format(record)
    return `<${this.encodePriority(this.facility, this.mapPriority(record.levelname))}>${text}`
  }

  override close(): void {
    try {
      this.#letGo()
    } finally {
      super.close()
    }
  }

  get #timeoutMs(): number {
    return (this.timeout ?? DEFAULT_TIMEOUT) * 1000
  }

  /** A daemon that was started anew has another socket; one that takes a stream says so at the first datagram. */
  #send(message: string, record: LogRecord): void {
    try {
      this.socket?.sendall(this.framed(message), record)
    } catch (error) {
      if (!this.unixsocket || !(error instanceof OSError) || isTimeout(error)) throw error
      this.#letGo()
      if (error.code === 'EPROTOTYPE' && !this.#isTypeGiven) this.socktype = SOCK_STREAM
      this.createSocket()
      this.socket?.sendall(this.framed(message), record)
    }
  }

  /** Ours, for overriding: the bytes of a message, whose end the daemon finds. */
  protected framed(message: string): Uint8Array {
    const isCounted = this.octetCounting && this.socktype === SOCK_STREAM
    if (!isCounted) return Buffer.from(this.append_nul ? `${message}\0` : message)
    return Buffer.from(`${Buffer.byteLength(message)} ${message}`)
  }

  #createUnixSocket(address: string): void {
    const path = localSyslog(address)
    this.unixsocket = true
    this.socktype ??= hasUnixDatagrams() ? SOCK_DGRAM : SOCK_STREAM
    if (this.socktype === SOCK_DGRAM) {
      const report = (error: Error) => this.report(error, undefined)
      const dropped = () => this.countDropped()
      this.socket = new UnixDatagramSocket(socketPath(path), { timeoutMs: this.#timeoutMs, dropped, report })
    } else {
      const target: Target = {
        kind: 'stream',
        host: null,
        port: 0,
        path: socketPath(path),
        tls: null,
        timeoutMs: this.#timeoutMs,
        ...RETRY,
      }
      this.socket = this.#connect(target, false)
    }
  }

  #connect(target: Target, wait: boolean): SysLogSocket {
    const report = (error: Error, record: LogRecord | undefined) => this.report(error, record)
    const connection = new Connection<LogRecord>(target, { report, tellsFailures: true })
    try {
      if (wait) connection.connect()
    } catch (error) {
      connection.close()
      throw error
    }
    this.connection = connection
    return {
      sendall: (bytes, record) => void connection.send(bytes, record),
      close: () => {
        if (this.connection === connection) this.connection = null
      },
    }
  }

  #letGo(): void {
    const { socket } = this
    this.socket = null
    socket?.close()
  }
}

/** Another socket would be as full. */
function isTimeout(error: OSError): boolean {
  return error.code === 'ETIMEDOUT'
}

function look(names: Readonly<Record<string, number>>, name: string): number {
  const code = Object.hasOwn(names, name) ? names[name] : undefined
  if (code === undefined) throw advise(new KeyError(name), `Use one of ${Object.keys(names).join(', ')}.`)
  return code
}
