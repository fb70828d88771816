/**
 * Expressions of a file, computed from what is known.
 *
 *   os.path.join(BASE_DIR, 'logs')      '/srv/app/logs'
 *   settings.LEVEL                      Unknown, unless the user set it
 *
 * A value that is computed from something unknown is unknown, and says where that began.
 */
import { isTuple, PythonFloat, PythonTuple } from '@pylogging/formatter'
import { dictOf, setOf } from '../python/literal-containers.js'
import { unary } from '../python/literal-operators.js'
import { tokens } from '../python/literal-tokens.js'
import { attributeOfValue } from './attributes.js'
import { asRaised, EXCEPTIONS } from './builtins.js'
import { callValue } from './calls.js'
import { certain, doubtOf } from './doubts.js'
import { readVariable } from './environment-variables.js'
import type { Frame, Machine } from './machine.js'
import { compare, formatted, isTruthy, itemsOf, operate, sliced, subscript, weightOf } from './operations.js'
import { nameOf } from './session.js'
import type { Expression, FormatPart, Generator } from './syntax.js'
import { bindTarget } from './targets.js'
import {
  Builtin,
  ClassValue,
  computedFrom,
  Environ,
  FunctionValue,
  Raised,
  Reference,
  Scope,
  Unknown,
} from './values.js'

/** @throws Raised for Python's exceptions; TooMuch */
export function compute(machine: Machine, expression: Expression, frame: Frame): unknown {
  machine.session.step()
  const value = (each: Expression) => compute(machine, each, frame)
  switch (expression.kind) {
    case 'name':
      return lookUp(machine, expression, frame)
    case 'constant':
      return expression.value === 'ellipsis' ? new Reference('builtins.Ellipsis') : expression.value
    case 'number':
      return numberOf(expression.text)
    case 'string':
      return expression.isBytes ? Buffer.from(expression.text, 'latin1') : expression.text
    case 'format':
      return settledFrom(formattedText(machine, expression.parts, frame))
    case 'list':
      return rowOf(machine, expression.items, frame)
    case 'tuple': {
      const items = rowOf(machine, expression.items, frame)
      return items instanceof Unknown ? items : new PythonTuple(items)
    }
    case 'set': {
      const items = rowOf(machine, expression.items, frame)
      if (items instanceof Unknown) return items
      return items.find(isUnknown) ?? asRaised(() => setOf(items))
    }
    case 'dict':
      return settledFrom(dictValue(machine, expression.entries, frame))
    case 'attribute':
      return attributeOfValue(machine, value(expression.object), expression.name, frame, expression)
    case 'index':
      return indexed(machine, expression, frame)
    case 'call':
      return callValue(machine, expression, frame)
    case 'unary': {
      const operand = certain(value(expression.operand))
      if (operand instanceof Unknown) return computedFrom(operand)
      if (expression.operator === 'not') return !isTruthy(operand)
      return asRaised(() => unary(expression.operator, operand))
    }
    case 'binary': {
      const [left, right] = [value(expression.left), value(expression.right)]
      const unknown = firstUnknown([left, right])
      return unknown === undefined ? asRaised(() => operate(expression.operator, left, right)) : computedFrom(unknown)
    }
    case 'logic': {
      const left = certain(value(expression.left))
      if (left instanceof Unknown) return computedFrom(left)
      return isTruthy(left) === (expression.operator === 'and') ? value(expression.right) : left
    }
    case 'compare':
      return settledFrom(comparison(machine, expression, frame))
    case 'conditional': {
      const test = certain(value(expression.test))
      if (test instanceof Unknown) return computedFrom(test)
      return value(isTruthy(test) ? expression.consequent : expression.otherwise)
    }
    case 'lambda': {
      const given = machine.session.given(nameOf(frame.file, expression))
      if (given !== null) return given.value
      return new FunctionValue({
        name: '<lambda>',
        file: frame.file,
        scope: frame.scope,
        parameters: expression.parameters,
        fallbacks: machine.fallbacks(expression.parameters, frame),
        body: expression.body,
        span: expression,
        obstacle: null,
        binding: 'method',
      })
    }
    case 'comprehension':
      return settledFrom(comprehension(machine, expression, frame))
    case 'walrus': {
      const result = value(expression.value)
      bindTarget(machine, expression.target, result, frame)
      return result
    }
    default:
      return new Unknown(nameOf(frame.file, expression), frame.file, expression, { reason: 'it cannot be read here' })
  }
}

function settledFrom(value: unknown): unknown {
  return value instanceof Unknown ? computedFrom(value) : value
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown
}

/** The first of some values, or of what is directly in them, that is not known. */
export function firstUnknown(values: readonly unknown[]): Unknown | undefined {
  for (const value of values) {
    const itself = certain(value)
    if (itself instanceof Unknown) return itself
    const inner = Array.isArray(value) || isTuple(value) ? [...value].find(isUnknown) : undefined
    if (inner !== undefined) return inner
  }
  return undefined
}

function lookUp(machine: Machine, { id, from, to }: Expression & { kind: 'name' }, frame: Frame): unknown {
  let isOwn = true
  for (let scope: Scope | null = frame.scope; scope !== null; scope = scope.outer) {
    const other = scope.elsewhere.get(id)
    if (other?.names.has(id)) return other.names.get(id)
    // Methods see the names of their class only by way of the class.
    if ((isOwn || scope.kind !== 'class') && scope.names.has(id)) return scope.names.get(id)
    isOwn = false
  }
  const given = machine.session.given(id)
  if (given !== null) return given.value
  const builtin = machine.builtins.get(id)
  if (builtin !== undefined) return builtin
  if (EXCEPTIONS.has(id)) return new Reference(`builtins.${id}`)
  return new Unknown(id, frame.file, { from, to })
}

function numberOf(text: string): unknown {
  const plain = text.replace(/[lL]$/, '').replace(/^0+(?=[0-7]+$)/, '0o')
  const [token] = asRaised(() => tokens(plain))
  if (token?.kind === 'integer') return token.value
  if (token?.kind === 'float') return new PythonFloat(token.value)
  throw new Raised(['SyntaxError'], `invalid number ${text}`)
}

/** Items of a display, with `*rows` spread out. */
export function rowOf(machine: Machine, items: readonly Expression[], frame: Frame): unknown[] | Unknown {
  const row: unknown[] = []
  for (const item of items) {
    if (item.kind !== 'star') row.push(compute(machine, item, frame))
    else {
      const inner = certain(compute(machine, item.value, frame))
      if (inner instanceof Unknown) return inner
      row.push(...asRaised(() => itemsOf(inner)))
    }
  }
  machine.session.step(row.length)
  return row
}

function dictValue(
  machine: Machine,
  entries: readonly (readonly [Expression | null, Expression])[],
  frame: Frame,
): unknown {
  const found: [unknown, unknown][] = []
  for (const [key, value] of entries) {
    const held = compute(machine, value, frame)
    if (key !== null) {
      const name = compute(machine, key, frame)
      if (name instanceof Unknown) return name
      found.push([name, held])
    } else {
      const spread = certain(held)
      if (spread instanceof Unknown) return spread
      if (!(spread instanceof Map)) throw new Raised(['TypeError'], 'argument after ** must be a mapping')
      found.push(...spread)
    }
  }
  machine.session.step(found.length)
  return asRaised(() => dictOf(found))
}

function indexed(machine: Machine, expression: Expression & { kind: 'index' }, frame: Frame): unknown {
  const { session } = machine
  const owner = compute(machine, expression.object, frame)
  const { index } = expression
  if (index.kind === 'slice') {
    const [start, stop, step] = [index.start, index.stop, index.step].map((each) =>
      each === null ? null : compute(machine, each, frame),
    )
    const unknown = firstUnknown([owner]) ?? [start, stop, step].find(isUnknown)
    return unknown ?? asRaised(() => sliced(owner, start, stop, step))
  }
  // `Dict[str, Any]` describes a type.
  if (owner instanceof Reference || owner instanceof Builtin || owner instanceof ClassValue) return owner
  const key = compute(machine, index, frame)
  if (owner instanceof Unknown) {
    const name = nameOf(frame.file, expression)
    return session.given(name)?.value ?? new Unknown(name, frame.file, expression)
  }
  if (key instanceof Unknown) return key
  if (owner instanceof Environ) return readVariable(machine, frame, expression, key)
  // A key that is no text is looked for among all.
  if (typeof key !== 'string') session.step(weightOf(owner))
  return doubtOf(owner) ?? asRaised(() => subscript(owner, key))
}

/** `a < b < c` comes as (a < b) < c; where brackets are written, they are part of the left side. */
function comparison(machine: Machine, expression: Expression & { kind: 'compare' }, frame: Frame): unknown {
  const { left, operator } = expression
  const right = compute(machine, expression.right, frame)
  if (left.kind === 'compare' && left.to === left.right.to) {
    const before = comparison(machine, left as Expression & { kind: 'compare' }, frame)
    if (before instanceof Unknown || !isTruthy(before)) return before
    const middle = compute(machine, left.right, frame)
    return firstUnknown([middle, right]) ?? asRaised(() => compare(operator, middle, right))
  }
  const first = compute(machine, left, frame)
  if (right instanceof Environ) return Object.hasOwn(machine.session.inputs.env, String(first)) === (operator === 'in')
  if (operator.startsWith('is') && right === null && first instanceof Unknown && first.imported !== null) {
    // An imported name has a value, though an unknown one.
    return operator === 'is not'
  }
  machine.session.step(weightOf(right))
  const sides = operator.startsWith('is') ? [first, right] : [certain(first), certain(right)]
  const unknown = sides.find(isUnknown) ?? (operator.endsWith('in') ? firstUnknown([right]) : undefined)
  return unknown ?? asRaised(() => compare(operator, first, right))
}

function formattedText(machine: Machine, parts: readonly FormatPart[], frame: Frame): unknown {
  let text = ''
  for (const part of parts) {
    if (part.kind === 'text') text += part.text
    else {
      const value = compute(machine, part.value, frame)
      const spec = formattedText(machine, part.spec, frame)
      const unknown = firstUnknown([value, spec])
      if (unknown !== undefined) return unknown
      text += part.label + asRaised(() => formatted(value, part.conversion, spec as string))
    }
  }
  return text
}

function comprehension(machine: Machine, expression: Expression & { kind: 'comprehension' }, frame: Frame): unknown {
  const inner: Frame = { ...frame, scope: new Scope('function', frame.scope) }
  const found: unknown[] = []
  const keys: unknown[] = []
  const unknown = loop(machine, expression.generators, inner, () => {
    if (expression.key !== null) {
      const key = compute(machine, expression.key, inner)
      if (key instanceof Unknown) return key
      keys.push(key)
    }
    found.push(compute(machine, expression.element, inner))
    return undefined
  })
  if (unknown !== undefined) return unknown
  if (expression.of === 'dict') return asRaised(() => dictOf(found.map((value, index) => [keys[index], value])))
  return expression.of === 'set' ? asRaised(() => setOf(found)) : found
}

function loop(
  machine: Machine,
  generators: readonly Generator[],
  frame: Frame,
  work: () => Unknown | undefined,
): Unknown | undefined {
  const [generator, ...others] = generators
  if (generator === undefined) return work()
  const iterable = certain(compute(machine, generator.iterable, frame))
  if (iterable instanceof Unknown) return iterable
  for (const item of asRaised(() => itemsOf(iterable))) {
    bindTarget(machine, generator.target, item, frame)
    const tests = generator.conditions.map((each) => certain(compute(machine, each, frame)))
    const unknown = tests.find(isUnknown)
    if (unknown !== undefined) return unknown
    if (!tests.every(isTruthy)) continue
    const stopped = loop(machine, others, frame, work)
    if (stopped !== undefined) return stopped
  }
  return undefined
}
