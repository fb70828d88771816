/**
 * Python's `findCaller`: where a log call stands, for those who ask for it or have an answer of their own.
 *
 * A logger does not call it, it looks late (call-site.ts of @pylogging/formatter); but a subclass may override it, and
 * the module variable `_srcfile` set to null switches all looking off, as in Python.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Logger.findCaller, Logger._log.
 */
import { CallSite, captureCallSite, type PublicMethod, UNKNOWN_CALL_SITE } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import type { AnyLogger, FoundCaller } from './contracts.js'
import { shared } from './shared.js'
import { stackInfo } from './stack-info.js'

/** @param method - The `findCaller` that was called. Its caller counts first, an override of the user's too. */
export function findCaller(method: PublicMethod, stack_info: boolean, stacklevel: number): FoundCaller {
  const { pathname, lineno, funcName } = captureCallSite(method, stacklevel)
  return [pathname, lineno, funcName, stack_info ? stackInfo(method, stacklevel) : null]
}

/** The answer of a subclass, or that there is none. A ValueError says that it found nobody, as in Python. */
export function callerElsewhere(
  finder: Pick<AnyLogger, 'findCaller'>,
  stack_info: boolean,
  stacklevel: number,
): { site: CallSite; sinfo: string | null } {
  if (shared.srcfile === null) return { site: UNKNOWN_CALL_SITE, sinfo: null }
  try {
    const [filename, lineno, funcName, sinfo] = finder.findCaller(stack_info, stacklevel)
    return { site: new CallSite(filename, lineno, funcName), sinfo }
  } catch (error) {
    if (error instanceof ValueError) return { site: UNKNOWN_CALL_SITE, sinfo: null }
    throw error
  }
}
