/**
 * What a configuration does to the loggers and handlers that were there before it.
 *
 *   configured: 'app'      'app.db' stays enabled, without level and handlers of its own; 'other' is disabled
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, _clearExistingHandlers, _handle_existing_loggers.
 */
import { NOTSET } from '@pylogging/formatter'
import type { Logger } from '../model/logger.js'
import { shared } from '../model/shared.js'
import { shutdown } from '../model/shutdown.js'
import { manager } from '../model/tree.js'

let closes = true

/** Closes all handlers and forgets them. Loggers keep theirs until they are configured. */
export function clearExistingHandlers(): void {
  shared.handlersByName.clear()
  if (closes) shutdown([...shared.handlerList])
  shared.handlerList.length = 0
}

/** Meanwhile configurations only forget the handlers that are there; whoever calls this closes them. */
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
  readonly #unnamed: Set<unknown> = new Set(manager.loggerDict.keys())
  readonly #children = new Set<unknown>()

  /** A name that the configuration has. Those below it are left enabled. */
  configured(name: unknown): void {
    if (!this.#unnamed.has(name)) return
    for (const each of this.#unnamed) if (String(each).startsWith(`${name}.`)) this.#children.add(each)
    this.#unnamed.delete(name)
  }

  /** @param disable - Whether the others are disabled; false enables them. */
  finish(disable: boolean): void {
    for (const [name, logger] of manager.loggerDict) {
      if (!this.#unnamed.has(name)) continue
      // A name that has only loggers below it.
      if ('loggerMap' in logger) continue
      if (this.#children.has(name)) inherit(logger)
      else logger.disabled = disable
    }
  }
}

/** Lets a logger have what those above it have. */
function inherit(logger: Logger): void {
  logger.setLevel(NOTSET)
  logger.handlers = []
  logger.propagate = true
}
