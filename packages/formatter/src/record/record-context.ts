/**
 * The attributes that all records of a process or thread have in common: the names and numbers of what runs.
 *
 * Python's `logThreads`, `logProcesses`, `logMultiprocessing` and `logAsyncioTasks` switch the four parts off; then the
 * attributes are there and None. @pylogging/core exposes these switches.
 *
 * `thread` is the number of the worker thread, 0 in the main thread. `threadName` is 'MainThread', in a worker thread
 * the name it was given, else 'Thread-' and its number. `processName` is 'MainProcess', in a worker of node:cluster
 * 'Process-' and the worker's number. Both names can be set; worker threads started later have the process's name.
 */
import { getEnvironmentData, setEnvironmentData, threadId } from 'node:worker_threads'
import { isInMainThread } from '../ground/main-thread.js'
import { onePerProcess } from '../ground/one-per-process.js'

export interface RecordContext {
  readonly thread: number | null
  readonly threadName: string | null
  readonly process: number | null
  readonly processName: string | null
  /** Answers for each record, since a task may end between two. */
  readonly taskName: (() => string | null) | null
}

/**
 * Python's module variables of the same names, and the function that names the running task.
 *
 * @internal For @pylogging/core.
 */
export interface ContextSwitches {
  logThreads: boolean
  logProcesses: boolean
  logMultiprocessing: boolean
  logAsyncioTasks: boolean
  currentTask: (() => string | null) | null
  /** The names that the program gives this thread and this process; null is the name that each has by itself. */
  threadName: string | null
  processName: string | null
}

interface State {
  switches: ContextSwitches
  /** The context that was found out last; null after a switch was moved. */
  context: RecordContext | null
}

const state = onePerProcess<State>('context', () => ({
  switches: {
    logThreads: true,
    logProcesses: true,
    logMultiprocessing: true,
    logAsyncioTasks: true,
    currentTask: null,
    threadName: null,
    processName: null,
  },
  context: null,
}))

/** The context of a record made now. */
export function recordContext(): RecordContext {
  state.context ??= makeContext(state.switches)
  return state.context
}

/** The switches as they are now. @internal For @pylogging/core. */
export function getContextSwitches(): Readonly<ContextSwitches> {
  return state.switches
}

/** Moves some of the switches, for all records made from now on. @internal For @pylogging/core. */
export function setContextSwitches(changes: Partial<ContextSwitches>): void {
  Object.assign(state.switches, changes)
  if (changes.processName !== undefined) setEnvironmentData(PROCESS_NAME, changes.processName ?? undefined)
  state.context = null
}

function makeContext(switches: ContextSwitches): RecordContext {
  const { logThreads, logProcesses, logMultiprocessing, logAsyncioTasks, currentTask } = switches
  return {
    thread: logThreads ? ownThread() : null,
    threadName: logThreads ? (switches.threadName ?? ownThreadName()) : null,
    process: logProcesses ? process.pid : null,
    processName: logMultiprocessing ? (switches.processName ?? ownProcessName()) : null,
    taskName: logAsyncioTasks ? currentTask : null,
  }
}

/** Node calls all workers that were given no name the same. Before 22.20 it does not tell their names. */
const UNNAMED = 'WorkerThread'

function ownThread(): number {
  return isInMainThread() ? 0 : threadId
}

function ownThreadName(): string {
  if (isInMainThread()) return 'MainThread'
  const { threadName } = require('node:worker_threads') as { threadName?: string }
  return threadName && threadName !== UNNAMED ? threadName : `Thread-${threadId}`
}

/** The key under which a thread hands the name of the process to the threads that it starts. */
const PROCESS_NAME = 'pylogging.processName'

/** node:cluster is loaded in its workers anyway and costs milliseconds elsewhere: only a child with a channel asks. */
function ownProcessName(): string {
  if (!isInMainThread()) return inheritedProcessName() ?? 'MainProcess'
  if (process.channel === undefined) return 'MainProcess'
  const cluster = require('node:cluster') as typeof import('node:cluster').default
  if (!cluster.isWorker || !cluster.worker) return 'MainProcess'
  const name = `Process-${cluster.worker.id}`
  setEnvironmentData(PROCESS_NAME, name)
  return name
}

function inheritedProcessName(): string | null {
  const inherited = getEnvironmentData(PROCESS_NAME)
  return typeof inherited === 'string' ? inherited : null
}
