/**
 * Takes records out of a queue and gives them to handlers.
 *
 *   log call → QueueHandler → queue → QueueListener → handlers
 *              now                    when the program is idle, at stop(), at exit
 *
 * Python's listener is a thread. This one runs in the thread that started it, between other work (setImmediate), at most a
 * thousand records at a time. `stop` handles what is in the queue before it returns; so does the end of the process, also
 * by process.exit, where the listener was not stopped. A listener keeps no process alive, but what is in the queue is
 * handled while the event loop still runs.
 *
 * A handler that fails is reported as by `handleError` and the next record is handled: Python's thread would end there.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, QueueListener; 3.14's `start` and context manager.
 */
/// <reference lib="esnext.disposable" preserve="true" />
import { clearInterval, setImmediate, setInterval } from 'node:timers'
import { exceptionText, isPlainObject, type LogRecord, unexpectedKeyword } from '@pylogging/formatter'
import { RuntimeError } from '../ground/errors.js'
import { sys } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { reportError } from '../model/handler.js'
import { shared } from '../model/shared.js'
import { closeAtExit } from '../model/shutdown.js'
import { isEmpty, isShutDown } from '../queues/errors.js'
import { listeners } from '../queues/listeners.js'
import type { QueueReader } from '../queues/readers.js'

/** The methods that QueueListener needs of a queue; the others it uses where they are there. */
export interface GetQueue {
  put_nowait(item: unknown): void
  /** @returns The next item. Throws Empty, or returns undefined, when there is none. */
  get(block: boolean): unknown
  task_done?(): void
  qsize?(): number
  addReader?(reader: QueueReader): void
  removeReader?(reader: QueueReader): void
}

/** The methods that QueueListener needs of a handler. */
export interface ListenerHandler {
  readonly level?: number
  handle(record: LogRecord): unknown
  handleError?(record: LogRecord, error?: unknown): void
}

/** The keyword of QueueListener, behind the handlers. */
export interface QueueListenerOptions {
  /** Whether a handler gets only the records that reach its level. */
  readonly respect_handler_level?: boolean | undefined
}

const OWNER = 'QueueListener.__init__()'
const RECORDS_AT_A_TIME = 1000
/** A queue that cannot tell that something arrived is looked at so often. */
const LOOK_EVERY_MS = 20
/** The number of times that the handling of a queue's last records may put more into it. */
const MOST_ROUNDS = 100
const NOTHING = Symbol('nothing')

/**
 * Takes records out of a queue and gives them to handlers.
 *
 * It runs in the thread that started it, between other work. Records in the queue are handled at the latest by `stop`,
 * or at the end of the process, also by process.exit. It keeps no process alive. A handler that fails is reported as by
 * `handleError`, and the next record is handled.
 */
export class QueueListener {
  queue: GetQueue
  handlers: readonly ListenerHandler[]
  respect_handler_level: boolean
  /** The item that ends the listener. */
  _sentinel: unknown = null
  #isListening = false
  #isReading = false
  /** Whether a handler of its own stopped it. */
  #isStopping = false
  /** Whether somebody else put something since the last turn. */
  #isWoken = false
  /** How many records were in the queue when somebody else last put one, less those that were handled since. */
  #owed = 0
  #turn: NodeJS.Immediate | null = null
  #look: NodeJS.Timeout | null = null
  readonly #reader: QueueReader = { wake: () => this.#wake(), readNow: () => this.#readAll() }

  constructor(queue: GetQueue, ...handlers: readonly (ListenerHandler | QueueListenerOptions)[]) {
    const last = handlers.at(-1)
    const options = isOptions(last) ? last : {}
    this.queue = queue
    this.handlers = (isOptions(last) ? handlers.slice(0, -1) : handlers) as readonly ListenerHandler[]
    this.respect_handler_level = options.respect_handler_level ?? false
  }

  /** The next item. For overriding. @param block - False, always: nothing waits here. */
  dequeue(block: boolean): unknown {
    return this.queue.get(block)
  }

  /** Begins to read. @throws RuntimeError `Listener already started`. */
  start(): void {
    if (this.#isListening) throw new RuntimeError('Listener already started')
    this.#isListening = true
    listeners.add(this.#reader)
    closeAtExit()
    if (this.queue.addReader) this.queue.addReader(this.#reader)
    else this.#look = setInterval(() => this.#read(RECORDS_AT_A_TIME), LOOK_EVERY_MS).unref()
    this.#wake()
  }

  /** Python's `with`: `using listener = new QueueListener(queue, handler).enter()` starts it, and stops it at the end. */
  enter(): this {
    this.start()
    return this
  }

  /** Returns the record that the handlers get. For overriding. */
  prepare(record: LogRecord): LogRecord {
    return record
  }

  /** Gives a record to the handlers. One that fails does not keep it from the others. */
  handle(record: LogRecord): void {
    const prepared = this.prepare(record)
    for (const handler of this.handlers) {
      if (this.respect_handler_level && prepared.levelno < (handler.level ?? 0)) continue
      try {
        handler.handle(prepared)
      } catch (error) {
        if (handler.handleError) handler.handleError(prepared, error)
        else reportError(prepared, error)
      }
    }
  }

  /** Puts the item that ends the listener. For overriding. */
  enqueue_sentinel(): void {
    this.queue.put_nowait(this._sentinel)
  }

  /**
   * Handles what is in the queue, and ends. A listener that was not started, or was stopped, stays as it is. Called by a
   * handler of its own it returns at once, and the listener ends when it comes to this point of the queue.
   *
   * @throws What the queue throws when it takes no more: Full.
   */
  stop(): void {
    if (!this.#isListening || this.#isStopping) return
    this.#isStopping = true
    try {
      this.enqueue_sentinel()
    } catch (error) {
      // It takes nothing more, but has what it has.
      if (!isShutDown(error)) throw error
    } finally {
      this.#isStopping = this.#isReading
    }
    if (this.#isReading) return
    this.#read(Number.POSITIVE_INFINITY)
    this.#end()
  }

  [Symbol.dispose](): void {
    this.stop()
  }

  #wake(): void {
    if (!this.#isReading) this.#isWoken = true
    this.#schedule(this.#isWoken)
  }

  #schedule(keepsRunning: boolean): void {
    this.#turn ??= setImmediate(() => this.#readInTurn()).unref()
    if (keepsRunning) this.#turn.ref()
  }

  /** Handles some records. Records that only the handling of records logs must not keep the process running forever. */
  #readInTurn(): void {
    this.#turn = null
    if (this.#isWoken) this.#owed = this.queue.qsize?.() ?? RECORDS_AT_A_TIME
    this.#isWoken = false
    const isDone = this.#read(RECORDS_AT_A_TIME)
    this.#owed -= RECORDS_AT_A_TIME
    if (!isDone) this.#schedule(this.#owed > 0)
  }

  /** Handles all that is in the queue and, within limits, what handling it puts there. */
  #readAll(): void {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      if (this.#read(this.queue.qsize?.() ?? RECORDS_AT_A_TIME)) return
    }
  }

  /** Handles up to `most` items. @returns Whether there was nothing more to do before that. */
  #read(most: number): boolean {
    if (this.#isReading) return true
    this.#isReading = true
    try {
      for (let count = 0; count < most; count += 1) {
        const item = this.#isListening ? this.#next() : NOTHING
        if (item === NOTHING) return true
        this.#deal(item)
      }
      return most === 0
    } finally {
      this.#isReading = false
    }
  }

  #next(): unknown {
    try {
      const item = this.dequeue(false)
      return item === undefined ? NOTHING : item
    } catch (error) {
      if (isEmpty(error)) return NOTHING
      // Nothing will ever come again from a queue that was shut down, or is broken.
      this.#end()
      if (!isShutDown(error)) tell(error)
      return NOTHING
    }
  }

  #deal(item: unknown): void {
    attempt(() => (item === this._sentinel ? this.#end() : this.handle(item as LogRecord)))
    attempt(() => this.queue.task_done?.())
  }

  #end(): void {
    this.#isListening = false
    this.#isStopping = false
    listeners.delete(this.#reader)
    this.queue.removeReader?.(this.#reader)
    if (this.#look !== null) clearInterval(this.#look)
    this.#look = null
  }
}

function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    tell(error)
  }
}

/** Prints the error as Python prints one that ends a thread. */
function tell(error: unknown): void {
  if (!shared.raiseExceptions || !sys.stderr) return
  writeText(sys.stderr, `Exception in QueueListener:\n${exceptionText(error)}\n`)
}

/** A handler made by hand, `{ handle(record) {} }`, is a handler. */
function isOptions(value: unknown): value is QueueListenerOptions {
  if (!isPlainObject(value) || typeof value['handle'] === 'function') return false
  const wrong = Object.keys(value).find((name) => name !== 'respect_handler_level')
  if (wrong !== undefined) throw new TypeError(unexpectedKeyword(OWNER, wrong, ['queue', 'respect_handler_level']))
  return true
}
