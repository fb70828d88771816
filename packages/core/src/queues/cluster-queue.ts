/**
 * A queue from the workers of node:cluster to their primary.
 *
 *   const queue = new ClusterQueue()     in the primary, before it forks: reads
 *   const queue = new ClusterQueue()     in a worker: puts
 *
 * process.send would be the obvious way, but it is asynchronous: of 20,000 records before process.exit 169 arrived. So
 * each worker gets a pipe of its own, one more entry of `stdio`, and writes to it synchronously. An item that a worker
 * has put is with the kernel when the call returns and survives the worker, SIGKILL included. Where the primary reads
 * too slowly and the pipe is full, the worker waits. Items that workers put after the primary's 'exit' event are lost
 * with it.
 *
 * On Windows the primary cannot read the pipe synchronously: there `stop` handles what has arrived by itself.
 */
import { readSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { RuntimeError } from '../ground/errors.js'
import { FrameReader, writeFrame } from './frames.js'
import type { Message } from './portable-record.js'
import { RemoteQueue } from './remote-queue.js'

type Cluster = typeof import('node:cluster').default
type V8 = typeof import('node:v8')

/** The end of a worker's pipe that the primary has. */
export interface Pipe {
  on(event: 'data', listener: (piece: Uint8Array) => void): unknown
  on(event: 'close', listener: () => void): unknown
  read(): unknown
  readonly _handle?: { readonly fd?: number } | null
}

/**
 * The environment variable by which a worker finds its pipe: it has the descriptor, and the primary for whose workers
 * that holds.
 */
const PLACE = 'PYLOGGING_CLUSTER_QUEUE'
const PIECE = Buffer.alloc(64 * 1024)

/** The one way in that a primary has; its newest queue reads it. */
let reading: { queue: ClusterQueue; readonly fd: number } | null = null

/**
 * A queue from the workers of node:cluster to their primary. The primary makes one before it forks, and reads; each
 * worker makes one, and puts.
 *
 * An item that a worker has put is with the kernel when the call returns, and survives the worker, SIGKILL included.
 * Where the primary reads too slowly, the worker waits.
 */
export class ClusterQueue extends RemoteQueue {
  protected override readonly _send: ((message: Message) => void) | null
  readonly #pipes = new Map<Pipe, FrameReader>()
  readonly #v8: V8

  /** @throws RuntimeError in a worker whose primary made no queue before it forked, and in a worker thread. */
  constructor() {
    super()
    // Loaded here, because they cost milliseconds.
    const cluster = require('node:cluster') as Cluster
    const v8 = require('node:v8') as V8
    this.#v8 = v8
    if (!isMainThread)
      throw new RuntimeError('a ClusterQueue belongs to a process; use MessagePortQueue in its threads')
    if (cluster.isPrimary) {
      this._send = null
      openForReading(cluster, this)
    } else {
      const fd = ownPipe()
      this._send = (message) => writeFrame(fd, v8.serialize(message))
    }
  }

  /** Begins to read a worker's pipe. The method is ours. */
  _attach(pipe: Pipe): void {
    if (this.#pipes.has(pipe)) return
    this.#pipes.set(pipe, new FrameReader())
    pipe.on('data', (piece) => this.#receive(pipe, piece as Buffer))
    pipe.on('close', () => this.#pipes.delete(pipe))
  }

  protected override _takeIn(): void {
    if (reading?.queue === this) attachAll(this, reading.fd)
    for (const pipe of this.#pipes.keys()) {
      // The bytes that Node has read by itself come first; they go the way of 'data'.
      while (pipe.read() !== null);
      for (let piece = readPiece(pipe); piece !== null; piece = readPiece(pipe)) this.#receive(pipe, piece)
    }
  }

  #receive(pipe: Pipe, piece: Buffer): void {
    for (const payload of this.#pipes.get(pipe)?.add(piece) ?? []) this._arrived(this.#v8.deserialize(payload))
  }
}

function openForReading(cluster: Cluster, queue: ClusterQueue): void {
  if (reading !== null) {
    reading.queue = queue
    return
  }
  const { stdio, silent } = cluster.settings
  const usual = silent ? 'pipe' : 'inherit'
  const all = Array.isArray(stdio) ? stdio : [usual, usual, usual, 'ipc']
  const fd = all.length
  cluster.setupPrimary({ stdio: [...all, 'pipe'] as NonNullable<typeof stdio> })
  process.env[PLACE] = `${fd}:${process.pid}`
  reading = { queue, fd }
  cluster.on('fork', () => {
    if (reading !== null) attachAll(reading.queue, fd)
  })
}

function attachAll(queue: ClusterQueue, fd: number): void {
  const { workers } = require('node:cluster') as Cluster
  for (const worker of Object.values(workers ?? {})) {
    const pipe = worker?.process.stdio[fd]
    if (pipe) queue._attach(pipe as unknown as Pipe)
  }
}

function ownPipe(): number {
  const [fd, primary] = (process.env[PLACE] ?? '').split(':').map(Number)
  if (fd && primary === process.ppid) return fd
  throw new RuntimeError('there is no queue to the primary.\n  Make a ClusterQueue there before it forks workers.')
}

/** Returns the bytes that are in the pipe; null when there are none now. */
function readPiece({ _handle }: Pipe): Buffer | null {
  const fd = _handle?.fd ?? -1
  if (fd < 0) return null
  try {
    const count = readSync(fd, PIECE)
    return count === 0 ? null : Buffer.from(PIECE.subarray(0, count))
  } catch {
    // EAGAIN: nothing there. Whatever else, Node finds it out too, and ends the pipe.
    return null
  }
}
