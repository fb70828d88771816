/**
 * The main thread's end of the transport: starts the worker, gives it records, collects what went wrong.
 *
 *   handler → Connection (connection.ts) → ring → worker → sockets
 *
 * One worker for all handlers of a thread, started by the first record for the network. It does not keep the process
 * alive; whoever must be sure waits for it (`Connection.flush`), as handlers do at exit.
 */
import { clearInterval, setInterval } from 'node:timers'
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { atTheEnd } from '../ground/closing.js'
import { steadyNow } from '../ground/steady-clock.js'
import type { Target, ToMain, ToWorker } from './protocol.js'
import { ASLEEP, createRing, LARGEST_ENTRY, READ, READY, RingWriter } from './ring.js'
import { startWorker } from './worker-thread.js'

/** The owner of a channel, which is told what happened to it. */
export interface Listener {
  /** Whether all that was sent is delivered or given up. */
  readonly isDone: boolean
  failed(message: Extract<ToMain, { type: 'failed' }>): void
  /** A channel that was retired has nothing left. */
  left(): void
  /** Waits for what is left. @param shutdownBegan - By `steadyNow()`. */
  close(shutdownBegan: number | null): void
}

/** The time that a worker may take to start before a flush gives up. */
const START_MS = 5_000

let current: Transport | null = null
/** A worker that cannot start fails again for the next record, which a captured warning would be. */
let isEndTold = false
/** The time between two looks at connections that are held, whether they are done. */
const SWEEP_MS = 1000

/** The worker of this thread, a new one where the last one died. */
export function transport(): Transport {
  if (current === null || current.isOver) current = new Transport()
  return current
}

export class Transport {
  isOver = false
  readonly #control: Int32Array
  readonly #ring: RingWriter
  readonly #port: MessagePort
  readonly #listeners = new Map<number, WeakRef<Listener>>()
  readonly #forgotten = new FinalizationRegistry<number>((channel) => {
    this.#listeners.delete(channel)
    this.post({ type: 'close', channel, abandon: false })
  })
  /**
   * Connections that are kept alive while they have records on their way: nobody would wait for these at the end of the
   * process.
   */
  readonly #held = new Set<Listener>()
  /** Connections that their handlers have closed, and that still send what was left. */
  readonly #retired = new Map<number, Listener>()
  #sweep: NodeJS.Timeout | null = null
  #channels = 0
  /** The worker's place in the ring when a wait for room ended in vain: no other call waits until it reads on. */
  #waitedInVainAt: number | null = null

  constructor() {
    const ring = createRing()
    this.#control = new Int32Array(ring.control)
    this.#ring = new RingWriter(ring)
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.on('message', (message: ToMain) => this.#receive(message))
    port1.unref()
    const worker = startWorker({ ring, port: port2 })
    worker.unref()
    worker.on('error', (error) => {
      this.#end()
      if (!isEndTold) process.emitWarning(`The transport worker ended: ${error.stack ?? error}`)
      isEndTold = true
    })
    worker.on('exit', () => this.#end())
    atTheEnd((began) => {
      for (const listener of [...this.#retired.values()]) listener.close(began)
    })
  }

  /** @returns The number of a new channel, which is closed when the listener is garbage. @throws TypeError */
  open(listener: Listener, target: Target, cells: SharedArrayBuffer): number {
    this.#channels += 1
    const channel = this.#channels
    try {
      this.post({ type: 'open', channel, place: JSON.stringify(target), target, cells })
    } catch (cause) {
      throw new TypeError('TLS options of a network handler must be plain values: functions cannot go to its thread.', {
        cause,
      })
    }
    this.#listeners.set(channel, new WeakRef(listener))
    this.#forgotten.register(listener, channel, listener)
    return channel
  }

  /** Nothing of the channel is told any more. */
  forget(channel: number, listener: Listener): void {
    this.#forgotten.unregister(listener)
    this.#listeners.delete(channel)
    this.#held.delete(listener)
    this.#retired.delete(channel)
  }

  /** Sends what the channel has left in the background. The end of the process waits for it. */
  retire(channel: number, listener: Listener): void {
    this.#retired.set(channel, listener)
    this.post({ type: 'close', channel, abandon: false })
    this.wake()
  }

  /** Keeps a listener alive until its records are done. */
  hold(listener: Listener): void {
    if (this.#held.has(listener)) return
    this.#held.add(listener)
    this.#sweep ??= setInterval(() => this.#letGoOfDone(), SWEEP_MS).unref()
  }

  #letGoOfDone(): void {
    for (const listener of this.#held) if (listener.isDone) this.#held.delete(listener)
    if (this.#held.size > 0 || this.#sweep === null) return
    clearInterval(this.#sweep)
    this.#sweep = null
  }

  /**
   * @param waitMs - The time to wait for room.
   * @returns False where there was none.
   */
  write(channel: number, bytes: Uint8Array, waitMs: number): boolean {
    const isApart = bytes.length > LARGEST_ENTRY
    if (isApart) this.post({ type: 'apart', channel, bytes })
    const entry = isApart ? null : bytes
    const isWritten = this.#ring.write(channel, entry) || this.#writeLater(channel, entry, steadyNow() + waitMs)
    if (isWritten) this.wake()
    return isWritten
  }

  #writeLater(channel: number, entry: Uint8Array | null, deadline: number): boolean {
    for (;;) {
      const read = Atomics.load(this.#control, READ)
      if (this.#ring.write(channel, entry)) return true
      const left = read === this.#waitedInVainAt ? 0 : deadline - steadyNow()
      // The bytes of a large record are with the worker already, so its place must follow.
      if ((left <= 0 && entry !== null) || this.isOver) return false
      this.wake()
      const ended = Atomics.wait(this.#control, READ, read, entry === null ? 100 : left)
      if (ended === 'timed-out' && entry !== null) this.#waitedInVainAt = read
    }
  }

  wake(): void {
    if (Atomics.load(this.#control, ASLEEP) === 0) return
    if (Atomics.exchange(this.#control, ASLEEP, 0) === 1) this.post({ type: 'wake' })
  }

  post(message: ToWorker): void {
    this.#port.postMessage(message)
  }

  /** Waits until the worker runs; a thread that is blocked does not hold it up. */
  waitForStart(): void {
    if (Atomics.load(this.#control, READY) === 0) Atomics.wait(this.#control, READY, 0, START_MS)
  }

  /**
   * Reads what the worker has said so far, where the event loop cannot deliver it: in an 'exit' listener for example.
   */
  collect(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port)
      if (received === undefined) return
      this.#receive(received.message as ToMain)
    }
  }

  #receive(message: ToMain): void {
    if (message.type === 'fault') process.emitWarning(`In the transport worker: ${message.message}`)
    else if (message.type === 'left') this.#retired.get(message.channel)?.left()
    else this.#listeners.get(message.channel)?.deref()?.failed(message)
  }

  #end(): void {
    this.isOver = true
    if (this.#sweep !== null) clearInterval(this.#sweep)
    this.#port.close()
  }
}
