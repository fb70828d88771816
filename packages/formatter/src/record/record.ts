/**
 * One logged event, with every attribute that Python's LogRecord has, in Python's units.
 *
 * `created` is seconds, `msecs` and `relativeCreated` milliseconds. `message` and `asctime` are there only after a
 * Formatter has run. `toDict()` is Python's `record.__dict__`: all attributes in Python's order, then what `extra` added.
 *
 * The call site is the one part that costs more than a field. A record either holds it, or knows which running log call
 * to ask (`CallSiteSource`) and asks when `pathname`, `filename`, `module`, `lineno` or `funcName` is first read.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, LogRecord, makeLogRecord.
 */

import { CallSite, UNKNOWN_CALL_SITE } from '../call-site/call-site-cache.js'
import { INSPECT } from '../ground/inspect.js'
import { keepShape } from '../ground/keep-shape.js'
import { percentFormat } from '../percent/percent-format.js'
import { isMapping, PythonTuple, repr, str } from '../python/python-text.js'
import { stamp } from '../time/clock.js'
import { CALL_SITE_ATTRIBUTES } from './attributes.js'
import type { LogRecordFields } from './field-types.js'
import { getLevelName, NOTSET } from './levels.js'
import { recordContext, setContextSwitches } from './record-context.js'

/**
 * Python's `(type, value, traceback)`; three nulls print `NoneType: None`. The type is the class of what was thrown, null
 * where it has none.
 */
export type ExcInfo = readonly [type: { readonly name: string } | null, value: unknown, traceback: unknown]

/** The arguments of a message: a list for `%s`, or one mapping for `%(name)s`. */
export type RecordArgs = readonly unknown[] | Readonly<Record<string, unknown>> | ReadonlyMap<unknown, unknown>

/** The keywords of LogRecord, behind `exc_info`. As in Python, other names are no error and do nothing. */
export interface LogRecordOptions {
  readonly func?: string | null | undefined
  readonly sinfo?: string | null | undefined
}

/**
 * The source of a record's call site: the site itself, or a running log call that can still be asked.
 *
 * @internal For @pylogging/core.
 */
export type CallSiteSource = CallSite | DeferredCallSite

/**
 * A log call that is asked for its call site when somebody first reads it, as long as it is running.
 *
 * @internal For @pylogging/core.
 */
export interface DeferredCallSite {
  /** Looks now. @returns `UNKNOWN_CALL_SITE` once the call is over, and while it cannot be told from another one. */
  resolve(): CallSite
}

/** Python's repr of `record.__dict__`, in which `args` and `exc_info` are tuples; in JavaScript they are arrays. */
const PRINTED_AS_PYTHON: PropertyDescriptor = {
  value(this: Readonly<Record<string, unknown>>): string {
    const { args, exc_info } = this
    return repr({ ...this, args: asTuple(args), exc_info: asTuple(exc_info) })
  },
  configurable: true,
  writable: true,
}

function asTuple(value: unknown): unknown {
  return Array.isArray(value) ? new PythonTuple(value) : value
}

/**
 * The key under which a record keeps its call site. Not private, so that `Object.assign` on a new object of the class
 * clones all of it.
 */
const SITE: unique symbol = Symbol('call site')

/** The fields that programs declare by LogRecordFields. */
export interface LogRecord extends LogRecordFields {}

/**
 * One logged event, with the attributes of Python's LogRecord.
 *
 * `created` is in seconds since the epoch; `msecs`, its milliseconds, and `relativeCreated`, since this package was
 * loaded, are in milliseconds. `message` and `asctime` are there after a Formatter has run, `exc_text` after an
 * exception was formatted. `pathname`, `filename`, `module`, `lineno` and `funcName` are looked up when first read,
 * which must be during the log call. The fields of `extra` are attributes, too.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: attributes that a program declares
export class LogRecord {
  /** Attributes that a user's `extra` adds. */
  [attribute: string]: unknown
  // Declared only: each field would otherwise be written twice.
  declare name: string
  declare msg: unknown
  declare args: RecordArgs | null
  declare levelname: string
  declare levelno: number
  declare exc_info: ExcInfo | null
  declare exc_text: string | null
  declare stack_info: string | null
  declare created: number
  declare msecs: number
  declare relativeCreated: number
  declare thread: number | null
  declare threadName: string | null
  declare processName: string | null
  declare process: number | null
  declare taskName: string | null
  declare message: string
  declare asctime: string
  declare [SITE]: CallSiteSource

  constructor(
    name: string,
    level: number,
    pathname: string | CallSiteSource,
    lineno: number,
    msg: unknown,
    args: RecordArgs | null,
    exc_info: ExcInfo | null,
    options: LogRecordOptions,
  )
  /**
   * @param pathname - The file of the call, or a `CallSiteSource` that answers for file, line and function.
   * @param args - The arguments of the message. A list of one non-empty mapping becomes that mapping, as in Python.
   * @param func - The function of the call; null where unknown.
   * @param sinfo - Text for `stack_info`.
   */
  constructor(
    name: string,
    level: number,
    pathname: string | CallSiteSource,
    lineno: number,
    msg: unknown,
    args: RecordArgs | null,
    exc_info: ExcInfo | null,
    func?: string | null,
    sinfo?: string | null,
  )
  constructor(
    name: string,
    level: number,
    pathname: string | CallSiteSource,
    lineno: number,
    msg: unknown,
    args: RecordArgs | null,
    exc_info: ExcInfo | null,
    func?: string | null | LogRecordOptions,
    sinfo?: string | null,
  ) {
    // bindNamed would be too slow here: a record is made for each log call. What is asked about the arguments are functions,
    // so that this stays small enough for V8 to put into the log call.
    this.name = name
    this.msg = msg
    this.args = argsOf(args)
    this.levelname = getLevelName(level)
    this.levelno = level
    this.exc_info = exc_info
    this.exc_text = null
    this.stack_info = stackInfoOf(func, sinfo)
    stamp(this)
    const context = recordContext()
    this.thread = context.thread
    this.threadName = context.threadName
    this.processName = context.processName
    this.process = context.process
    this.taskName = context.taskName === null ? null : context.taskName()
    this[SITE] = isCallSiteSource(pathname) ? pathname : siteOfArguments(pathname, lineno, func)
  }

  get pathname(): string {
    return LogRecord.#siteOf(this).pathname
  }

  set pathname(value: string) {
    LogRecord.#replaceSite(this, { pathname: value })
  }

  get filename(): string {
    return LogRecord.#siteOf(this).filename
  }

  set filename(value: string) {
    LogRecord.#replaceSite(this, { filename: value })
  }

  get module(): string {
    return LogRecord.#siteOf(this).module
  }

  set module(value: string) {
    LogRecord.#replaceSite(this, { module: value })
  }

  get lineno(): number {
    return LogRecord.#siteOf(this).lineno
  }

  set lineno(value: number) {
    LogRecord.#replaceSite(this, { lineno: value })
  }

  get funcName(): string | null {
    return LogRecord.#siteOf(this).funcName
  }

  set funcName(value: string | null) {
    LogRecord.#replaceSite(this, { funcName: value })
  }

  /** The message with its arguments: `msg % args` when there are arguments, else `str(msg)` untouched. */
  getMessage(): string {
    const { msg, args } = this
    const text = typeof msg === 'string' ? msg : str(msg)
    return args === null || isEmpty(args) ? text : percentFormat(text, args)
  }

  /** Python's `record.__dict__`, a new object each time. Looks the call site up. */
  toDict(): Record<string, unknown> {
    const { pathname, filename, module, lineno, funcName } = LogRecord.#siteOf(this)
    const { name, msg, args, levelname, levelno, exc_info, exc_text, stack_info, [SITE]: _, ...rest } = this
    const head = { name, msg, args, levelname, levelno, pathname, filename, module }
    const dictionary = { ...head, exc_info, exc_text, stack_info, lineno, funcName, ...rest }
    if (!Object.hasOwn(dictionary, 'toString')) Object.defineProperty(dictionary, 'toString', PRINTED_AS_PYTHON)
    return dictionary
  }

  toJSON(): Record<string, unknown> {
    return this.toDict()
  }

  /** Python's repr of a record; the message is neither quoted nor merged with its arguments. */
  toString(): string {
    return `<LogRecord: ${str(this.name)}, ${str(this.levelno)}, ${str(this.pathname)}, ${str(this.lineno)}, "${str(this.msg)}">`
  }

  [INSPECT](): string {
    return this.toString()
  }

  /**
   * Python's `copy.copy(record)`: of the same class, made without its constructor, with the same attributes. It knows where
   * it was logged, so it may outlive the log call.
   */
  static copy(record: LogRecord): LogRecord {
    // Records of another copy of this package keep their call site out of reach.
    if (!(SITE in (record as object))) return makeLogRecord(record.toDict())
    const { constructor: kind } = Object.getPrototypeOf(record)
    const args = [record.name, record.levelno, LogRecord.#siteOf(record), 0, null, null, null] as const
    const copy = kind === LogRecord ? new LogRecord(...args) : Reflect.construct(LogRecord, args, kind)
    // `__proto__`, which may come from outside, is the only name that would be more than an assignment.
    if (!Object.hasOwn(record, '__proto__')) return Object.assign(copy, record)
    setAttributes(copy, record)
    return copy
  }

  // Static, because V8 marks each instance of a class that has private methods.
  static #siteOf(record: LogRecord): CallSite {
    const known = record[SITE]
    if (known instanceof CallSite) return known
    const site = known.resolve()
    if (site !== UNKNOWN_CALL_SITE) record[SITE] = site
    return site
  }

  /** Call sites are shared between records, so one that is changed is copied. */
  static #replaceSite(record: LogRecord, change: Partial<CallSite>): void {
    record[SITE] = Object.assign(Object.create(CallSite.prototype) as CallSite, LogRecord.#siteOf(record), change)
  }
}

// A Formatter adds the two attributes in this order.
keepShape(Object.assign(new LogRecord('', NOTSET, UNKNOWN_CALL_SITE, 0, '', [], null), { message: '', asctime: '' }))
// The context is found out anew with the first record of the program, which may name its thread before.
setContextSwitches({})

/**
 * A record from a dictionary of attributes, such as arrive from another process.
 *
 * Nothing is checked or merged, as in Python: `levelname` is `Level None` unless given. Only own attributes are taken,
 * and none that would reach a prototype.
 */
export function makeLogRecord(attributes: Readonly<Record<string, unknown>>): LogRecord {
  const record = new LogRecord(null as never, null as never, '', 0, '', [], null, null)
  setAttributes(record, attributes)
  return record
}

function setAttributes(record: LogRecord, attributes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(attributes)) setAttribute(record, name, value)
}

/** Sets an attribute whose name may come from outside. @internal For @pylogging/core. */
export function setAttribute(record: LogRecord, name: string, value: unknown): void {
  if (name in LogRecord.prototype && !CALL_SITE_ATTRIBUTES.has(name)) {
    Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true })
  } else record[name] = value
}

/**
 * Whether a name is an attribute of the record: its own, or of its call site; never one of a prototype.
 *
 * @internal For @pylogging/core.
 */
export function hasAttribute(record: LogRecord, name: string): boolean {
  return Object.hasOwn(record, name) || CALL_SITE_ATTRIBUTES.has(name)
}

function isCallSiteSource(source: string | CallSiteSource): source is CallSiteSource {
  return typeof source === 'object' && source !== null && (source instanceof CallSite || 'resolve' in source)
}

function siteOfArguments(
  pathname: string,
  lineno: number,
  func: string | null | LogRecordOptions | undefined,
): CallSite {
  return new CallSite(pathname, lineno, (typeof func === 'object' ? func?.func : func) ?? null)
}

/** The keyword `sinfo` or the last argument. */
function stackInfoOf(func: unknown, sinfo: string | null | undefined): string | null {
  const isNamed = typeof func === 'object' && func !== null
  return (isNamed ? (func as LogRecordOptions).sinfo : sinfo) ?? null
}

function argsOf(args: RecordArgs | null): RecordArgs | null {
  return Array.isArray(args) && args.length === 1 ? loneArgument(args) : args
}

function loneArgument(args: readonly unknown[]): RecordArgs {
  const [only] = args
  try {
    return isMapping(only) && !isEmpty(only) ? only : args
  } catch {
    // A Proxy, or what only claims to be a Map. Printing it will fail again, where the handler reports it.
    return args
  }
}

/**
 * A key of the mapping that was last found not to be empty. It is asked for first, because V8 lists all keys of an object
 * of thousands before `for` sees one of them, and the mappings of a program mostly have the same keys.
 */
let usualKey = ''

/** Whether there is nothing to print: in an object, no own name. */
function isEmpty(args: RecordArgs): boolean {
  if (Array.isArray(args)) return args.length === 0
  if (args instanceof Map) return args.size === 0
  if (Object.hasOwn(args, usualKey)) return false
  for (const key in args) {
    if (Object.hasOwn(args, key)) {
      usualKey = key
      return false
    }
  }
  return Object.getOwnPropertyNames(args).length === 0
}
