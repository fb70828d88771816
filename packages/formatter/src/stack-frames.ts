/**
 * V8's frames of the running call, with the process's Error settings on loan.
 *
 *   captureFrames(logger.info, 2)     the two frames above the call of logger.info
 *   expectError() && new Error()      in logger.info itself; then `callerFrame` of that Error is the frame above
 *
 * The settings are given back as they were, absent ones included; they stay on loan only where the stack ends between
 * `expectError` and `callerFrame`, and then until the next of those.
 */
import { isInternal } from './stack-text.js'

/** The call that logs: a public method, whose caller is the call site. */
// biome-ignore lint/complexity/noBannedTypes: V8's constructorOpt takes any function, whatever its signature
export type PublicMethod = Function

/** What is asked of V8's CallSite; the last two are missing from Node's types. */
export interface StructuredFrame {
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

const settings = Error as unknown as ErrorSettings

/** Undefined where the settings cannot be borrowed (`--frozen-intrinsics`). */
export function captureFrames(method: PublicMethod, limit: number): readonly StructuredFrame[] | undefined {
  const loan = borrowSettings()
  if (loan === null) return undefined
  try {
    settings.prepareStackTrace = takeFrames
    settings.stackTraceLimit = limit
    const holder: { stack?: unknown } = {}
    Error.captureStackTrace(holder, method)
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
/** What `callerFrame` gives back; null when nothing is on loan. It stays on loan where the stack ends before that. */
let onLoan: Loan | null = null

/**
 * Gets ready for `new Error()`, which then holds the caller of the function that it stands in; `callerFrame` must follow.
 *
 *   expectError() && new Error()     in a public method itself
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

/**
 * The frame that called the function that made the Error, and the end of `expectError`'s loan.
 *
 * @throws Nothing.
 */
export function callerFrame(error: Error): StructuredFrame | undefined {
  try {
    settings.prepareStackTrace = takeFrames
    const { stack } = error as { stack?: unknown }
    return Array.isArray(stack) ? stack[1] : undefined
  } catch {
    // Not a stack that can be read.
    return undefined
  } finally {
    if (onLoan !== null) giveBack(onLoan)
    onLoan = null
  }
}

/** The `stack` of the running call under the process's own settings but for the limit; '' when there is none. */
export function stackText(method: PublicMethod, limit: number): string {
  const loan = borrowSettings()
  if (loan === null) return ''
  try {
    trySetLimit(limit)
    const holder: { stack?: unknown } = {}
    Error.captureStackTrace(holder, method)
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

/** Not a built-in such as Array.forEach, and not Node's own code. */
export function isSource(frame: StructuredFrame): boolean {
  if (frame.getLineNumber() === null) return false
  const file = frame.getFileName()
  return file === null || file === undefined ? frame.isEval() : !isInternal(file)
}

function takeFrames(_error: unknown, frames: readonly StructuredFrame[]): readonly StructuredFrame[] {
  return frames
}

/** The process's Error settings as they were, which an object without the property is part of. */
interface Loan extends Readonly<ErrorSettings> {
  readonly hadPrepare: boolean
  readonly hadLimit: boolean
}

/** Null where even reading them throws. */
function borrowSettings(): Loan | null {
  try {
    const { prepareStackTrace, stackTraceLimit } = settings
    const hadPrepare = Object.hasOwn(settings, 'prepareStackTrace')
    const hadLimit = Object.hasOwn(settings, 'stackTraceLimit')
    return { prepareStackTrace, stackTraceLimit, hadPrepare, hadLimit }
  } catch {
    return null
  }
}

function giveBack(loan: Loan): void {
  try {
    if (loan.hadPrepare) settings.prepareStackTrace = loan.prepareStackTrace
    else delete settings.prepareStackTrace
  } catch {
    // Frozen: then it was never changed.
  }
  try {
    if (loan.hadLimit) settings.stackTraceLimit = loan.stackTraceLimit
    else delete settings.stackTraceLimit
  } catch {
    // As above.
  }
}
