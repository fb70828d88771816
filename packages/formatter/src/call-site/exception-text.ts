/**
 * A JavaScript error as Python prints an exception.
 *
 *   Traceback (most recent call last):
 *     File "/srv/src/users.ts", line 12, in load
 *       const user = find(id)
 *   TypeError: no such user
 *
 * `cause` is Python's `raise … from …`, an AggregateError its exception group, anything else that was thrown a line of
 * its type and text. Frames are oldest first, from the one that caught the error (traceback.ts). There are no `~~~^^^` marks: V8 knows where a call starts, not where it ends.
 *
 * Whatever an error does when it is read, such as a getter that throws, what can be printed is printed.
 *
 * Source: CPython 3.13.0, Lib/traceback.py, TracebackException.format (the layout), and what it prints.
 */
import { inspect } from 'node:util'
import { hasArisenDuring } from '../python/errors.js'
import { str } from '../python/python-text.js'
import { errorName, isError, typeName } from '../python/python-values.js'
import { TextBudget } from '../python/text-budget.js'
import { sourceLine } from './source-lines.js'
import { stackAsText } from './stack-frames.js'
import { FRAME_START, frameLines, framesOfLines } from './stack-text.js'
import { captureTraceback, handlingLines, shownCount } from './traceback.js'

/** One line of a traceback: `line` counts from 1. @internal For @pylogging/core. */
export interface TraceLine {
  readonly file: string
  readonly line: number
  readonly name: string
}

const TRACEBACK = 'Traceback (most recent call last):\n'
const DIRECT_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
const DURING_HANDLING = '\nDuring handling of the above exception, another exception occurred:\n\n'
const UNPRINTABLE = '<exception str() failed>'
const DEEPEST_GROUP = 10
const WIDEST_GROUP = 15
const LONGEST_CHAIN = 100
const SHOWN_REPEATS = 3

/**
 * The text of an exception with its causes, without a newline at the end.
 *
 * @param error - Whatever was thrown.
 * @param style - 'python', or 'native' for the text that Node prints.
 * @param traceback - The third part of `exc_info`, which knows where it was caught; null takes it for caught here.
 */
export function exceptionText(
  error: unknown,
  style: 'python' | 'native' = 'python',
  traceback: unknown = null,
): string {
  if (style === 'native') return attempt(() => inspect(error), UNPRINTABLE)
  const printer = new Printer()
  printer.exception(error, handlingLines(traceback ?? captureTraceback(exceptionText)))
  return printer.text.endsWith('\n') ? printer.text.slice(0, -1) : printer.text
}

/**
 * The lines of Python's `print_stack` for frames given oldest first, each with its newline.
 *
 * @internal For @pylogging/core.
 */
export function stackLines(frames: readonly TraceLine[]): string {
  let text = ''
  let repeats = 0
  for (const [index, frame] of frames.entries()) {
    repeats = index > 0 && isSame(frame, frames[index - 1]) ? repeats + 1 : 0
    if (repeats < SHOWN_REPEATS) text += frameText(frame)
    else if (!isSame(frame, frames[index + 1])) text += repeatedText(repeats - SHOWN_REPEATS + 1)
  }
  return text
}

/** `TypeError: no such user`, or the name alone when there is no message. */
export function exceptionLine(error: unknown): string {
  const name = attempt(() => (isError(error) ? errorName(error) : typeName(error)), 'object')
  const message = attempt(() => str(isError(error) ? error.message : error), UNPRINTABLE)
  return message === '' ? `${name}\n` : `${name}: ${message}\n`
}

/** Python's margin of `|` grows with each group an exception lies in. */
class Printer {
  text = ''
  #depth = 0
  readonly #budget = new TextBudget()
  readonly #seen = new Set<unknown>()
  /** Whether a group has not drawn its last line yet: of groups that end together only the innermost draws it. */
  #isOpen = false

  /** @param handling - The stack of what handles it. */
  exception(error: unknown, handling: readonly string[]): void {
    const chain = this.#chain(error)
    for (const [index, link] of chain.entries()) {
      if (index > 0) this.#emit(attempt(() => hasArisenDuring(link), false) ? DURING_HANDLING : DIRECT_CAUSE)
      const lines = linesOf(link)
      // A cause was handled where the next error was made.
      const frames = framesText(lines, index === chain.length - 1 ? handling : linesOf(chain[index + 1]))
      if (isGroup(link)) this.#group(link, frames, lines)
      else this.#single(link, frames)
    }
  }

  /** The first cause comes first. A cause that was printed before ends the chain. */
  #chain(error: unknown): unknown[] {
    const chain: unknown[] = []
    let link: unknown = error
    do {
      if (this.#seen.has(link)) break
      if (typeof link === 'object' && link !== null) this.#seen.add(link)
      chain.push(link)
      link = causeOf(link)
    } while (link !== undefined && chain.length < LONGEST_CHAIN)
    return chain.reverse()
  }

  #single(error: unknown, frames: string): void {
    if (frames !== '') this.#emit(TRACEBACK + frames)
    this.#emit(exceptionLine(error))
  }

  #group(error: AggregateError, frames: string, lines: readonly string[]): void {
    if (this.#depth > DEEPEST_GROUP) {
      this.#emit(`... (max_group_depth is ${DEEPEST_GROUP})\n`)
      return
    }
    const isOutermost = this.#depth === 0
    if (isOutermost) this.#depth = 1
    if (frames !== '') {
      this.#emit(`Exception Group ${TRACEBACK}`, isOutermost ? '+' : '|')
      this.#emit(frames)
    }
    const members = attempt(() => membersOf(error.errors), { shown: [], hidden: 0 })
    const total = members.shown.length + members.hidden
    const count = `(${total} sub-exception${total === 1 ? '' : 's'})`
    const line = exceptionLine(error).slice(0, -1)
    this.#emit(`${line}${attempt(() => error.message, UNPRINTABLE) === '' ? ':' : ''} ${count}\n`)
    this.#members(members, lines)
    if (isOutermost) this.#depth = 0
  }

  #members({ shown, hidden }: Members, handling: readonly string[]): void {
    for (const [index, member] of shown.entries()) {
      this.#isOpen = hidden === 0 && index === shown.length - 1
      this.#member(String(index + 1), () => this.exception(member, handling))
    }
    if (hidden > 0) {
      this.#isOpen = true
      this.#member('...', () => this.#emit(`and ${hidden} more exception${hidden === 1 ? '' : 's'}\n`))
    }
    if (!this.#isOpen) return
    this.text += `${this.#indent(1)}+------------------------------------\n`
    this.#isOpen = false
  }

  #member(title: string, print: () => void): void {
    this.#rule(title === '1', title)
    this.#depth += 1
    print()
    this.#depth -= 1
  }

  #rule(isFirst: boolean, title: string): void {
    this.text += `${this.#indent(0)}${isFirst ? '+-' : '  '}+---------------- ${title} ----------------\n`
  }

  #indent(more: number): string {
    return ' '.repeat(2 * (this.#depth + more))
  }

  #emit(text: string, margin = '|'): void {
    this.#budget.reserve(text.length)
    this.text += this.#depth === 0 ? text : text.replace(/^(?=[\s\S])/gm, `${this.#indent(0)}${margin} `)
  }
}

/** The members of a group: those that are printed, and how many more there are. */
interface Members {
  readonly shown: readonly unknown[]
  readonly hidden: number
}

/** Only those that are printed are read: a sparse array has room for billions. */
function membersOf(errors: readonly unknown[]): Members {
  const total = errors.length
  const shown = Array.from({ length: Math.min(total, WIDEST_GROUP) }, (_, index) => errors[index])
  return { shown, hidden: total - shown.length }
}

/** Returns what `read` returns, or `otherwise` when it throws: an error may be a Proxy, or have getters of its own. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** Null is Python's `raise … from None`. */
function causeOf(error: unknown): unknown {
  return attempt<unknown>(() => (isError(error) ? error.cause : undefined), undefined) ?? undefined
}

/** Oldest first, from the frame that handled the error on. */
function framesText(lines: readonly string[], handling: readonly string[]): string {
  return attempt(() => stackLines(framesOfLines(lines, shownCount(lines, handling)).reverse()), '')
}

/** The lines of an error's frames, innermost first. */
function linesOf(error: unknown): readonly string[] {
  return attempt(() => {
    const stack = isError(error) ? stackAsText(error.stack) : ''
    return frameLines(stack, isError(error) ? headerOf(stack, error) : '')
  }, [])
}

/**
 * V8 writes `name: message` first, or the name alone. Both may have been changed since. So otherwise the message is
 * looked for in the first line, and then the first lines in the message: programs put text around the one they caught.
 */
function headerOf(stack: string, error: Error): string {
  const name = attempt(() => String(error.name), '')
  const message = attempt(() => String(error.message), '')
  const header = message === '' ? name : `${name}: ${message}`
  if (stack.startsWith(FRAME_START)) return ''
  if (stack.startsWith(header)) return header
  const [first = ''] = stack.split('\n', 1)
  const at = message === '' ? -1 : stack.indexOf(message)
  if (at >= 0 && at <= first.length) return stack.slice(0, at + message.length)
  const start = first.indexOf(': ') + 2
  const found = message.indexOf(first.slice(start))
  return found < 0 || start < 2 ? '' : stack.slice(0, start + sharedLines(stack.slice(start), message.slice(found)))
}

/** Counts the characters of whole lines at the beginning of `stack` that the message has, too. */
function sharedLines(stack: string, message: string): number {
  let end = 0
  for (let at = 0; at <= stack.length; at += 1) {
    if (at === stack.length || stack[at] === '\n') end = at
    if (stack[at] !== message[at]) break
  }
  return end
}

/**
 * Whether an error is a group. The name decides, too, because Node's own groups are no instances for the tests of a
 * Jest project.
 */
function isGroup(error: unknown): error is AggregateError {
  return attempt(() => {
    const isAggregate = error instanceof AggregateError || (isError(error) && error.name === 'AggregateError')
    return isAggregate && 'errors' in error && Array.isArray(error.errors)
  }, false)
}

function isSame(frame: TraceLine, other: TraceLine | undefined): boolean {
  return other !== undefined && frame.file === other.file && frame.line === other.line && frame.name === other.name
}

function frameText({ file, line, name }: TraceLine): string {
  const source = sourceLine(file, line)
  return `  File "${file}", line ${line}, in ${name}\n${source === undefined ? '' : `    ${source}\n`}`
}

function repeatedText(count: number): string {
  return `  [Previous line repeated ${count} more time${count === 1 ? '' : 's'}]\n`
}
