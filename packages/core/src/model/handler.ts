/**
 * The base of handlers, and what is printed where one fails.
 *
 * An error while logging ends in `emit`, which catches it and calls `handleError`, which prints it on stderr as Python does
 * and lets the program go on. JavaScript has no current exception, so the error comes as the second argument; a method
 * that overrides `handleError(record)` with one parameter works.
 *
 * The locks of Python's handlers are here so that ported code runs; a JavaScript thread needs none.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Handler.
 */
/// <reference lib="esnext.disposable" preserve="true" />
import {
  bindNamed,
  checkLevel,
  exceptionText,
  Formatter,
  getLevelName,
  isError,
  type LogRecord,
  NOTSET,
  NotImplementedError,
  PythonTuple,
  repr,
  str,
} from '@pylogging/formatter'
import { INSPECT } from '../ground/inspect.js'
import { sys } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import type { AnyHandler, RecordFormatter } from './contracts.js'
import { adviseOnSurplusError } from './exc-info.js'
import { Filterer, recordAfterFilter } from './filter.js'
import type { LevelArgument } from './log-types.js'
import { shared } from './shared.js'
import { closeAtExit } from './shutdown.js'
import { callStack, registerEntrance } from './stack-info.js'

/** Says that instances of a class itself keep no record beyond `emit`. Subclasses of a user's own may. */
export const KEEPS_NO_RECORDS = Symbol('keeps no records')

const SIGNATURE = { owner: 'Handler.__init__()', names: ['level'] }

let defaultFormatter: Formatter | null = null

/**
 * Base of all handlers: takes a record, filters it, formats it, sends it somewhere.
 *
 * A handler of your own overrides `emit`, and there passes on to `handleError` what goes wrong.
 */
export class Handler extends Filterer implements AnyHandler {
  /** Records below it are dropped. */
  level: number
  /** The formatter that makes the text of records; null is a plain Formatter. */
  formatter: RecordFormatter | null = null
  /** Python's lock; here it only counts. */
  lock: { count: number } | null = null
  _closed = false
  #name: string | null = null
  readonly #mayKeepRecords: boolean

  constructor(level?: number | string | { readonly level?: number | string | undefined })
  constructor(...args: unknown[]) {
    super()
    const { level = NOTSET } = bindNamed<{ readonly level?: unknown }>(SIGNATURE, args)
    this.level = checkLevel(level)
    this.#mayKeepRecords = !Object.hasOwn(new.target, KEEPS_NO_RECORDS)
    shared.handlerList.push(new WeakRef<Handler>(this))
    closeAtExit()
    this.createLock()
  }

  /** A name by which configurations and `getHandlerByName` find the handler; '' and null take it away. */
  get name(): string | null {
    return this.#name
  }

  set name(name: string | null) {
    if (this.#name !== null) shared.handlersByName.delete(this.#name)
    this.#name = name
    if (name) shared.handlersByName.set(name, new WeakRef<Handler>(this))
  }

  /** Python's way to read `name`. */
  get_name(): string | null {
    return this.name
  }

  /** Python's way to set `name`. */
  set_name(name: string | null): void {
    this.name = name
  }

  /** Makes `lock`, for ported code: a JavaScript thread needs none. */
  createLock(): void {
    this.lock = { count: 0 }
  }

  /** Takes `lock`, which only counts. */
  acquire(): void {
    if (this.lock !== null) this.lock.count += 1
  }

  /** Gives `lock` back. */
  release(): void {
    if (this.lock !== null) this.lock.count -= 1
  }

  /**
   * Records below this level are dropped: a number, or the name of a level.
   *
   * @throws ValueError, TypeError as `checkLevel`.
   */
  setLevel<const T extends number | string>(level: LevelArgument<T>): void {
    this.level = checkLevel(level)
  }

  /** Sets what makes a text of records; null is a plain Formatter. */
  setFormatter(fmt: RecordFormatter | null): void {
    this.formatter = fmt
  }

  /** The text of a record; without a formatter, the message. */
  format(record: LogRecord): string {
    defaultFormatter ??= new Formatter()
    return (this.formatter ?? defaultFormatter).format(record)
  }

  /** Sends a record. @throws NotImplementedError here; a subclass supplies it, and throws nothing. */
  emit(_record: LogRecord): void {
    throw new NotImplementedError('emit must be implemented by Handler subclasses')
  }

  /**
   * Filters and emits a record; its level was compared by the logger.
   *
   * @returns The record that was emitted, or false; NullHandler returns nothing.
   */
  handle(record: LogRecord): LogRecord | false | undefined {
    const result = this.filter(record)
    if (!result) return false
    const chosen = recordAfterFilter(result, record)
    this.emit(chosen)
    return chosen
  }

  /** Ours: whether the call site should be looked up at once; see call-site.ts of @pylogging/formatter. */
  readsCallSite(): boolean {
    return this.#mayKeepRecords || this.formatter?.usesCallSite?.() === true
  }

  /** Sends what was kept. Nothing is kept here. */
  flush(): void {}

  /** Forgets the name. The handler stays with its loggers. */
  close(): void {
    this._closed = true
    if (this.#name !== null) shared.handlersByName.delete(this.#name)
  }

  /**
   * Takes the error of an `emit` that failed. Prints the error, the place of the log call, the message and its arguments
   * on stderr, unless `logging.raiseExceptions` is false.
   */
  handleError(record: LogRecord, error?: unknown): void {
    reportError(record, error)
  }

  override toString(): string {
    return `<${this.constructor.name} (${getLevelName(this.level)})>`
  }

  [Symbol.dispose](): void {
    this.close()
  }

  [INSPECT](): string {
    return this.toString()
  }
}

registerEntrance(Handler.prototype.handle)

/**
 * Whether an error is a full stack, which a handler's emit catches and must not: Python re-raises RecursionError, which
 * is a RangeError here.
 */
export function isStackOverflow(error: unknown): boolean {
  try {
    return isError(error) && error.name === 'RangeError' && error.message === 'Maximum call stack size exceeded'
  } catch {
    // The error may have getters of its own.
    return false
  }
}

/** Gives an error that an `emit` caught to `handleError`. @throws The error again, where the stack was full. */
export function handleFailure(handler: Pick<Handler, 'handleError'>, record: LogRecord, error: unknown): void {
  if (isStackOverflow(error)) throw error
  handler.handleError(record, error)
}

/** Prints an error, as `handleError` does. */
export function reportError(record: LogRecord, error: unknown): void {
  report(() => errorText(error) + whereText(record) + messageText(record))
  if (shared.raiseExceptions) adviseOnSurplusError(record, error)
}

/** Prints the record that nesting.ts dropped. */
export function reportNesting(record: LogRecord, depth: number): void {
  const error = `RuntimeError: ${depth} log calls run inside each other; a handler, filter or formatter logs each time\n`
  report(() => error + siteText(record) + messageText(record))
}

/** Prints an error for which no record is to blame. */
export function reportWithoutRecord(error: unknown): void {
  report(() => errorText(error))
}

function report(text: () => string): void {
  const { stderr } = sys
  if (!shared.raiseExceptions || !stderr) return
  try {
    writeText(stderr, `--- Logging error ---\n${text()}`)
  } catch (error) {
    // Python lets nothing else pass either: where stderr is gone, there is nobody left to tell.
    if (isStackOverflow(error)) throw error
  }
}

function errorText(error: unknown): string {
  if (error === undefined) return 'NoneType: None\n'
  try {
    return `${exceptionText(error)}\n`
  } catch {
    return 'An error that cannot be printed\n'
  }
}

function whereText(record: LogRecord): string {
  const lines = callStack()
  return lines === '' ? siteText(record) : `Call stack:\n${lines}`
}

function siteText(record: LogRecord): string {
  return `Logged from file ${str(record.filename)}, line ${str(record.lineno)}\n`
}

function messageText(record: LogRecord): string {
  try {
    const args = Array.isArray(record.args) ? new PythonTuple(record.args) : record.args
    return `Message: ${repr(record.msg)}\nArguments: ${str(args)}\n`
  } catch (error) {
    if (isStackOverflow(error)) throw error
    return 'Unable to print the message and arguments - possible formatting error.\nUse the traceback above to help find the error.\n'
  }
}
