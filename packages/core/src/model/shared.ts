/**
 * The tree of loggers, the handlers that are closed at exit and Python's module variables: one of each in a process, even
 * when two copies of this package are loaded (one-per-process.ts of @pylogging/formatter).
 */
import { onePerProcess } from '@pylogging/formatter'
import type { AnyHandler, AnyLogger, LoggerTree, RecordFactory } from './contracts.js'

export interface SharedState {
  /** Python's module variables; core's default export reads and writes them here. */
  raiseExceptions: boolean
  lastResort: AnyHandler | null
  root: AnyLogger | null
  manager: LoggerTree<AnyLogger> | null
  /** Null is the Logger class itself. */
  loggerClass: (new (name: string, level?: number) => AnyLogger) | null
  /** Null is the LogRecord class itself. */
  recordFactory: RecordFactory | null
  /** Weak, as in Python: a handler that nobody uses needs no closing. Oldest first. */
  readonly handlerList: WeakRef<AnyHandler>[]
  readonly handlersByName: Map<string, WeakRef<AnyHandler>>
  /** Whether the process will call shutdown when it exits. */
  closesAtExit: boolean
  /** Python's module variable, there the module's file: null switches the look for callers off. */
  srcfile: string | null
}

export const shared: SharedState = onePerProcess<SharedState>('core', () => ({
  raiseExceptions: true,
  lastResort: null,
  root: null,
  manager: null,
  loggerClass: null,
  recordFactory: null,
  handlerList: [],
  handlersByName: new Map(),
  closesAtExit: false,
  srcfile: '@pylogging/core',
}))
