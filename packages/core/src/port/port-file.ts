/**
 * `pylogging port`: the logging of a Python file as TypeScript, each line beside the Python line it comes from.
 *
 *   logger = logging.getLogger(__name__)          const logger = logging.getLogger('shop.orders')
 *   def place(order): logger.info('%s', order)    export function place(order: any): void { logger.info('%s', order) }
 *
 * Functions and classes keep their names, so that %(funcName)s stays; what else they do is left out. Names of the program
 * are declared, and what is no simple expression stands as null with the Python text in a comment.
 */

import { parseModule } from '../python-source/parse.js'
import { placesOf } from '../python-source/source-text.js'
import type {
  ClassStatement,
  Expression,
  FunctionStatement,
  Keyword,
  Module,
  Statement,
} from '../python-source/syntax.js'
import { parseTree } from '../python-source/tree.js'
import { type Bindings, bindingsOf, dottedName, loggerKind } from '../survey/bindings.js'
import { METHODS } from '../survey/log-calls.js'
import { isLoggingClass, noteLoggingClass, skeletonOf } from './class-skeleton.js'
import { ExpressionWriter, Needs, THIS } from './expression.js'
import { expressionsIn, innerBodies } from './inner.js'
import { messageOf } from './message.js'
import { comment, quoted, safeName } from './typescript-names.js'

export interface PortOptions {
  /** The path of the file, as it is shown. */
  readonly path: string
  /** Python's `__name__`. */
  readonly moduleName: string
  /** Whether f-strings become %-formats with arguments. */
  readonly lazy: boolean
}

/** @throws ValueError as parseTree */
export function portFile(text: string, options: PortOptions): string {
  const porter = new Porter(parseModule(text), bindingsOf(parseTree(text), text), options)
  return porter.text()
}

type Call = Expression & { readonly kind: 'call' }

/** The last row of an `except`: what `exc_info=True` means there. */
type Caught = string | null

interface Place {
  readonly bound: ReadonlySet<string>
  /** The names that the TypeScript written so far has declared. */
  readonly declared: Set<string>
  readonly caught: Caught
  readonly indent: string
}

class Porter {
  readonly #module: Module
  readonly #bindings: Bindings
  readonly #options: PortOptions
  readonly #needs = new Needs()
  readonly #writer: ExpressionWriter
  readonly #line: (offset: number) => { readonly line: number }

  constructor(module: Module, bindings: Bindings, options: PortOptions) {
    this.#module = module
    this.#bindings = bindings
    this.#options = options
    const dotted = (expression: string) => dottedName(bindings, expression)
    this.#writer = new ExpressionWriter(module.text, this.#needs, dotted, options.moduleName)
    this.#line = placesOf(module.text)
  }

  text(): string {
    this.#nameClasses(this.#module.body)
    const declared = new Set(this.#module.body.flatMap((each) => this.#declares(each)))
    const lines = this.#body(
      this.#module.body,
      { bound: declared, declared: new Set(), caught: null, indent: '' },
      true,
    )
    const free = [...this.#needs.free].filter((name) => !declared.has(name)).sort()
    const head = [
      `// The logging of ${this.#options.path}, by pylogging port.`,
      ...this.#imports(),
      ...(free.length === 0
        ? []
        : [
            '',
            '// What the calls name: put what the program has in their place.',
            ...free.map((name) => `declare const ${name}: any`),
          ]),
    ]
    if (lines.length === 0) head.push('', 'export {}')
    return `${[...head, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n')}\n`
  }

  #nameClasses(body: readonly Statement[]): void {
    for (const each of body) {
      if (each.kind === 'class') noteLoggingClass(this.#writer, each)
      if (each.kind === 'class' && (isLoggingClass(this.#writer, each) || this.#logs([each])))
        this.#writer.classes.add(each.name)
      for (const { body: inner } of innerBodies(each)) this.#nameClasses(inner)
    }
  }

  #imports(): string[] {
    const core = [...(this.#needs.imports.get('@pylogging/core') ?? [])].sort()
    const others = [...this.#needs.imports].filter(([module]) => module !== '@pylogging/core').sort()
    return [
      `import logging${core.length === 0 ? '' : `, { ${core.join(', ')} }`} from ${quoted('@pylogging/core')}`,
      ...others.map(([module, names]) => `import { ${[...names].sort().join(', ')} } from ${quoted(module)}`),
    ]
  }

  /** Names that a statement of the module makes in what is written. */
  #declares(statement: Statement): string[] {
    if (statement.kind === 'function') return this.#logs([statement]) ? [statement.name] : []
    if (statement.kind === 'class')
      return isLoggingClass(this.#writer, statement) || this.#logs([statement]) ? [statement.name] : []
    return statement.kind === 'assign' ? this.#assigned(statement) : []
  }

  /** `logger = …` with something of logging on its right, or a plain constant. */
  #assigned({ targets, value }: Statement & { readonly kind: 'assign' }): string[] {
    const [target] = targets
    if (targets.length !== 1 || target?.kind !== 'name') return []
    const isConstant =
      value.kind === 'string' || value.kind === 'number' || (value.kind === 'constant' && value.value !== null)
    return isConstant || this.#isOfLogging(value) ? [target.id] : []
  }

  #isOfLogging(value: Expression): boolean {
    if (value.kind !== 'call') return false
    const { callee } = value
    if (this.#writer.isLogging(callee)) return true
    return callee.kind === 'attribute' && callee.name === 'getChild' && this.#logger(callee.object) !== null
  }

  #logger(owner: Expression): 'logger' | 'root' | null {
    return loggerKind(this.#bindings, this.#writer.textOf(owner).replace(/\s+/g, ''))
  }

  /** The level of a log call, null for another expression. */
  #method(call: Call): string | null {
    const { callee } = call
    if (callee.kind === 'attribute')
      return METHODS.has(callee.name) && this.#logger(callee.object) !== null ? callee.name : null
    if (callee.kind !== 'name') return null
    const name = /^logging\.(\w+)$/.exec(dottedName(this.#bindings, callee.id) ?? '')?.[1]
    return name !== undefined && METHODS.has(name) ? name : null
  }

  #logs(body: readonly Statement[]): boolean {
    return body.some((statement) => {
      if (statement.kind === 'assign' && this.#isOfLogging(statement.value)) return true
      if (statement.kind === 'expression' && this.#setsUp(statement.value)) return true
      return (
        expressionsIn(statement).some((each) => this.#callsIn(each).length > 0) ||
        innerBodies(statement).some(({ body: inner }) => this.#logs(inner))
      )
    })
  }

  /** Whether an expression is `handler.setFormatter(…)`, `logging.basicConfig(…)`: a call that logs nothing. */
  #setsUp(value: Expression): value is Call {
    if (value.kind !== 'call' || this.#method(value) !== null) return false
    const { callee } = value
    if (callee.kind === 'attribute' && SETTING.has(callee.name)) return true
    const isFunction = callee.kind === 'name' || (callee.kind === 'attribute' && callee.object.kind !== 'call')
    return isFunction && this.#writer.isLogging(callee)
  }

  /** The log calls in an expression. */
  #callsIn(expression: Expression): Call[] {
    const found: Call[] = []
    const visit = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(visit)
      else if (typeof value === 'object' && value !== null) {
        const each = value as Expression
        if (each.kind === 'call' && this.#method(each) !== null) found.push(each)
        else for (const inner of Object.values(value)) visit(inner)
      }
    }
    visit(expression)
    return found
  }

  #body(body: readonly Statement[], place: Place, isModule: boolean): string[] {
    return body.flatMap((statement) => this.#statement(statement, place, isModule))
  }

  #statement(statement: Statement, place: Place, isModule: boolean): string[] {
    if (statement.kind === 'function') return this.#function(statement, place, isModule, 'function')
    if (statement.kind === 'class') return this.#class(statement, place, isModule)
    if (statement.kind === 'assign') {
      const declared = this.#declaration(statement, place, isModule)
      if (declared !== null) return declared
    }
    if (statement.kind === 'expression' && this.#setsUp(statement.value)) return this.#setup(statement.value, place)
    const own = expressionsIn(statement)
      .flatMap((each) => this.#callsIn(each))
      .flatMap((call) => this.#logCall(call, place))
    const inner = innerBodies(statement).flatMap(({ body, caught }) =>
      this.#body(body, caught === undefined ? place : this.#inExcept(place, caught), false),
    )
    return [...own, ...inner]
  }

  #inExcept(place: Place, caught: string | null): Place {
    return { ...place, caught: caught ?? 'error' }
  }

  /** Loggers, handlers, and constants that calls use. */
  #declaration(
    statement: Statement & { readonly kind: 'assign' },
    { bound, declared, indent }: Place,
    isModule: boolean,
  ): string[] | null {
    const { value, targets } = statement
    const [target] = targets
    if (target === undefined || targets.length !== 1) return null
    const isKept = isModule ? this.#assigned(statement).length > 0 : this.#isOfLogging(value)
    if (!isKept) return null
    const made = this.#writer.write(value, bound)
    const beside = value.kind === 'call' ? this.#beside(statement, indent) : []
    if (target.kind === 'attribute') return [...beside, `${indent}${this.#writer.write(target, bound)} = ${made}`]
    if (target.kind !== 'name') return null
    const name = safeName(target.id)
    if (declared.has(name)) return [...beside, `${indent}${name} = ${made}`]
    declared.add(name)
    // A name that is bound again later may be something else then.
    const head = this.#isBoundOnce(name) ? `const ${name}` : `let ${name}: any`
    return [...beside, `${indent}${isModule ? 'export ' : ''}${head} = ${made}`]
  }

  #isBoundOnce(name: string): boolean {
    const found = this.#module.text.match(new RegExp(`(?:^|[^.\\w])${name.replace(/_$/, '_?')}[ \\t]*=(?!=)`, 'gm'))
    return (found?.length ?? 0) < 2
  }

  #setup(value: Call, { bound, indent }: Place): string[] {
    const written = this.#writer.tryWrite(value, bound)
    const beside = this.#beside(value, indent)
    return written === null
      ? [...beside.slice(0, -1), `${beside.at(-1)} (by hand)`]
      : [...beside, `${indent}${written}`]
  }

  /** The Python text, as a comment with its line. */
  #beside(span: { readonly from: number; readonly to: number }, indent: string): string[] {
    return [`${indent}// ${this.#line(span.from).line}: ${comment(this.#writer.textOf(span))}`]
  }

  #logCall(call: Call, place: Place): string[] {
    const { bound, indent } = place
    const method = this.#method(call) as string
    const keywords = call.keywords.filter(({ name }) => name !== 'msg' && name !== 'level')
    const named = (name: string) => call.keywords.find((each) => each.name === name)?.value
    const positional = [...call.args]
    const level = method === 'log' ? (positional.shift() ?? named('level')) : undefined
    const message = positional.shift() ?? named('msg')
    const written = message === undefined ? [] : messageOf(this.#writer, message, positional, bound, this.#options.lazy)
    const parts = written ?? [
      `${quoted('')} /* ${message === undefined ? '' : comment(this.#writer.textOf(message))} */`,
    ]
    const options = this.#keywords(keywords, method, place)
    const callee =
      call.callee.kind === 'attribute'
        ? `${this.#writer.write(call.callee.object, bound)}.${method}`
        : `logging.${method}`
    const args = [...(level === undefined ? [] : [this.#writer.write(level, bound)]), ...parts, ...options]
    return [...this.#beside(call, indent), `${indent}${callee}(${args.join(', ')})`]
  }

  /** The error of an `exception`, and the keywords as an object. */
  #keywords(keywords: readonly Keyword[], method: string, { bound, caught }: Place): string[] {
    const error = caught === null ? null : this.#writer.write({ from: 0, to: 0, kind: 'name', id: caught }, bound)
    const given = keywords.find(({ name }) => name === 'exc_info')
    const rest = keywords.filter((each) => each !== given)
    const options = rest.map(({ name, value }) => {
      const held = this.#writer.write(value, bound)
      return name === null ? `...${held}` : `${name}: ${held}`
    })
    const isOn = given !== undefined && isAlwaysTrue(given.value)
    if (given !== undefined && !isOn) options.unshift(`exc_info: ${this.#excInfo(given.value, bound)}`)
    else if (isOn && method !== 'exception') options.unshift(`exc_info: ${error ?? 'true'}`)
    const asArgument = method === 'exception' && (given === undefined || isOn) && error !== null
    return [...(asArgument ? [error] : []), ...(options.length === 0 ? [] : [`{ ${options.join(', ')} }`])]
  }

  /** `(type, value, traceback)` is its value; `sys.exc_info()` whatever is being handled. */
  #excInfo(value: Expression, bound: ReadonlySet<string>): string {
    const [, middle] = value.kind === 'tuple' ? value.items : []
    return this.#writer.write(middle ?? value, bound)
  }

  #function(statement: FunctionStatement, place: Place, isModule: boolean, kind: 'function' | 'method'): string[] {
    const { body } = statement
    if (!this.#logs(body)) return []
    const isDecorated = (name: string) => statement.decorators.some((each) => this.#writer.textOf(each) === name)
    const isStatic = isDecorated('staticmethod')
    const isMethod = kind === 'method'
    const parameters = statement.parameters.slice(isMethod && !isStatic ? 1 : 0)
    const names = parameters.map(({ name }) => name)
    const bound = new Set([...place.bound, ...names, ...this.#locals(body), ...(isMethod && !isStatic ? [THIS] : [])])
    const { indent } = place
    const isConstructor = isMethod && statement.name === '__init__'
    const name = isConstructor ? 'constructor' : safeName(statement.name)
    const head = `${statement.isAsync ? 'async ' : ''}${isMethod ? '' : 'function '}${name}`
    const result = isConstructor ? '' : statement.isAsync ? ': Promise<void>' : ': void'
    const list = parameters.map(({ name, star }) =>
      star === '*' ? `...${safeName(name)}: any[]` : `${safeName(name)}?: any`,
    )
    const lines = this.#body(body, { bound, declared: new Set(names), caught: null, indent: `${indent}  ` }, false)
    const prefix = isModule ? 'export ' : isStatic || isDecorated('classmethod') ? 'static ' : ''
    return [...(isMethod ? [] : ['']), `${indent}${prefix}${head}(${ordered(list)})${result} {`, ...lines, `${indent}}`]
  }

  /** Names that the function itself declares in what is written. */
  #locals(body: readonly Statement[]): string[] {
    return body.flatMap((statement) => {
      if (statement.kind === 'function') return this.#logs([statement]) ? [statement.name] : []
      const own =
        statement.kind === 'assign' && statement.targets[0]?.kind === 'name' && this.#isOfLogging(statement.value)
          ? [statement.targets[0].id]
          : []
      return [...own, ...innerBodies(statement).flatMap(({ body: inner }) => this.#locals(inner))]
    })
  }

  #class(statement: ClassStatement, place: Place, isModule: boolean): string[] {
    const { indent } = place
    const prefix = isModule ? 'export ' : ''
    if (isLoggingClass(this.#writer, statement)) {
      return [
        '',
        ...skeletonOf(this.#writer, statement, (offset) => this.#line(offset).line).map(
          (line, index) => indent + (index === 0 ? prefix : '') + line,
        ),
      ]
    }
    if (!this.#logs(statement.body)) return []
    const inner: Place = { ...place, indent: `${indent}  ` }
    const members = statement.body.flatMap((each): string[] => {
      if (each.kind === 'function') return this.#function(each, inner, false, 'method')
      const [target] = each.kind === 'assign' ? each.targets : []
      if (each.kind !== 'assign' || target?.kind !== 'name' || !this.#isOfLogging(each.value)) return []
      return [
        ...this.#beside(each, inner.indent),
        `${inner.indent}${target.id} = ${this.#writer.write(each.value, place.bound)}`,
      ]
    })
    return [
      '',
      `${indent}${prefix}class ${safeName(statement.name)} {`,
      `${inner.indent}[name: string]: any`,
      ...members,
      `${indent}}`,
    ]
  }
}

/** Methods that set something up on what they are called on. */
const SETTING = new Set([
  'addHandler',
  'removeHandler',
  'setLevel',
  'setFormatter',
  'addFilter',
  'removeFilter',
  'setTarget',
])

/** Parameters may be left out, as their Python defaults are not written; a rest comes last. */
function ordered(parameters: readonly string[]): string {
  const isRest = (each: string) => each.startsWith('...')
  return [...parameters.filter((each) => !isRest(each)), ...parameters.filter(isRest)].join(', ')
}

function isAlwaysTrue(value: Expression): boolean {
  if (value.kind === 'constant') return value.value === true
  return value.kind === 'number' ? Number(value.text) !== 0 : value.kind === 'call'
}
