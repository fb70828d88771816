/**
 * Puts records into a queue, for a QueueListener to handle later: in this thread, another thread or another process.
 *
 * A record that waits must not change and must not need the log call any more. So it is copied, its message merged, its
 * exception and stack printed into the message, its call site looked up.
 *
 * Kept on purpose, because CPython does it: what a formatter of this handler prints becomes the message, so a format such
 * as `%(levelname)s %(message)s` here and again at the listener's handlers prints the level twice.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, QueueHandler.
 */
import { bindNamed, LogRecord } from '@pylogging/formatter'
import { Handler } from '../model/handler.js'
import type { QueueListener } from './queue-listener.js'

/** The methods that QueueHandler needs of a queue. */
export interface PutQueue {
  put_nowait(item: unknown): void
}

const SIGNATURE = { owner: 'QueueHandler.__init__()', names: ['queue'], required: 1 }

/**
 * Puts records into a queue, for a QueueListener to handle later: in this thread, another thread or another process.
 *
 * A record is copied first: its message merged, its exception and stack printed into the message by this handler's
 * formatter, its call site looked up. So leave the format to the listener's handlers.
 *
 * @example
 * const queue = new Queue()
 * logging.root.addHandler(new QueueHandler(queue))
 * using listener = new QueueListener(queue, new FileHandler('app.log')).enter()
 */
export class QueueHandler extends Handler {
  queue: PutQueue
  /** The listener of the same queue, where dictConfig made it. */
  listener: QueueListener | null = null

  constructor(queue: PutQueue | { readonly queue: PutQueue })
  constructor(...args: unknown[]) {
    const { queue } = bindNamed<{ readonly queue: PutQueue }>(SIGNATURE, args)
    super()
    this.queue = queue
  }

  /** For overriding: other ways into the queue. @throws What the queue throws. */
  enqueue(record: unknown): void {
    this.queue.put_nowait(record)
  }

  /** Returns the item that is put into the queue: a copy of the record that stands for itself. For overriding. */
  prepare(record: LogRecord): unknown {
    const message = this.format(record)
    const copy = LogRecord.copy(record)
    copy.message = message
    copy.msg = message
    copy.args = null
    copy.exc_info = null
    copy.exc_text = null
    copy.stack_info = null
    return copy
  }

  /** A full queue, as anything else that fails, goes to `handleError`. */
  override emit(record: LogRecord): void {
    try {
      this.enqueue(this.prepare(record))
    } catch (error) {
      this.handleError(record, error)
    }
  }
}
