/**
 * Where a log call stands: file, line and function, in TypeScript positions where a source map knows them.
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
import {
  callerFrame,
  captureFrames,
  isSource,
  type PublicMethod,
  positionOf,
  type StructuredFrame,
  stackText,
} from './stack-frames.js'
import { parseStackText } from './stack-text.js'

/**
 * Functions of the user's own that stand between two of ours: `outer` called them and they called `inner`.
 *
 * @internal For @pylogging/core.
 */
export interface OverrideFrames {
  readonly inner: PublicMethod
  readonly outer: PublicMethod
}

/** Python prints every frame of stack_info; a runaway recursion would be a megabyte. */
const MOST_STACK_FRAMES = 200
/** Built-in frames such as Array.forEach that usually stand between those that `stacklevel` counts. */
const BUILT_IN_FRAMES = 8

/**
 * The position of the call of `method` that is running now.
 *
 * @param method - The function whose caller is meant; everything it called is skipped.
 * @param stacklevel - 1 is the caller, 2 the caller's caller. More than there are: the outermost, as in Python.
 * @param detour - Where a user's code stands between `method` and us; it counts before `method`'s caller, as in Python.
 * @returns `UNKNOWN_CALL_SITE` when `method` is not running.
 * @throws Nothing.
 * @internal For @pylogging/core.
 */
export function captureCallSite(
  method: PublicMethod,
  stacklevel: number,
  detour: OverrideFrames | null = null,
): CallSite {
  if (detour !== null) return afterDetour(method, stacklevel, detour)
  if (stacklevel > 1) return search(method, stacklevel)
  return knownPlace(captureFrames(method, 1)?.[0]) ?? search(method, 1)
}

/**
 * The position of the caller of the function that made an Error; see `beginCallerCapture`.
 *
 * @param method - That function. It is still running, and is asked anew about a place seen for the first time.
 * @throws Nothing.
 * @internal For @pylogging/core.
 */
export function callerOf(error: Error, method: PublicMethod): CallSite {
  return knownPlace(callerFrame(error)) ?? search(method, 1)
}

function knownPlace(frame: StructuredFrame | undefined): CallSite | undefined {
  return frame === undefined ? undefined : cachedSite(frame)
}

/**
 * The frames above `method`, outermost first, for `stack_info`; those of a detour come last.
 *
 * @internal For @pylogging/core.
 */
export function captureCallers(method: PublicMethod, detour: OverrideFrames | null = null): CallSite[] {
  const raw = captureFrames(method, MOST_STACK_FRAMES)
  if (raw === undefined) return textFrames(method, MOST_STACK_FRAMES).reverse()
  const callers = resolveAll(raw, method).reverse()
  return detour === null ? callers : [...callers, ...detourSites(detour).reverse()]
}

function resolveAll(raw: readonly StructuredFrame[], method: PublicMethod): CallSite[] {
  return raw.flatMap((frame, index) => (isSource(frame) ? [resolveFrame(frame, method, index + 1)] : []))
}

function afterDetour(method: PublicMethod, stacklevel: number, detour: OverrideFrames): CallSite {
  const own = detourSites(detour)
  return own[Math.max(stacklevel, 1) - 1] ?? captureCallSite(method, stacklevel - own.length)
}

/** What called `inner`, up to `outer`: whose own caller, the same frame seen from both, marks the end. */
function detourSites({ inner, outer }: OverrideFrames): CallSite[] {
  const above = captureFrames(inner, MOST_STACK_FRAMES) ?? []
  const end = captureFrames(outer, 1)?.[0]
  const index = above.findIndex((frame) => end !== undefined && isSameFrame(frame, end))
  return index < 1 ? [] : resolveAll(above.slice(0, index - 1), inner)
}

function isSameFrame(frame: StructuredFrame, other: StructuredFrame): boolean {
  return positionOf(frame) === positionOf(other) && frame.getFileName() === other.getFileName()
}

/** The frame that `stacklevel` means, else the outermost one. */
function search(method: PublicMethod, stacklevel: number): CallSite {
  const level = Math.max(stacklevel, 1)
  for (const limit of [level + BUILT_IN_FRAMES, Number.POSITIVE_INFINITY]) {
    const raw = captureFrames(method, limit)
    if (raw === undefined) break
    const frames = raw.filter(isSource)
    const frame = frames[level - 1] ?? (raw.length < limit ? frames.at(-1) : undefined)
    if (frame !== undefined) return resolveFrame(frame, method, raw.indexOf(frame) + 1)
  }
  return fromText(method, level) ?? UNKNOWN_CALL_SITE
}

function textFrames(method: PublicMethod, limit: number): CallSite[] {
  return parseStackText(stackText(method, limit)).map(({ file, line, name }) => new CallSite(file, line, name))
}

function fromText(method: PublicMethod, stacklevel: number): CallSite | undefined {
  const frames = textFrames(method, MOST_STACK_FRAMES)
  return frames[Math.min(Math.max(stacklevel, 1), frames.length) - 1]
}
