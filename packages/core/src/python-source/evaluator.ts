/**
 * Evaluates files: each once, with the files beside it that it imports.
 *
 *   new Evaluator(inputs).file('settings.py')     { path, text, name, scope }; scope has the names of the file
 *
 * Nothing of Python runs. A function of a file is computed by its statements, an import reads a file beside the first.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { merged } from './alternatives.js'
import { builtins } from './builtins.js'
import { environMethod } from './environment-variables.js'
import { compute } from './expressions.js'
import { isKnownModule } from './known-modules.js'
import type { Frame, Machine } from './machine.js'
import { packageValues } from './package-values.js'
import { parseModule } from './parse.js'
import { type Inputs, Session, TooMuch } from './session.js'
import { sourceText } from './source-text.js'
import { runBody, runOn } from './statements.js'
import type { Expression, Parameter, Span, Statement } from './syntax.js'
import { Builtin, FunctionValue, ModuleValue, Raised, Scope, type SourceFile, Unknown } from './values.js'

const MAX_BYTES = 1_000_000
/** How many levels above a file the folder may be that its imports begin in. */
const MAX_LEVELS = 6

export class Evaluator implements Machine {
  readonly session: Session
  readonly builtins: ReadonlyMap<string, Builtin>
  readonly #packageValues = packageValues()

  constructor(inputs: Inputs) {
    this.session = new Session(inputs)
    this.builtins = builtins((callee, args) => this.#callBack(callee, args))
  }

  /** @param name - Python's `__name__`; by the folders that are packages unless given. @throws TooMuch */
  evaluate(path: string, text: string, name = moduleName(path)): { file: SourceFile; body: readonly Statement[] } {
    const scope = new Scope('module', null)
    const file: SourceFile = { path, text, name, scope }
    this.session.files.set(path, file)
    scope.names.set('__name__', name)
    scope.names.set('__file__', path)
    scope.names.set('__doc__', null)
    for (const [dotted, value] of this.#packageValues) scope.names.set(dotted, value)
    const { body } = parseModule(text)
    runOn(this, body, this.frame(file))
    return { file, body }
  }

  /** The frame of a file's own statements. */
  frame(file: SourceFile): Frame {
    return { file, scope: file.scope, returns: [], within: '' }
  }

  compute(expression: Expression, frame: Frame): unknown {
    return compute(this, expression, frame)
  }

  getenv(): Builtin {
    return environMethod(this, 'get') as Builtin
  }

  fallbacks(parameters: readonly Parameter[], frame: Frame): ReadonlyMap<string, unknown> {
    const found = new Map<string, unknown>()
    for (const { name, fallback } of parameters) if (fallback !== null) found.set(name, this.compute(fallback, frame))
    return found
  }

  call(callee: FunctionValue, args: readonly unknown[], keywords: ReadonlyMap<string, unknown>, span: Span): unknown {
    if (callee.obstacle !== null) return this.#obstacle(callee, span)
    return this.session.within(() => this.#run(callee, bind(callee, args, keywords), runBody))
  }

  /**
   * Runs a function as a program would that calls it: parameters without a value are what the user set, else unknown.
   *
   * @throws TooMuch
   */
  explore(callee: FunctionValue, self: unknown): unknown {
    const given = new Map<string, unknown>()
    for (const [index, { name, star }] of callee.parameters.entries()) {
      const set = this.session.given(name)
      if (star !== '') given.set(name, star === '*' ? [] : new Map())
      else if (set !== null) given.set(name, set.value)
      else if (index === 0 && self !== null && callee.binding !== 'static') given.set(name, self)
      else if (callee.fallbacks.has(name)) given.set(name, callee.fallbacks.get(name))
      else given.set(name, new Unknown(name, callee.file, callee.span))
    }
    return this.session.within(() => this.#run(callee, given, runOn))
  }

  #run(callee: FunctionValue, names: ReadonlyMap<string, unknown>, run: typeof runBody): unknown {
    const scope = new Scope('function', callee.scope)
    for (const [name, value] of names) {
      scope.names.set(name, value)
      scope.parameters.add(name)
    }
    const frame: Frame = { file: callee.file, scope, returns: [], within: callee.name }
    if (!Array.isArray(callee.body)) return this.compute(callee.body as Expression, frame)
    const done = run(this, callee.body as readonly Statement[], frame)
    const last = done.kind === 'return' ? done.value : null
    const origin = new Unknown(callee.name, callee.file, callee.span, {
      reason: 'what it returns depends on what is not known',
    })
    return frame.returns.reduce((one, other) => merged(one, other, origin), last)
  }

  #obstacle(callee: FunctionValue, span: Span): Unknown {
    return new Unknown(`${callee.name}()`, callee.file, span, { reason: callee.obstacle })
  }

  #callBack(callee: unknown, args: readonly unknown[]): unknown {
    if (callee instanceof FunctionValue) return this.call(callee, args, new Map(), callee.span)
    if (callee instanceof Builtin) return callee.call({ args, keywords: new Map() }, this.session)
    throw new Raised(['TypeError'], 'object is not callable')
  }

  findModule(name: string, level: number, from: SourceFile): unknown {
    if (level === 0 && isKnownModule(name)) return new ModuleValue(name, null)
    const path = fileOfModule(name, level, from.path)
    if (path === null) return null
    if (path.endsWith('/')) return new ModuleValue(name, null)
    const file = this.#load(path)
    return file === null ? null : new ModuleValue(name, file)
  }

  #load(path: string): SourceFile | null {
    const known = this.session.files.get(path)
    if (known !== undefined) return known
    if (statSync(path).size > MAX_BYTES) return null
    this.session.countFile()
    this.session.files.set(path, null)
    try {
      return this.evaluate(path, sourceText(readFileSync(path))).file
    } catch (error) {
      if (error instanceof TooMuch) throw error
      return null
    }
  }
}

/** The arguments by the names of the parameters. @throws Raised TypeError */
function bind(
  callee: FunctionValue,
  args: readonly unknown[],
  keywords: ReadonlyMap<string, unknown>,
): Map<string, unknown> {
  const names = new Map<string, unknown>()
  const left = new Map(keywords)
  const rest = [...args]
  for (const { name, star, isKeywordOnly } of callee.parameters) {
    if (star === '*') names.set(name, rest.splice(0))
    else if (star === '**') names.set(name, new Map([...left.entries()].filter(([key]) => left.delete(key))))
    else if (!isKeywordOnly && rest.length > 0) names.set(name, rest.shift())
    else if (left.has(name)) {
      names.set(name, left.get(name))
      left.delete(name)
    } else if (callee.fallbacks.has(name)) names.set(name, callee.fallbacks.get(name))
    else throw new Raised(['TypeError'], `${callee.name}() missing 1 required argument: '${name}'`)
  }
  const surplus = [...left.keys()][0]
  if (surplus !== undefined)
    throw new Raised(['TypeError'], `${callee.name}() got an unexpected keyword argument '${surplus}'`)
  if (rest.length > 0) throw new Raised(['TypeError'], `${callee.name}() takes fewer positional arguments`)
  return names
}

/** `shop.settings` of a file whose folder is the package `shop`. */
export function moduleName(path: string): string {
  const stem = basename(path).replace(/\.py$/, '')
  const parts = stem === '__init__' ? [] : [stem]
  for (let folder = dirname(path); existsSync(join(folder, '__init__.py')); folder = dirname(folder)) {
    parts.unshift(basename(folder))
    if (folder === dirname(folder)) break
  }
  return parts.join('.')
}

/** A path, one that ends with a slash for a folder without a file of its own, or null. */
function fileOfModule(name: string, level: number, from: string): string | null {
  const parts = name === '' ? [] : name.split('.')
  let root = dirname(from)
  if (level > 0) {
    for (let up = 1; up < level; up += 1) root = dirname(root)
    return moduleAt(root, parts)
  }
  for (let up = 0; up < MAX_LEVELS; up += 1, root = dirname(root)) {
    const found = moduleAt(root, parts)
    if (found !== null) return found
    if (root === dirname(root)) break
  }
  return null
}

function moduleAt(root: string, parts: readonly string[]): string | null {
  const path = join(root, ...parts)
  const own = parts.length > 0 ? `${path}.py` : null
  if (own !== null && isFile(own)) return own
  const init = join(path, '__init__.py')
  if (isFile(init)) return init
  // Of a folder above the file's own only packages count: a folder of any name is found somewhere.
  return null
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
