/**
 * The way of a log call from a logger's public method to its record: it finds the keywords among the arguments, and
 * decides when the call site is looked up.
 *
 * A look-up costs microseconds, so it is done at once only where a handler that will get the record needs it, and late or
 * not at all elsewhere. A subclass may override `_log`, `makeRecord` or `findCaller`, and a program may set a record
 * factory: each call finds out by comparing the logger's methods with those of Logger.prototype.
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
import { MarkedPlace } from './marked-place.js'
import { addExtra } from './record-factory.js'
import {
  type CallSiteTiming,
  consumeDelegate,
  enterCall,
  isDelegated,
  leaveCall,
  OuterCallSite,
  type RunningCall,
} from './running-call.js'
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

/**
 * The knowledge of a public method about its call site: an Error that it made, whose second frame is the call; the
 * place that a build step found; or the reason why it has neither.
 */
export type CallerHint = Error | MarkedPlace | Exclude<CallSiteTiming, 'now'>

/**
 * Decides when the call site of a public method is looked up. The method itself must make the Error, because the frame
 * above the one that makes it is the call:
 *
 *   const timing = startCallerCapture(this, INFO)
 *   logPublic(this, Logger.prototype.info, INFO, msg, args, timing === 'now' ? endCallerCapture(new V8Error()) : timing)
 *
 * After 'now' a setting of Error is on loan, so `endCallerCapture` must follow at once.
 */
export function startCallerCapture(logger: AnyLogger, level: number): CallSiteTiming {
  // A delegated call has the caller of another method; an overriding `_log` may change the level and add callers.
  if (isDelegated() || isLogOverridden(logger)) return 'unasked'
  if (!needsCallSite(logger, level)) return 'late'
  return beginCallerCapture() ? 'now' : 'unasked'
}

/** Does the work of every public method once the level is enabled. */
export function logPublic(
  logger: AnyLogger,
  called: PublicMethod,
  level: number,
  msg: unknown,
  args: unknown[],
  caller: CallerHint,
  given: LogKeywords | null = null,
): void {
  const site = typeof caller === 'string' ? null : siteOf(logger, called, caller)
  const method = consumeDelegate(called)
  const keywords = given ?? (args.length === 0 ? null : takeKeywords(msg, args)) ?? NO_KEYWORDS
  const call =
    site === null ? enterWithoutSite(logger, method, level, caller, keywords) : enterCall(method, site, 'now')
  try {
    if (isLogOverridden(logger)) logger._log(level, msg, args, keywords)
    else handleCall(logger, call, level, msg, args, keywords)
  } finally {
    leaveCall(call)
  }
}

function siteOf(logger: AnyLogger, called: PublicMethod, caller: Error | MarkedPlace): CallSite | null {
  return caller instanceof MarkedPlace ? caller.siteOf(called, isLogOverridden(logger)) : callerOf(caller, called)
}

/** Makes the record of a call that was entered, and handles it: the work of `_log`. */
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
  } else handleInFull(logger, call, level, msg, args, keywords)
}

/** `handleCall` with keywords, or where a program has made the way of a record its own. */
function handleInFull(
  logger: AnyLogger,
  call: RunningCall,
  level: number,
  msg: unknown,
  args: readonly unknown[],
  keywords: LogKeywords,
): void {
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

function enterWithoutSite(
  logger: AnyLogger,
  method: PublicMethod,
  level: number,
  caller: CallerHint,
  { stacklevel }: LogKeywords,
): RunningCall {
  if (caller === 'late') return enterCall(method, null, 'late')
  if (isLogOverridden(logger)) return enterCall(method, null, 'unasked')
  const isNeeded = needsCallSite(logger, level)
  const site = isNeeded && stacklevel === undefined ? captureCallSite(method, 1) : null
  return enterCall(method, site, isNeeded ? 'now' : 'late')
}

export function isLogOverridden(logger: AnyLogger): boolean {
  return logger._log !== ordinary._log
}

function findSite(logger: AnyLogger, level: number, call: RunningCall, stacklevel: number): CallSiteSource {
  const isNeeded = call.timing === 'unasked' ? needsCallSite(logger, level) : call.timing === 'now'
  if (isNeeded) return captureCallSite(call.method, stacklevel)
  return stacklevel === 1 ? call : new OuterCallSite(call, stacklevel)
}

/** Whether the call site will be needed for certain, or by somebody who may keep the record beyond the call. */
function needsCallSite(logger: AnyLogger, level: number): boolean {
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

/** Whether nobody else finds the callers: no subclass overrides `findCaller`, and the program has not switched it off. */
function findsCallersItself(logger: AnyLogger): boolean {
  return shared.srcfile !== null && logger.findCaller === ordinary.findCaller
}

function isOrdinary(logger: AnyLogger): boolean {
  return shared.recordFactory === null && logger.makeRecord === ordinary.makeRecord
}
