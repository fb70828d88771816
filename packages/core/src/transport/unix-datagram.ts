/**
 * Unix datagram sockets such as /dev/log, which Node itself has not: by the optional peer unix-dgram.
 *
 * Its sends are synchronous, so these records need no worker; and it belongs to the event loop of the main thread, so
 * they cannot be sent from others. An open socket of it would keep the process alive, hence it is closed at the end of
 * the turn of the event loop that opened it.
 */
import { setImmediate } from 'node:timers'
import { getSystemErrorName } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import { RuntimeError } from '../ground/errors.js'
import { nodeRequire } from '../ground/node-require.js'
import { steadyNow } from '../ground/steady-clock.js'
import { Losses } from './losses.js'
import { networkError, timedOut } from './network-error.js'

/** The part of unix-dgram that is used here. */
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
/** The error for which the package cannot be loaded. */
let failure: unknown

/** Whether datagrams can be sent: the package is there, and this is the main thread. */
export function hasUnixDatagrams(): boolean {
  if (found === undefined) {
    try {
      found = isMainThread ? (nodeRequire()('unix-dgram') as UnixDgram) : null
    } catch (error) {
      found = null
      failure = error
    }
  }
  return found !== null
}

/**
 * Returns what is to be done so that datagrams can be sent. A package that is there may not have been built for this
 * Node.
 */
function whatIsMissing(): string {
  if (!isMainThread) return 'it works in the main thread only'
  const { code, message } = failure as { readonly code?: unknown; readonly message?: string }
  const isAbsent = code === 'MODULE_NOT_FOUND' && message?.includes("'unix-dgram'") === true
  return isAbsent ? 'install it beside @pylogging/core' : `it is there and cannot be loaded: ${message ?? failure}`
}

/** The functions that are told of records that were not sent. */
export interface UnixDatagramOptions {
  readonly timeoutMs: number
  /** A record was dropped without an error. */
  readonly dropped: () => void
  /** Hears of errors for which no record is to blame. */
  readonly report: (error: Error) => void
}

export class UnixDatagramSocket {
  readonly #path: string
  readonly #options: UnixDatagramOptions
  readonly #losses = new Losses()
  #socket: UnixSocket | null = null
  /** The reader took nothing for the timeout: until it does, records are dropped without waiting. */
  #isStalled = false

  /** @throws RuntimeError without unix-dgram. */
  constructor(path: string, options: UnixDatagramOptions) {
    if (!hasUnixDatagrams()) {
      const text = `Datagrams to ${path} need the package unix-dgram; ${whatIsMissing()}`
      throw Object.assign(new RuntimeError(text), failure === undefined ? {} : { cause: failure })
    }
    this.#path = path
    this.#options = options
  }

  /**
   * Waits while the reader's queue is full, for the timeout once; then what does not fit is dropped, counted and told once.
   *
   * @throws OSError; a TimeoutError when the queue stays full; RuntimeError with the first record that is dropped.
   */
  sendall(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const deadline = steadyNow() + (this.#isStalled ? 0 : this.#options.timeoutMs)
    for (;;) {
      const code = this.#send(buffer)
      if (code === undefined) {
        this.#isStalled = false
        return
      }
      const isFull = code === CONGESTION || code === 'EAGAIN'
      if (!isFull) throw networkError({ name: 'OSError', message: `send ${code}`, code, syscall: 'send' }, null)
      if (steadyNow() >= deadline) break
      Atomics.wait(waiting, 0, 0, WAIT_MS)
    }
    if (this.#isStalled) this.#drop()
    else {
      this.#isStalled = true
      throw timedOut()
    }
  }

  close(): void {
    this.#letGo()
    const total = this.#losses.total(this.#losses.refused, this.#path, null)
    if (total !== null) this.#options.report(total)
  }

  #drop(): void {
    const told = this.#losses.refuse(this.#path)
    if (told !== null) throw told
    this.#options.dropped()
  }

  #letGo(): void {
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
    setImmediate(() => this.#letGo())
    return socket
  }
}

const CONGESTION = 'congestion'
