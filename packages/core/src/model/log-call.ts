/**
 * What a log call does between a logger's public method and its record: keywords, and when to look for the caller.
 *
 * Looking costs microseconds, so it is done at once only where a handler that will get the record needs it, and late or
 * not at all elsewhere. Who overrides `_log`, `makeRecord` or `findCaller`, or has a record factory, is asked by what
 * the logger has in its place.
 */
import {
  beginCallerCapture,
  type CallSite,
  type CallSiteSource,
  callerOf,
  captureCallSite,
  type ExcInfo,
  LogRecord,
  type PublicMethod,
  skipOwnFiles,
} from '@pylogging/formatter'
import { checkKeywords, type LogKeywords, takeKeywords } from './call-args.js'
import { callerElsewhere } from './caller.js'
import type { AnyLogger } from './contracts.js'
import { toExcInfo } from './exc-info.js'
import { addExtra } from './record-factory.js'
import { consumeDelegate, enterCall, isDelegated, leaveCall, OuterCallSite, type RunningCall } from './running-call.js'
import { shared } from './shared.js'
import { stackInfo } from './stack-info.js'

skipOwnFiles(typeof __filename === 'string' ? __filename : null)

export const NO_KEYWORDS: LogKeywords = Object.freeze({})

/**
 * Logger.prototype: a logger that has another method in the place of one of these overrides it. logger.ts names it here,
 * because the class is made of what this file knows, not the other way round.
 */
let ordinary: Pick<AnyLogger, '_log' | 'makeRecord' | 'findCaller'>

export function setOrdinaryLogger(prototype: typeof ordinary): void {
  ordinary = prototype
}

/** The next logger that gets a record, null at the end of the way up. */
export function nextToPropagate<L>(logger: { readonly propagate: boolean; readonly parent: L | null }): L | null {
  return logger.propagate ? logger.parent : null
}

/** Holds the caller of the public method that made it; false: nobody needs it; null: that has to be asked later. */
export type CallerHint = Error | false | null

/**
 * Whether a public method makes an Error for its place:
 *
 *   logPublic(this, Logger.prototype.info, INFO, msg, args, callerTiming(this, INFO) && endCallerCapture(new V8Error()))
 *
 * `taken` must follow at once: a setting of Error is on loan in between.
 */
export function callerTiming(logger: AnyLogger, level: number): boolean | null {
  // Another method's caller counts; and an overriding `_log` may change the level and add callers.
  if (isDelegated() || isLogOverridden(logger)) return null
  return readsCallSite(logger, level) && (beginCallerCapture() || null)
}

/** What every public method does once the level is enabled. */
export function logPublic(
  logger: AnyLogger,
  called: PublicMethod,
  level: number,
  msg: unknown,
  args: unknown[],
  place: CallerHint,
  given: LogKeywords | null = null,
): void {
  const nearest = place ? callerOf(place, called) : null
  const method = consumeDelegate(called)
  const keywords = given ?? (args.length === 0 ? null : takeKeywords(msg, args)) ?? NO_KEYWORDS
  const call =
    nearest === null ? enterUnplaced(logger, method, level, place, keywords) : enterCall(method, nearest, true)
  try {
    if (isLogOverridden(logger)) logger._log(level, msg, args, keywords)
    else handleCall(logger, call, level, msg, args, keywords)
  } finally {
    leaveCall(call)
  }
}

/** What `_log` does: makes the record of a call that was entered, and handles it. */
export function handleCall(
  logger: AnyLogger,
  call: RunningCall,
  level: number,
  msg: unknown,
  args: readonly unknown[],
  keywords: LogKeywords,
): void {
  call.hasRecord = true
  if (keywords === NO_KEYWORDS && isOrdinary(logger) && findsCallersItself(logger)) {
    const site = call.site ?? findSite(logger, level, call, 1)
    logger.handle(new LogRecord(logger.name, level, site, 0, msg, args, null, null, null))
    return
  }
  checkKeywords(keywords)
  const { exc_info, extra = null, stack_info, stacklevel = 1 } = keywords
  const given = findsCallersItself(logger) ? null : callerElsewhere(logger, Boolean(stack_info), stacklevel)
  const near = stacklevel === 1 ? call.site : null
  const site = given?.site ?? near ?? findSite(logger, level, call, stacklevel)
  const sinfo = given === null && stack_info ? stackInfo(call.method, stacklevel) : (given?.sinfo ?? null)
  logger.handle(recordOf(logger, site, level, msg, args, toExcInfo(exc_info, call.method), extra, sinfo))
}

/** Our own records look their call site up late; a factory or a makeRecord of the user's gets all of it now. */
function recordOf(
  logger: AnyLogger,
  site: CallSiteSource,
  level: number,
  msg: unknown,
  args: readonly unknown[],
  exc_info: ExcInfo | null,
  extra: NonNullable<LogKeywords['extra']> | null,
  sinfo: string | null,
): LogRecord {
  if (isOrdinary(logger)) {
    const record = new LogRecord(logger.name, level, site, 0, msg, args, exc_info, null, sinfo)
    return extra === null ? record : addExtra(record, extra)
  }
  const { pathname, lineno, funcName } = site as CallSite
  return logger.makeRecord(logger.name, level, pathname, lineno, msg, args, exc_info, funcName, extra, sinfo)
}

function enterUnplaced(
  logger: AnyLogger,
  method: PublicMethod,
  level: number,
  place: CallerHint,
  { stacklevel }: LogKeywords,
): RunningCall {
  if (place === false) return enterCall(method, null, false)
  const readsSite = isLogOverridden(logger) ? null : readsCallSite(logger, level)
  const isNearest = readsSite === true && stacklevel === undefined
  return enterCall(method, isNearest ? captureCallSite(method, 1) : null, readsSite)
}

export function isLogOverridden(logger: AnyLogger): boolean {
  return logger._log !== ordinary._log
}

function findSite(logger: AnyLogger, level: number, call: RunningCall, stacklevel: number): CallSiteSource {
  if (call.readsSite ?? readsCallSite(logger, level)) return captureCallSite(call.method, stacklevel)
  return stacklevel === 1 ? call : new OuterCallSite(call, stacklevel)
}

/** Whether the call site will be needed for certain, or by somebody who may keep the record beyond the call. */
function readsCallSite(logger: AnyLogger, level: number): boolean {
  if (shared.srcfile === null) return false
  if (!isOrdinary(logger)) return true
  let found = 0
  for (let each: AnyLogger | null = logger; each !== null; each = nextToPropagate(each)) {
    for (const handler of each.handlers) {
      found += 1
      if (level >= handler.level && handler.readsCallSite?.() !== false) return true
    }
  }
  const { lastResort } = shared
  return found === 0 && Boolean(lastResort) && lastResort?.readsCallSite?.() !== false
}

/** Not where a subclass does, and not where the program switched it off. */
function findsCallersItself(logger: AnyLogger): boolean {
  return shared.srcfile !== null && logger.findCaller === ordinary.findCaller
}

function isOrdinary(logger: AnyLogger): boolean {
  return shared.recordFactory === null && logger.makeRecord === ordinary.makeRecord
}
