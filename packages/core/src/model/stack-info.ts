/**
 * The way of the program to a log call, as text: for `stack_info`, and for the report of a handler that failed.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Logger.findCaller, Handler.handleError; Lib/traceback.py, print_stack.
 */
import { type CallSite, captureCallers, type PublicMethod, stackLines, type TraceLine } from '@pylogging/formatter'
import { runningCall } from './running-call.js'

/** The methods by which records come in that no log call made: a logger's, then a handler's. */
const entrances: PublicMethod[] = []

/** The callers of this method are where a record that it handles came from. The last one named is asked first. */
export function registerEntrance(method: PublicMethod): void {
  entrances.unshift(method)
}

/** Python's text from the frame that counts as the caller. */
export function stackInfo(method: PublicMethod, stacklevel: number): string {
  const frames = captureCallers(method)
  const callers = frames.slice(0, Math.max(1, frames.length - Math.max(stacklevel, 1) + 1))
  return `Stack (most recent call last):\n${stackLines(callers.map(lineOf))}`.replace(/\n$/, '')
}

/** The lines that lead to what is being handled now; '' where nobody of the program is on the stack. */
export function callStack(): string {
  const call = runningCall()
  if (call !== null) return stackLines(captureCallers(call.method).map(lineOf))
  const stacks = entrances.map((entrance) => captureCallers(entrance)).filter(({ length }) => length > 0)
  // One entrance may lead to the other; the outermost has the fewest callers, and none of them is ours.
  const [outermost = []] = stacks.sort((a, b) => a.length - b.length)
  return stackLines(outermost.map(lineOf))
}

function lineOf({ pathname: file, lineno: line, funcName }: CallSite): TraceLine {
  return { file, line, name: funcName ?? '<module>' }
}
