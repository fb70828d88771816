/**
 * Listeners read a queue. The queue tells them that something arrived, and can ask them to take it at once.
 *
 * Python's listener is a thread that waits. Here the listener runs in the same thread as the program, so whoever would
 * wait for it (a full queue, `join`) lets it run instead. That is an order of events that threads may have as well.
 */

/** A QueueListener that was started. */
export interface QueueReader {
  /** Something arrived: it is read once the program is idle. */
  wake(): void
  /** Reads what has arrived. */
  readNow(): void
}

/** Base of all queues. */
export abstract class ReadQueue {
  readonly #readers = new Set<QueueReader>()

  /**
   * Adds a reader that is woken when something was put. The method is ours; a queue of your own may have it too, and
   * without it a listener looks every 20 ms.
   */
  addReader(reader: QueueReader): void {
    this.#readers.add(reader)
  }

  /** Takes a reader away. */
  removeReader(reader: QueueReader): void {
    this.#readers.delete(reader)
  }

  /** Wakes the readers. To be called when something was put. */
  protected _wakeReaders(): void {
    for (const reader of this.#readers) reader.wake()
  }

  protected _letRead(): void {
    for (const reader of [...this.#readers]) reader.readNow()
  }
}
