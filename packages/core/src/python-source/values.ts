/**
 * The values of a Python file while it is evaluated.
 *
 *   int  bigint      float  PythonFloat     str  string      bytes  Buffer     None  null
 *   list  array      tuple  PythonTuple     dict  Map        set  Set
 *
 * and what only a program has: paths, modules, functions, classes, objects of a class. `Unknown` is everything that
 * reading alone cannot know. It spreads through what is computed from it, and says where it began.
 */
import type { ClassStatement, Expression, Parameter, Span, Statement } from './syntax.js'

/** Names and what they are bound to, in a module, a function or a class. */
export class Scope {
  readonly names = new Map<string, unknown>()
  readonly outer: Scope | null
  readonly kind: 'module' | 'function' | 'class'
  /** Names that a `global` or `nonlocal` statement gave away. */
  readonly elsewhere = new Map<string, Scope>()
  /** The names that a call of the function binds, and its statements may bind anew. */
  readonly parameters = new Set<string>()

  constructor(kind: 'module' | 'function' | 'class', outer: Scope | null) {
    this.kind = kind
    this.outer = outer
  }

  /** The scope of the file. */
  get module(): Scope {
    return this.outer === null ? this : this.outer.module
  }
}

/** A file that is being evaluated. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  /** Python's `__name__`. */
  readonly name: string
  readonly scope: Scope
}

/** A value that is not known. */
export class Unknown {
  /** The name by which the user sets the value, as it stands in the file: `DEBUG`, `settings.LEVEL`, `get_level()`. */
  readonly name: string
  /** The reason why the value is not known, where the name alone does not say it. */
  readonly reason: string | null
  readonly file: SourceFile
  readonly span: Span
  /** The module of an imported name, and the name in it. */
  readonly imported: string | null

  constructor(
    name: string,
    file: SourceFile,
    span: Span,
    { reason = null, imported = null }: { readonly reason?: string | null; readonly imported?: string | null } = {},
  ) {
    this.name = name
    this.file = file
    this.span = span
    this.reason = reason
    this.imported = imported
  }
}

/**
 * Returns the unknown value that is computed from another: it is no longer the imported one, and keeps the name of
 * that.
 */
export function computedFrom(unknown: Unknown): Unknown {
  const { name, file, span, imported, reason } = unknown
  if (imported === null) return unknown
  return new Unknown(name, file, span, { reason: reason ?? `it comes from ${imported.replace(/\.[^.]*$/, '')}` })
}

/** A name of a package that a configuration may have as text: `logging.StreamHandler`, `sys.stdout`. */
export class Reference {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A module whose names known-modules.ts has, or a file beside this one. */
export class ModuleValue {
  readonly name: string
  readonly file: SourceFile | null

  constructor(name: string, file: SourceFile | null) {
    this.name = name
    this.file = file
  }
}

/** Arguments of a call. */
export interface Arguments {
  readonly args: readonly unknown[]
  readonly keywords: ReadonlyMap<string, unknown>
}

/** What counts the steps of an evaluation. */
export interface Steps {
  /** @throws TooMuch */
  step(count?: number): void
}

/** A function of Python's own that is computed here. */
export class Builtin {
  readonly name: string
  readonly call: (given: Arguments, steps: Steps) => unknown
  /** The attributes of the function by their names, for classes such as Path. */
  readonly attributes: ReadonlyMap<string, unknown>

  constructor(name: string, call: Builtin['call'], attributes: ReadonlyMap<string, unknown> = new Map()) {
    this.name = name
    this.call = call
    this.attributes = attributes
  }
}

/** A function or a lambda of a file. */
export class FunctionValue {
  readonly name: string
  readonly file: SourceFile
  readonly scope: Scope
  readonly parameters: readonly Parameter[]
  readonly fallbacks: ReadonlyMap<string, unknown>
  readonly body: readonly Statement[] | Expression
  readonly span: Span
  /** The reason why a call is not computed: it is a generator, or a decorator that is not known. */
  readonly obstacle: string | null
  /** The way in which a class gives the function to its instances. */
  readonly binding: 'method' | 'static' | 'class' | 'property'

  constructor(given: Omit<FunctionValue, never>) {
    this.name = given.name
    this.file = given.file
    this.scope = given.scope
    this.parameters = given.parameters
    this.fallbacks = given.fallbacks
    this.body = given.body
    this.span = given.span
    this.obstacle = given.obstacle
    this.binding = given.binding
  }
}

/** A class of a file. */
export class ClassValue {
  readonly name: string
  readonly file: SourceFile
  readonly bases: readonly unknown[]
  readonly scope: Scope
  readonly statement: ClassStatement

  constructor(name: string, file: SourceFile, bases: readonly unknown[], scope: Scope, statement: ClassStatement) {
    this.name = name
    this.file = file
    this.bases = bases
    this.scope = scope
    this.statement = statement
  }
}

/** An object of a class of a file. */
export class Instance {
  readonly type: ClassValue
  readonly attributes = new Map<string, unknown>()
  readonly span: Span

  constructor(type: ClassValue, span: Span) {
    this.type = type
    this.span = span
  }
}

/** `os.environ`. */
export class Environ {}

/** An object that calls like `env.bool('DEBUG')` are made on: django-environ, environs, decouple. */
export class EnvironmentReader {
  /** Types and defaults that were given when it was made. */
  readonly scheme: ReadonlyMap<string, unknown>
  /** Whether a default is taken for the text of a variable, as decouple does. */
  readonly castsDefault: boolean
  /** The text that stands before each name, inside `with env.prefixed('LOG_'):`. */
  prefix = ''

  constructor(scheme: ReadonlyMap<string, unknown> = new Map(), { castsDefault = false } = {}) {
    this.scheme = scheme
    this.castsDefault = castsDefault
  }
}

/** `env.prefixed('LOG_')`. */
export class Prefixed {
  readonly reader: EnvironmentReader
  readonly #prefix: string
  #before = ''

  constructor(reader: EnvironmentReader, prefix: string) {
    this.reader = reader
    this.#prefix = prefix
  }

  enter(): void {
    this.#before = this.reader.prefix
    this.reader.prefix += this.#prefix
  }

  leave(): void {
    this.reader.prefix = this.#before
  }
}

/** A path of pathlib, on a POSIX system. */
export class PythonPath {
  readonly text: string

  constructor(text: string) {
    this.text = normalised(text)
  }

  toString(): string {
    return this.text
  }
}

/** Returns a path as pathlib has it: no doubled slashes, no `.` in the middle; `..` stays. */
function normalised(text: string): string {
  const root = text.startsWith('//') && !text.startsWith('///') ? '//' : text.startsWith('/') ? '/' : ''
  const parts = text.split('/').filter((part) => part !== '' && part !== '.')
  return root + parts.join('/') || '.'
}

/** An exception of the file itself, on its way to an `except`. */
export class Raised extends Error {
  /** Python's name of the class, and of those above it. */
  readonly lineage: readonly string[]
  readonly value: unknown

  constructor(lineage: readonly string[], message: string, value: unknown = null) {
    super(message)
    this.name = lineage[0] ?? 'Exception'
    this.lineage = lineage
    this.value = value
  }
}
