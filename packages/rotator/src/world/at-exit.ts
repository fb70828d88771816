/**
 * Calls what is left to do when this process, or this worker thread, comes to its end.
 *
 *   doAtExit(flush)     flush is called when it ends, unless
 *   forgetAtExit(flush) it has nothing left to do
 *
 * The end is the `exit` event: the natural end, process.exit(), an uncaught error, an unhandled rejection. SIGINT,
 * SIGTERM and SIGHUP end a process without that event where nobody listens for them, so we listen, but only while there
 * is something to do, and in such a way that nobody else notices: we come first and take our listener away before the
 * others run. (signal-exit, which other packages bring along, kills the process if it finds no listeners but its own.)
 * If there are no others, the signal is sent again and has its default effect. Surprisingly, a signal with a listener
 * waits until the event loop turns.
 *
 * Nothing is called upon SIGKILL, process.abort(), a native crash, or worker.terminate(), which is also what the end of
 * the main thread does to workers.
 */
import { isMainThread } from 'node:worker_threads'

/** Windows has no SIGTERM that a program could listen to; closing its console, Ctrl+Break and so on are these. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
const tasks = new Set<() => void>()
let isWatchingExit = false
let isEnding = false

/** Whether the tasks have been called for the last time: what comes later has to be done at once. */
export function isAtExit(): boolean {
  return isEnding
}

/** @param task - Must not throw; may be called more than once, and told of more than once. */
export function doAtExit(task: () => void): void {
  tasks.add(task)
  if (tasks.size === 1) listen()
}

export function forgetAtExit(task: () => void): void {
  tasks.delete(task)
  if (tasks.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal)
}

function listen(): void {
  if (!isWatchingExit) process.on('exit', onExit)
  isWatchingExit = true
  // A worker thread gets no signals.
  if (!isMainThread) return
  for (const signal of SIGNALS)
    if (!process.listeners(signal).includes(onSignal)) process.prependListener(signal, onSignal)
}

function onExit(): void {
  isEnding = true
  for (const task of tasks) task()
}

/** Windows has no way to send a process some of its signals. It ends by them, as by the one that can be sent. */
function endBy(signal: NodeJS.Signals): void {
  try {
    process.kill(process.pid, signal)
  } catch {
    process.kill(process.pid, 'SIGKILL')
  }
}

function onSignal(signal: NodeJS.Signals): void {
  for (const task of tasks) task()
  process.off(signal, onSignal)
  if (process.listenerCount(signal) === 0) endBy(signal)
  // Somebody else decides, in a moment, and the program may live on.
  else process.nextTick(() => tasks.size > 0 && listen())
}
