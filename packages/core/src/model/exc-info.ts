/**
 * The keyword `exc_info` of a log call, made into Python's (type, value, traceback).
 *
 * JavaScript has no current exception. So `true` finds none and prints what Python prints outside an `except`, and
 * `exception()`, which is called where there is one, looks for it among its arguments.
 */
import {
  captureTraceback,
  type ExcInfo,
  isError,
  isPlainObject,
  type LogRecord,
  type PublicMethod,
  PythonTuple,
  takesObjectAt,
} from '@pylogging/formatter'
import { type LogKeywords, takeKeywords } from './call-args.js'

/**
 * @param exc_info - An Error or whatever was thrown, a ready triple, or true. Nothing where it is falsy.
 * @param method - The running log call, whose caller has caught it.
 */
export function toExcInfo(exc_info: unknown, method: PublicMethod): ExcInfo | null {
  if (!exc_info) return null
  if (exc_info === true || exc_info === 1) {
    warnOnce('PYLOG001', 'exc_info: true finds no exception, because JavaScript has no current one')
    return [null, null, null]
  }
  try {
    if (isEmpty(exc_info)) return null
    const triple = exc_info instanceof PythonTuple ? exc_info.items : exc_info
    if (Array.isArray(triple) && triple.length === 3) return triple as unknown as ExcInfo
    return [(exc_info as object).constructor ?? null, exc_info, captureTraceback(method)]
  } catch {
    // A Proxy or a getter that throws is still to be logged.
    return [null, exc_info, null]
  }
}

/** Whether a value is false in Python, as the one of `exc_info=sys.exc_info() if … else ()`. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (value instanceof PythonTuple) return value.items.length === 0
  return isPlainObject(value) && Object.keys(value).length === 0
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

/**
 * Says once what `error('it failed', error)`, the habit of console.error, should be: in Python the Error is one argument
 * too many, and the message is not printed.
 *
 * @param failure - The error that formatting the record threw.
 */
export function adviseOnSurplusError({ args }: LogRecord, failure: unknown): void {
  const isSurplus = failure instanceof TypeError && failure.message.startsWith('not all arguments converted')
  if (!isSurplus || !Array.isArray(args) || !isError(args.at(-1))) return
  warnOnce('PYLOG002', 'An Error after the message of a log call is an argument that no placeholder takes')
}

const warned = new Set<string>()

function warnOnce(code: string, text: string): void {
  if (warned.has(code)) return
  warned.add(code)
  const detail =
    'Pass the Error itself: logger.error(message, { exc_info: error }) or logger.exception(message, error).'
  process.emitWarning(text, { code, detail })
}
