/**
 * Loggers: a tree of names, each with a level, filters and handlers.
 *
 *   info('user %s', 7)  →  isEnabledFor(INFO)  →  record  →  filters  →  handlers of this logger and of those above
 *
 * The loggers above give a record to their handlers and do nothing else: their levels, filters and `disabled` are not
 * asked. Each logger remembers which levels are enabled until any level of the tree changes. A program that assigns
 * `level` instead of calling `setLevel` leaves the old answers in force, as in Python.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Logger, RootLogger.
 */
import {
  bindArguments,
  CRITICAL,
  checkLevel,
  DEBUG,
  ERROR,
  type ExcInfo,
  endCallerCapture,
  getLevelName,
  INFO,
  type LogRecord,
  NOTSET,
  type RecordArgs,
  V8Error,
  WARNING,
} from '@pylogging/formatter'
import { INSPECT } from '../ground/inspect.js'
import { warnDeprecated } from '../warnings/warnings.js'
import { kw, type LogKeywords } from './call-args.js'
import { findCaller } from './caller.js'
import type { AnyLogger, FoundCaller, LoggerTree } from './contracts.js'
import { exceptionKeywords } from './exc-info.js'
import { Filterer, recordAfterFilter } from './filter.js'
import type { Handler } from './handler.js'
import { callLastResort } from './last-resort.js'
import { LevelCache } from './level-cache.js'
import {
  handleCall,
  isLogOverridden,
  logPublic,
  NO_KEYWORDS,
  nextToPropagate,
  setOrdinaryLogger,
  startCallerCapture,
} from './log-call.js'
import type { LevelArgument, LogArguments } from './log-types.js'
import { enterHandling, leaveHandling } from './nesting.js'
import { checkOwner, isEnabled } from './owner.js'
import { addExtra, getLogRecordFactory } from './record-factory.js'
import { claimCall, consumeDelegate, leaveCall } from './running-call.js'
import { shared } from './shared.js'
import { registerEntrance } from './stack-info.js'

/** Python's `level=` of a constructor. */
interface LevelOption {
  readonly level?: number | string | undefined
}

const SIGNATURE = { owner: 'Logger.__init__()', names: ['name', 'level'], required: 1 }

/**
 * A logger of the tree. Programs get theirs by `getLogger`, never by the constructor.
 *
 * A record meets the logger's own level and filters, then the handlers of the logger and, while `propagate` is true, of
 * those above, each with its level and filters. Levels and filters of the loggers above are not asked.
 */
export class Logger extends Filterer implements AnyLogger {
  /** The root of the tree. */
  static get root(): Logger {
    return shared.root as Logger
  }

  /** The tree. A logger made by hand shares it without being in it. */
  static get manager(): LoggerTree<Logger> {
    return shared.manager as LoggerTree<Logger>
  }

  readonly name: string
  /** The logger's own level. With NOTSET the nearest logger above that has a level decides. */
  level: number
  /** The logger above; null above root. */
  parent: Logger | null = null
  /** Whether records go on to the handlers of the loggers above. */
  propagate = true
  handlers: Handler[] = []
  /** True drops all records of this logger. */
  disabled = false
  /** Python's name for the remembered answers of isEnabledFor. */
  readonly _cache: Map<number, boolean> & { readonly off: number } = new LevelCache()
  #manager: LoggerTree<Logger> | null = null

  constructor(name: string, level?: number | string | LevelOption)
  constructor(options: LevelOption & { readonly name: string })
  constructor(...args: unknown[]) {
    super()
    const [name, level = NOTSET] = bindArguments(SIGNATURE, args)
    this.name = name as string
    this.level = checkLevel(level)
  }

  get root(): Logger {
    return Logger.root
  }

  /** The tree it is in, or would be in. */
  get manager(): LoggerTree<Logger> {
    return this.#manager ?? Logger.manager
  }

  set manager(manager: LoggerTree<Logger>) {
    this.#manager = manager
  }

  /**
   * Records below this level are dropped: a number, or the name of a level. NOTSET leaves it to the loggers above.
   *
   * @throws ValueError, TypeError as `checkLevel`.
   */
  setLevel<const T extends number | string>(level: LevelArgument<T>): void {
    this.level = checkLevel(level)
    this.manager._clear_cache()
  }

  /** Logs at DEBUG: `args` fill the placeholders of `msg`, and may end with keywords, see LogKeywords. */
  debug<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    if (!isEnabled(this, DEBUG)) return
    const timing = startCallerCapture(this, DEBUG)
    const caller = timing === 'now' ? endCallerCapture(new V8Error()) : timing
    logPublic(this, Logger.prototype.debug, DEBUG, msg, args, caller)
  }

  /** Logs at INFO: `args` fill the placeholders of `msg`, and may end with keywords, see LogKeywords. */
  info<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    if (!isEnabled(this, INFO)) return
    const timing = startCallerCapture(this, INFO)
    const caller = timing === 'now' ? endCallerCapture(new V8Error()) : timing
    logPublic(this, Logger.prototype.info, INFO, msg, args, caller)
  }

  /** Logs at WARNING: `args` fill the placeholders of `msg`, and may end with keywords, see LogKeywords. */
  warning<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    if (!isEnabled(this, WARNING)) return
    const timing = startCallerCapture(this, WARNING)
    const caller = timing === 'now' ? endCallerCapture(new V8Error()) : timing
    logPublic(this, Logger.prototype.warning, WARNING, msg, args, caller)
  }

  /** As `warning`. @deprecated Use `warning`. */
  warn<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    checkOwner(this)
    const method = consumeDelegate(Logger.prototype.warn)
    warnDeprecated(method, "The 'warn' method is deprecated, use 'warning' instead")
    if (this.warning !== Logger.prototype.warning) this.warning(msg, ...args)
    else if (this.isEnabledFor(WARNING)) logPublic(this, method, WARNING, msg, args, 'unasked')
  }

  /** Logs at ERROR: `args` fill the placeholders of `msg`, and may end with keywords, see LogKeywords. */
  error<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    if (!isEnabled(this, ERROR)) return
    const timing = startCallerCapture(this, ERROR)
    const caller = timing === 'now' ? endCallerCapture(new V8Error()) : timing
    logPublic(this, Logger.prototype.error, ERROR, msg, args, caller)
  }

  /** Logs at CRITICAL: `args` fill the placeholders of `msg`, and may end with keywords, see LogKeywords. */
  critical<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    if (!isEnabled(this, CRITICAL)) return
    const timing = startCallerCapture(this, CRITICAL)
    const caller = timing === 'now' ? endCallerCapture(new V8Error()) : timing
    logPublic(this, Logger.prototype.critical, CRITICAL, msg, args, caller)
  }

  /** Python's other name for `critical`, also where a subclass has its own. */
  fatal<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A>): void {
    checkOwner(this)
    if (this.critical !== Logger.prototype.critical) this.critical(msg, ...args)
    else if (this.isEnabledFor(CRITICAL)) logPublic(this, Logger.prototype.fatal, CRITICAL, msg, args, 'unasked')
  }

  /**
   * An error with its traceback: that of the keyword `exc_info`, else of an Error at the end of the arguments,
   * else of `msg` when it is an Error itself. Goes through `error` where a subclass has its own, as in Python.
   */
  exception<const M, A extends unknown[]>(this: Logger, msg: M, ...args: LogArguments<M, A, Error>): void {
    checkOwner(this)
    const isOwn = this.error === Logger.prototype.error
    if (isOwn && !this.isEnabledFor(ERROR)) return
    const method = consumeDelegate(Logger.prototype.exception)
    const keywords = exceptionKeywords(msg, args)
    if (isOwn) logPublic(this, method, ERROR, msg, args, 'unasked', keywords)
    else this.error(msg as unknown, ...(args as unknown[]), kw(keywords))
  }

  /** Logs at any level; the rest is as in `info`. @param level - A number; Python takes no name here. */
  log<const M, A extends unknown[]>(this: Logger, level: number, msg: M, ...args: LogArguments<M, A>): void {
    if (typeof level !== 'number' || !Number.isInteger(level)) {
      if (shared.raiseExceptions) throw new TypeError('level must be an integer')
      return
    }
    if (!isEnabled(this, level)) return
    const timing = startCallerCapture(this, level)
    const caller = timing === 'now' ? endCallerCapture(new V8Error()) : timing
    logPublic(this, Logger.prototype.log, level, msg, args, caller)
  }

  /**
   * Makes the record of a call and handles it. The method that all others end in: a subclass may override it.
   *
   * @param args - The arguments of the message, without keywords.
   */
  _log(level: number, msg: unknown, args: readonly unknown[], keywords: LogKeywords = NO_KEYWORDS): void {
    const call = claimCall(Logger.prototype._log, isLogOverridden(this))
    try {
      handleCall(this, call, level, msg, args, keywords)
    } finally {
      leaveCall(call)
    }
  }

  /**
   * Returns the place of the log call that is running, else of the call of this method; a subclass may override it.
   *
   * @returns File, line, function and, where asked for, the text for `stack_info`.
   */
  findCaller(stack_info = false, stacklevel = 1): FoundCaller {
    return findCaller(Logger.prototype.findCaller, stack_info, stacklevel)
  }

  /**
   * Python's factory method, for subclasses.
   *
   * @throws KeyError `"Attempt to overwrite 'name' in LogRecord"` when `extra` has the name of an attribute.
   */
  makeRecord(
    name: string,
    level: number,
    fn: string,
    lno: number,
    msg: unknown,
    args: RecordArgs | null,
    exc_info: ExcInfo | null,
    func: string | null = null,
    extra: LogKeywords['extra'] = null,
    sinfo: string | null = null,
  ): LogRecord {
    return addExtra(getLogRecordFactory()(name, level, fn, lno, msg, args, exc_info, func, sinfo), extra)
  }

  /** Handles a record, made here or received from elsewhere; its level is not compared with the logger's. */
  handle(record: LogRecord): void {
    if (this.disabled || !enterHandling(record)) return
    try {
      const result = this.filter(record)
      if (result) this.callHandlers(recordAfterFilter(result, record))
    } finally {
      leaveHandling()
    }
  }

  /** A handler that is there already is not added again. */
  addHandler(handler: Handler): void {
    if (!this.handlers.includes(handler)) this.handlers.push(handler)
  }

  /** A handler that is not there is no error. The list becomes a new one, so a loop over the old one is safe. */
  removeHandler(handler: Handler): void {
    if (this.handlers.includes(handler)) this.handlers = this.handlers.filter((other) => other !== handler)
  }

  /** Whether a record logged here would meet any handler. */
  hasHandlers(): boolean {
    for (let logger: Logger | null = this; logger !== null; logger = nextToPropagate(logger)) {
      if (logger.handlers.length > 0) return true
    }
    return false
  }

  /** Gives a record to the handlers of this logger and of those above whose level it reaches. */
  callHandlers(record: LogRecord): void {
    let found = 0
    for (let logger: Logger | null = this; logger !== null; logger = nextToPropagate(logger)) {
      for (const handler of logger.handlers) {
        found += 1
        if (record.levelno >= handler.level) handler.handle(record)
      }
    }
    if (found === 0) callLastResort(this, record)
  }

  /** The first level that is set, looking upwards; NOTSET when none is. */
  getEffectiveLevel(): number {
    for (let logger: Logger | null = this; logger !== null; logger = logger.parent) {
      if (logger.level) return logger.level
    }
    return NOTSET
  }

  /** Whether a record of this level would be made: neither dropped by `disable` nor below the effective level. */
  isEnabledFor(level: number): boolean {
    if (this.disabled || level === this._cache.off) return false
    const known = this._cache.get(level)
    if (known !== undefined) return known
    const enabled = this.manager.disable < level && level >= this.getEffectiveLevel()
    this._cache.set(level, enabled)
    return enabled
  }

  /** The logger `suffix` below this one: `getLogger('a').getChild('b.c')` is `getLogger('a.b.c')`. */
  getChild(suffix: string): Logger {
    return this.manager.getLogger(this === this.root ? suffix : `${this.name}.${suffix}`)
  }

  /** The loggers directly below this one. */
  getChildren(): Set<Logger> {
    return this.manager._childrenOf(this)
  }

  override toString(): string {
    return `<${this.constructor.name} ${this.name} (${getLevelName(this.getEffectiveLevel())})>`
  }

  [INSPECT](): string {
    return this.toString()
  }
}

/** The top of the tree: named root, and with a level from the beginning. */
export class RootLogger extends Logger {
  constructor(level: number | string) {
    super('root', level)
  }
}

setOrdinaryLogger(Logger.prototype)
registerEntrance(Logger.prototype.handle)
