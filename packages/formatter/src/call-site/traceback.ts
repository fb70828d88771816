/**
 * Where a traceback begins: at the frame that catches, as Python's does, and not at the first of the program.
 *
 *   the error's stack     fail:3   order:17   <module>:22
 *   the log call's        order:19            <module>:22       fail:3 and order:17 are printed
 *
 * JavaScript notes in an error all frames from the outermost on, also those that never saw it. Whoever handles it has
 * these frames on a stack of his own, so the outer ones that both have are left out. For a `cause` it is the error made
 * of it that was handling. Stacks that have nothing in common, as those of an error from another turn of the event loop,
 * are printed whole.
 */
import { captureStack, type PublicMethod, stackAsText } from './stack-frames.js'
import { frameLines, MOST_FRAMES } from './stack-text.js'

const LINES = Symbol.for('pylogging.traceback.lines')

/** Python's traceback object, the third part of `exc_info`: here it knows where the exception was caught. */
export class Traceback {
  readonly #holder: { readonly stack?: unknown }

  constructor(holder: { readonly stack?: unknown }) {
    this.#holder = holder
  }

  /** The lines of the frames that were running. Made when it is first asked, which is the expensive part. */
  [LINES](): readonly string[] {
    try {
      return frameLines(stackAsText(this.#holder.stack))
    } catch {
      // The program's own prepareStackTrace.
      return []
    }
  }

  toString(): string {
    return '<traceback object>'
  }
}

/** The traceback of an exception that the caller of `method`, which is running, has caught. @throws Nothing. */
export function captureTraceback(method: PublicMethod): Traceback {
  return new Traceback(captureStack(method, MOST_FRAMES))
}

/** What a traceback of any copy of this package knows; nothing of what is none. */
export function handlingLines(traceback: unknown): readonly string[] {
  const lines = (traceback as Partial<Traceback> | null | undefined)?.[LINES]
  return typeof lines === 'function' ? lines.call(traceback) : []
}

/**
 * How many of an error's frames, from the innermost on, a traceback shows.
 *
 * @param error - The lines of its frames, innermost first, of which V8 may have left out the outer ones (it notes ten).
 * @param handling - Those of the code that handles it.
 */
export function shownCount(error: readonly string[], handling: readonly string[]): number {
  const [lastOfError, lastOfHandling] = [error.length - 1, handling.length - 1]
  for (let end = lastOfHandling; end >= 0; end -= 1) {
    const shown = countBefore(error, lastOfError, handling, end, end === lastOfHandling)
    if (shown !== null) return shown
  }
  for (let end = lastOfError - 1; end >= 0; end -= 1) {
    const shown = countBefore(error, end, handling, lastOfHandling, false)
    if (shown !== null) return shown
  }
  return error.length
}

/**
 * The same where it is known which two frames the outer ends are.
 *
 * @returns Null where they are not the same frame. A recursion has many frames that look the same; the right ones are
 *   those behind which one function went on in two ways, to the error and to its handling.
 */
function countBefore(
  error: readonly string[],
  errorEnd: number,
  handling: readonly string[],
  handlingEnd: number,
  isCertain: boolean,
): number | null {
  let shared = 0
  while (
    shared <= Math.min(errorEnd, handlingEnd) &&
    isSame(error[errorEnd - shared], handling[handlingEnd - shared])
  ) {
    shared += 1
  }
  if (shared === 0) return null
  const [own, other] = [error[errorEnd - shared], handling[handlingEnd - shared]]
  if (!isCertain && (own === undefined || other === undefined || functionOf(own) !== functionOf(other))) return null
  return Math.max(errorEnd - shared + 1, 1)
}

/**
 * An error that an async function threw before it first waited has the column of its call; whoever handles it later
 * finds the column where it is awaited.
 */
function isSame(line: string | undefined, handling: string | undefined): boolean {
  if (line === handling || line === undefined || handling === undefined) return line === handling
  return !ASYNC.test(line) && ASYNC.test(handling) && withoutColumn(line) === withoutColumn(handling)
}

const ASYNC = /^ {4}at async /

function withoutColumn(line: string): string {
  return line.replace(ASYNC, '    at ').replace(/:\d+(?=\)?$)/, '')
}

/** The function and its file: the line without its position. */
function functionOf(line: string): string {
  return line.replace(ASYNC, '    at ').replace(/:\d+:\d+(?=\)?$)/, '')
}
