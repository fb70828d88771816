/**
 * Flushes and closes handlers when the process exits, or when told to.
 *
 * Newest handlers first, so that one which passes records on is emptied before the one it passes them to. Handlers stay
 * with their loggers: a file handler that is used again, in an 'exit' listener for example, opens its file again.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, shutdown.
 */
import type { Handler } from './handler.js'
import { shared } from './shared.js'

/**
 * @param handlerList - Python's list of weak references, oldest first.
 * @throws What a handler throws that is no OSError or ValueError, unless `raiseExceptions` is false.
 */
export function shutdown(handlerList: readonly WeakRef<Handler>[] = shared.handlerList): void {
  for (const reference of [...handlerList].reverse()) {
    const handler = reference.deref()
    if (handler === undefined) continue
    try {
      close(handler)
    } catch (error) {
      if (shared.raiseExceptions && !isExpected(error)) throw error
    }
  }
}

function close(handler: Handler): void {
  try {
    handler.acquire()
    // A MemoryHandler may be told to drop what it holds.
    if ((handler as { flushOnClose?: boolean }).flushOnClose !== false) handler.flush()
    handler.close()
  } finally {
    handler.release()
  }
}

/** The first handler of a process makes it close them all at its end. Dead references are swept on the way. */
export function closeAtExit(): void {
  const { handlerList } = shared
  if (handlerList.length % 256 === 0) handlerList.splice(0, handlerList.length, ...handlerList.filter(isAlive))
  if (shared.closesAtExit) return
  shared.closesAtExit = true
  process.on('exit', () => shutdown())
}

function isAlive(reference: WeakRef<Handler>): boolean {
  return reference.deref() !== undefined
}

/** Python swallows OSError and ValueError here: a stream may be closed already. */
function isExpected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'ValueError' || typeof (error as { code?: unknown }).code === 'string'
}
