/**
 * What must be one per process even when two copies of this package are loaded: the logger tree, the handlers that are
 * closed at exit, Python's module variables.
 *
 * The first copy makes it under a registered symbol on globalThis, the others find it there. So objects of another copy
 * are met everywhere and are recognised by what they can do, never by `instanceof`.
 */

import type { QueueReader } from '../queues/readers.js'
import type { CapturedWarnings } from '../warnings/capture-warnings.js'
import type { Warnings } from '../warnings/warnings.js'
import type { Handler } from './handler.js'
import type { Logger } from './logger.js'
import type { Manager } from './manager.js'
import type { RecordFactory } from './record-factory.js'
import type { Tasks } from './run-names.js'
import type { Calls } from './running-call.js'

export interface SharedState {
  /** Python's module variables; core's default export reads and writes them here. */
  raiseExceptions: boolean
  lastResort: Handler | null
  root: Logger | null
  manager: Manager | null
  loggerClass: (new (name: string, level?: number) => Logger) | null
  /** Null is the LogRecord class itself. */
  recordFactory: RecordFactory | null
  /** Weak, as in Python: a handler that nobody uses needs no closing. Oldest first. */
  readonly handlerList: WeakRef<Handler>[]
  readonly handlersByName: Map<string, WeakRef<Handler>>
  /** Whether the process will call shutdown when it exits. */
  closesAtExit: boolean
  readonly standardStreams: { stdout: unknown; stderr: unknown }
  readonly calls: Calls
  /** Python's module variable, there the module's file: null switches the look for callers off. */
  srcfile: string | null
  warnings: Warnings | null
  /** Null while warnings are printed. */
  captured: CapturedWarnings | null
  tasks: Tasks | null
  /** The listeners that were started and not stopped: what is in their queues must get out before the process ends. */
  readonly listeners: Set<QueueReader>
}

const KEY = Symbol.for('pylogging.core.1')

export const shared: SharedState = find()

function find(): SharedState {
  const store = globalThis as unknown as Record<symbol, SharedState | undefined>
  store[KEY] ??= {
    raiseExceptions: true,
    lastResort: null,
    root: null,
    manager: null,
    loggerClass: null,
    recordFactory: null,
    handlerList: [],
    handlersByName: new Map(),
    closesAtExit: false,
    standardStreams: { stdout: undefined, stderr: undefined },
    calls: { running: null, delegating: null },
    srcfile: '@pylogging/core',
    warnings: null,
    captured: null,
    tasks: null,
    listeners: new Set(),
  }
  return store[KEY]
}
