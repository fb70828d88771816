/**
 * Where a log call stands: file, line and function, in TypeScript positions where a source map knows them.
 *
 *   captureCallSite(logger.info, 1)   CallSite { pathname: '/srv/src/app.ts', lineno: 42, funcName: 'handle', … }
 *
 * A capture costs microseconds, nearly all of it V8 walking the stack, so it happens only when something reads the
 * answer: at once where a formatter names a position, otherwise when a record's field is read while its log call is
 * still running (`DeferredCallSite`). What one position resolves to is remembered.
 *
 * Surprises: V8's structured frames know nothing of the maps that tsx, vitest or jest apply, but the text of a stack
 * does, so a position seen for the first time is looked up in that text once. The process's Error settings are borrowed
 * for the capture and given back as they were, absent ones included. Code of an eval is `<string>`, as in Python.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Logger.findCaller.
 * Pinned by: test/call-site
 */
import { findSourceMap } from 'node:module'
import { isInternal, parseStackText, pythonName, toPath } from './stack-text.js'

/** The call that logs: a public method, whose caller is the call site. */
// biome-ignore lint/complexity/noBannedTypes: V8's constructorOpt takes any function, whatever its signature
export type PublicMethod = Function

/** Functions of the user's own that stand between two of ours: `outer` called them and they called `inner`. */
export interface Detour {
  readonly inner: PublicMethod
  readonly outer: PublicMethod
}

/** A place in the source. `lineno` counts from 1. */
export class CallSite {
  readonly pathname: string
  readonly filename: string
  readonly module: string
  readonly lineno: number
  readonly funcName: string | null

  constructor(pathname: string, lineno: number, funcName: string | null) {
    this.pathname = pathname
    this.lineno = lineno
    this.funcName = funcName
    const isText = typeof pathname === 'string'
    this.filename = isText ? baseName(pathname) : pathname
    this.module = isText ? withoutExtension(this.filename) : 'Unknown module'
  }
}

/** Python's words for a caller that cannot be found. */
export const UNKNOWN_CALL_SITE = new CallSite('(unknown file)', 0, '(unknown function)')

/** What is asked of V8's CallSite; the last two are missing from Node's types. */
interface StructuredFrame {
  getFileName(): string | null
  getScriptNameOrSourceURL(): string | null
  getLineNumber(): number | null
  getColumnNumber(): number | null
  getPosition(): number
  getFunctionName(): string | null
  isEval(): boolean
  isConstructor(): boolean
  getEnclosingLineNumber?(): number | null
  getEnclosingColumnNumber?(): number | null
}

type ErrorSettings = { prepareStackTrace?: unknown; stackTraceLimit?: number | undefined }

/** As it was when this file was loaded: V8 reads the settings of this one, whatever a program puts in its place. */
export const V8Error = Error

const settings = V8Error as unknown as ErrorSettings
const EVALUATED = '<string>'
const MOST_SITES = 4096
/** Python prints every frame of stack_info; a runaway recursion would be a megabyte. */
const MOST_STACK_FRAMES = 200
/** Built-in frames such as Array.forEach that usually stand between those that `stacklevel` counts. */
const BUILT_IN_FRAMES = 8
/** By file, then by the offset in it, which V8 tells faster than line and column. */
const sites = new Map<string, Map<number, CallSite>>()
let siteCount = 0

/**
 * The position of the call of `method` that is running now.
 *
 * @param method - The function whose caller is meant; everything it called is skipped.
 * @param stacklevel - 1 is the caller, 2 the caller's caller. More than there are: the outermost, as in Python.
 * @param detour - Where a user's code stands between `method` and us; it counts before `method`'s caller, as in Python.
 * @returns `UNKNOWN_CALL_SITE` when `method` is not running.
 * @throws Nothing.
 */
export function captureCallSite(method: PublicMethod, stacklevel: number, detour: Detour | null = null): CallSite {
  if (detour !== null) return afterDetour(method, stacklevel, detour)
  if (stacklevel > 1) return search(method, stacklevel)
  // As captureFrames, which would be one more frame to skip: V8 charges a fifth of a microsecond for each.
  const loan = borrowSettings()
  if (loan === null) return UNKNOWN_CALL_SITE
  let known: CallSite | undefined
  try {
    settings.prepareStackTrace = takeFrames
    settings.stackTraceLimit = 1
    const holder: { stack?: readonly StructuredFrame[] } = {}
    V8Error.captureStackTrace(holder, method)
    const nearest = holder.stack?.[0]
    known = nearest === undefined ? undefined : remembered(nearest)
  } catch {
    // The settings cannot be borrowed; then there is the text.
  } finally {
    giveBack(loan)
  }
  return known ?? search(method, 1)
}

/** The frame that made the Error, and its caller's. */
const WITH_CALLER = 2
/** What `expectError` borrowed. It stays on loan where the stack ends before `taken`, which the next call mends. */
let onLoan: Loan | null = null

/**
 * Gets ready for an Error that holds the caller of the function that it is made in.
 *
 *   expectError() && taken(new V8Error())     in a public method itself
 *
 * That is how a log call finds its place in two thirds of the time: V8 charges for each frame that it passes over.
 *
 * @returns False where the settings of Error cannot be borrowed.
 */
export function expectError(): boolean {
  onLoan ??= borrowSettings()
  if (onLoan === null) return false
  try {
    settings.stackTraceLimit = WITH_CALLER
    return true
  } catch {
    onLoan = null
    return false
  }
}

/** Ends what `expectError` began. @returns The Error, for `callerOf`. */
export function taken(error: Error): Error {
  giveBackLimit(onLoan)
  onLoan = null
  return error
}

/**
 * The caller of the function that made the Error.
 *
 * @param method - That function. It is still running, and is asked anew about a place seen for the first time.
 * @throws Nothing.
 */
export function callerOf(error: Error, method: PublicMethod): CallSite {
  const loan = borrowSettings()
  if (loan === null) return search(method, 1)
  let known: CallSite | undefined
  try {
    settings.prepareStackTrace = takeFrames
    const { stack } = error as { stack?: unknown }
    const caller = Array.isArray(stack) ? (stack[1] as StructuredFrame | undefined) : undefined
    known = caller === undefined ? undefined : remembered(caller)
  } catch {
    // Not a stack that can be read.
  } finally {
    giveBackPrepare(loan)
  }
  return known ?? search(method, 1)
}

/** The frames above `method`, outermost first, for `stack_info`; those of a detour come last. */
export function captureCallers(method: PublicMethod, detour: Detour | null = null): CallSite[] {
  const raw = captureFrames(method, MOST_STACK_FRAMES)
  if (raw === undefined) return textFrames(method, MOST_STACK_FRAMES).reverse()
  const callers = resolveAll(raw, method).reverse()
  return detour === null ? callers : [...callers, ...detourSites(detour).reverse()]
}

function resolveAll(raw: readonly StructuredFrame[], method: PublicMethod): CallSite[] {
  return raw.flatMap((frame, index) => (isSource(frame) ? [resolve(frame, method, index + 1)] : []))
}

function afterDetour(method: PublicMethod, stacklevel: number, detour: Detour): CallSite {
  const own = detourSites(detour)
  return own[Math.max(stacklevel, 1) - 1] ?? captureCallSite(method, stacklevel - own.length)
}

/** What called `inner`, up to `outer`: whose own caller, the same frame seen from both, marks the end. */
function detourSites({ inner, outer }: Detour): CallSite[] {
  const above = captureFrames(inner, MOST_STACK_FRAMES) ?? []
  const end = captureFrames(outer, 1)?.[0]
  const index = above.findIndex((frame) => end !== undefined && isSameFrame(frame, end))
  return index < 1 ? [] : resolveAll(above.slice(0, index - 1), inner)
}

function isSameFrame(frame: StructuredFrame, other: StructuredFrame): boolean {
  return frame.getPosition() === other.getPosition() && frame.getFileName() === other.getFileName()
}

/** The frame that `stacklevel` means, else the outermost one. */
function search(method: PublicMethod, stacklevel: number): CallSite {
  const level = Math.max(stacklevel, 1)
  for (const limit of [level + BUILT_IN_FRAMES, Number.POSITIVE_INFINITY]) {
    const raw = captureFrames(method, limit)
    if (raw === undefined) break
    const frames = raw.filter(isSource)
    const frame = frames[level - 1] ?? (raw.length < limit ? frames.at(-1) : undefined)
    if (frame !== undefined) return resolve(frame, method, raw.indexOf(frame) + 1)
  }
  return fromText(method, level) ?? UNKNOWN_CALL_SITE
}

/** Undefined where the settings cannot be borrowed (`--frozen-intrinsics`). */
function captureFrames(method: PublicMethod, limit: number): readonly StructuredFrame[] | undefined {
  const loan = borrowSettings()
  if (loan === null) return undefined
  try {
    settings.prepareStackTrace = takeFrames
    settings.stackTraceLimit = limit
    const holder: { stack?: unknown } = {}
    V8Error.captureStackTrace(holder, method)
    const { stack } = holder
    return Array.isArray(stack) ? stack : undefined
  } catch {
    return undefined
  } finally {
    giveBack(loan)
  }
}

function takeFrames(_error: unknown, frames: readonly StructuredFrame[]): readonly StructuredFrame[] {
  return frames
}

/** The process's Error settings as they were, which an object without the property is part of. */
interface Loan extends Readonly<ErrorSettings> {
  readonly hadPrepare: boolean
  readonly hadLimit: boolean
}

/** Null where even reading them throws, and at the end of the stack. */
function borrowSettings(): Loan | null {
  try {
    // Then the stack surely has room for it when it counts.
    giveBack(null)
    const { prepareStackTrace, stackTraceLimit } = settings
    const hadPrepare = Object.hasOwn(settings, 'prepareStackTrace')
    const hadLimit = Object.hasOwn(settings, 'stackTraceLimit')
    return { prepareStackTrace, stackTraceLimit, hadPrepare, hadLimit }
  } catch {
    return null
  }
}

/** Null gives nothing back. */
function giveBack(loan: Loan | null): void {
  giveBackPrepare(loan)
  giveBackLimit(loan)
}

function giveBackPrepare(loan: Loan | null): void {
  if (loan === null) return
  try {
    if (loan.hadPrepare) settings.prepareStackTrace = loan.prepareStackTrace
    else delete settings.prepareStackTrace
  } catch {
    // Frozen: then it was never changed.
  }
}

function giveBackLimit(loan: Loan | null): void {
  if (loan === null) return
  try {
    if (loan.hadLimit) settings.stackTraceLimit = loan.stackTraceLimit
    else delete settings.stackTraceLimit
  } catch {
    // As above.
  }
}

/** Not a built-in such as Array.forEach, and not Node's own code. */
function isSource(frame: StructuredFrame): boolean {
  if (frame.getLineNumber() === null) return false
  const file = frame.getFileName()
  return file === null || file === undefined ? frame.isEval() : !isInternal(file)
}

function remembered(frame: StructuredFrame): CallSite | undefined {
  const file = frame.getFileName()
  return typeof file === 'string' ? sites.get(file)?.get(frame.getPosition()) : undefined
}

/** @param depth - The frame's place above `method`, counting from 1. */
function resolve(frame: StructuredFrame, method: PublicMethod, depth: number): CallSite {
  const known = remembered(frame)
  if (known !== undefined) return known
  const file = frame.getFileName()
  const script = file ?? frame.getScriptNameOrSourceURL() ?? EVALUATED
  const line = frame.getLineNumber() ?? 0
  const name = functionName(frame)
  if (script === EVALUATED) return new CallSite(script, line, name)
  const column = frame.getColumnNumber() ?? 0
  const place = mapped(script, line, column) ?? placeInText(method, depth) ?? { file: toPath(script), line }
  const site = new CallSite(place.file, place.line, name)
  return typeof file === 'string' ? remember(file, frame.getPosition(), site) : site
}

function remember(file: string, position: number, site: CallSite): CallSite {
  if (siteCount >= MOST_SITES) {
    sites.clear()
    siteCount = 0
  }
  const ofFile = sites.get(file) ?? new Map<number, CallSite>()
  sites.set(file, ofFile.set(position, site))
  siteCount += 1
  return site
}

interface Place {
  readonly file: string
  readonly line: number
}

/** Node's own maps, known under --enable-source-maps. */
function mapped(script: string, line: number, column: number): Place | undefined {
  try {
    const entry = findSourceMap(script)?.findEntry(line - 1, column - 1)
    if (entry === undefined || !('originalSource' in entry) || !entry.originalSource) return undefined
    return { file: toPath(entry.originalSource), line: entry.originalLine + 1 }
  } catch {
    return undefined
  }
}

/** Where the text of the same stack puts a frame, which is where loaders with maps of their own put it. */
function placeInText(method: PublicMethod, depth: number): Place | undefined {
  const lines = stackText(method, depth).split('\n')
  const shown = lines.filter((line) => line.startsWith('    at '))
  // A loader may hide frames; then places no longer correspond.
  if (shown.length !== depth) return undefined
  return parseStackText(shown[depth - 1] ?? '')[0]
}

/** The `stack` of the running call under the process's own settings but for the limit; '' when there is none. */
function stackText(method: PublicMethod, limit: number): string {
  const loan = borrowSettings()
  if (loan === null) return ''
  try {
    trySetLimit(limit)
    const holder: { stack?: unknown } = {}
    V8Error.captureStackTrace(holder, method)
    return typeof holder.stack === 'string' ? holder.stack : ''
  } catch {
    return ''
  } finally {
    giveBack(loan)
  }
}

function trySetLimit(limit: number): void {
  try {
    settings.stackTraceLimit = limit
  } catch {
    // Frozen: the process's own limit it is.
  }
}

function textFrames(method: PublicMethod, limit: number): CallSite[] {
  return parseStackText(stackText(method, limit)).map(({ file, line, name }) => new CallSite(file, line, name))
}

function fromText(method: PublicMethod, stacklevel: number): CallSite | undefined {
  const frames = textFrames(method, MOST_STACK_FRAMES)
  return frames[Math.min(Math.max(stacklevel, 1), frames.length) - 1]
}

/** `<module>` is code that starts where its file starts and is no function; V8 gives both kinds no name. */
function functionName(frame: StructuredFrame): string {
  const name = frame.getFunctionName()
  if (name === null || name === '') return isWholeFile(frame) ? '<module>' : '<lambda>'
  if (name === 'eval' && frame.isEval()) return '<module>'
  return pythonName(name)
}

function isWholeFile(frame: StructuredFrame): boolean {
  const line = frame.getEnclosingLineNumber?.() ?? null
  const column = frame.getEnclosingColumnNumber?.() ?? null
  return line === null || (line === 1 && (column === null || column <= 1))
}

/** Python's os.path.basename, which on Windows also cuts at the backslash. */
function baseName(pathname: string): string {
  const cut = pathname.lastIndexOf('/')
  return pathname.slice(Math.max(cut, process.platform === 'win32' ? pathname.lastIndexOf('\\') : -1) + 1)
}

/** Python's os.path.splitext: the dots that a name begins with start no extension. */
function withoutExtension(filename: string): string {
  const dot = filename.lastIndexOf('.')
  return dot > 0 && /[^.]/.test(filename.slice(0, dot)) ? filename.slice(0, dot) : filename
}
