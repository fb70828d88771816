/**
 * A source with its log calls marked, and the source map that leads back.
 *
 *   logger.info('order %d', 7)      __at(0, __at0).info(logger).info('order %d', 7)
 *   info('ready')                   __at(1, __at1).of(info)('ready')
 *
 * A mark begins with a name, because a bracket would make one statement of two lines that have no semicolon between
 * them. The marks stand in the lines that are there, and the code that all of them need stands behind the last line, in
 * a function and variables that are hoisted: so lines stay what they are, also where nobody reads the map, and a
 * function that runs before its module has been evaluated, in a circle of imports, finds them.
 *
 * Where no logger of ours has been loaded, a mark returns its argument.
 *
 * Runs with: marks/mark.ts of @pylogging/core, which has what is under the symbol.
 */
import type MagicString from 'magic-string'
import type { LogCall } from './log-calls.js'
import type { Peers } from './peers.js'

const METHODS = ['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'exception', 'log', 'of']
const MARKER = 'pylogging.places.1'

/** Whether another copy of the plugin has been here. */
export function isMarked(code: string): boolean {
  return code.includes(MARKER)
}

/**
 * The facts about a file: its path, and as records show it, whether it may hold types, whether marks are verified.
 */
export interface FileFacts {
  readonly file: string
  readonly pathname: string
  readonly isTyped: boolean
  readonly isVerified: boolean
}

/** A text and its source map. */
export interface Marked {
  readonly code: string
  readonly map: object
}

/** Writes the marks into the text of a file. */
export function writeMarks(code: string, calls: readonly LogCall[], facts: FileFacts, { magicString }: Peers): Marked {
  const name = unusedName(code)
  const { default: Text, SourceMap } = magicString
  const text = new Text(code)
  for (const [index, { start, end, method }] of calls.entries()) {
    text.appendLeft(start, `${name}(${index}, ${name}${index}).${method}(`)
    text.appendRight(end, ')')
  }
  text.append(tail(name, calls, facts))
  const map = text.generateDecodedMap({ source: facts.file, includeContent: true, hires: true })
  return { code: text.toString(), map: new SourceMap({ ...map, mappings: withoutGaps(map.mappings) }) }
}

type Segment = ReturnType<MagicString['generateDecodedMap']>['mappings'][number][number]

/**
 * Leads what begins a line and was not there to the code behind it, and the tail to the end of the file. A compiler
 * that puts its own map over this one would take a text that leads nowhere for a second source of the same name.
 */
function withoutGaps(lines: Segment[][]): Segment[][] {
  let end: Segment = [0, 0, 0, 0]
  return lines.map((segments) => {
    const [first = end] = segments
    const [, source = 0, line = 0, column = 0] = first
    end = segments.at(-1) ?? end
    return segments[0]?.[0] === 0 ? segments : [[0, source, line, column], ...segments]
  })
}

function unusedName(code: string): string {
  let name = '__at'
  while (code.includes(name)) name = `_${name}`
  return name
}

/** A variable for each place, because one is read faster than the member of a list. */
function tail(name: string, calls: readonly LogCall[], { pathname, isTyped, isVerified }: FileFacts): string {
  const table = JSON.stringify(calls.flatMap(({ funcName, line }) => [funcName, line]))
  const names = calls.map((_, index) => `${name}${index}`)
  const typed = (type: string) => (isTyped ? type : '')
  const any = typed(': any')
  const methods = METHODS.map((method) => `'${method}'`).join(' | ')
  const places = isTyped ? '(globalThis as any)' : 'globalThis'
  const call = `${places}[Symbol.for('${MARKER}')]?.(${JSON.stringify(pathname)}, ${table}${isVerified ? `, ${name}s` : ''})`
  return [
    `\n;var ${names.map((each) => each + any).join(', ')};`,
    `function ${name}(i${typed(': number')}, known${any})${typed(`: { [method in ${methods}]: <T>(called: T) => T }`)} {`,
    `return known ?? ${name}s(i) }`,
    `function ${name}s(i${typed(': number')})${any} {`,
    `const found${any} = ${call};`,
    `if (!found) return new Proxy({}${typed(' as any')}, { get: () => (called${any}) => called });`,
    `[${names.join(', ')}] = found; return found[i] }\n`,
  ].join(' ')
}
