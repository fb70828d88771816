/**
 * Python's module-level functions that log on the root logger.
 *
 * They call `basicConfig()` first when root has no handlers, as Python's do: also when the record is then dropped for
 * its level.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, the functions debug to log.
 */
import type { LogArguments } from '../model/log-types.js'
import type { Logger } from '../model/logger.js'
import { logging } from '../model/module-object.js'
import { delegate } from '../model/running-call.js'
import { root } from '../model/tree.js'
import { warnDeprecated } from '../warnings/warnings.js'

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
export function exception<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A, Error>): void {
  const logger = configuredRoot()
  delegate(exception, () => logger.exception(msg, ...args))
}

/** `log` of the root logger, after `basicConfig()` where that has no handlers. @param level - A number. */
export function log<const M, A extends unknown[]>(level: number, msg: M, ...args: LogArguments<M, A>): void {
  const logger = configuredRoot()
  delegate(log, () => logger.log(level, msg, ...args))
}

/** Through the module object, where a program may have put its own basicConfig. */
export function configuredRoot(): Logger {
  if (root.handlers.length === 0) logging.basicConfig()
  return root
}
