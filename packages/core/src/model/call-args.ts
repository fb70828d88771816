/**
 * Tells the keywords of a log call from the arguments of its message.
 *
 *   info('failed %s', id, { exc_info: error })     arguments [id], keywords { exc_info: error }
 *   info('%(extra)s', { extra: 5 })                the object is what the message formats
 *
 * The last argument is the keywords when it is a plain object that no placeholder of the message needs and it has at
 * least one of the four names. In Python a surplus argument is always an error, so no valid call changes its meaning.
 */
import {
  isPlainObject,
  type LogRecordFields,
  nearestName,
  takesObjectAt,
  unexpectedKeyword,
} from '@pylogging/formatter'

/** The keywords of a log call, by Python's names. */
export interface LogKeywords {
  /** An Error to print below the message; anything else that was thrown; Python's three-part tuple. */
  exc_info?: unknown
  /** True prints below the message how the program came to the log call. */
  stack_info?: boolean | undefined
  /** 1 shows the position of the caller, 2 that of its caller: for functions that wrap a log call. */
  stacklevel?: number | undefined
  /** Attributes that the record gets. */
  extra?: (Readonly<Record<string, unknown>> & Partial<LogRecordFields>) | null | undefined
}

const NAMES = ['exc_info', 'stack_info', 'stacklevel', 'extra'] as const
const OWNER = 'Logger._log()'
const EXPLICIT: unique symbol = Symbol.for('pylogging.keywords')

/** The mark of the keywords that `kw` returns. */
export interface Kw {
  readonly [EXPLICIT]: true
}

/** Marks an object as keywords whatever the message looks like: for brace-style messages and adapters with own names. */
export function kw<T extends object>(keywords: T): T & Kw {
  return Object.defineProperty({ ...keywords }, EXPLICIT, { value: true }) as T & Kw
}

/** Whether an object was made by `kw`. */
export function isKw(value: unknown): value is Kw {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, EXPLICIT)
}

/**
 * Removes the keywords from the end of `args` and returns them; null when there are none.
 *
 * @throws TypeError for a name that is not one of the four, in an object that has one of them or only resembles them.
 */
export function takeKeywords(msg: unknown, args: unknown[]): LogKeywords | null {
  const last = args[args.length - 1]
  if (typeof last !== 'object' || last === null) return null
  // These are not checked here: a subclass's _log may have names of its own.
  if (isExplicit(last)) return args.pop() as LogKeywords
  // Asked first, because it is much cheaper than to look for misspelt names.
  if (isNeeded(msg, args.length - 1) || !mayBeMeant(last)) return null
  checkKeywords(last)
  return args.pop() as LogKeywords
}

/**
 * Whether an object was made by `kw`. One that refuses to be looked at, such as a revoked Proxy, counts as an argument,
 * here and in `mayBeMeant`.
 */
function isExplicit(last: object): boolean {
  try {
    return Object.hasOwn(last, EXPLICIT)
  } catch {
    return false
  }
}

/** Whether an object has one of the names, or only names that resemble them. */
function mayBeMeant(last: object): boolean {
  try {
    if (!isPlainObject(last)) return false
    if (NAMES.some((name) => Object.prototype.propertyIsEnumerable.call(last, name))) return true
    const keys = Object.keys(last)
    return keys.length > 0 && keys.every((key) => nearestName(key, NAMES) !== undefined)
  } catch {
    return false
  }
}

/** @throws TypeError for a name that is not one of the four. */
export function checkKeywords(keywords: object): void {
  const wrong = Object.keys(keywords).find((key) => !isName(key))
  if (wrong !== undefined) throw new TypeError(unexpectedKeyword(OWNER, wrong, NAMES))
}

/** Whether the message prints an object at this position; the `% d` of "50% done" does not. */
function isNeeded(msg: unknown, position: number): boolean {
  return typeof msg === 'string' && takesObjectAt(msg, position)
}

function isName(key: string): boolean {
  return (NAMES as readonly string[]).includes(key)
}
