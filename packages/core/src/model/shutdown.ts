/**
 * Flushes and closes handlers when the process exits, or when told to.
 *
 * Newest handlers first, so that one which passes records on is emptied before the one it passes them to. Handlers stay
 * with their loggers: a file handler that is used again, in an 'exit' listener for example, opens its file again.
 *
 * Records that are still in the queues of listeners come first, so that their handlers are open. Python's listener is a
 * thread, which may or may not have come that far.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, shutdown.
 */
import { exceptionText, isError } from '@pylogging/formatter'
import { closingTogether, endingAll } from '../ground/closing.js'
import { OSError, ValueError } from '../ground/errors.js'
import { sys } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { listeners } from '../queues/listeners.js'
import type { AnyHandler } from './contracts.js'
import { shared } from './shared.js'

/**
 * Flushes and closes all handlers, newest first. The end of the process does it too.
 *
 * @param handlerList - Python's list of weak references, oldest first.
 * @throws The first of what handlers throw that is no OSError or ValueError, once all are closed; the others are printed on
 *   stderr. With `raiseExceptions` false neither.
 */
export function shutdown(handlerList: readonly WeakRef<AnyHandler>[] = shared.handlerList): void {
  closingTogether(() => closeEach(handlerList))
}

function closeEach(handlerList: readonly WeakRef<AnyHandler>[]): void {
  for (const listener of [...listeners]) listener.readNow()
  const errors: unknown[] = []
  for (const reference of [...handlerList].reverse()) {
    const handler = reference.deref()
    if (handler === undefined) continue
    try {
      close(handler)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length === 0 || !shared.raiseExceptions) return
  const [first, ...others] = errors
  for (const each of others) printIgnored(each)
  throw first
}

function close(handler: AnyHandler): void {
  try {
    handler.acquire()
    // A MemoryHandler may be told to drop what it holds.
    if ((handler as { flushOnClose?: boolean }).flushOnClose !== false) handler.flush()
    handler.close()
  } catch (error) {
    if (!isExpected(error)) throw error
  } finally {
    handler.release()
  }
}

/**
 * Another library may want its 'exit' listener to be last, too, and move whenever we move. So we move behind each listener
 * once, and MOST_MOVES times at most.
 */
const passed = new WeakSet<object>()
const MOST_MOVES = 1000
let moves = 0

/** The first handler of a process makes it close them all at its end. Dead references are swept on the way. */
export function closeAtExit(): void {
  const { handlerList } = shared
  if (handlerList.length >= sweepAt) sweep()
  if (shared.closesAtExit) return
  shared.closesAtExit = true
  process.on('exit', closeAll)
  // Python closes after everything else that a program does at its end. So ours stays behind listeners that come later.
  process.on('newListener', (event, listener) => {
    if (event !== 'exit' || listener === closeAll || passed.has(listener)) return
    passed.add(listener)
    process.nextTick(moveBehind)
  })
}

/**
 * The number of handlers at which the first sweep is due. It is doubled with the handlers that live, so that a sweep
 * costs each new handler the same.
 */
const FIRST_SWEEP = 256
let sweepAt = FIRST_SWEEP

/** Removes dead handlers from the list, in place, because other copies of this package hold the same list. */
function sweep(): void {
  const { handlerList } = shared
  let kept = 0
  for (const reference of handlerList) {
    if (isAlive(reference)) {
      handlerList[kept] = reference
      kept += 1
    }
  }
  handlerList.length = kept
  sweepAt = Math.max(FIRST_SWEEP, 2 * kept)
}

function moveBehind(): void {
  if (moves >= MOST_MOVES || process.listeners('exit').at(-1) === closeAll) return
  moves += 1
  process.off('exit', closeAll)
  process.on('exit', closeAll)
}

/**
 * Closes all handlers at the end of the process. As in Python, one that cannot be closed does not change how the
 * process ends.
 */
function closeAll(): void {
  try {
    endingAll(() => shutdown())
  } catch (error) {
    printIgnored(error)
  }
}

/** stderr may be gone by then. */
function printIgnored(error: unknown): void {
  try {
    const text = `Exception ignored in atexit callback <function shutdown>:\n${exceptionText(error)}\n`
    if (sys.stderr) writeText(sys.stderr, text)
  } catch {
    // Nobody is left to tell.
  }
}

/**
 * Does the rest of a constructor, which may fail after the handler was noted: then the handler is nobody's to close,
 * and is forgotten.
 */
export function forgetIfThrows<T>(handler: AnyHandler, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { handlerList } = shared
    const index = handlerList.findLastIndex((reference) => reference.deref() === handler)
    if (index >= 0) handlerList.splice(index, 1)
    throw error
  }
}

function isAlive(reference: WeakRef<AnyHandler>): boolean {
  return reference.deref() !== undefined
}

/** Python swallows OSError and ValueError here: a stream may be closed already. */
function isExpected(error: unknown): boolean {
  if (!isError(error)) return false
  return error instanceof ValueError || error instanceof OSError || 'syscall' in error
}
