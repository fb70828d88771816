/** A `def` as a value: what its decorators leave of it, and how a class gives it. */
import type { Frame, Machine } from './machine.js'
import { nameOf } from './session.js'
import type { FunctionStatement } from './syntax.js'
import { FunctionValue } from './values.js'

/** Decorators that leave what a function gives. */
const HARMLESS = /^(functools\.)?(lru_cache|cache|wraps)\b|^(staticmethod|classmethod|property|cached_property)$/

export function functionValue(machine: Machine, statement: FunctionStatement, frame: Frame): FunctionValue {
  const decorators = statement.decorators.map((each) => nameOf(frame.file, each))
  const strange = decorators.find((each) => !HARMLESS.test(each))
  const has = (name: string) => decorators.includes(name)
  return new FunctionValue({
    name: statement.name,
    file: frame.file,
    scope: frame.scope,
    parameters: statement.parameters,
    fallbacks: machine.fallbacks(statement.parameters, frame),
    body: statement.body,
    span: statement,
    obstacle: statement.isGenerator
      ? 'it is a generator'
      : strange === undefined
        ? null
        : `it is decorated by ${strange}`,
    binding: has('staticmethod')
      ? 'static'
      : has('classmethod')
        ? 'class'
        : has('property') || has('cached_property')
          ? 'property'
          : 'method',
  })
}
