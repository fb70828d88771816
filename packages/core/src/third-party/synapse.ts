/**
 * The handler of Matrix's server Synapse that its configurations name: a MemoryHandler that keeps nothing for long.
 *
 *   { "class": "synapse.logging.handlers.PeriodicallyFlushingMemoryHandler", "target": "file", "capacity": 10 }
 *
 * It passes on what it holds each `period` seconds. Until the event loop turns for the first time it passes on each record
 * at once, as there before the reactor runs. Its timer keeps no process alive.
 *
 * Source: Synapse, synapse/logging/handlers.py as of 2025, read and not run.
 */
import { clearInterval, setImmediate, setInterval } from 'node:timers'
import { bindNamed, ERROR, type LogRecord } from '@pylogging/formatter'
import { MemoryHandler, type MemoryHandlerOptions } from '../handlers/memory.js'

const SIGNATURE = {
  owner: 'PeriodicallyFlushingMemoryHandler.__init__()',
  names: ['capacity', 'flushLevel', 'target', 'flushOnClose', 'period', 'reactor'],
  required: 1,
}
const PERIOD_SECONDS = 5

/** Synapse's MemoryHandler, which also flushes every `period` seconds, 5 unless given. */
export class PeriodicallyFlushingMemoryHandler extends MemoryHandler {
  #isRunning = false
  readonly #timer: NodeJS.Timeout

  constructor(...args: unknown[]) {
    const options = bindNamed<MemoryHandlerOptions & { readonly period?: number }>(SIGNATURE, args)
    const { capacity, flushLevel = ERROR, target = null, flushOnClose = true, period = PERIOD_SECONDS } = options
    super(capacity, flushLevel, target, flushOnClose)
    setImmediate(() => {
      this.#isRunning = true
    }).unref()
    this.#timer = setInterval(() => this.flush(), period * 1000).unref()
  }

  override shouldFlush(record: LogRecord): boolean {
    return !this.#isRunning || super.shouldFlush(record)
  }

  override close(): void {
    clearInterval(this.#timer)
    super.close()
  }
}
