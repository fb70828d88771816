/**
 * The log calls of a source that can be marked: what stands before the dot, the line that V8 names, the function.
 *
 * Left alone are calls whose function V8 may name otherwise, `super.info(…)`, whose receiver cannot be replaced, and what
 * stands in a chain behind `?.`, which ends as a whole.
 */
import { functionNameAt } from './function-names.js'
import { lineStarts, positionIn } from './lines.js'
import { findLoggers, type KindOf } from './loggers.js'
import type { MarkOptions } from './options.js'
import type { Node, SyntaxTree, Visited } from './syntax-tree.js'

/** One log call of a file. */
export interface LogCall {
  /** The piece of the source that is given to the mark: the logger, or the function itself. */
  readonly start: number
  readonly end: number
  /** The method, or `of` for a function. */
  readonly method: string
  /** The place of the method's name, which is the place that V8 tells: lines count from 1, columns from 0. */
  readonly position: number
  readonly line: number
  readonly column: number
  readonly funcName: string
}

const METHODS = new Set(['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'exception', 'log'])

/** @returns The calls, in the order of the source. */
export function findLogCalls(tree: SyntaxTree, code: string, options: MarkOptions): LogCall[] {
  const kindOf = findLoggers(tree, options)
  const starts = lineStarts(code)
  const calls: LogCall[] = []
  tree.visit((visited) => {
    const target = targetOf(visited, kindOf)
    if (target === null) return
    const funcName = functionNameAt(visited.around)
    if (funcName === null) return
    calls.push({ ...target, ...positionIn(starts, target.position), funcName })
  })
  return calls
}

type Target = Pick<LogCall, 'start' | 'end' | 'method' | 'position'>

function targetOf(visited: Visited, kindOf: KindOf): Target | null {
  const { node } = visited
  if (node.type !== 'CallExpression' || node.optional) return null
  const { callee } = node
  if (callee.type === 'Identifier')
    return isFunction(callee, visited, kindOf) ? given(callee, 'of', callee.start) : null
  if (callee.type !== 'MemberExpression' || callee.computed) return null
  const { object, property } = callee
  if (property.type !== 'Identifier' || !METHODS.has(property.name)) return null
  if (object.type === 'Super' || hasOptionalPart(object)) return null
  const kind = kindOf(object, visited)
  if (kind === 'logger' || kind === 'module') return given(object, property.name, property.start)
  // A namespace stays what a bundler can take apart.
  return kind === 'namespace' && !callee.optional ? given(callee, 'of', property.start) : null
}

function isFunction(callee: Node, visited: Visited, kindOf: KindOf): boolean {
  const kind = kindOf(callee, visited)
  return typeof kind === 'object' && kind !== null && METHODS.has(kind.name)
}

function given({ start, end }: Node, method: string, position: number): Target {
  return { start, end, method, position }
}

/** `a?.b` of `a?.b.info()`, which is not called at all where there is no `a`. */
function hasOptionalPart(node: Node): boolean {
  if (node.type === 'CallExpression') return node.optional || hasOptionalPart(node.callee)
  if (node.type === 'MemberExpression') return node.optional || hasOptionalPart(node.object)
  return node.type === 'TSNonNullExpression' && hasOptionalPart(node.expression)
}
