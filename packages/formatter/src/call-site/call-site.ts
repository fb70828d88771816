/**
 * The place of a log call: file, line and function, in TypeScript positions where a source map knows them.
 *
 *   captureCallSite(logger.info, 1)   CallSite { pathname: '/srv/src/app.ts', lineno: 42, funcName: 'handle', … }
 *
 * A capture costs microseconds, nearly all of it V8 walking the stack, so it happens only when something reads the
 * answer: at once where a formatter names a position, otherwise when a record's field is read while its log call is
 * still running (`DeferredCallSite`). At once, it is the caller of the public method that made an Error (`callerOf`); late,
 * it is looked for below all that stands between (`captureCallSite`).
 *
 * Frames, and the Error settings that they need, are stack-frames.ts; what a frame means is call-site-cache.ts.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Logger.findCaller.
 * Pinned by: test/call-site
 */
import { CallSite, cachedSite, resolveFrame, UNKNOWN_CALL_SITE } from './call-site-cache.js'
import { isOwnFile } from './own-files.js'
import {
  callerFrame,
  captureFrames,
  isProgram,
  isSource,
  type PublicMethod,
  type StructuredFrame,
  stackText,
} from './stack-frames.js'
import { parseStackText } from './stack-text.js'

/** Python prints every frame of stack_info; a runaway recursion would be a megabyte. */
const MOST_STACK_FRAMES = 200
/** Built-in frames such as Array.forEach that usually stand between those that `stacklevel` counts. */
const BUILT_IN_FRAMES = 8

/**
 * The position of the call of `method` that is running now.
 *
 * @param method - The function whose caller is meant; everything it called is skipped.
 * @param stacklevel - 1 is the caller, 2 the caller's caller; our own frames are not counted, wherever they stand. More
 *   than there are: the outermost, as in Python.
 * @returns `UNKNOWN_CALL_SITE` when `method` is not running.
 * @throws Nothing.
 * @internal For @pylogging/core.
 */
export function captureCallSite(method: PublicMethod, stacklevel: number): CallSite {
  if (stacklevel > 1) return search(method, stacklevel)
  return knownSite(captureFrames(method, 1)?.[0]) ?? search(method, 1)
}

/**
 * The position of the caller of the function that made an Error; see `beginCallerCapture`.
 *
 * @param method - That function. It is still running, and is asked anew about a call site that is seen for the first time.
 * @throws Nothing.
 * @internal For @pylogging/core.
 */
export function callerOf(error: Error, method: PublicMethod): CallSite {
  return knownSite(callerFrame(error)) ?? search(method, 1)
}

function knownSite(frame: StructuredFrame | undefined): CallSite | undefined {
  return frame === undefined ? undefined : cachedSite(frame)
}

/**
 * The frames of the program above `method`, outermost first, for `stack_info`.
 *
 * @internal For @pylogging/core.
 */
export function captureCallers(method: PublicMethod): CallSite[] {
  const raw = captureFrames(method, MOST_STACK_FRAMES)
  if (raw === undefined) return textFrames(method).reverse()
  const sites = raw.flatMap((frame, index) => (isProgram(frame) ? [resolveFrame(frame, method, index + 1)] : []))
  return sites.filter((site, index) => !isWrapperOf(site, sites[index - 1])).reverse()
}

/** A loader may wrap a file in a function of its own: then two frames stand for its top level. */
function isWrapperOf({ funcName, pathname }: CallSite, inner: CallSite | undefined): boolean {
  return funcName === '<module>' && inner?.funcName === '<module>' && inner.pathname === pathname
}

/** The frame that `stacklevel` means, else the outermost one. */
function search(method: PublicMethod, stacklevel: number): CallSite {
  const level = Math.max(stacklevel, 1)
  for (const limit of [level + BUILT_IN_FRAMES, Number.POSITIVE_INFINITY]) {
    const raw = captureFrames(method, limit)
    if (raw === undefined) break
    const frames = raw.filter(isProgram)
    const outermost = raw.length < limit ? (frames.at(-1) ?? raw.findLast(isSource)) : undefined
    const frame = frames[level - 1] ?? outermost
    if (frame !== undefined) return resolveFrame(frame, method, raw.indexOf(frame) + 1)
  }
  return fromText(method, level) ?? UNKNOWN_CALL_SITE
}

function textFrames(method: PublicMethod): CallSite[] {
  const frames = parseStackText(stackText(method, MOST_STACK_FRAMES)).filter(({ file }) => !isOwnFile(file))
  return frames.map(({ file, line, name }) => new CallSite(file, line, name))
}

function fromText(method: PublicMethod, stacklevel: number): CallSite | undefined {
  const frames = textFrames(method)
  return frames[Math.min(stacklevel, frames.length) - 1]
}
