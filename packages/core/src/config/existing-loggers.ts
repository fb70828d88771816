/**
 * The loggers and handlers that were there before a configuration: it disables, keeps or closes them.
 *
 *   configured: 'app'      'app.db' stays enabled, without level and handlers of its own; 'other' is disabled
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, _clearExistingHandlers, _handle_existing_loggers.
 */
import { NOTSET } from '@pylogging/formatter'
import { closingInBackground } from '../ground/closing.js'
import type { Logger } from '../model/logger.js'
import { shared } from '../model/shared.js'
import { shutdown } from '../model/shutdown.js'
import { manager } from '../model/tree.js'
import { setLevelOf } from './many-levels.js'

let closes = true

/** Closes all handlers and forgets them. Loggers keep theirs until they are configured. */
export function clearExistingHandlers(): void {
  shared.handlersByName.clear()
  if (closes) closingInBackground(() => shutdown([...shared.handlerList]))
  shared.handlerList.length = 0
}

/** Lets a configuration forget the handlers that are there without closing them. The caller of this closes them later. */
export function withoutClosing(configure: () => void): void {
  const before = closes
  closes = false
  try {
    configure()
  } finally {
    closes = before
  }
}

/** The loggers of the tree that a configuration has not named. */
export class ExistingLoggers {
  readonly #unnamed: Set<string> = new Set(manager.loggerDict.keys())
  readonly #named = new Set<string>()

  /** A name that the configuration has. Those below it are left enabled, where it was there before, too. */
  configured(name: string): void {
    if (this.#unnamed.delete(name)) this.#named.add(name)
  }

  /** @param disable - Whether the others are disabled; false enables them. */
  finish(disable: boolean): void {
    for (const [name, logger] of manager.loggerDict) {
      if (!this.#unnamed.has(name)) continue
      // A name that has only loggers below it.
      if ('loggerMap' in logger) continue
      if (this.#isBelow(name)) inherit(logger)
      else logger.disabled = disable
    }
  }

  /** Goes up from the name, because each name has few above it and may have any number below. */
  #isBelow(name: string): boolean {
    for (let end = name.lastIndexOf('.'); end >= 0; end = end === 0 ? -1 : name.lastIndexOf('.', end - 1)) {
      if (this.#named.has(name.slice(0, end))) return true
    }
    return false
  }
}

/** Lets a logger have what those above it have. */
function inherit(logger: Logger): void {
  setLevelOf(logger, NOTSET)
  logger.handlers = []
  logger.propagate = true
}
