/**
 * V8's frames of the running call, with the process's Error settings on loan.
 *
 *   captureFrames(logger.info, 2)                 the two frames above the call of logger.info
 *   beginCallerCapture() && endCallerCapture(new V8Error()) in logger.info itself; `callerFrame` of that Error is the frame above
 *
 * The settings are restored as they were, absent ones included. Restoring needs stack, too, so it is done once before
 * anything is changed: where the stack is full, it fails then, when nothing has changed yet.
 */
import { isOwnFile } from './own-files.js'
import { isInternal, MOST_FRAMES } from './stack-text.js'

/** The call that logs: a public method, whose caller is the call site. @internal For @pylogging/core. */
// biome-ignore lint/complexity/noBannedTypes: V8's constructorOpt takes any function, whatever its signature
export type PublicMethod = Function

/** The methods of V8's CallSite that are used here; the last two are missing from Node's types. */
export interface StructuredFrame {
  getFileName(): string | null
  getScriptNameOrSourceURL(): string | null
  getLineNumber(): number | null
  getColumnNumber(): number | null
  /** V8 as Node has it; not in Bun and Deno. */
  getPosition?(): number
  getFunctionName(): string | null
  isEval(): boolean
  isConstructor(): boolean
  getEnclosingLineNumber?(): number | null
  getEnclosingColumnNumber?(): number | null
}

type ErrorSettings = { prepareStackTrace?: unknown; stackTraceLimit?: number | undefined }

/**
 * Error as it was when this file was loaded: V8 reads the settings of this one, whatever a program puts in its place.
 *
 * @internal For @pylogging/core.
 */
export const V8Error = Error

const settings = V8Error as unknown as ErrorSettings

/** The frames above `method`; undefined where the settings cannot be borrowed (`--frozen-intrinsics`). */
export function captureFrames(method: PublicMethod, limit: number): readonly StructuredFrame[] | undefined {
  const loan = borrowSettings()
  if (loan === null) return undefined
  try {
    settings.prepareStackTrace = framesAsTheyAre
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

/** The frame that made the Error, and its caller's. */
const WITH_CALLER = 2
/** Columns of a line are counted up to here where lines and columns make a position. */
const WIDEST_LINE = 2 ** 24
/**
 * The limit that `beginCallerCapture` borrowed. Where the stack ends before `endCallerCapture`, it stays on loan until
 * the next call.
 */
let limitOnLoan: BorrowedLimit | null = null

/**
 * Gets ready for an Error that holds the caller of the function that it is made in.
 *
 *   beginCallerCapture() && endCallerCapture(new V8Error())     in a public method itself
 *
 * That is how a log call finds its call site in two thirds of the time: V8 charges for each frame that it passes over.
 *
 * @returns False where the settings of Error cannot be borrowed.
 * @internal For @pylogging/core.
 */
export function beginCallerCapture(): boolean {
  try {
    giveBackLimit(null)
    limitOnLoan ??= borrowLimit()
    settings.stackTraceLimit = WITH_CALLER
    return true
  } catch {
    limitOnLoan = null
    return false
  }
}

/** Ends what `beginCallerCapture` began. @returns The Error, for `callerFrame`. @internal For @pylogging/core. */
export function endCallerCapture(error: Error): Error {
  giveBackLimit(limitOnLoan)
  limitOnLoan = null
  return error
}

/**
 * The frame that called the function that made the Error.
 *
 * @throws Nothing.
 */
export function callerFrame(error: Error): StructuredFrame | undefined {
  let loan: BorrowedPrepare | null = null
  try {
    giveBackPrepare(null)
    loan = borrowPrepare()
    settings.prepareStackTrace = framesAsTheyAre
    const { stack } = error as { stack?: unknown }
    return Array.isArray(stack) ? stack[1] : undefined
  } catch {
    // This stack cannot be read.
    return undefined
  } finally {
    giveBackPrepare(loan)
  }
}

/** The `stack` of the running call under the process's own settings but for the limit; '' when there is none. */
export function stackText(method: PublicMethod, limit: number): string {
  try {
    return stackAsText(captureStack(method, limit).stack)
  } catch {
    return ''
  }
}

/**
 * Returns an object that has that `stack`. Its text, which is the expensive part, is made when it is first read.
 *
 * @throws Nothing.
 */
export function captureStack(method: PublicMethod, limit: number): { readonly stack?: unknown } {
  const holder: { stack?: unknown } = {}
  let loan: BorrowedLimit | null = null
  try {
    giveBackLimit(null)
    loan = borrowLimit()
    trySetLimit(limit)
    V8Error.captureStackTrace(holder, method)
  } catch {
    // At the end of the stack, or where even reading the settings throws: there is none.
  } finally {
    giveBackLimit(loan)
  }
  return holder
}

/** A program's own `prepareStackTrace` may return V8's frames as they are; each of them is a line's text. */
export function stackAsText(stack: unknown): string {
  if (typeof stack === 'string') return stack
  return Array.isArray(stack)
    ? stack
        .slice(0, MOST_FRAMES)
        .map((frame) => `    at ${frame}`)
        .join('\n')
    : ''
}

function trySetLimit(limit: number): void {
  try {
    settings.stackTraceLimit = limit
  } catch {
    // The settings are frozen: the process's own limit it is.
  }
}

/** Whether a frame is of a source, not of a built-in such as Array.forEach, and not of Node's own code. */
export function isSource(frame: StructuredFrame): boolean {
  if (frame.getLineNumber() === null) return false
  const file = frame.getFileName()
  return file === null || file === undefined ? frame.isEval() : !isInternal(file)
}

/** A frame that may be the caller of a log call. */
export function isProgram(frame: StructuredFrame): boolean {
  return isSource(frame) && !isOwnFile(frame.getFileName() ?? '')
}

function framesAsTheyAre(_error: unknown, frames: readonly StructuredFrame[]): readonly StructuredFrame[] {
  return frames
}

/** A setting as it was, which an object without the property is part of. */
interface BorrowedPrepare extends Pick<ErrorSettings, 'prepareStackTrace'> {
  readonly hadPrepare: boolean
}

interface BorrowedLimit extends Pick<ErrorSettings, 'stackTraceLimit'> {
  readonly hadLimit: boolean
}

function borrowPrepare(): BorrowedPrepare {
  return { prepareStackTrace: settings.prepareStackTrace, hadPrepare: Object.hasOwn(settings, 'prepareStackTrace') }
}

function borrowLimit(): BorrowedLimit {
  return { stackTraceLimit: settings.stackTraceLimit, hadLimit: Object.hasOwn(settings, 'stackTraceLimit') }
}

/** The settings as they are; null where reading them throws, and at the end of the stack. */
function borrowSettings(): (BorrowedPrepare & BorrowedLimit) | null {
  try {
    giveBack(null)
    return { ...borrowPrepare(), ...borrowLimit() }
  } catch {
    return null
  }
}

/** Restores the settings; null restores nothing. */
function giveBack(loan: (BorrowedPrepare & BorrowedLimit) | null): void {
  giveBackPrepare(loan)
  giveBackLimit(loan)
}

function giveBackPrepare(loan: BorrowedPrepare | null): void {
  if (loan === null) return
  try {
    if (loan.hadPrepare) settings.prepareStackTrace = loan.prepareStackTrace
    else delete settings.prepareStackTrace
  } catch {
    // The settings are frozen: then they were never changed.
  }
}

function giveBackLimit(loan: BorrowedLimit | null): void {
  if (loan === null) return
  try {
    if (loan.hadLimit) settings.stackTraceLimit = loan.stackTraceLimit
    else delete settings.stackTraceLimit
  } catch {
    // The settings are frozen: then they were never changed.
  }
}

/**
 * Returns a number that tells two places of a script apart: V8's own, or one made of line and column, where the engine
 * has no other.
 */
export function positionOf(frame: StructuredFrame): number {
  return frame.getPosition?.() ?? (frame.getLineNumber() ?? 0) * WIDEST_LINE + (frame.getColumnNumber() ?? 0)
}
