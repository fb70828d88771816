/**
 * The functions that the parts of the evaluation need of each other: expressions call functions, functions run
 * statements.
 */
import type { Session } from './session.js'
import type { Expression, Parameter, Span } from './syntax.js'
import type { Builtin, FunctionValue, Scope, SourceFile } from './values.js'

/** The place where something is being evaluated. */
export interface Frame {
  readonly file: SourceFile
  readonly scope: Scope
  /** The values that functions returned on paths that may not have been taken. */
  readonly returns: unknown[]
  /** The function, `''` at the level of the module. */
  readonly within: string
}

export interface Machine {
  readonly session: Session
  readonly builtins: ReadonlyMap<string, Builtin>
  /** The value of an expression. @throws Raised, TooMuch */
  compute(expression: Expression, frame: Frame): unknown
  /** The values of parameters that no argument is given for. */
  fallbacks(parameters: readonly Parameter[], frame: Frame): ReadonlyMap<string, unknown>
  /** Calls a function of a file. */
  call(callee: FunctionValue, args: readonly unknown[], keywords: ReadonlyMap<string, unknown>, span: Span): unknown
  /** A module by its dotted name, as seen from a file: known, a file beside it, or null. */
  findModule(name: string, level: number, file: SourceFile): unknown
  /** `os.getenv`. */
  getenv(): Builtin
}
