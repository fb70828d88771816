/**
 * The tree's beginnings, made once per process, and Python's module-level functions that ask for its loggers.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, getLogger, getLoggerClass, setLoggerClass, disable.
 */
import { CRITICAL, WARNING } from '@pylogging/formatter'
import type { LevelArgument } from './log-types.js'
import { Logger, RootLogger } from './logger.js'
import { checkLoggerClass, type LoggerClass, Manager } from './manager.js'
import { shared } from './shared.js'

/** The top of the tree, whose level is WARNING at the beginning. */
export const root: Logger = (shared.root as Logger | null) ?? new RootLogger(WARNING)
export const manager: Manager = (shared.manager as Manager | null) ?? new Manager(root)
shared.root = root
shared.manager = manager

/** The logger of that name, always the same one; the root logger without a name. */
export function getLogger(name?: string | null): Logger {
  return !name || name === root.name ? root : manager.getLogger(name)
}

/** The class of loggers made from now on. */
export function getLoggerClass(): LoggerClass {
  return (shared.loggerClass as LoggerClass | null) ?? Logger
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
