/**
 * The beginning of a traceback: it is the frame that catches, as Python's is, and not the first of the program.
 *
 *   the error's stack     fail:3   order:17   <module>:22
 *   the log call's        order:19            <module>:22       fail:3 and order:17 are printed
 *
 * JavaScript notes in an error all frames out to the outermost, also those that never saw it. The code that handles it
 * has these frames on a stack of its own, so the outer ones that both have are left out. For a `cause` it is the error
 * made of it that was handling. Stacks that have nothing in common, as those of an error from another turn of the event
 * loop, are printed whole.
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

/**
 * The traceback of an exception that the caller of `method`, which is running, has caught.
 *
 * @throws Nothing.
 * @internal For @pylogging/core.
 */
export function captureTraceback(method: PublicMethod): Traceback {
  return new Traceback(captureStack(method, MOST_FRAMES))
}

/**
 * Returns the stack of the code that handles an error, as a traceback of any copy of this package knows it; empty for
 * an object that is no traceback.
 */
export function handlingLines(traceback: unknown): readonly string[] {
  const lines = (traceback as Partial<Traceback> | null | undefined)?.[LINES]
  return typeof lines === 'function' ? lines.call(traceback) : []
}

/**
 * Counts the frames of an error that a traceback shows, from the innermost on.
 *
 * One function went on in two ways: to the error, and later to its handling. Its own frame is the last one shown, for it
 * caught the error, and its caller the first that both stacks have. From there outwards they need not agree to the end:
 * V8 notes ten frames in an error, and after an `await` those that wait in place of those that called. A recursion has
 * many frames that look alike, so of several such functions it is the one with the most callers in common.
 *
 * @param error - The lines of its frames, innermost first.
 * @param handling - Those of the code that handles it.
 */
export function shownCount(error: readonly string[], handling: readonly string[]): number {
  const functions = error.map(functionOf)
  const others = handling.map(functionOf)
  let [shown, most] = [error.length, 0]
  for (let at = 1; at < error.length; at += 1) {
    for (let there = 1; there < handling.length; there += 1) {
      if (functions[at - 1] !== others[there - 1] || isSame(error[at - 1], handling[there - 1])) continue
      const shared = sharedFrom(error, at, handling, there)
      if (shared > most) [shown, most] = [at, shared]
    }
  }
  return most > 0 ? shown : Math.max(error.length - sharedEnd(error, handling), 1)
}

/** Counts the frames that are the same in both stacks, from a place in each of them outwards. */
function sharedFrom(error: readonly string[], at: number, handling: readonly string[], there: number): number {
  let count = 0
  while (at + count < error.length && isSame(error[at + count], handling[there + count])) count += 1
  return count
}

/**
 * Counts the frames that are the same at the outer ends: where two functions were called at one place, the one failed,
 * the other handles.
 */
function sharedEnd(error: readonly string[], handling: readonly string[]): number {
  let count = 0
  while (count < error.length && error.at(-1 - count) === handling.at(-1 - count)) count += 1
  return count
}

/**
 * An error that an async function threw before it first waited has the column of its call; whoever handles it later
 * finds the column where it is awaited.
 */
function isSame(line: string | undefined, handling: string | undefined): boolean {
  if (line === handling || line === undefined || handling === undefined) return line === handling
  return !line.startsWith(ASYNC) && handling.startsWith(ASYNC) && withoutColumn(line) === withoutColumn(handling)
}

const ASYNC = '    at async '

function withoutColumn(line: string): string {
  return withoutAsync(line).replace(/:\d{1,9}(?=\)?$)/, '')
}

/** The function and its file: the line without its position. */
function functionOf(line: string): string {
  return withoutAsync(line).replace(/:\d{1,9}:\d{1,9}(?=\)?$)/, '')
}

function withoutAsync(line: string): string {
  return line.startsWith(ASYNC) ? `    at ${line.slice(ASYNC.length)}` : line
}
