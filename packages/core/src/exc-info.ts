/**
 * The keyword `exc_info` of a log call, made into Python's (type, value, traceback).
 *
 * JavaScript has no current exception. So `true` finds none and prints what Python prints outside an `except`, and
 * `exception()`, which is called where there is one, looks for it among its arguments.
 */
import { type ExcInfo, isError, PythonTuple, takesObjectAt } from '@pylogging/formatter'
import { type LogKeywords, takeKeywords } from './call-args.js'

/** @param exc_info - An Error or whatever was thrown, a ready triple, or true. Nothing where it is falsy. */
export function toExcInfo(exc_info: unknown): ExcInfo | null {
  if (!exc_info) return null
  if (exc_info === true || exc_info === 1) {
    warnOnce()
    return [null, null, null]
  }
  try {
    const triple = exc_info instanceof PythonTuple ? exc_info.items : exc_info
    if (Array.isArray(triple) && triple.length === 3) return triple as unknown as ExcInfo
    return [(exc_info as object).constructor ?? null, exc_info, null]
  } catch {
    // A Proxy or a getter that throws is still to be logged.
    return [null, exc_info, null]
  }
}

/** The keywords of a call of `exception()`, which are removed from `args`: `exc_info` is among them. */
export function exceptionKeywords(msg: unknown, args: unknown[]): LogKeywords {
  const keywords = takeKeywords(msg, args) ?? {}
  return 'exc_info' in keywords ? keywords : { ...keywords, exc_info: takeError(msg, args) ?? true }
}

/**
 * The Error that `exception()` is about: the last argument, which is removed unless the message formats it, else the
 * message itself. Only `exception` guesses.
 */
function takeError(msg: unknown, args: unknown[]): Error | undefined {
  const last = args.at(-1)
  if (!isError(last)) return isError(msg) ? msg : undefined
  // exception('failed: %s', error), as Python programs write it inside `except … as error`: printed by both.
  if (typeof msg !== 'string' || !takesObjectAt(msg, args.length - 1)) args.pop()
  return last
}

let hasWarned = false

function warnOnce(): void {
  if (hasWarned) return
  hasWarned = true
  process.emitWarning('exc_info: true finds no exception, because JavaScript has no current one', {
    code: 'PYLOG001',
    detail: 'Pass the Error itself: logger.error(message, { exc_info: error }) or logger.exception(message, error).',
  })
}
