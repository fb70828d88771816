/**
 * `try`: exceptions of the file find their `except`, and a package that may be missing is there and is not.
 */
import { alternatives, type Completion } from './alternatives.js'
import { isOfPython } from './imports.js'
import type { Frame, Machine } from './machine.js'
import { isTruthy } from './operations.js'
import { nameOf } from './session.js'
import type { Expression, Handler, Statement } from './syntax.js'
import { define } from './targets.js'
import { Raised, Unknown } from './values.js'

/** Runs a row of statements. */
type Run = (machine: Machine, body: readonly Statement[], frame: Frame) => Completion

type TryStatement = Statement & { kind: 'try' }

/** Runs a `try`. Where the file has an answer for a package that is not installed, both ways are gone. */
export function runTry(machine: Machine, statement: TryStatement, frame: Frame, runBody: Run): Completion {
  const { session } = machine
  const isExpected = statement.handlers.some((each) => catches(each, ABSENT))
  const imported = isExpected ? statement.body.find((each) => isAbsent(machine, each, frame)) : undefined
  if (imported === undefined || session.absent.has(imported)) return runTried(machine, statement, frame, runBody)
  const name = nameOf(frame.file, imported)
  const without = () => {
    session.absent.add(imported)
    try {
      return runTried(machine, statement, frame, runBody)
    } finally {
      session.absent.delete(imported)
    }
  }
  if (imported.kind === 'import' && imported.level > 0) return without()
  const given = session.given(name)
  if (given !== null) return isTruthy(given.value) ? runTried(machine, statement, frame, runBody) : without()
  const reason = 'is it there: true or false'
  const origin = new Unknown(name, frame.file, imported, { reason })
  return alternatives(session, frame, origin, [() => runTried(machine, statement, frame, runBody), without])
}

/** The exception that an import of a package that is not there throws. */
export const ABSENT = new Raised(['ModuleNotFoundError', 'ImportError'], 'No module')

/** An import of what is neither beside the file nor of Python's own. */
function isAbsent(machine: Machine, statement: Statement, frame: Frame): boolean {
  if (statement.kind !== 'import') return false
  const { module, level, names } = statement
  if (module !== null && (module === '' || machine.session.given(names[0]?.name ?? '') !== null)) return false
  const wanted = module === null ? names.map(({ name }) => name) : [module]
  return wanted.some((each) => !isOfPython(each) && machine.findModule(each, level, frame.file) === null)
}

function runTried(machine: Machine, statement: TryStatement, frame: Frame, runBody: Run): Completion {
  const { session } = machine
  let done: Completion
  try {
    const isCaught = statement.handlers.length > 0 ? 1 : 0
    session.tries += isCaught
    try {
      done = runBody(machine, statement.body, frame)
    } finally {
      session.tries -= isCaught
    }
    if (done.kind === 'normal') done = runBody(machine, statement.otherwise, frame)
  } catch (error) {
    const handler = error instanceof Raised ? statement.handlers.find((each) => catches(each, error)) : undefined
    if (handler === undefined) {
      if (error instanceof Raised) runBody(machine, statement.last, frame)
      throw error
    }
    const { name } = handler
    if (name !== null) define(frame, name, new Unknown(name, frame.file, handler, { reason: 'it is an exception' }))
    done = runBody(machine, handler.body, frame)
  }
  const last = runBody(machine, statement.last, frame)
  return last.kind === 'normal' ? done : last
}

const ALL = new Set(['Exception', 'BaseException'])
/** The second names that Python has for an exception. */
const ALIASES: Readonly<Record<string, string>> = { EnvironmentError: 'OSError', IOError: 'OSError' }

function catches({ types }: Handler, raised: Raised): boolean {
  if (types === null) return true
  const names = types.kind === 'tuple' ? types.items : [types]
  return names.some((each) => {
    const name = each.kind === 'name' ? each.id : each.kind === 'attribute' ? each.name : ''
    const own = Object.hasOwn(ALIASES, name) ? (ALIASES[name] as string) : name
    return ALL.has(own) || raised.lineage.includes(own)
  })
}

/** Returns the exception that a `raise` throws. */
export function raisedBy(value: Expression | null, frame: Frame): Raised {
  if (value === null) return new Raised(['Exception'], 'raised again')
  const type = value.kind === 'call' ? value.callee : value
  const name = nameOf(frame.file, type)
  return new Raised([name.slice(name.lastIndexOf('.') + 1)], nameOf(frame.file, value))
}
