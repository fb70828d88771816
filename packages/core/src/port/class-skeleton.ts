/**
 * Classes that extend one of logging's: their methods, with the Python lines to port in comments.
 *
 *   class Own(logging.Handler):         export class Own extends logging.Handler {
 *       def emit(self, record): …         override emit(record?: any): any { // … }
 */

import { knownModule } from '../python/known-modules.js'
import { getAttribute } from '../python/python-attributes.js'
import type { ClassStatement, FunctionStatement } from '../python-source/syntax.js'
import type { ExpressionWriter } from './expression.js'
import { safeName } from './typescript-names.js'

interface Base {
  /** The class as it is written. */
  readonly text: string
  /** The prototype of the class of logging that it is, or extends. */
  readonly prototype: object
}

/** The base that is one of logging's, or a class of the file that extends one. */
function baseOf(writer: ExpressionWriter, { bases }: ClassStatement): Base | undefined {
  for (const each of bases) {
    const own = each.kind === 'name' ? writer.loggingClasses.get(each.id) : undefined
    const text = own !== undefined || writer.isLogging(each) ? writer.tryWrite(each, new Set()) : null
    const prototype = own ?? (text === null ? undefined : classOf(text)?.prototype)
    if (text !== null && prototype !== undefined) return { text, prototype }
  }
  return undefined
}

export function isLoggingClass(writer: ExpressionWriter, statement: ClassStatement): boolean {
  return baseOf(writer, statement) !== undefined
}

/** Notes a class of the file, so that classes which extend it are known for logging's, too. */
export function noteLoggingClass(writer: ExpressionWriter, statement: ClassStatement): void {
  const base = baseOf(writer, statement)
  if (base !== undefined) writer.loggingClasses.set(statement.name, base.prototype)
}

function classOf(written: string): { readonly prototype: object } | undefined {
  const name = written.replace(/^logging\./, '')
  const found = getAttribute(knownModule('logging'), name) ?? getAttribute(knownModule('logging.handlers'), name)
  return typeof found === 'function' ? (found as { prototype: object }) : undefined
}

export function skeletonOf(
  writer: ExpressionWriter,
  statement: ClassStatement,
  lineOf: (offset: number) => number,
): string[] {
  const { text, prototype } = baseOf(writer, statement) as Base
  const methods = statement.body.filter((each): each is FunctionStatement => each.kind === 'function')
  return [
    `class ${safeName(statement.name)} extends ${text} {`,
    ...methods.flatMap((each) => methodOf(writer, each, prototype, lineOf)),
    '}',
  ]
}

function methodOf(
  writer: ExpressionWriter,
  statement: FunctionStatement,
  prototype: object,
  lineOf: (offset: number) => number,
): string[] {
  const lines = writer.textOf(statement).split('\n')
  const python = lines.map((line, index) => `    // ${lineOf(statement.from) + index}: ${line.trimEnd()}`)
  if (statement.name === '__init__') {
    return ['  constructor(...args: any[]) {', '    super(...(args as []))', ...python, '  }']
  }
  const isOver = statement.name in prototype
  const call =
    isOver && !/^(emit|format|filter)$/.test(statement.name)
      ? [`    return (super.${statement.name} as any)(...args)`]
      : []
  const result = call.length === 0 ? ['    return undefined as any'] : call
  return [
    `  ${isOver ? 'override ' : ''}${safeName(statement.name)}(...args: any[]): any {`,
    ...python,
    '    void args',
    ...result,
    '  }',
  ]
}
