/**
 * Levels of many loggers at once. `setLevel` forgets what isEnabledFor remembers of every logger there is, so that
 * thousands of calls would take quadratic time; CPython's do.
 */
import { checkLevel } from '@pylogging/formatter'
import { Logger } from '../model/logger.js'
import { manager } from '../model/tree.js'

/** Sets levels by `setLevelOf`; what isEnabledFor remembers is forgotten once, at the end. */
export function changingLevels(work: () => void): void {
  try {
    work()
  } finally {
    manager._clear_cache()
  }
}

/** A class of the program's own may do more when its level is set. @throws As `setLevel`. */
export function setLevelOf(logger: Logger, level: number | string): void {
  if (logger.setLevel === Logger.prototype.setLevel) logger.level = checkLevel(level)
  else logger.setLevel(level)
}
