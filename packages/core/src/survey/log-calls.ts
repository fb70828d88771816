/**
 * Log calls of a Python file: where they stand, their level, how the message is written, and what ruff would say.
 *
 *   logger.error('failed: %s' % e)      { level: 'error', shape: 'percent', codes: ['G002'] }
 *
 * The codes are those of ruff's rules LOG and G, so that the two can be held side by side.
 *
 * Source of the codes: docs.astral.sh/ruff/rules, flake8-logging and flake8-logging-format.
 */

import type { Expression, Keyword } from '../python-source/syntax.js'
import type { Node } from '../python-source/tree.js'

/** The way in which the message of a call is written. */
export type Shape =
  | 'literal'
  | 'arguments'
  | 'percent'
  | 'f-string'
  | 'format'
  | 'concatenation'
  | 'expression'
  | 'none'

export const METHODS: ReadonlySet<string> = new Set([
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'exception',
  'critical',
  'fatal',
  'log',
])

export interface LogCall {
  /** The line, from 1, and the column; a column is a character. */
  readonly line: number
  readonly column: number
  /** The method that is called. */
  readonly level: string
  readonly shape: Shape
  /** The expression that the method is called on, as it stands in the file. */
  readonly logger: string
  /** The names of the keywords that are given, of `exc_info`, `extra`, `stack_info`, `stacklevel`. */
  readonly keywords: readonly string[]
  /** Whether it stands in an `except`. */
  readonly inExcept: boolean
  readonly codes: readonly string[]
}

/** @param message - The first argument, behind the level of `log`. */
export function shapeOf(message: Expression | undefined, more: number): Shape {
  if (message === undefined) return 'none'
  switch (message.kind) {
    case 'format':
      return 'f-string'
    case 'string':
      return more > 0 ? 'arguments' : 'literal'
    case 'binary':
      if (message.operator === '%' && isText(message.left)) return 'percent'
      return message.operator === '+' && hasText(message) ? 'concatenation' : 'expression'
    case 'call': {
      const { callee } = message
      return callee.kind === 'attribute' && callee.name === 'format' && isText(callee.object) ? 'format' : 'expression'
    }
    default:
      return more > 0 ? 'arguments' : 'expression'
  }
}

function isText({ kind }: Expression): boolean {
  return kind === 'string' || kind === 'format'
}

/** Whether a row of `+` has a text in it. */
function hasText(expression: Expression): boolean {
  let each = expression
  while (each.kind === 'binary' && each.operator === '+') {
    if (isText(each.right)) return true
    each = each.left
  }
  return isText(each)
}

/** Attributes that a record has itself: `extra` may not name them. */
const RECORD_ATTRIBUTES = new Set(
  `args asctime created exc_info exc_text filename funcName levelname levelno lineno message module msecs msg name pathname
  process processName relativeCreated stack_info taskName thread threadName`.split(/\s+/),
)

const SHAPE_CODES: Readonly<Partial<Record<Shape, string>>> = {
  format: 'G001',
  percent: 'G002',
  concatenation: 'G003',
  'f-string': 'G004',
}

interface Called {
  readonly level: string
  readonly shape: Shape
  readonly isRoot: boolean
  readonly inExcept: boolean
  readonly keywords: readonly Keyword[]
}

export function codesOf({ level, shape, isRoot, inExcept, keywords }: Called): string[] {
  const codes: string[] = []
  const excInfo = keywords.find(({ name }) => name === 'exc_info')?.value
  const truth = excInfo === undefined ? null : truthOf(excInfo)
  const repeats = inExcept && excInfo !== undefined && isCurrent(excInfo)
  const own = SHAPE_CODES[shape]
  if (own !== undefined) codes.push(own)
  if (level === 'warn') codes.push('G010')
  if (clashes(keywords.find(({ name }) => name === 'extra')?.value)) codes.push('G101')
  if (level === 'error' && repeats) codes.push('G201')
  if (level === 'exception' && repeats) codes.push('G202')
  if (level === 'exception' && !inExcept) codes.push('LOG004')
  if (level === 'exception' && truth === false) codes.push('LOG007')
  if (truth === true && !inExcept) codes.push('LOG014')
  if (isRoot) codes.push('LOG015')
  return codes
}

/** Returns the truth of a value that is written out; null for one that only a run can tell. */
function truthOf(value: Expression): boolean | null {
  if (value.kind === 'constant') return value.value === true
  if (value.kind === 'number') return Number(value.text) !== 0
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.length > 0
  return null
}

/** The exception that is being handled, which `exception` logs by itself. */
function isCurrent(value: Expression): boolean {
  if (value.kind === 'constant') return value.value === true
  if (value.kind !== 'call') return false
  const { callee } = value
  return callee.kind === 'attribute' ? callee.name === 'exc_info' : callee.kind === 'name' && callee.id === 'exc_info'
}

function clashes(extra: Expression | undefined): boolean {
  if (extra?.kind === 'dict') {
    return extra.entries.some(([key]) => key?.kind === 'string' && RECORD_ATTRIBUTES.has(key.text))
  }
  const isDict = extra?.kind === 'call' && extra.callee.kind === 'name' && extra.callee.id === 'dict'
  return isDict && extra.keywords.some(({ name }) => name !== null && RECORD_ATTRIBUTES.has(name))
}

/** The `except` that a node stands in, in its own function; null outside. */
export function exceptAround(node: Node): Node | null {
  for (let each: Node | null = node; each !== null; each = each.parent) {
    if (each.name === 'FunctionDefinition' || each.name === 'LambdaExpression') return null
    if (each.name === 'Body' && each.parent?.name === 'TryStatement') {
      for (let before = each.prevSibling; before !== null && before.name !== 'Body'; before = before.prevSibling) {
        if (before.name === 'except') return each
      }
    }
  }
  return null
}
