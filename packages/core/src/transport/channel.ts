/** A handler's end of a link, in the worker: counts in the shared cells what became of the handler's records. */
import { getSystemErrorName } from 'node:util'
import type { MessagePort } from 'node:worker_threads'
import {
  CHANGES,
  CONNECTIONS,
  DONE_BYTES,
  DONE_RECORDS,
  FAILED_ATTEMPTS,
  type Failure,
  type LinkState,
  LOST,
  RETRY_AT_BYTES,
  STATE,
  type ToMain,
} from './protocol.js'

export class Channel {
  /** Whether its handler has closed the channel: it goes when what it has left is delivered or given up. */
  isLeaving = false
  hasLeft = false
  /** The bytes of records that wait or are on their way. */
  waitingBytes = 0
  readonly #port: MessagePort
  readonly #number: number
  readonly #cells: Int32Array
  readonly #retryAt: Float64Array
  #added: number
  #told = 0

  constructor(port: MessagePort, number: number, cells: SharedArrayBuffer) {
    this.#port = port
    this.#number = number
    this.#cells = new Int32Array(cells, 0, RETRY_AT_BYTES / Int32Array.BYTES_PER_ELEMENT)
    this.#retryAt = new Float64Array(cells, RETRY_AT_BYTES, 1)
    // Another worker may have had some: the cells are the handler's and outlast it.
    this.#added = Atomics.load(this.#cells, DONE_RECORDS)
  }

  /** Whether every record that came is delivered or given up. */
  get isDone(): boolean {
    return Atomics.load(this.#cells, DONE_RECORDS) === this.#added
  }

  set state(state: LinkState) {
    Atomics.store(this.#cells, STATE, state)
    this.#changed()
  }

  /** Counts a record that came. @returns Its number, from 1. */
  add(bytes: number): number {
    this.waitingBytes += bytes
    this.#added = (this.#added + 1) | 0
    return this.#added
  }

  /** Records that are with the kernel or answered. */
  done(records: number, bytes: number): void {
    this.waitingBytes -= bytes
    Atomics.add(this.#cells, DONE_BYTES, bytes)
    Atomics.add(this.#cells, DONE_RECORDS, records)
    this.#changed()
  }

  /** Records given up. */
  lost(records: number, bytes: number): void {
    // Before they count as done: the main thread reads in the other order, and must not see a record as delivered.
    Atomics.add(this.#cells, LOST, records)
    this.done(records, bytes)
  }

  /** Tells of a failure, of each record once. @param record - Its number; 0 for none. */
  failed(record: number, error: unknown, isLost: boolean): void {
    const isNew = record !== 0 && ((record - this.#told) | 0) > 0
    if (isNew) this.#told = record
    const failure = failureOf(error)
    const message: ToMain = { type: 'failed', channel: this.#number, record: isNew ? record : 0, failure, isLost }
    this.#port.postMessage(message)
  }

  /** @param retryAt - In milliseconds since the epoch; 0 for never. */
  attemptFailed(retryAt: number): void {
    this.#retryAt[0] = retryAt / 1000
    Atomics.add(this.#cells, FAILED_ATTEMPTS, 1)
    this.#changed()
  }

  connected(): void {
    this.#retryAt[0] = 0
    Atomics.add(this.#cells, CONNECTIONS, 1)
    this.#changed()
  }

  /** The last thing that is heard of it. */
  left(): void {
    this.hasLeft = true
    const message: ToMain = { type: 'left', channel: this.#number }
    this.#port.postMessage(message)
    this.#changed()
  }

  #changed(): void {
    Atomics.add(this.#cells, CHANGES, 1)
    Atomics.notify(this.#cells, CHANGES)
  }
}

/** The number from which down errors are the resolver's, whose names are not the codes that Node gives. */
const RESOLVERS_ERRNO = -3000

/** Node tries several addresses and then throws what befell each: the first speaks for all. */
function failureOf(thrown: unknown): Failure {
  const error = thrown instanceof AggregateError ? (thrown.errors[0] ?? thrown) : thrown
  const { name, message, code, errno, syscall } = (error ?? {}) as Partial<Failure> & { errno?: unknown }
  // Libraries put codes of their own in place of the system's, but keep its number.
  const systemCode =
    typeof errno === 'number' && errno < 0 && errno > RESOLVERS_ERRNO ? getSystemErrorName(errno) : code
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    code: resolversCode(message) ?? (typeof systemCode === 'string' ? systemCode : null),
    syscall: typeof syscall === 'string' ? syscall : null,
  }
}

/** A library that looks a name up puts a code of its own in the place of the resolver's, which its text still has. */
function resolversCode(message: unknown): string | undefined {
  return /^(?:getaddrinfo|queryA+) (E[A-Z_]+)/.exec(String(message))?.[1]
}
