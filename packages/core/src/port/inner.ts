/** The parts of a Python statement: its own expressions, and the rows of statements below it. */
import type { Expression, Statement } from '../python-source/syntax.js'

/** Returns the statement's own expressions, without those of inner rows, functions and classes. */
export function expressionsIn(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'assign':
      return [...statement.targets, statement.value]
    case 'update':
      return [statement.target, statement.value]
    case 'expression':
      return [statement.value]
    case 'if':
      return statement.branches.map(({ test }) => test)
    case 'for':
      return [statement.iterable]
    case 'while':
      return [statement.test]
    case 'with':
      return statement.items.map(({ value }) => value)
    case 'match':
      return [statement.subject]
    case 'return':
    case 'raise':
      return statement.value === null ? [] : [statement.value]
    case 'function':
    case 'class':
      return [...statement.decorators]
    default:
      return []
  }
}

export interface InnerBody {
  readonly body: readonly Statement[]
  /** The name of the exception in an `except`, null where it has none; undefined elsewhere. */
  readonly caught?: string | null
}

export function innerBodies(statement: Statement): InnerBody[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map(({ body }) => ({ body })), { body: statement.otherwise }]
    case 'for':
    case 'while':
      return [{ body: statement.body }, { body: statement.otherwise }]
    case 'try':
      return [
        { body: statement.body },
        ...statement.handlers.map(({ body, name }) => ({ body, caught: name })),
        { body: statement.otherwise },
        { body: statement.last },
      ]
    case 'with':
    case 'function':
    case 'class':
      return [{ body: statement.body }]
    case 'match':
      return statement.cases.map(({ body }) => ({ body }))
    default:
      return []
  }
}
