/**
 * Python's configuration listener: configurations over TCP, four bytes of length (big-endian) and that many bytes.
 *
 *   const listener = listen(9030, (bytes) => (isSigned(bytes) ? bytes : null))
 *   listener.start()
 *   await listener.ready.wait()
 *
 * The bytes are JSON for dictConfig; where that fails, for whatever reason, INI for fileConfig, as in CPython. A
 * mistake is printed on stderr and the listener goes on. One connection brings one configuration.
 *
 * Python's Thread is an object with the same methods here, and waiting is a promise. Only `join()` keeps a process alive. Senders
 * are not trusted to be short, quick or few: see ListenOptions; but any program that reaches the port can configure logging, files
 * included, so it listens on this machine only, unless told otherwise.
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, listen.
 */

import type { Server, Socket } from 'node:net'
import { clearTimeout, setTimeout } from 'node:timers'
import { exceptionText, isError, typeName } from '@pylogging/formatter'
import { OSError, osError, RuntimeError } from '../ground/errors.js'
import { applyReceived } from './apply-received.js'
import { FrameReader } from './frame-reader.js'
import { ListenerEvent } from './listener-event.js'
import { printError } from './print-error.js'

/** Gets what was received; what it returns is used in its place, and null discards it. */
export type Verify = (bytes: Uint8Array) => Uint8Array | null | undefined | Promise<Uint8Array | null | undefined>

/** The bounds of what a listener takes from a peer. Ours, not Python's. */
export interface ListenOptions {
  /** The address to listen on: 127.0.0.1 unless given. */
  readonly host?: string | undefined
  /** The largest configuration, in bytes: 1,048,576 unless given. */
  readonly maxBytes?: number | undefined
  /** The time that a sender may take for all of it: 10,000 unless given. */
  readonly timeoutMs?: number | undefined
  /** The number of senders at the same time: 100 unless given. One more, and the oldest is dropped. */
  readonly maxConnections?: number | undefined
}

export const DEFAULT_LOGGING_CONFIG_PORT = 9030
const LIMITS = { maxBytes: 1_048_576, timeoutMs: 10_000, maxConnections: 100 }
const LINE = '-'.repeat(40)

/** The one that `stopListening` stops. */
let current: ConfigListener | null = null

/**
 * Makes a listener, which `start()` starts.
 *
 * @param port - 0 for any that is free; `listener.port` then says which.
 * @param verify - Gets the bytes first; null lets everything pass.
 */
export function listen(
  port: number = DEFAULT_LOGGING_CONFIG_PORT,
  verify: Verify | null = null,
  options: ListenOptions = {},
): ConfigListener {
  return new ConfigListener(port, verify, options)
}

/** Stops the listener that was started last. A configuration that is being received is still received and applied. */
export function stopListening(): void {
  current?._stop()
  current = null
}

/** The listener that `listen` returns: Python's thread, as far as it goes. */
export class ConfigListener {
  /** The event that is set when the port is open, and again after each configuration. */
  readonly ready: ListenerEvent = new ListenerEvent()
  readonly verify: Verify | null
  /** The port that was asked for; once `ready`, the one it listens on. */
  port: number
  readonly #options: ListenOptions
  readonly #ended: ListenerEvent = new ListenerEvent()
  readonly #connections = new Set<Socket>()
  #server: Server | null = null
  #wasStarted = false

  constructor(port: number, verify: Verify | null, options: ListenOptions) {
    this.port = port
    this.verify = verify
    this.#options = options
  }

  /**
   * Opens the port.
   *
   * @throws RuntimeError where it was started before. A port that is taken is an error of `ready.wait()`.
   */
  start(): void {
    if (this.#wasStarted) throw new RuntimeError('threads can only be started once')
    this.#wasStarted = true
    const { createServer } = require('node:net') as typeof import('node:net')
    const server = createServer((socket) => this.#connect(socket))
    this.#server = server
    current = this
    server.once('error', (error) => this.#fail(error))
    server.once('close', () => this.#ended.set())
    server.listen({ port: this.port, host: this.#options.host ?? '127.0.0.1' }, () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) this.port = address.port
      this.ready.set()
    })
    server.unref()
  }

  /** Whether it was started and has not stopped. */
  is_alive(): boolean {
    return this.#wasStarted && !this.#ended.is_set()
  }

  /** Waits until it has stopped; as in Python, a program that waits here goes on. @param timeout - In seconds. */
  async join(timeout: number | null = null): Promise<void> {
    if (!this.#wasStarted) throw new RuntimeError('cannot join thread before it is started')
    this.#server?.ref()
    await this.#ended.wait(timeout)
    this.#server?.unref()
  }

  /** Ends the listener: `stopListening` calls it. */
  _stop(): void {
    this.#server?.close()
  }

  #fail(error: unknown): void {
    if (current === this) current = null
    const failure = osError(error)
    if (!this.ready.fail(failure)) printError(`Exception in listen():\n${exceptionText(failure)}\n`)
    this.#server?.close()
    this.#ended.set()
  }

  #connect(socket: Socket): void {
    const { maxBytes, timeoutMs, maxConnections } = { ...LIMITS, ...given(this.#options) }
    const [oldest] = this.#connections
    if (this.#connections.size >= maxConnections) oldest?.destroy(new OSError('too many connections'))
    this.#connections.add(socket)
    socket.unref()
    const sender = `('${socket.remoteAddress ?? '?'}', ${socket.remotePort ?? 0})`
    const frame = new FrameReader(maxBytes)
    const late = setTimeout(() => socket.destroy(new OSError(`timed out after ${timeoutMs} ms`)), timeoutMs).unref()
    const finish = () => {
      clearTimeout(late)
      this.#connections.delete(socket)
    }
    const receive = (chunk: Uint8Array) => {
      try {
        const bytes = frame.add(chunk)
        if (bytes === null) return
        socket.off('data', receive)
        finish()
        void this.#received(bytes, sender).finally(() => socket.destroySoon())
      } catch (error) {
        socket.destroy(error as Error)
      }
    }
    socket.on('data', receive)
    socket.once('end', () => {
      if (frame.isPartial) printProblem(sender, new OSError(`only ${frame.received}`))
    })
    socket.once('close', finish)
    // CPython passes over a connection that was cut.
    socket.on('error', (error) => {
      if ((error as { code?: unknown }).code !== 'ECONNRESET') printProblem(sender, osError(error))
    })
  }

  async #received(bytes: Uint8Array, sender: string): Promise<void> {
    try {
      const verified = this.verify === null ? bytes : await this.verify(bytes)
      if (verified === null || verified === undefined) return
      if (!(verified instanceof Uint8Array)) {
        throw new TypeError(`verify must return bytes or null, not ${typeName(verified)}`)
      }
      applyReceived(verified)
    } catch (error) {
      printProblem(sender, error)
    } finally {
      this.ready.set()
    }
  }
}

/** Prints the error as Python's socketserver does. */
function printProblem(sender: string, error: unknown): void {
  const text = isError(error) ? exceptionText(error) : String(error)
  printError(`${LINE}\nException occurred during processing of request from ${sender}\n${text}\n${LINE}\n`)
}

/** Leaves out the options that are undefined. */
function given(options: ListenOptions): Partial<typeof LIMITS> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
