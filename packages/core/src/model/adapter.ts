/**
 * A logger that adds context to everything that is logged through it.
 *
 *   new LoggerAdapter(logger, { user: 'anna' }).info('ready')     the record has the attribute user
 *
 * Subclasses override `process`, which sees each message with its keywords, those of the subclass's own included; such a
 * call passes them as `kw({ conn_id: 5 })`, because in any other object an unknown name is an error.
 *
 * Kept on purpose, because CPython does it: without `merge_extra` the adapter's `extra` replaces that of the call, also
 * when it is null; there is no `fatal`. Adapters of adapters show the caller of the outermost.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, LoggerAdapter; `merge_extra` with an `extra` of null is 3.14's.
 */
import { CRITICAL, DEBUG, ERROR, getLevelName, INFO, type PublicMethod, WARNING } from '@pylogging/formatter'
import { INSPECT } from '../ground/inspect.js'
import { warnDeprecated } from '../warnings/warnings.js'
import { isKw, type Kw, kw, type LogKeywords, takeKeywords } from './call-args.js'
import type { LoggerTree } from './contracts.js'
import { exceptionKeywords } from './exc-info.js'
import { type CallerHint, logPublic } from './log-call.js'
import type { LevelArgument, LogArguments } from './log-types.js'
import { Logger } from './logger.js'
import { checkOwner } from './owner.js'
import { callDirectly } from './running-call.js'
import { shared } from './shared.js'

/** Python's four keywords, and whatever a subclass's `process` takes out again. */
export type AdapterKeywords = Omit<LogKeywords, 'extra'> & {
  /** A `process` may put attributes into the call's own. */
  extra?: Record<string, unknown> | null | undefined
} & Record<string, unknown>

/** An object that can be adapted: a logger, or another adapter. */
export interface AdaptedLogger {
  readonly name: string
  manager: LoggerTree<Logger>
  log(level: number, msg: unknown, ...args: unknown[]): void
  _log(level: number, msg: unknown, args: readonly unknown[], keywords?: LogKeywords): void
  isEnabledFor(level: number): boolean
  setLevel(level: number | string): void
  getEffectiveLevel(): number
  hasHandlers(): boolean
}

/** The keywords of LoggerAdapter. */
export interface LoggerAdapterOptions {
  /** Fields that are added to every record. */
  readonly extra?: LogKeywords['extra']
  /** True adds the call's `extra` to the adapter's; where both have a name, the call's value counts. */
  readonly merge_extra?: boolean | undefined
}

/**
 * A logger that adds context to everything that is logged through it.
 *
 * Subclasses override `process`. Keywords of their own are passed as `kw({ conn_id: 5 })`: in any other object an
 * unknown name is an error.
 *
 * @example new LoggerAdapter(logger, { user: 'anna' }).info('ready') // the record has the attribute user
 */
export class LoggerAdapter<L extends AdaptedLogger = Logger> {
  /** The logger or adapter that records go through. */
  logger: L
  /** Fields that are added to every record. */
  extra: LogKeywords['extra']
  /** Whether the call's `extra` is added, or replaced. */
  merge_extra: boolean

  /** @param extra - Always the attributes themselves. Names of parameters come third, or as `kw({ extra, merge_extra })`. */
  constructor(
    logger: L,
    extra: LogKeywords['extra'] | (LoggerAdapterOptions & Kw) = null,
    merge_extra: boolean | Omit<LoggerAdapterOptions, 'extra'> = false,
  ) {
    const named: LoggerAdapterOptions = typeof merge_extra === 'object' ? merge_extra : { merge_extra }
    const options = isKw(extra) ? (extra as LoggerAdapterOptions) : { ...named, extra }
    this.logger = logger
    this.extra = options.extra ?? null
    this.merge_extra = options.merge_extra ?? false
  }

  /**
   * Puts the context into a message and its keywords; for subclasses to override.
   *
   * @param kwargs - The call's own object, which may be changed.
   * @returns The message and the keywords that the logger is called with.
   */
  process(msg: unknown, kwargs: AdapterKeywords): [msg: unknown, kwargs: AdapterKeywords] {
    const { extra } = kwargs
    kwargs.extra = this.merge_extra && extra ? { ...this.extra, ...extra } : (this.extra ?? null)
    return [msg, kwargs]
  }

  /** Logs at DEBUG, with the context: as `Logger.debug`. */
  debug<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A>): void {
    if (isLogOverridden(this)) this.log(DEBUG, msg, ...args)
    else if (this.isEnabledFor(DEBUG)) logThrough(this, LoggerAdapter.prototype.debug, DEBUG, msg, args)
  }

  /** Logs at INFO, with the context: as `Logger.info`. */
  info<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A>): void {
    if (isLogOverridden(this)) this.log(INFO, msg, ...args)
    else if (this.isEnabledFor(INFO)) logThrough(this, LoggerAdapter.prototype.info, INFO, msg, args)
  }

  /** Logs at WARNING, with the context: as `Logger.warning`. */
  warning<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A>): void {
    if (isLogOverridden(this)) this.log(WARNING, msg, ...args)
    else if (this.isEnabledFor(WARNING)) logThrough(this, LoggerAdapter.prototype.warning, WARNING, msg, args)
  }

  /** As `warning`. @deprecated Use `warning`. */
  warn<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A>): void {
    checkOwner(this)
    warnDeprecated(LoggerAdapter.prototype.warn, "The 'warn' method is deprecated, use 'warning' instead")
    const isOwn = this.warning === LoggerAdapter.prototype.warning && !isLogOverridden(this)
    if (!isOwn) this.warning(msg, ...args)
    else if (this.isEnabledFor(WARNING)) logThrough(this, LoggerAdapter.prototype.warn, WARNING, msg, args)
  }

  /** Logs at ERROR, with the context: as `Logger.error`. */
  error<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A>): void {
    if (isLogOverridden(this)) this.log(ERROR, msg, ...args)
    else if (this.isEnabledFor(ERROR)) logThrough(this, LoggerAdapter.prototype.error, ERROR, msg, args)
  }

  /** As `Logger.exception`: the Error is the keyword `exc_info`, the last argument, or `msg` itself. */
  exception<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A, Error>): void {
    const isOwn = !isLogOverridden(this)
    if (isOwn && !this.isEnabledFor(ERROR)) return
    const keywords = exceptionKeywords(msg, args)
    if (isOwn) logThrough(this, LoggerAdapter.prototype.exception, ERROR, msg, args, keywords)
    else this.log(ERROR, msg as unknown, ...(args as unknown[]), kw(keywords))
  }

  /** Logs at CRITICAL, with the context: as `Logger.critical`. */
  critical<const M, A extends unknown[]>(this: LoggerAdapter<L>, msg: M, ...args: LogArguments<M, A>): void {
    if (isLogOverridden(this)) this.log(CRITICAL, msg, ...args)
    else if (this.isEnabledFor(CRITICAL)) logThrough(this, LoggerAdapter.prototype.critical, CRITICAL, msg, args)
  }

  /**
   * Logs a message at a level. The methods of the single levels end in this one, which a subclass may override.
   *
   * @param level - A number; Python takes no name here.
   */
  log<const M, A extends unknown[]>(this: LoggerAdapter<L>, level: number, msg: M, ...args: LogArguments<M, A>): void {
    checkOwner(this)
    if (typeof level !== 'number' && shared.raiseExceptions) throw new TypeError('level must be an integer')
    if (this.isEnabledFor(level)) logThrough(this, LoggerAdapter.prototype.log, level, msg, args)
  }

  /** Adapters around this one call it. */
  _log(level: number, msg: unknown, args: readonly unknown[], keywords?: LogKeywords): void {
    callDirectly(LoggerAdapter.prototype._log, () => this.logger._log(level, msg, args, keywords))
  }

  /** Asks the logger. */
  isEnabledFor(level: number): boolean {
    return this.logger.isEnabledFor(level)
  }

  /** Sets the level of the logger itself. @throws ValueError, TypeError as `checkLevel`. */
  setLevel<const T extends number | string>(level: LevelArgument<T>): void {
    this.logger.setLevel(level)
  }

  /** Asks the logger. */
  getEffectiveLevel(): number {
    return this.logger.getEffectiveLevel()
  }

  /** Asks the logger. */
  hasHandlers(): boolean {
    return this.logger.hasHandlers()
  }

  get manager(): LoggerTree<Logger> {
    return this.logger.manager
  }

  set manager(manager: LoggerTree<Logger>) {
    this.logger.manager = manager
  }

  get name(): string {
    return this.logger.name
  }

  toString(): string {
    return `<${this.constructor.name} ${this.name} (${getLevelName(this.getEffectiveLevel())})>`
  }

  [INSPECT](): string {
    return this.toString()
  }
}

/** Python's methods all call `log`; ours do where that makes a difference. */
export function isLogOverridden(adapter: { readonly log: unknown }): boolean {
  checkOwner(adapter)
  return adapter.log !== LoggerAdapter.prototype.log
}

/**
 * Does what `log` of the adapted logger does, which would be the caller otherwise. Where the user has a `log` of its own
 * there, its line is the caller's, as in Python.
 *
 * @param method - The public method that was called; its caller is the call site.
 */
export function logThrough(
  adapter: LoggerAdapter<AdaptedLogger>,
  method: PublicMethod,
  level: number,
  msg: unknown,
  args: unknown[],
  given: LogKeywords | null = takeKeywords(msg, args),
  caller: CallerHint = 'unasked',
): void {
  const [text, keywords] = adapter.process(msg, { ...given })
  const { logger } = adapter
  if (logger instanceof LoggerAdapter && !isLogOverridden(logger)) {
    if (logger.isEnabledFor(level)) logThrough(logger, method, level, text, args, keywords, caller)
  } else if (logger.log === Logger.prototype.log && Number.isInteger(level)) {
    if (logger.isEnabledFor(level)) logPublic(logger as Logger, method, level, text, args, caller, kw(keywords))
  } else logger.log(level, text, ...args, kw(keywords))
}
