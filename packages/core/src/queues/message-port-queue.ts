/**
 * A queue from worker threads to the thread that started them.
 *
 *   const queue = new MessagePortQueue()                          the main thread: reads
 *   new Worker(file, queue.workerOptions())
 *
 *   const queue = new MessagePortQueue(workerData.log)            the worker: puts
 *
 * An item that a worker has put is in the hands of the main thread at once, however the worker ends: of its own accord,
 * by process.exit, by an error, by terminate(). Items that workers put after the main thread's 'exit' event are lost
 * with it.
 *
 * The queue keeps no process alive: workers that run do.
 */
import { isMainThread, MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { bindArguments, typeName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import type { Message } from './portable-record.js'
import { RemoteQueue } from './remote-queue.js'

/** Node's MessagePort, as far as it matters here; declared so that programs need no types of Node's. */
export interface SendingPort {
  postMessage(value: never): void
}

/** The options that `new Worker` takes, with the port in `workerData.log`. */
export type WithPort<Options> = Options & {
  workerData: { log: SendingPort } & (Options extends { workerData: infer Data } ? Data : unknown)
  transferList: never[]
}

const SIGNATURE = { owner: 'MessagePortQueue()', names: ['port'] }

type OwnPort = InstanceType<typeof MessageChannel>['port1']

/**
 * A queue from worker threads to the thread that started them. An item that a worker has put arrives, however the
 * worker ends. The queue keeps no process alive.
 *
 * @example
 * const records = new MessagePortQueue() // the main thread: reads
 * new Worker(file, records.workerOptions())
 *
 * const queue = new MessagePortQueue(workerData.log) // the worker: puts
 */
export class MessagePortQueue extends RemoteQueue {
  protected override readonly _send: ((message: Message) => void) | null
  readonly #ports = new Set<OwnPort>()

  /**
   * @param port - In a worker, what it was given; left out, this is the reading end.
   * @throws TypeError for what is no port, and in a worker for `undefined`: records would go where nobody reads them.
   */
  constructor(port?: SendingPort)
  constructor(...given: unknown[]) {
    super()
    const port = portIn(given)
    this._send = port === null ? null : sendingTo(port)
  }

  /** A new way into this queue: one for each worker, to be passed in `transferList` too, as `connect<MessagePort>()`. */
  connect<Port extends SendingPort = SendingPort>(): Port {
    const { port1, port2 } = new MessageChannel()
    this.#ports.add(port1)
    port1.on('message', (message: Message) => this._arrived(message))
    port1.on('close', () => this.#ports.delete(port1))
    port1.unref()
    return port2 as unknown as Port
  }

  /** The options of `new Worker` with a way into this queue as `workerData.log`. */
  workerOptions<Options extends object>(options?: Options): WithPort<Options> {
    const { workerData, transferList = [] } = (options ?? {}) as { workerData?: object; transferList?: unknown[] }
    const log = this.connect()
    const extended = { ...options, workerData: { ...workerData, log }, transferList: [...transferList, log] }
    return extended as unknown as WithPort<Options>
  }

  protected override _takeIn(): void {
    for (const port of this.#ports) {
      for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
        this._arrived(got.message)
      }
    }
  }
}

/** A port whose other end is closed takes messages without a word; Python's queue says so, in these words. */
function sendingTo(port: SendingPort): (message: Message) => void {
  let isClosed = false
  ;(port as Partial<OwnPort>).once?.('close', () => {
    isClosed = true
  })
  return (message) => {
    if (isClosed) throw new ValueError('Queue MessagePortQueue is closed')
    port.postMessage(message as never)
  }
}

/** @returns Null for the reading end. A configuration gives names, `{}` at least. */
function portIn(given: readonly unknown[]): SendingPort | null {
  const [first] = given
  if (isPort(first)) return first
  const [port] = bindArguments(SIGNATURE, given)
  if (isPort(port)) return port
  const isLeftOut = port === undefined && (isMainThread || given.length === 0 || first !== undefined)
  if (isLeftOut) return null
  throw new TypeError(
    `MessagePortQueue() argument 'port' must be a MessagePort, not ${typeName(port)}.\n` +
      '  Start the worker with queue.workerOptions(), and in it take workerData.log.',
  )
}

function isPort(value: unknown): value is SendingPort {
  return typeof (value as SendingPort | null | undefined)?.postMessage === 'function'
}
