/** A channel's cells and messages, in the worker: what became of its records. */
import { getSystemErrorName } from 'node:util'
import type { MessagePort } from 'node:worker_threads'
import {
  CHANGES,
  DONE_BYTES,
  DONE_RECORDS,
  FAILED_ATTEMPTS,
  type Failure,
  LOST,
  RETRY_AT_BYTES,
  STATUS,
  type ToMain,
} from './protocol.js'

export class Channel {
  readonly #port: MessagePort
  readonly #number: number
  readonly #cells: Int32Array
  readonly #retryAt: Float64Array

  constructor(port: MessagePort, number: number, cells: SharedArrayBuffer) {
    this.#port = port
    this.#number = number
    this.#cells = new Int32Array(cells, 0, RETRY_AT_BYTES / Int32Array.BYTES_PER_ELEMENT)
    this.#retryAt = new Float64Array(cells, RETRY_AT_BYTES, 1)
  }

  /** How many records were done when the channel was opened: another worker may have had them. */
  get doneRecords(): number {
    return Atomics.load(this.#cells, DONE_RECORDS)
  }

  set status(status: number) {
    Atomics.store(this.#cells, STATUS, status)
    this.#changed()
  }

  /** Records that are with the kernel or answered. */
  done(records: number, bytes: number): void {
    Atomics.add(this.#cells, DONE_BYTES, bytes)
    Atomics.add(this.#cells, DONE_RECORDS, records)
    this.#changed()
  }

  /** Records given up. */
  lost(records: number, bytes: number): void {
    Atomics.add(this.#cells, LOST, records)
    this.done(records, bytes)
  }

  /** @param record - Counted from 1; 0 for none. */
  failed(record: number, error: unknown): void {
    const message: ToMain = { type: 'failed', channel: this.#number, record, failure: failureOf(error) }
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
  }

  #changed(): void {
    Atomics.add(this.#cells, CHANGES, 1)
    Atomics.notify(this.#cells, CHANGES)
  }
}

/** From here down are the resolver's, whose names are not the codes that Node gives. */
const RESOLVERS_ERRNO = -3000

/** Node tries several addresses and then throws what befell each: the first speaks for all. */
function failureOf(thrown: unknown): Failure {
  const error = thrown instanceof AggregateError ? (thrown.errors[0] ?? thrown) : thrown
  const { name, message, code, errno, syscall } = error as Partial<Failure> & { errno?: unknown }
  // Libraries put codes of their own in place of the system's, but keep its number.
  const systemCode =
    typeof errno === 'number' && errno < 0 && errno > RESOLVERS_ERRNO ? getSystemErrorName(errno) : code
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    code: typeof systemCode === 'string' ? systemCode : null,
    syscall: typeof syscall === 'string' ? syscall : null,
  }
}
