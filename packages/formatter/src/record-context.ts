/**
 * What every record of a process or thread has in common: who runs.
 *
 * Python's `logThreads`, `logProcesses`, `logMultiprocessing` and `logAsyncioTasks` switch the four parts off; then the
 * attributes are there and None. @pylogging/core exposes these switches.
 *
 * `thread` is the number of the worker thread, 0 in the main thread. `processName` is 'MainProcess', in a worker of
 * node:cluster 'Process-' and the worker's number.
 */
import { isMainThread, threadId } from 'node:worker_threads'
import { shared } from './shared.js'

export interface RecordContext {
  readonly thread: number | null
  readonly threadName: string | null
  readonly process: number | null
  readonly processName: string | null
  /** Answers for each record, since a task may end between two. */
  readonly taskName: (() => string | null) | null
}

/** Python's module variables of the same names, and who knows the running task. */
export interface ContextSwitches {
  logThreads: boolean
  logProcesses: boolean
  logMultiprocessing: boolean
  logAsyncioTasks: boolean
  currentTask: (() => string | null) | null
}

interface State {
  switches: ContextSwitches
  /** Null after a switch was moved. */
  context: RecordContext | null
}

const state = shared<State>('context', () => ({
  switches: {
    logThreads: true,
    logProcesses: true,
    logMultiprocessing: true,
    logAsyncioTasks: true,
    currentTask: null,
  },
  context: null,
}))

/** The context of a record made now. */
export function recordContext(): RecordContext {
  state.context ??= makeContext(state.switches)
  return state.context
}

export function getContextSwitches(): Readonly<ContextSwitches> {
  return state.switches
}

export function setContextSwitches(changes: Partial<ContextSwitches>): void {
  Object.assign(state.switches, changes)
  state.context = null
}

function makeContext(switches: ContextSwitches): RecordContext {
  const { logThreads, logProcesses, logMultiprocessing, logAsyncioTasks, currentTask } = switches
  return {
    thread: logThreads ? threadId : null,
    threadName: logThreads ? (isMainThread ? 'MainThread' : `Thread-${threadId}`) : null,
    process: logProcesses ? process.pid : null,
    processName: logMultiprocessing ? processName() : null,
    taskName: logAsyncioTasks ? currentTask : null,
  }
}

/** node:cluster is loaded in its workers anyway and costs milliseconds elsewhere: only a child with a channel asks. */
function processName(): string {
  if (process.channel === undefined || !isMainThread) return 'MainProcess'
  const cluster = require('node:cluster') as typeof import('node:cluster').default
  return cluster.isWorker && cluster.worker ? `Process-${cluster.worker.id}` : 'MainProcess'
}
