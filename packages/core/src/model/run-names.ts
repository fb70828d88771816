/**
 * The names that records carry of what runs: the task, the thread, the process.
 *
 *   await runTask('import', async () => log.info('x'))     the record's taskName is 'import', across every await in there
 *
 * A task is Python's asyncio.Task: what a program starts and lets run beside the rest. JavaScript does not name them, so
 * the program says where one begins. Before the first `runTask` a record does not look for any.
 */
import { getContextSwitches, onePerProcess, setContextSwitches, str } from '@pylogging/formatter'

interface Tasks {
  /** Node's AsyncLocalStorage. Not by that name, so that programs need no types of Node's. */
  readonly storage: { run<T>(name: string, task: () => T): T; getStore(): string | undefined }
  /** How many names were made up. */
  unnamed: number
}

/**
 * Runs a function as a task: records made in it, and in what it awaits or starts, carry the task's name, of nested tasks
 * the inner one's. Without a name the tasks are Task-1, Task-2 and so on, as in Python.
 *
 * @returns The value that the function returns.
 */
export function runTask<T>(task: () => T): T
export function runTask<T>(name: string | null | undefined, task: () => T): T
export function runTask<T>(first: string | null | undefined | (() => T), second?: () => T): T {
  const [name, task] = typeof first === 'function' ? [null, first] : [first, second as () => T]
  const tasks = theTasks()
  return tasks.storage.run(name === null || name === undefined ? `Task-${++tasks.unnamed}` : str(name), task)
}

function theTasks(): Tasks {
  // Loaded here, because most programs have no tasks.
  const { AsyncLocalStorage } = require('node:async_hooks') as typeof import('node:async_hooks')
  const tasks = onePerProcess<Tasks>('core.tasks', () => ({ storage: new AsyncLocalStorage<string>(), unnamed: 0 }))
  const { storage } = tasks
  if (getContextSwitches().currentTask === null) {
    setContextSwitches({ currentTask: () => storage.getStore() ?? null })
  }
  return tasks
}

/** Python's `threading.current_thread().name = …`: what `threadName` is in this thread's records. Null undoes it. */
export function setThreadName(name: string | null): void {
  setContextSwitches({ threadName: name })
}

/**
 * Python's `multiprocessing.current_process().name = …`: what `processName` is in this thread's records and in those of
 * worker threads that it starts from now on. Null undoes it.
 */
export function setProcessName(name: string | null): void {
  setContextSwitches({ processName: name })
}
