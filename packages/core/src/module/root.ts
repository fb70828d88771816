/**
 * The tree's beginnings, made once per process, and Python's module-level functions that go to the root logger.
 *
 * These call `basicConfig()` first when root has no handlers, as Python's do: also when the record is then dropped for
 * its level.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, getLogger and the functions debug to log.
 */
import { CRITICAL, WARNING } from '@pylogging/formatter'
import { _StderrHandler } from '../handlers/stream.js'
import type { LevelArgument, LogArguments } from '../model/log-types.js'
import { Logger, RootLogger } from '../model/logger.js'
import { checkLoggerClass, type LoggerClass, Manager } from '../model/manager.js'
import { delegate } from '../model/running-call.js'
import { shared } from '../model/shared.js'
import { warnDeprecated } from '../warnings/warnings.js'
import { logging } from './module.js'

shared.root ??= new RootLogger(WARNING)
shared.manager ??= new Manager(shared.root)
shared.lastResort ??= new _StderrHandler(WARNING)

/** The top of the tree, whose level is WARNING at the beginning. */
export const root: Logger = shared.root
const manager: Manager = shared.manager

/** The logger of that name, always the same one; the root logger without a name. */
export function getLogger(name?: string | null): Logger {
  return !name || name === root.name ? root : manager.getLogger(name)
}

/** The class of loggers made from now on. */
export function getLoggerClass(): LoggerClass {
  return shared.loggerClass ?? Logger
}

/** Sets the class of loggers made from now on. @throws TypeError when the class does not extend Logger. */
export function setLoggerClass(klass: LoggerClass): void {
  shared.loggerClass = checkLoggerClass(klass)
}

/** Drops all records of this level and below, everywhere; NOTSET ends that. */
export function disable<const T extends number | string = number>(level?: LevelArgument<T>): void {
  manager.disable = level === undefined ? CRITICAL : level
  manager._clear_cache()
}

/** `debug` of the root logger, after `basicConfig()` where that has no handlers. */
export function debug<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(debug, () => logger.debug(msg, ...args))
}

/** `info` of the root logger, after `basicConfig()` where that has no handlers. */
export function info<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(info, () => logger.info(msg, ...args))
}

/** `warning` of the root logger, after `basicConfig()` where that has no handlers. */
export function warning<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(warning, () => logger.warning(msg, ...args))
}

/** As `warning`. @deprecated Use `warning`. */
export function warn<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  warnDeprecated(warn, "The 'warn' function is deprecated, use 'warning' instead")
  const logger = configuredRoot()
  delegate(warn, () => logger.warning(msg, ...args))
}

/** `error` of the root logger, after `basicConfig()` where that has no handlers. */
export function error<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(error, () => logger.error(msg, ...args))
}

/** `critical` of the root logger, after `basicConfig()` where that has no handlers. */
export function critical<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(critical, () => logger.critical(msg, ...args))
}

/** Python's other name for `critical`. */
export function fatal<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(fatal, () => logger.critical(msg, ...args))
}

/** `exception` of the root logger, after `basicConfig()` where that has no handlers. */
export function exception<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(exception, () => logger.exception(msg, ...args))
}

/** `log` of the root logger, after `basicConfig()` where that has no handlers. @param level - A number. */
export function log<const M, A extends unknown[]>(level: number, msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(log, () => logger.log(level, msg, ...args))
}

/** Through the module object, where a program may have put its own basicConfig. */
function configuredRoot(): Logger {
  if (root.handlers.length === 0) logging.basicConfig()
  return root
}
