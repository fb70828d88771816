/**
 * Python's module variables: those that programs set (`logging.raiseExceptions = false`), and the ones with an underscore
 * that are not public but used in the wild.
 */
import {
  checkLevel,
  getContextSwitches,
  getRendering,
  levelNames,
  type Rendering,
  setContextSwitches,
  setRendering,
  WARNING,
} from '@pylogging/formatter'
import { _StderrHandler } from '../handlers/stream.js'
import type { Handler } from '../model/handler.js'
import { shared } from '../model/shared.js'

shared.lastResort ??= new _StderrHandler(WARNING)

export const variables = {
  /** False silences failures of handlers. Read at each failure. */
  get raiseExceptions(): boolean {
    return shared.raiseExceptions
  },
  set raiseExceptions(value: boolean) {
    shared.raiseExceptions = value
  },
  /** Gets records that meet no handler; null mentions the missing configuration once. */
  get lastResort(): Handler | null {
    return shared.lastResort as Handler | null
  },
  set lastResort(handler: Handler | null) {
    shared.lastResort = handler
  },
  /** Whether records know their thread; with false they have null for thread and threadName. */
  get logThreads(): boolean {
    return getContextSwitches().logThreads
  },
  set logThreads(value: boolean) {
    setContextSwitches({ logThreads: value })
  },
  /** Whether records know the name of their process; with false they have null for processName. */
  get logMultiprocessing(): boolean {
    return getContextSwitches().logMultiprocessing
  },
  set logMultiprocessing(value: boolean) {
    setContextSwitches({ logMultiprocessing: value })
  },
  /** Whether records know the number of their process; with false they have null for process. */
  get logProcesses(): boolean {
    return getContextSwitches().logProcesses
  },
  set logProcesses(value: boolean) {
    setContextSwitches({ logProcesses: value })
  },
  /** Whether records know their task; with false they have null for taskName. */
  get logAsyncioTasks(): boolean {
    return getContextSwitches().logAsyncioTasks
  },
  set logAsyncioTasks(value: boolean) {
    setContextSwitches({ logAsyncioTasks: value })
  },
  /** The way in which values are printed in messages: 'python' (None, True) or 'js' (null, true). */
  get rendering(): Rendering {
    return getRendering()
  },
  set rendering(value: Rendering) {
    setRendering(value)
  },
  /** Null switches the look for callers off: records have `(unknown file)`, 0 and `(unknown function)`, and cost less. */
  get _srcfile(): string | null {
    return shared.srcfile
  },
  set _srcfile(file: string | null) {
    shared.srcfile = file || null
  },
  _levelToName: levelNames.ofNumber,
  _nameToLevel: levelNames.toNumber,
  /** Handlers by their names. They are held weakly. */
  _handlers: shared.handlersByName as Map<string, WeakRef<Handler>>,
  /** Weak references, oldest first. */
  _handlerList: shared.handlerList as WeakRef<Handler>[],
  _checkLevel: checkLevel,
  _StderrHandler,
  /** The handler that `lastResort` is unless a program sets it. */
  _defaultLastResort: shared.lastResort as Handler | null,
  /** The version of the module in CPython 3.13 that this one follows. */
  __version__: '0.5.1.2',
  __date__: '07 February 2010',
  __status__: 'production',
}
