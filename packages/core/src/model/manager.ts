/**
 * The tree of loggers: it finds a logger by its name, and knows which logger is above which.
 *
 *   'a.b.c' asked for first: placeholders for 'a' and 'a.b' remember it, and when those become loggers it moves below them
 *
 * Kept on purpose, because CPython does it: '.a' hangs below root and makes no placeholder for ''; setting `disable`
 * directly leaves the remembered answers of isEnabledFor.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Manager, PlaceHolder.
 */
import { checkLevel, NOTSET } from '@pylogging/formatter'
import type { LoggerTree, RecordFactory } from './contracts.js'
import { Logger } from './logger.js'
import { isPlaceHolder, LoggerDict } from './logger-dict.js'
import { PlaceHolder } from './place-holder.js'
import { shared } from './shared.js'

/** The class of loggers that `setLoggerClass` takes. */
export type LoggerClass = new (name: string, level?: number) => Logger

/** The tree of loggers: `logging.root.manager`. */
export class Manager implements LoggerTree<Logger> {
  readonly root: Logger
  emittedNoHandlerWarning = false
  readonly loggerDict: Map<string, Logger | PlaceHolder<Logger>> = new LoggerDict()
  loggerClass: LoggerClass | null = null
  /** Stored and never used, as in Python. */
  logRecordFactory: RecordFactory | null = null
  /** Python's name; not private, so that another copy's Manager has the same type. @internal */
  _disable = NOTSET

  constructor(rootnode: Logger) {
    this.root = rootnode
  }

  /** Records of this level and below are dropped, whatever loggers say. */
  get disable(): number {
    return this._disable
  }

  set disable(level: number | string) {
    this._disable = checkLevel(level)
  }

  /** The logger of a name, always the same one. @throws TypeError for a name that is no string. */
  getLogger(name: string): Logger {
    if (typeof name !== 'string') throw new TypeError('A logger name must be a string')
    const known = this.loggerDict.get(name)
    if (known !== undefined && !isPlaceHolder(known)) return known
    const logger = new (this.loggerClass ?? (shared.loggerClass as LoggerClass | null) ?? Logger)(name)
    logger.manager = this
    this.loggerDict.set(name, logger)
    if (known !== undefined) adoptChildren(known, logger)
    findParent(this, logger)
    return logger
  }

  /** The class of loggers that this tree makes from now on. @throws TypeError when it does not extend Logger. */
  setLoggerClass(klass: LoggerClass): void {
    this.loggerClass = checkLoggerClass(klass)
  }

  /** Sets `logRecordFactory`. */
  setLogRecordFactory(factory: RecordFactory): void {
    this.logRecordFactory = factory
  }

  /** Forgets all answers of isEnabledFor. */
  _clear_cache(): void {
    ;(this.loggerDict as LoggerDict).forgetLevels()
    this.root._cache.clear()
  }

  /** @internal */
  _childrenOf(logger: Logger): Set<Logger> {
    const level = (each: Logger) => (each === this.root ? 0 : each.name.split('.').length)
    const children = new Set<Logger>()
    for (const each of this.loggerDict.values()) {
      if (!isPlaceHolder(each) && each.parent === logger && level(each) === level(logger) + 1) children.add(each)
    }
    return children
  }
}

/** Hangs a logger below the nearest one above it and leaves placeholders in between. */
function findParent({ root, loggerDict }: Manager, logger: Logger): void {
  let end = logger.name.lastIndexOf('.')
  while (end > 0) {
    const name = logger.name.slice(0, end)
    const above = loggerDict.get(name)
    if (above === undefined) loggerDict.set(name, new PlaceHolder(logger))
    else if (isPlaceHolder(above)) above.append(logger)
    else {
      logger.parent = above
      return
    }
    end = name.slice(0, -1).lastIndexOf('.')
  }
  logger.parent = root
}

/** Puts a logger between those that waited for its name and what is above them. */
function adoptChildren(placeHolder: PlaceHolder<Logger>, logger: Logger): void {
  for (const child of placeHolder.loggerMap) {
    const { parent } = child
    if (parent === null || parent.name.startsWith(logger.name)) continue
    logger.parent = parent
    child.parent = logger
  }
}

/** @throws TypeError `logger not derived from logging.Logger: NAME`. */
export function checkLoggerClass(klass: LoggerClass): LoggerClass {
  const isLogger = typeof klass === 'function' && 'callHandlers' in (klass.prototype ?? {})
  if (!isLogger) throw new TypeError(`logger not derived from logging.Logger: ${String(klass?.name)}`)
  return klass
}
