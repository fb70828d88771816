/**
 * Statements of a file, run one after the other.
 *
 * Where a condition is not known, each way is tried on a copy of the names; values that come out alike on all ways are
 * known afterwards, the rest depends on the condition. A statement that fails leaves its names unknown, and the file
 * goes on: most of a settings file has nothing to do with logging.
 */
import { type Alternative, alternatives, type Completion, NORMAL } from './alternatives.js'
import { asRaised } from './builtins.js'
import { certain, doubt } from './doubts.js'
import { functionValue } from './function-value.js'
import { runImport } from './imports.js'
import type { Frame, Machine } from './machine.js'
import { fits } from './match.js'
import { isTruthy, itemsOf, operate } from './operations.js'
import { nameOf, TooMuch } from './session.js'
import type { Case, ClassStatement, Expression, Span, Statement } from './syntax.js'
import { bindTarget, define, scopeFor } from './targets.js'
import { ABSENT, raisedBy, runTry } from './try-statement.js'
import { ClassValue, Prefixed, Raised, Scope, Unknown } from './values.js'

/** @throws Raised, TooMuch */
export function runBody(machine: Machine, body: readonly Statement[], frame: Frame): Completion {
  for (const statement of body) {
    const done = runStatement(machine, statement, frame)
    if (done.kind !== 'normal') return done
  }
  return NORMAL
}

/** Runs statements as `runBody` does, but one that fails only leaves its own names unknown. @throws TooMuch */
export function runOn(machine: Machine, body: readonly Statement[], frame: Frame): Completion {
  for (const statement of body) {
    try {
      const done = runStatement(machine, statement, frame)
      if (done.kind !== 'normal') return done
    } catch (error) {
      if (error instanceof TooMuch || machine.session.tries > 0) throw error
      const reason = `computing it fails with ${(error as Error).name}: ${(error as Error).message}`
      leaveUnknown(machine, statement, frame, reason)
    }
  }
  return NORMAL
}

/** The names and places that a statement assigns are unknown from here on; containers that it changes are in doubt. */
function leaveUnknown(machine: Machine, statement: Statement, frame: Frame, reason: string): void {
  const called = (span: Span) => new Unknown(nameOf(frame.file, span), frame.file, span, { reason })
  const unknown = called(statement)
  const leave = (target: Expression): void => {
    if (target.kind === 'name') bindTarget(machine, target, called(target), frame)
    else if (target.kind === 'tuple' || target.kind === 'list') target.items.forEach(leave)
    else if (target.kind === 'index' || target.kind === 'attribute') leavePlace(machine, target, called(target), frame)
  }
  if (statement.kind === 'assign') statement.targets.forEach(leave)
  else if (statement.kind === 'update' || statement.kind === 'for') leave(statement.target)
  else if (statement.kind === 'function' || statement.kind === 'class') {
    const itself = new Unknown(statement.name, frame.file, statement, { reason })
    scopeFor(frame.scope, statement.name).names.set(statement.name, itself)
  } else if (statement.kind === 'expression' && statement.value.kind === 'call') {
    doubtOwner(statement.value.callee, unknown, frame)
  }
}

/**
 * Leaves a place of a value unknown. Where the place itself cannot be told, everything that it may be in is in doubt.
 */
function leavePlace(machine: Machine, target: Expression, unknown: Unknown, frame: Frame): void {
  try {
    bindTarget(machine, target, unknown, frame)
  } catch (error) {
    if (error instanceof TooMuch) throw error
    doubtOwner(target, unknown, frame)
  }
}

function doubtOwner(target: Expression, unknown: Unknown, frame: Frame): void {
  let owner = target
  while (owner.kind === 'index' || owner.kind === 'attribute') owner = owner.object
  if (owner.kind === 'name') doubt(scopeFor(frame.scope, owner.id).names.get(owner.id), unknown)
}

function runStatement(machine: Machine, statement: Statement, frame: Frame): Completion {
  machine.session.step()
  switch (statement.kind) {
    case 'assign': {
      const value = machine.compute(statement.value, frame)
      for (const target of statement.targets) bindTarget(machine, target, value, frame)
      return NORMAL
    }
    case 'update':
      update(machine, statement, frame)
      return NORMAL
    case 'expression':
      machine.compute(statement.value, frame)
      return NORMAL
    case 'import':
      if (machine.session.absent.has(statement)) throw ABSENT
      runImport(machine, statement, frame)
      return NORMAL
    case 'function':
      define(frame, statement.name, functionValue(machine, statement, frame))
      return NORMAL
    case 'class':
      define(frame, statement.name, classValue(machine, statement, frame))
      return NORMAL
    case 'if':
      return runIf(machine, statement.branches, statement.otherwise, frame)
    case 'for':
      return runFor(machine, statement, frame)
    case 'while':
      return runWhile(machine, statement, frame)
    case 'try':
      return runTry(machine, statement, frame, runBody)
    case 'with':
      return runWith(machine, statement, frame)
    case 'match':
      return runCases(machine, statement, statement.cases, certain(machine.compute(statement.subject, frame)), frame)
    case 'return':
      return { kind: 'return', value: statement.value === null ? null : machine.compute(statement.value, frame) }
    case 'raise':
      throw raisedBy(statement.value, frame)
    case 'delete':
      for (const target of statement.targets) {
        if (target.kind === 'name') scopeFor(frame.scope, target.id).names.delete(target.id)
        else if (target.kind === 'index') removeItem(machine, target, frame)
      }
      return NORMAL
    case 'scope':
      for (const name of statement.names) declare(frame.scope, name, statement.isGlobal)
      return NORMAL
    case 'break':
    case 'continue':
      return { kind: statement.kind }
    default:
      return NORMAL
  }
}

function declare(scope: Scope, name: string, isGlobal: boolean): void {
  if (isGlobal) scope.elsewhere.set(name, scope.module)
  else {
    for (let each = scope.outer; each !== null && each.kind !== 'module'; each = each.outer) {
      if (each.kind === 'function' && each.names.has(name)) scope.elsewhere.set(name, each)
    }
  }
}

/** `a += b`: a list and a dict are changed in place. */
function update(machine: Machine, statement: Statement & { kind: 'update' }, frame: Frame): void {
  const { target, operator } = statement
  const before = machine.compute(target, frame)
  const value = certain(machine.compute(statement.value, frame))
  const unknown = [before, value].find((each): each is Unknown => each instanceof Unknown)
  if (unknown !== undefined) {
    doubt(before, unknown)
    bindTarget(machine, target, unknown, frame)
  } else if (Array.isArray(before) && operator === '+') before.push(...asRaised(() => itemsOf(value)))
  else if (before instanceof Map && value instanceof Map && operator === '|') {
    for (const [key, each] of value) before.set(key, each)
  } else
    bindTarget(
      machine,
      target,
      asRaised(() => operate(operator, before, value)),
      frame,
    )
}

function runWith(machine: Machine, statement: Statement & { kind: 'with' }, frame: Frame): Completion {
  const entered: Prefixed[] = []
  for (const { value, target } of statement.items) {
    const held = machine.compute(value, frame)
    if (held instanceof Prefixed) {
      held.enter()
      entered.unshift(held)
    }
    if (target !== null) bindTarget(machine, target, held instanceof Prefixed ? held.reader : held, frame)
  }
  try {
    return runBody(machine, statement.body, frame)
  } finally {
    for (const each of entered) each.leave()
  }
}

function removeItem(machine: Machine, target: Expression & { kind: 'index' }, frame: Frame): void {
  const owner = machine.compute(target.object, frame)
  const key = machine.compute(target.index, frame)
  if (key instanceof Unknown) doubt(owner, key)
  else if (owner instanceof Map) {
    if (!owner.delete(key)) throw new Raised(['KeyError', 'LookupError'], String(key))
  } else if (Array.isArray(owner)) owner.splice(Number(key), 1)
}

function classValue(machine: Machine, statement: ClassStatement, frame: Frame): ClassValue {
  const bases = statement.bases.map((each) => machine.compute(each, frame))
  const scope = new Scope('class', frame.scope)
  runOn(machine, statement.body, { ...frame, scope })
  return new ClassValue(statement.name, frame.file, bases, scope, statement)
}

function running(machine: Machine, body: readonly Statement[], frame: Frame): Alternative {
  return () => runBody(machine, body, frame)
}

function fork(machine: Machine, frame: Frame, origin: Unknown, ways: readonly Alternative[]): Completion {
  return alternatives(machine.session, frame, origin, ways)
}

function runIf(
  machine: Machine,
  branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[],
  otherwise: readonly Statement[],
  frame: Frame,
): Completion {
  const [branch, ...others] = branches
  if (branch === undefined) return runBody(machine, otherwise, frame)
  const test = certain(machine.compute(branch.test, frame))
  if (test instanceof Unknown) {
    const origin = new Unknown(test.name, test.file, test.span, { reason: test.reason })
    return fork(machine, frame, origin, [
      running(machine, branch.body, frame),
      () => runIf(machine, others, otherwise, frame),
    ])
  }
  return isTruthy(test) ? runBody(machine, branch.body, frame) : runIf(machine, others, otherwise, frame)
}

function runCases(
  machine: Machine,
  statement: Statement & { kind: 'match' },
  [first, ...others]: readonly Case[],
  subject: unknown,
  frame: Frame,
): Completion {
  if (first === undefined) return NORMAL
  const reason = subject instanceof Unknown ? subject.reason : 'a pattern is not followed here'
  const origin = new Unknown(nameOf(frame.file, statement.subject), frame.file, statement.subject, { reason })
  const fit = fits(machine, first, subject, frame, origin)
  if (fit instanceof Unknown) {
    return fork(machine, frame, fit, [
      running(machine, first.body, frame),
      () => runCases(machine, statement, others, subject, frame),
    ])
  }
  return fit ? runBody(machine, first.body, frame) : runCases(machine, statement, others, subject, frame)
}

function runFor(machine: Machine, statement: Statement & { kind: 'for' }, frame: Frame): Completion {
  const iterable = certain(machine.compute(statement.iterable, frame))
  if (iterable instanceof Unknown) {
    const once = () => {
      bindTarget(machine, statement.target, iterable, frame)
      return runBody(machine, statement.body, frame)
    }
    return fork(machine, frame, iterable, [once, () => NORMAL])
  }
  for (const item of asRaised(() => itemsOf(iterable))) {
    bindTarget(machine, statement.target, item, frame)
    const done = runBody(machine, statement.body, frame)
    if (done.kind === 'return') return done
    if (done.kind === 'break') return NORMAL
  }
  return runBody(machine, statement.otherwise, frame)
}

function runWhile(machine: Machine, statement: Statement & { kind: 'while' }, frame: Frame): Completion {
  for (;;) {
    const test = certain(machine.compute(statement.test, frame))
    if (test instanceof Unknown)
      return fork(machine, frame, test, [running(machine, statement.body, frame), () => NORMAL])
    if (!isTruthy(test)) return runBody(machine, statement.otherwise, frame)
    const done = runBody(machine, statement.body, frame)
    if (done.kind === 'return') return done
    if (done.kind === 'break') return NORMAL
  }
}
