/**
 * Reads the frames out of the text of a JavaScript stack.
 *
 *   "TypeError: no user\n    at load (file:///srv/app.ts:12:7)"   becomes   [{ file: '/srv/app.ts', line: 12, name: 'load', … }]
 *
 * The text may be hostile: an error's message is part of it and may hold lines that look like frames. So the message is
 * cut off where it is known, only whole lines of bounded length and number are read, and each is read once from its end.
 *
 * An error's frames are the first block of them. Text behind it was appended by a library (grpc-js writes "for call at"
 * and where the call was made): it is another stack, and left out.
 *
 * Names are Python's: `<module>` for code outside any function, `<lambda>` for a function without a name, the bare
 * method name for a method.
 */
import { fileURLToPath } from 'node:url'
import { isDeclared, isTopLevel } from './top-level.js'

/** One call: `line` and `column` count from 1. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The function, as Python would name it. */
  readonly name: string
}

/** A longer line is no frame that anybody wrote. */
const LONGEST_LINE = 1024
/** Deep enough for a person, short enough for a log. */
export const MOST_FRAMES = 200
export const FRAME_START = '    at '
const POSITION = /:(\d{1,9}):(\d{1,9})$/
const EVALUATED = 'eval at '
const ASYNC = 'async '

/**
 * The frames of a stack text, innermost first, without Node's own.
 *
 * @param stack - An error's `stack`.
 * @param header - `name: message` as it stands at the beginning of that text, when it is known.
 * @internal For @pylogging/core.
 */
export function parseStackText(stack: string, header = ''): Frame[] {
  return framesOfLines(frameLines(stack, header))
}

/** The lines of the frames of a stack text: the first unbroken run of them behind the header. */
export function frameLines(stack: string, header = ''): string[] {
  const found: string[] = []
  let start = stack.startsWith(header) ? header.length : 0
  while (start < stack.length && found.length < MOST_FRAMES) {
    const next = stack.indexOf('\n', start)
    const end = next < 0 ? stack.length : next
    if (stack.startsWith(FRAME_START, start)) found.push(stack.slice(start, Math.min(end, start + LONGEST_LINE + 1)))
    else if (found.length > 0) break
    start = end + 1
  }
  return found
}

/** The frames of the first `count` lines that `frameLines` gave; a line's name may depend on those behind it. */
export function framesOfLines(lines: readonly string[], count = lines.length): Frame[] {
  const frames: Frame[] = []
  for (const [index, line] of lines.slice(0, count).entries()) {
    const place = stackLineOf(line)
    if (place === null || isInternal(place.file)) continue
    const { file, line: lineno, column } = place
    const frame = { file, line: lineno, column, name: nameOf(place, lines[index + 1]) }
    // tsx wraps a CommonJS file in a function of its own: then two frames stand for the file's top level.
    if (!isWrapperOf(place, frames.at(-1))) frames.push(frame)
  }
  return frames
}

interface StackLine extends Omit<Frame, 'name'> {
  /** The name as V8 wrote it. */
  readonly func: string
}

/**
 * `at FUNCTION (LOCATION)`, or `at LOCATION` of a function without a name. Null for what has no position, such as
 * `at async Promise.all (index 0)`.
 */
function stackLineOf(line: string): StackLine | null {
  if (line.length > LONGEST_LINE) return null
  const called = line.slice(FRAME_START.length)
  const text = called.startsWith(ASYNC) ? called.slice(ASYNC.length) : called
  const open = text.endsWith(')') ? openingBracket(text) : -1
  const func = open < 0 ? text.slice(0, text.startsWith('new ') ? 'new '.length : 0) : text.slice(0, open)
  const location = open < 0 ? text.slice(func.length) : text.slice(open + 2, -1)
  const position = POSITION.exec(location)
  if (position === null) return null
  const address = location.slice(0, position.index)
  const file = address.startsWith(EVALUATED) ? '<string>' : toPath(address)
  return { file, line: Number(position[1]), column: Number(position[2]), func }
}

/**
 * Returns the position of the ` (` of the last bracket. A path may hold brackets, too; one that has no partner leaves
 * the first.
 */
function openingBracket(text: string): number {
  let depth = 0
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ')') depth += 1
    else if (text[at] === '(') depth -= 1
    if (depth === 0 && text[at - 1] === ' ') return at - 1
  }
  return text.indexOf(' (')
}

/** The names that engines give the file of their built-in functions: V8, then JavaScriptCore in Bun. */
const BUILT_IN = new Set(['<anonymous>', 'native', '[native code]', '[unknown]'])

/** Whether a file is Node's own code, which a Python traceback would not show either. */
export function isInternal(file: string): boolean {
  return file.startsWith('node:') || BUILT_IN.has(file)
}

/** A path for a `file:` address; other addresses stay as they are. */
export function toPath(file: string): string {
  if (!file.startsWith('file:')) return file
  try {
    return fileURLToPath(file)
  } catch {
    return file
  }
}

/**
 * Python's name for a function from V8's: `new K` and `K.constructor` are K, `K.load` and `async K.load` are load,
 * `get size` is size.
 */
export function pythonName(name: string): string {
  const bare = name.replace(/^(?:async |new |get |set )+/, '').replace(/ \[as .*$/s, '')
  // The dot of `K.[Symbol.iterator]` that counts is the first one.
  const last = bare.endsWith(']') ? bare.slice(bare.lastIndexOf('[')) : bare.slice(bare.lastIndexOf('.') + 1)
  return last === '' || last === 'anonymous' || last === '<anonymous>' || last === '<unknown>' ? '<lambda>' : last
}

/**
 * The names that bundlers give the function that they make of a module, with whose object before them: a path
 * (`Object../src/app.js`), a number, a hash of eight digits.
 */
const BUNDLED_MODULE = /[/\\]|(?:^|\.)(?:\d+|[\da-f]{8})$/

/** Whether a function whose code is at the top level of its source may be the module, as a bundler wraps it. */
export function mayBeModule(name: string): boolean {
  return BUNDLED_MODULE.test(name)
}

/** The name that V8 gives the function that Node wraps a CommonJS file in. */
const COMMONJS_FILE = 'Object.<anonymous>'

/**
 * Code outside any function is an eval, the function of a CommonJS file, or what Node's loader of modules called. Once a
 * module has waited, and under loaders that wrap it, the text of the stack does not tell it from a function without a
 * name; the source does.
 */
function nameOf(place: StackLine, callerLine: string | undefined): string {
  const { func, file, line, column } = place
  if (func === COMMONJS_FILE || func === 'eval') return '<module>'
  if (mayBeModule(func) && isTopLevel(file, line, column)) return '<module>'
  const name = pythonName(func)
  if (func.startsWith('new ')) return name
  if (name !== '<lambda>') return isWrapped(place, name, callerLine) ? '<module>' : name
  if (callerLine?.includes('ModuleJob.run (node:') || callerLine?.includes('ModuleJobSync.runSync (node:')) {
    return '<module>'
  }
  return isTopLevel(file, line, column) ? '<module>' : name
}

/**
 * Whether a frame is the function that tsx wraps a CommonJS file in: the file's own function called it, it runs what is at
 * the top level of the source, and the source has no function of the name that V8 read out of the source map.
 */
function isWrapped({ file, line, column }: StackLine, name: string, callerLine: string | undefined): boolean {
  const caller = callerLine === undefined ? null : stackLineOf(callerLine)
  if (caller?.func !== COMMONJS_FILE || caller.file !== file) return false
  return isTopLevel(file, line, column) && !isDeclared(file, line, name)
}

function isWrapperOf({ func, file }: StackLine, inner: Frame | undefined): boolean {
  return func === COMMONJS_FILE && inner?.name === '<module>' && inner.file === file
}
