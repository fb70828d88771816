/**
 * Unix datagram sockets such as /dev/log, which Node itself has not: by the optional peer unix-dgram.
 *
 * Its sends are synchronous, so these records need no worker; and it belongs to the event loop of the main thread, so
 * they cannot be sent from others. An open socket of it would keep the process alive, hence it is closed at the end of
 * the turn of the event loop that opened it.
 */
import { getSystemErrorName } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import { RuntimeError } from '../ground/errors.js'
import { nodeRequire } from '../ground/node-require.js'
import { networkError, timedOut } from './network-error.js'

/** What is used of unix-dgram. */
interface UnixDgram {
  createSocket(type: 'unix_dgram'): UnixSocket
}

interface UnixSocket {
  on(event: 'error', listener: () => void): void
  send(bytes: Buffer, offset: number, length: number, path: string, done: (error?: { code: unknown }) => void): void
  close(): void
}

const WAIT_MS = 1
const waiting = new Int32Array(new SharedArrayBuffer(4))
let found: UnixDgram | null | undefined

/** Whether datagrams can be sent: the package is there, and this is the main thread. */
export function hasUnixDatagrams(): boolean {
  if (found === undefined) {
    try {
      found = isMainThread ? (nodeRequire()('unix-dgram') as UnixDgram) : null
    } catch {
      found = null
    }
  }
  return found !== null
}

export class UnixDatagramSocket {
  readonly #path: string
  readonly #timeoutMs: number
  #socket: UnixSocket | null = null

  /** @throws RuntimeError without unix-dgram. */
  constructor(path: string, timeoutMs: number) {
    if (!hasUnixDatagrams()) {
      const what = isMainThread ? 'install it beside @pylogging/core' : 'it works in the main thread only'
      throw new RuntimeError(`Datagrams to ${path} need the package unix-dgram; ${what}`)
    }
    this.#path = path
    this.#timeoutMs = timeoutMs
  }

  /** Waits while the reader's queue is full. @throws OSError; a TimeoutError when it stays full. */
  sendall(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const deadline = performance.now() + this.#timeoutMs
    for (;;) {
      const code = this.#send(buffer)
      if (code === undefined) return
      const isFull = code === CONGESTION || code === 'EAGAIN'
      if (!isFull) throw networkError({ name: 'OSError', message: `send ${code}`, code, syscall: 'send' }, null)
      if (performance.now() >= deadline) throw timedOut()
      Atomics.wait(waiting, 0, 0, WAIT_MS)
    }
  }

  close(): void {
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  /** @returns The name of the error, if any. */
  #send(buffer: Buffer): string | undefined {
    let code: string | undefined
    this.#open().send(buffer, 0, buffer.length, this.#path, (error) => {
      if (error) code = typeof error.code === 'number' && error.code < 0 ? getSystemErrorName(error.code) : CONGESTION
    })
    return code
  }

  #open(): UnixSocket {
    if (this.#socket !== null) return this.#socket
    const socket = (found as UnixDgram).createSocket('unix_dgram')
    socket.on('error', () => undefined)
    this.#socket = socket
    setImmediate(() => this.close())
    return socket
  }
}

const CONGESTION = 'congestion'
