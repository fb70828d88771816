/**
 * What the network handlers have in common: they wait for their connection at flush and close, and tell what it lost.
 */
import type { LogRecord } from '@pylogging/formatter'
import { Handler, reportWithoutRecord } from '../model/handler.js'
import type { Connection } from '../transport/connection.js'

export abstract class NetworkHandler extends Handler {
  /** Records of connections that were closed since. */
  #droppedBefore = 0
  #connection: Connection<LogRecord> | null = null

  /** How many records could not be sent so far, as far as it is known. */
  get dropped(): number {
    return this.#droppedBefore + (this.#connection?.dropped ?? 0)
  }

  /** The connection that is waited for. */
  protected get connection(): Connection<LogRecord> | null {
    return this.#connection
  }

  protected set connection(connection: Connection<LogRecord> | null) {
    const old = this.#connection
    if (old === connection) return
    this.#connection = connection
    old?.close()
    this.#droppedBefore += old?.dropped ?? 0
  }

  /** Tells what went wrong with a record, later than its log call. */
  protected report(error: Error, record: LogRecord | undefined): void {
    if (record === undefined) reportWithoutRecord(error)
    else this.handleError(record, error)
  }

  /** Waits until everything is on its way, no longer than the handler's timeout. */
  override flush(): void {
    this.#connection?.flush()
  }

  override close(): void {
    try {
      this.connection = null
    } finally {
      super.close()
    }
  }
}
