/**
 * What a log call does between a logger's public method and its record: keywords, and when to look for the caller.
 *
 * Looking costs microseconds, so it is done at once only where a handler that will get the record needs it, and late or
 * not at all elsewhere. Who overrides `_log`, `makeRecord` or `findCaller`, or has a record factory, is asked by what
 * the logger has in its place.
 */
import {
  type CallSiteSource,
  captureCallSite,
  DeferredCallSite,
  type Detour,
  type PublicMethod,
} from '@pylogging/formatter'
import { type LogKeywords, takeKeywords } from './call-args.js'
import { Logger } from './logger.js'
import { enterCall, leaveCall, type RunningCall } from './running-call.js'
import { shared } from './shared.js'

export const NO_KEYWORDS: LogKeywords = Object.freeze({})

/** The next logger that gets a record, null at the end of the way up. */
export function above(logger: Logger): Logger | null {
  return logger.propagate ? logger.parent : null
}

/** What every public method does once the level is enabled. */
export function logAs(
  logger: Logger,
  method: PublicMethod,
  level: number,
  msg: unknown,
  args: unknown[],
  given: LogKeywords | null = null,
): void {
  const keywords = given ?? (args.length === 0 ? null : takeKeywords(msg, args)) ?? NO_KEYWORDS
  // An overriding `_log` may change the level and add callers, so then the question is left to it.
  const readsSite = isLogOverridden(logger) ? null : readsCallSite(logger, level)
  const isNearest = readsSite === true && keywords.stacklevel === undefined
  const call = enterCall(method, isNearest ? captureCallSite(method, 1) : null, readsSite)
  try {
    logger._log(level, msg, args, keywords)
  } finally {
    leaveCall(call)
  }
}

export function isLogOverridden(logger: Logger): boolean {
  return logger._log !== Logger.prototype._log
}

/** Python counts the frames of an overriding `_log` as callers: they are not its logging package's. */
export function logDetour(): Detour {
  return { inner: Logger.prototype._log, outer: logAs }
}

export function findSite(logger: Logger, level: number, call: RunningCall, stacklevel: number): CallSiteSource {
  if (call.readsSite ?? readsCallSite(logger, level)) return captureCallSite(call.method, stacklevel, call.detour)
  return new DeferredCallSite(call, stacklevel)
}

/** Whether the call site will be needed for certain, or by somebody who may keep the record beyond the call. */
function readsCallSite(logger: Logger, level: number): boolean {
  if (shared.srcfile === null) return false
  if (!isOrdinary(logger)) return true
  let found = 0
  for (let each: Logger | null = logger; each !== null; each = above(each)) {
    for (const handler of each.handlers) {
      found += 1
      if (level >= handler.level && handler.readsCallSite?.() !== false) return true
    }
  }
  const { lastResort } = shared
  return found === 0 && Boolean(lastResort) && lastResort?.readsCallSite?.() !== false
}

/** Not where a subclass does, and not where the program switched it off. */
export function findsCallersItself(logger: Logger): boolean {
  return shared.srcfile !== null && logger.findCaller === Logger.prototype.findCaller
}

export function isOrdinary(logger: Logger): boolean {
  return shared.recordFactory === null && logger.makeRecord === Logger.prototype.makeRecord
}
