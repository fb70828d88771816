/**
 * The common part of the network handlers: they wait for their connection at flush and close, and tell what it lost.
 */
import type { LogRecord } from '@pylogging/formatter'
import { closesInBackground, shutdownBegan } from '../ground/closing.js'
import { Handler, reportWithoutRecord } from '../model/handler.js'
import type { Connection } from '../transport/connection.js'
import { expectWorker } from '../transport/worker-thread.js'

export abstract class NetworkHandler extends Handler {
  #connection: Connection<LogRecord> | null = null
  /** Connections that were closed and still send what they had left. */
  #retired: Connection<LogRecord>[] = []
  /** Records of connections that are over. */
  #droppedBefore = 0

  /** @throws RuntimeError where no worker can be started. */
  constructor(level?: number | string) {
    expectWorker()
    super(level)
  }

  /** How many records could not be sent so far, as far as it is known; exact after `close`. */
  get dropped(): number {
    this.#forgetOver()
    const all = this.#connection === null ? this.#retired : [...this.#retired, this.#connection]
    return all.reduce((sum, { dropped }) => sum + dropped, this.#droppedBefore)
  }

  /** The connection that is waited for. */
  protected get connection(): Connection<LogRecord> | null {
    return this.#connection
  }

  /** The one before is closed: what it has left is sent or given up. */
  protected set connection(connection: Connection<LogRecord> | null) {
    const old = this.#connection
    if (old === connection) return
    this.#connection = connection
    if (old === null) return
    this.#retired.push(old)
    if (closesInBackground()) old.retire()
    else old.close(shutdownBegan())
    this.#forgetOver()
  }

  /** Counts a record that never came to a connection. */
  protected countDropped(): void {
    this.#droppedBefore += 1
  }

  /** Sends a record; what that throws was not sent. */
  protected countingDropped(send: () => void): void {
    try {
      send()
    } catch (error) {
      this.countDropped()
      throw error
    }
  }

  /** Tells what went wrong with a record, later than its log call. */
  protected report(error: Error, record: LogRecord | undefined): void {
    if (record === undefined) reportWithoutRecord(error)
    else this.handleError(record, error)
  }

  /** Waits until everything is on its way, no longer than the handler's timeout. */
  override flush(): void {
    if (!closesInBackground()) this.#connection?.flush(shutdownBegan())
  }

  override close(): void {
    try {
      this.connection = null
    } finally {
      super.close()
    }
  }

  #forgetOver(): void {
    if (this.#retired.length === 0) return
    const over = this.#retired.filter(({ isOver }) => isOver)
    this.#droppedBefore = over.reduce((sum, { dropped }) => sum + dropped, this.#droppedBefore)
    this.#retired = this.#retired.filter(({ isOver }) => !isOver)
  }
}
