/**
 * Keeps records in memory: BufferingHandler until there are enough, MemoryHandler until something bad happens, and then
 * passes all of them on to another handler.
 *
 *   new MemoryHandler(1000, 'ERROR', new FileHandler('app.log'))     the last thousand records before each error
 *
 * Kept on purpose, because CPython does it: the target's level is not asked; without a target nothing is ever dropped.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, BufferingHandler, MemoryHandler.
 */
import { bindNamed, checkLevel, ERROR, type LogRecord, type Signature } from '@pylogging/formatter'
import { Handler } from '../model/handler.js'

/** A handler that a MemoryHandler passes records on to. */
export interface Target {
  handle(record: LogRecord): unknown
}

const BUFFERING: Signature = { owner: 'BufferingHandler.__init__()', names: ['capacity'], required: 1 }
const MEMORY: Signature = {
  owner: 'MemoryHandler.__init__()',
  names: ['capacity', 'flushLevel', 'target', 'flushOnClose'],
  required: 1,
}

/** Keeps records until there are `capacity` of them, and then flushes: base of MemoryHandler. */
export class BufferingHandler extends Handler {
  /** The number of records that makes it flush. */
  capacity: number
  /** The records that are kept, oldest first. */
  buffer: LogRecord[] = []

  constructor(capacity: number | { readonly capacity: number }) {
    super()
    const given = capacity === undefined ? [] : [capacity]
    this.capacity = bindNamed<{ readonly capacity: number }>(BUFFERING, given).capacity
  }

  /** Whether to flush, asked after each record. For overriding. */
  shouldFlush(_record: LogRecord): boolean {
    return this.buffer.length >= this.capacity
  }

  /** Keeps the record; it knows by now where it was logged. */
  override emit(record: LogRecord): void {
    this.buffer.push(record)
    if (this.shouldFlush(record)) this.flush()
  }

  /** Drops what is kept. For overriding. */
  override flush(): void {
    this.buffer.length = 0
  }

  override close(): void {
    try {
      this.flush()
    } finally {
      super.close()
    }
  }
}

/** The keywords of MemoryHandler, by Python's names. */
export interface MemoryHandlerOptions {
  /** How many records are kept before all are passed on. */
  readonly capacity: number
  /** A record of this level or above makes it flush: a number, or a level's name. */
  readonly flushLevel?: number | string | undefined
  /** The handler that gets the records; without one they are kept and dropped. */
  readonly target?: Target | null | undefined
  /** False drops at `close` what was not flushed. */
  readonly flushOnClose?: boolean | undefined
}

/**
 * Keeps records in memory until something bad happens, and then passes all of them on to another handler.
 *
 * It flushes when there are `capacity` of them, and after a record of `flushLevel` or above, which is ERROR unless
 * given. The target's level is not asked; without a target nothing is ever dropped.
 *
 * @example new MemoryHandler(1000, 'ERROR', new FileHandler('app.log')) // the last thousand records before each error
 */
export class MemoryHandler extends BufferingHandler {
  /** A record of this level or above makes it flush. */
  flushLevel: number
  /** Gets the records. */
  target: Target | null
  /** Whether `close` flushes. */
  flushOnClose: boolean

  /** @throws ValueError, TypeError for a `flushLevel` that is no level. */
  constructor(capacity: number, flushLevel?: number | string, target?: Target | null, flushOnClose?: boolean)
  constructor(
    capacity: number,
    flushLevel: number | string | undefined,
    target: Target | null | undefined,
    options: Pick<MemoryHandlerOptions, 'flushOnClose'>,
  )
  constructor(
    capacity: number,
    flushLevel: number | string | undefined,
    options: Omit<MemoryHandlerOptions, 'capacity' | 'flushLevel'>,
  )
  constructor(capacity: number, options: Omit<MemoryHandlerOptions, 'capacity'>)
  constructor(options: MemoryHandlerOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<MemoryHandlerOptions>(MEMORY, args)
    const { capacity, flushLevel = ERROR, target = null, flushOnClose = true } = options
    const level = checkLevel(flushLevel)
    super(capacity)
    this.flushLevel = level
    this.target = target
    this.flushOnClose = flushOnClose
  }

  override shouldFlush(record: LogRecord): boolean {
    return super.shouldFlush(record) || record.levelno >= this.flushLevel
  }

  /** The handler that gets the records from now on. */
  setTarget(target: Target | null): void {
    this.target = target
  }

  /** Passes on what is kept; without a target it stays. */
  override flush(): void {
    if (!this.target) return
    for (const record of this.buffer) this.target.handle(record)
    this.buffer.length = 0
  }

  override close(): void {
    try {
      if (this.flushOnClose) this.flush()
    } finally {
      this.target = null
      super.close()
    }
  }
}
