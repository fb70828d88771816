/**
 * Reads the frames out of the text of a JavaScript stack.
 *
 *   "TypeError: no user\n    at load (file:///srv/app.ts:12:7)"   becomes   [{ file: '/srv/app.ts', line: 12, name: 'load', … }]
 *
 * The text may be hostile: an error's message is part of it and may hold lines that look like frames, and the parser's
 * expressions are slow on long lines and on many brackets. So the parser only ever sees whole lines that end in a
 * position, of bounded length and number.
 *
 * Names are Python's: `<module>` for code outside any function, `<lambda>` for a function without a name, the bare
 * method name for a method.
 */
import { fileURLToPath } from 'node:url'

/** One call: `line` and `column` count from 1. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The function, as Python would name it. */
  readonly name: string
}

/** A longer line is no frame that anybody wrote; V8 has no limit, the parser's expressions need one. */
const LONGEST_LINE = 1024
/** Deep enough for a person, short enough for a log. */
const MOST_FRAMES = 200
const FRAME_START = '    at '
/** Line and column; what has none, such as `at async Promise.all (index 0)`, is no place in a source. */
const FRAME_END = /:\d{1,9}:\d{1,9}\)?$/
/** The parser takes quadratic time for these. A deep path of pnpm's has about ten. */
const SLOW_MARKS = /[(@]/g
const MOST_SLOW_MARKS = 40
const EVALUATED = /\(eval at .*, <anonymous>:(\d{1,9}):(\d{1,9})\)$/

/**
 * The frames of a stack text, innermost first, without Node's own.
 *
 * @param stack - An error's `stack`.
 * @param header - `name: message` as it stands at the beginning of that text, when it is known.
 * @internal For @pylogging/core.
 */
export function parseStackText(stack: string, header = ''): Frame[] {
  const lines = frameLines(header !== '' && stack.startsWith(header) ? stack.slice(header.length) : stack)
  if (lines.length === 0) return []
  const { parse } = require('stacktrace-parser') as typeof import('stacktrace-parser')
  const frames: Frame[] = []
  for (const [index, line] of lines.entries()) {
    if (!isReadable(line)) continue
    const [parsed] = parse(line)
    const { file, lineNumber } = parsed ?? {}
    if (typeof file !== 'string' || typeof lineNumber !== 'number' || isInternal(file)) continue
    const name = nameInText(parsed?.methodName ?? '', lines[index + 1])
    const evaluated = EVALUATED.exec(line)
    if (evaluated === null) frames.push({ file: toPath(file), line: lineNumber, column: parsed?.column ?? 1, name })
    else frames.push({ file: '<string>', line: Number(evaluated[1]), column: Number(evaluated[2]), name })
  }
  return frames
}

/** The last unbroken run of frame lines: a message ends before it, whatever the message looks like. */
function frameLines(text: string): string[] {
  const found: string[] = []
  let end = text.length
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const isFrame = text.startsWith(FRAME_START, start)
    if (!isFrame && end > start) break
    if (isFrame) found.push(text.slice(start, end))
    end = start - 1
  }
  return found.reverse().slice(0, MOST_FRAMES)
}

function isReadable(line: string): boolean {
  if (line.length > LONGEST_LINE || !FRAME_END.test(line)) return false
  return (line.match(SLOW_MARKS)?.length ?? 0) <= MOST_SLOW_MARKS
}

/** What engines call the file of their built-in functions: V8, then JavaScriptCore in Bun. */
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

/** In text, code outside any function is an eval, `Object.<anonymous>` of a CommonJS file, or what Node's loader called. */
function nameInText(name: string, callerLine: string | undefined): string {
  if (name === 'Object.<anonymous>') return '<module>'
  if (name === 'eval') return '<module>'
  const short = pythonName(name)
  const called = callerLine?.includes('ModuleJob.run (node:') || callerLine?.includes('ModuleJobSync.runSync (node:')
  return short === '<lambda>' && called ? '<module>' : short
}
