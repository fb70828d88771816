/**
 * The meaning of a frame of V8's: file, line and function, as a record has them.
 *
 * The place that a position resolves to is remembered. Node's own source maps are asked first; V8's structured frames
 * know nothing of the maps that tsx, vitest or jest apply, but the text of a stack does, so a position seen for the
 * first time is looked up in that text once. Code of an eval is `<string>`, as in Python.
 */
import { findSourceMap } from 'node:module'
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'
import { type PublicMethod, positionOf, type StructuredFrame, stackText } from './stack-frames.js'
import { mayBeModule, parseStackText, pythonName, toPath } from './stack-text.js'
import { isTopLevel } from './top-level.js'

/** A line of the program from which a function is called: `lineno` counts from 1. */
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

/** Python's words for a caller that cannot be found. @internal For @pylogging/core. */
export const UNKNOWN_CALL_SITE = new CallSite('(unknown file)', 0, '(unknown function)')

const EVALUATED = '<string>'
/** The call sites by the number of the file and the offset in it, which V8 tells faster than line and column. */
const sites = new BoundedCache<number, CallSite>({ most: 8192 })
/** A file that is forgotten gets another number later; nobody asks for the call sites under the old one. */
const fileNumbers = new BoundedCache<string, number>({ most: 2048 })
let mostFileNumber = 0
let lastFile = ''
let lastFileNumber = 0
/** No text of V8's is longer. */
const MOST_OFFSETS = 2 ** 30

/** The call site of a frame that was resolved before. */
export function cachedSite(frame: StructuredFrame): CallSite | undefined {
  const file = frame.getFileName()
  return typeof file === 'string' ? sites.get(numberOf(file) * MOST_OFFSETS + positionOf(frame)) : undefined
}

/** @param depth - How far the frame is above `method`, counting from 1. */
export function resolveFrame(frame: StructuredFrame, method: PublicMethod, depth: number): CallSite {
  const known = cachedSite(frame)
  if (known !== undefined) return known
  const file = frame.getFileName()
  const script = file ?? frame.getScriptNameOrSourceURL() ?? EVALUATED
  const line = frame.getLineNumber() ?? 0
  const name = functionName(frame)
  if (script === EVALUATED) return new CallSite(script, line, name)
  const column = frame.getColumnNumber() ?? 0
  const position = mapped(script, line, column) ?? positionInText(method, depth)
  // A loader or bundler that has maps may have wrapped the file in a function.
  const mayBeTop = name === '<lambda>' || mayBeModule(frame.getFunctionName() ?? '')
  const isTop = mayBeTop && position !== undefined && isTopLevel(position.file, position.line, position.column)
  const site = new CallSite(
    ownText(position?.file ?? toPath(script)),
    position?.line ?? line,
    isTop ? '<module>' : name,
  )
  return typeof file === 'string' ? remember(file, positionOf(frame), site) : site
}

function remember(file: string, offset: number, site: CallSite): CallSite {
  return sites.set(numberOf(file) * MOST_OFFSETS + offset, site)
}

/** Many records in turn come from one file. */
function numberOf(file: string): number {
  if (file === lastFile) return lastFileNumber
  lastFileNumber = fileNumbers.get(file) ?? fileNumbers.set(ownText(file), ++mostFileNumber)
  lastFile = file
  return lastFileNumber
}

interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Node's own maps, known under --enable-source-maps. */
function mapped(script: string, line: number, column: number): Position | undefined {
  try {
    const entry = findSourceMap(script)?.findEntry(line - 1, column - 1)
    if (entry === undefined || !('originalSource' in entry) || !entry.originalSource) return undefined
    return { file: toPath(entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  } catch {
    return undefined
  }
}

/** The position that a frame has in the text of the same stack, to which loaders apply maps of their own. */
function positionInText(method: PublicMethod, depth: number): Position | undefined {
  const lines = stackText(method, depth).split('\n')
  const shown = lines.filter((line) => line.startsWith('    at '))
  // A loader may hide frames; then frames and lines no longer correspond.
  if (shown.length !== depth) return undefined
  return parseStackText(shown[depth - 1] ?? '')[0]
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
