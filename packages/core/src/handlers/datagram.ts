/**
 * Sends records as datagrams, over UDP or a unix datagram socket: one each, with the bytes that SocketHandler sends.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, DatagramHandler.
 */
import type { Signature } from '@pylogging/formatter'
import { KEEPS_NO_RECORDS } from '../model/handler.js'
import { datagramPlace, socketPath } from '../transport/address.js'
import { UnixDatagramSocket } from '../transport/unix-datagram.js'
import { type RecordSocket, SocketHandler, type SocketHandlerOptions } from './socket.js'

/** The keywords of DatagramHandler. */
export type DatagramHandlerOptions = Omit<SocketHandlerOptions, 'context'>

/**
 * Sends records as datagrams, over UDP or, with `port` null, to a unix datagram socket: one each, as SocketHandler
 * pickles them.
 */
export class DatagramHandler extends SocketHandler {
  static override readonly [KEEPS_NO_RECORDS] = true
  protected static override readonly signature: Signature = {
    owner: 'DatagramHandler.__init__()',
    names: ['host', 'port'],
    required: 2,
  }

  constructor(host: string, port: number | null)
  constructor(host: string, options: Omit<DatagramHandlerOptions, 'host'>)
  constructor(options: DatagramHandlerOptions)
  constructor(...args: unknown[]) {
    super(...(args as [DatagramHandlerOptions]))
  }

  /** As in Python; `host` may also have only an IPv6 address. @throws RuntimeError: unix sockets need unix-dgram. */
  override makeSocket(timeout = 1): RecordSocket {
    const { host, port } = this
    if (port === null) return this.connectToPath(host, timeout * 1000)
    const target = {
      kind: 'datagram',
      ...datagramPlace(host, port),
      prefersIPv4: true,
      timeoutMs: timeout * 1000,
    } as const
    return this.connectTo(target, true)
  }

  /** A unix socket's own. */
  protected connectToPath(path: string, timeoutMs: number): RecordSocket {
    const dropped = () => this.countDropped()
    return new UnixDatagramSocket(socketPath(path), {
      timeoutMs,
      dropped,
      report: (error) => this.report(error, undefined),
    })
  }

  /** Unlike a stream's, a datagram's failure is told. */
  override send(bytes: Uint8Array): void {
    if (this.sock === null) this.createSocket()
    this.sock?.sendall(bytes)
  }
}
