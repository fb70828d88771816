/**
 * One Python file: every use of logging in it, by line.
 *
 *   scan('a.py', text, has)      { path, isBroken, calls: [{ line: 3, level: 'info', shape: 'arguments', … }], uses: […] }
 *
 * The parser mends what it cannot read, so a broken file is reported and still read as far as it goes.
 */
import { Reader } from '../python-source/parse-expression.js'
import { placesOf } from '../python-source/source-text.js'
import type { Expression } from '../python-source/syntax.js'
import { childrenOf, type Node, parseTree } from '../python-source/tree.js'
import { type Bindings, bindingsOf, dottedName, loggerKind } from './bindings.js'
import { isKnownGap } from './gaps.js'
import { codesOf, exceptAround, type LogCall, METHODS, shapeOf } from './log-calls.js'
import { calledName, isFormat, type Kind, optionsOf, tokensOf, type Use } from './other-uses.js'
import { adviceForProgram } from './packages.js'
import { judge } from './verdicts.js'

export interface ScannedFile {
  readonly path: string
  /** Whether the parser met something that is no Python of any version it knows. */
  readonly isBroken: boolean
  readonly lines: number
  readonly calls: readonly LogCall[]
  readonly uses: readonly Use[]
}

/** A text that may have to do with logging: a file without it is counted and not parsed. */
const WORTH_A_LOOK = /log|warn|caplog/i

/** @param has - Whether a dotted name of Python's is here. @throws ValueError as parseTree */
export function scan(path: string, text: string, has: (name: string) => boolean): ScannedFile {
  const lines = countLines(text)
  if (!WORTH_A_LOOK.test(text)) return { path, isBroken: false, lines, calls: [], uses: [] }
  const tree = parseTree(text)
  const scanner = new Scanner(text, bindingsOf(tree, text), has)
  let isBroken = false
  tree.iterate({
    enter: (each) => {
      if (each.type.isError && !isBroken) isBroken = !isKnownGap(each.node, text)
      scanner.look(each.name, () => each.node)
    },
  })
  return { path, isBroken, lines, calls: scanner.calls, uses: scanner.uses }
}

function countLines(text: string): number {
  let count = text === '' || text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

const HANDLER = /(^|\.)\w*Handler$/
const FORMATTER = /(^|\.)\w*Formatter$/
const CLASSES: readonly (readonly [Kind, RegExp])[] = [
  ['queue', /(^|\.)Queue(Handler|Listener)$/],
  ['handler', HANDLER],
  ['formatter', FORMATTER],
  ['adapter', /(^|\.)LoggerAdapter$/],
  ['filter', /^logging\.Filter$/],
]
const CONFIGURING = /^logging\.(basicConfig|config\.\w+)$/
const FUNCTIONS = /^(logging|multiprocessing)\.[a-z]\w+$/

class Scanner {
  readonly calls: LogCall[] = []
  readonly uses: Use[] = []
  readonly #text: string
  readonly #bindings: Bindings
  readonly #reader: Reader
  readonly #has: (name: string) => boolean
  readonly #place: (offset: number) => { line: number; column: number }

  constructor(text: string, bindings: Bindings, has: (name: string) => boolean) {
    this.#text = text
    this.#bindings = bindings
    this.#reader = new Reader(text)
    this.#has = has
    this.#place = placesOf(text)
  }

  look(name: string, node: () => Node): void {
    if (name === 'CallExpression') this.#call(node())
    else if (name === 'ClassDefinition') this.#class(node())
    else if (name === 'ImportStatement') this.#import(node())
    else if (name === 'ParamList') this.#parameters(node())
    else if (name === 'String' || name === 'ContinuedString') this.#string(node())
  }

  #call(node: Node): void {
    const [callee, list] = childrenOf(node)
    if (callee === undefined || list === undefined) return
    if (callee.name === 'VariableName') {
      const imported = dottedName(this.#bindings, this.#textOf(callee))
      const method = imported === null ? null : /^logging\.(\w+)$/.exec(imported)?.[1]
      if (method && METHODS.has(method)) this.#logCall(node, method, 'logging', true)
      else if (imported !== null) this.#other(node, imported)
      return
    }
    if (callee.name !== 'MemberExpression') return
    const owner = callee.firstChild
    const property = callee.lastChild
    if (owner === null || property?.name !== 'PropertyName') return
    const method = this.#textOf(property)
    if (METHODS.has(method)) {
      const expression = this.#textOf(owner).replace(/\s+/g, '')
      const kind = loggerKind(this.#bindings, expression)
      if (kind !== null) {
        this.#logCall(node, method, expression, kind === 'root')
        return
      }
    }
    this.#other(node, calledName(this.#bindings, this.#textOf(callee).replace(/\s+/g, '')))
  }

  #logCall(node: Node, level: string, logger: string, isRoot: boolean): void {
    const call = this.#reader.expression(node)
    const { args, keywords } = call.kind === 'call' ? call : { args: [], keywords: [] }
    const rest = level === 'log' ? args.slice(1) : args
    const message = rest[0] ?? keywords.find(({ name }) => name === 'msg')?.value
    const shape = shapeOf(message, Math.max(0, rest.length - 1))
    const inExcept = exceptAround(node) !== null
    const shown = logger.length > 60 ? `${logger.slice(0, 57)}...` : logger
    this.calls.push({
      ...this.#place(node.from),
      level,
      shape,
      logger: shown,
      keywords: keywords.flatMap(({ name }) => (name === null || name === 'msg' ? [] : [name])),
      inExcept,
      codes: codesOf({ level, shape, isRoot, inExcept, keywords }),
    })
  }

  #other(node: Node, name: string): void {
    if (/(^|\.)getLogger$/.test(name)) this.#logger(node)
    else if (/^warnings\./.test(name)) this.#use(node, 'warnings', name, [], has(this.#has, name))
    else if (CONFIGURING.test(name)) this.#use(node, 'configuration', name, this.#options(node))
    else if (name === 'logging.setLogRecordFactory' || name === 'logging.setLoggerClass')
      this.#use(node, 'factory', name, [])
    else {
      const kind = CLASSES.find(([, pattern]) => pattern.test(name))?.[0]
      if (kind !== undefined && isOfPackage(name)) this.#use(node, kind, name, this.#options(node))
      else if (FUNCTIONS.test(name) && !METHODS.has(name.slice(8))) this.#use(node, 'function', name, [])
    }
  }

  #logger(node: Node): void {
    const call = this.#reader.expression(node)
    const [argument] = call.kind === 'call' ? call.args : []
    const name = argument === undefined ? 'root' : this.#textOf(argument)
    const codes = name === '__file__' || name === '__cached__' ? ['LOG002'] : []
    this.#push(node, { kind: 'logger', name, details: [], codes, verdict: 'works', advice: null })
  }

  #options(node: Node): string[] {
    const call = this.#reader.expression(node)
    return call.kind === 'call' ? optionsOf(call) : []
  }

  #use(node: Node, kind: Kind, name: string, details: readonly string[], judged = judge(name, this.#has)): void {
    this.#push(node, { kind, name, details, codes: [], ...judged })
  }

  /** `class Own(logging.Handler)`, with the methods that it has. */
  #class(node: Node): void {
    const parts = childrenOf(node)
    const list = parts.find(({ name }) => name === 'ArgList')
    if (list === undefined) return
    const { args } = this.#reader.arguments(list)
    const base = args
      .map((each) => calledName(this.#bindings, this.#textOf(each)))
      .find(
        (each) =>
          /(^|\.)(\w*Handler|\w*Formatter|Filter|\w*LoggerAdapter|Logger|LogRecord|QueueListener)$/.test(each) &&
          isOfLogging(each),
      )
    if (base === undefined) return
    const body = parts.find(({ name }) => name === 'Body')
    const own = parts.find(({ name }) => name === 'VariableName')
    const name = own === undefined ? '' : this.#textOf(own)
    const advice = `class ${name} extends ${base.slice(base.lastIndexOf('.') + 1)}: port it; a configuration finds it by register`
    this.#push(node, {
      kind: 'class',
      name: `${name}(${base})`,
      details: this.#methods(body),
      codes: [],
      verdict: 'register',
      advice,
    })
  }

  #methods(body: Node | undefined): string[] {
    const functions = body === undefined ? [] : childrenOf(body)
    return functions.flatMap((each) => {
      const inner = each.name === 'DecoratedStatement' ? each.lastChild : each
      const name = inner?.name === 'FunctionDefinition' ? inner.getChild('VariableName') : null
      return name === null || name === undefined ? [] : [this.#textOf(name)]
    })
  }

  #import(node: Node): void {
    const [, module] = /^(?:from|import)\s+([\w.]+)/.exec(this.#textOf(node)) ?? []
    const judged = module === undefined ? null : adviceForProgram(module)
    if (judged !== null && module !== undefined)
      this.#push(node, { kind: 'package', name: module, details: [], codes: [], ...judged })
  }

  #parameters(node: Node): void {
    const caplog = childrenOf(node).find((each) => each.name === 'VariableName' && this.#textOf(each) === 'caplog')
    if (caplog === undefined) return
    this.#push(caplog, {
      kind: 'caplog',
      name: 'caplog',
      details: [],
      codes: [],
      verdict: 'change',
      advice: "caplog of '@pylogging/core/testing'",
    })
  }

  /** Formats of records, wherever they stand. */
  #string(node: Node): void {
    if (node.name === 'String' && node.parent?.name === 'ContinuedString') return
    if (
      !/asctime|levelname|message|name|lineno|pathname|filename|funcName|module|process|thread/.test(this.#textOf(node))
    )
      return
    const value: Expression = this.#reader.expression(node)
    if (value.kind !== 'string' || !isFormat(value.text)) return
    this.#push(node, {
      kind: 'format',
      name: value.text,
      details: tokensOf(value.text),
      codes: [],
      verdict: 'works',
      advice: null,
    })
  }

  #push(node: Node, use: Omit<Use, 'line' | 'column' | 'lines'>): void {
    const place = this.#place(node.from)
    const lines = use.kind === 'class' ? this.#place(node.to).line - place.line + 1 : 1
    this.uses.push({ ...place, lines, ...use })
  }

  #textOf({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.#text.slice(from, to)
  }
}

function has(known: (name: string) => boolean, name: string): ReturnType<typeof judge> {
  return known(name)
    ? { verdict: 'works', advice: null }
    : { verdict: 'absent', advice: 'process.emitWarning, or warnings of @pylogging/core' }
}

/** Whether a class is logging's or another package's, and not something that merely ends alike. */
function isOfPackage(name: string): boolean {
  return isOfLogging(name) || adviceForProgram(name) !== null
}

function isOfLogging(name: string): boolean {
  return (
    /^logging(\.|$)/.test(name) ||
    !name.includes('.') ||
    adviceForProgram(name) !== null ||
    /^(django\.utils\.log|uvicorn\.logging|gunicorn\.glogging)\./.test(name)
  )
}
