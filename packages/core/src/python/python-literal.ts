/**
 * Computes the Python expressions of an INI file without running any Python.
 *
 *   ('app.log', 'a', 10*1024*1024, 5)                    tuple of text and numbers
 *   (('localhost', handlers.SYSLOG_UDP_PORT),)           names are looked up where logging's own are
 *   {'encoding': 'utf-8', 'delay': True}                 dict
 *
 * CPython evaluates whatever stands there, `os.system('…')` too. Here there are literals, arithmetic, dotted names, and
 * calls of tuple, list, dict, set, str, int, float and bool; all else is an error that says what is not supported.
 *
 * Source: docs.python.org/3.13/reference/expressions.html. Pinned by: conformance/vectors/literals.json
 */
import { PythonFloat, PythonTuple } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { ValueError } from '../ground/errors.js'
import { CALLS, type Call } from './literal-calls.js'
import { computable, dictOf, setOf, settled } from './literal-containers.js'
import { binary, unary } from './literal-operators.js'
import { syntaxError, type Token, tokens } from './literal-tokens.js'

/** A function that returns the value of a dotted name. @throws NameError, AttributeError */
export type Names = (path: readonly string[]) => unknown

const MAX_LENGTH = 100_000
const MAX_DEPTH = 100

/** The first row binds least, the last one most; the operators of a row go from left to right. */
const BINARY: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
]
const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
])
const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!='])
const KEYWORDS = new Set(
  `and as assert async await break class continue def del elif else except finally for from global if import in is lambda
  nonlocal not or pass raise return try while with yield`.split(/\s+/),
)

/**
 * The value of an expression in marks: a float is a PythonFloat, a tuple a PythonTuple, a dict a Map, an int a number or,
 * beyond 2^53, a bigint.
 *
 * @throws SyntaxError; what `names` throws; ValueError for what is not supported here.
 */
export function evaluate(expression: string, names: Names): unknown {
  if (expression.length > MAX_LENGTH) throw new ValueError(`an expression of more than ${MAX_LENGTH} characters`)
  const list = tokens(expression)
  const keyword = list.find(({ kind, text }) => kind === 'name' && KEYWORDS.has(text))
  if (keyword !== undefined) throw notSupported(`'${keyword.text}'`)
  return settled(new Parser(list, names).all()())
}

/** A part of an expression, ready to be computed once all of it was read. */
type Part = () => unknown

class Parser {
  readonly #tokens: readonly Token[]
  readonly #names: Names
  #at = 0
  #depth = 0

  constructor(list: readonly Token[], names: Names) {
    this.#tokens = list
    this.#names = names
  }

  all(): Part {
    const value = this.#tupleOrOne(() => this.#token.kind === 'end')
    if (this.#token.kind !== 'end') throw this.#unexpected()
    return value
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token
  }

  #isNext(text: string): boolean {
    return this.#token.kind === 'punctuation' && this.#token.text === text
  }

  #skip(text: string): boolean {
    if (!this.#isNext(text)) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#unexpected()
  }

  #invalid(message: string): Error {
    return syntaxError(message, this.#token.line)
  }

  #unexpected(): Error {
    const { kind, text } = this.#token
    if (kind === 'punctuation' && COMPARISONS.has(text)) return notSupported('a comparison')
    if (kind === 'punctuation' && (text === '...' || text === ':=')) return notSupported(text)
    const error = this.#invalid('invalid syntax')
    return kind === 'end' ? error : advise(error, `It is at ${JSON.stringify(text)}.`)
  }

  /** `a`, or `a, b` and `a,`. */
  #tupleOrOne(isEnd: () => boolean): Part {
    const first = this.#value()
    if (!this.#isNext(',')) return first
    const items = [first]
    while (this.#skip(',') && !isEnd()) items.push(this.#value())
    return () => new PythonTuple(items.map(computed))
  }

  #value(): Part {
    if (this.#isNext('*') || this.#isNext('**')) throw notSupported('unpacking')
    return this.#nested(() => this.#binary(0))
  }

  #nested(read: () => Part): Part {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new ValueError(`an expression nested deeper than ${MAX_DEPTH} levels`)
    const part = read()
    this.#depth -= 1
    return part
  }

  #binary(row: number): Part {
    const operators = BINARY[row]
    if (operators === undefined) return this.#signed()
    const first = this.#binary(row + 1)
    const more: [operator: string, operand: Part][] = []
    for (
      let { kind, text } = this.#token;
      kind === 'punctuation' && operators.includes(text);
      { kind, text } = this.#token
    ) {
      this.#at += 1
      if (text === '@') throw notSupported("the operator '@'")
      more.push([text, this.#binary(row + 1)])
    }
    if (more.length === 0) return first
    return () => more.reduce((left, [operator, operand]) => binary(operator, left, operand()), first())
  }

  /** Signs may be many; they are counted, not nested. */
  #signed(): Part {
    const signs: string[] = []
    while (this.#isNext('-') || this.#isNext('+') || this.#isNext('~')) {
      signs.push(this.#token.text)
      this.#at += 1
    }
    const operand = this.#power()
    return signs.length === 0 ? operand : () => signs.reduceRight((value, sign) => unary(sign, value), operand())
  }

  /** The power binds more than a sign before it, and less than one behind it. */
  #power(): Part {
    const base = this.#primary()
    if (!this.#skip('**')) return base
    const exponent = this.#nested(() => this.#signed())
    return () => binary('**', base(), exponent())
  }

  #primary(): Part {
    const part = this.#atom(this.#token)
    if (this.#isNext('(')) throw notSupported(`a call of something else than ${[...CALLS.keys()].join(', ')}`)
    if (this.#isNext('[')) throw notSupported('an index')
    if (this.#isNext('.')) throw notSupported('an attribute of a value')
    return part
  }

  #atom(token: Token): Part {
    this.#at += 1
    if (token.kind === 'integer') return () => token.value
    if (token.kind === 'float') return () => new PythonFloat(token.value)
    if (token.kind === 'string') return this.#strings(token)
    if (token.kind === 'name') return this.#name(token.text)
    if (token.kind === 'punctuation' && token.text === '(') return this.#parenthesised()
    if (token.kind === 'punctuation' && token.text === '[') return this.#list()
    if (token.kind === 'punctuation' && token.text === '{') return this.#dictOrSet()
    this.#at -= 1
    throw this.#unexpected()
  }

  /** Strings side by side are one. */
  #strings(first: Token & { readonly kind: 'string' }): Part {
    let text = first.text
    for (let token = this.#token; token.kind === 'string'; token = this.#token) {
      if (token.isBytes !== first.isBytes) throw this.#invalid('cannot mix bytes and nonbytes literals')
      text += token.text
      this.#at += 1
    }
    return () => (first.isBytes ? Buffer.from(text, 'latin1') : text)
  }

  #name(name: string): Part {
    if (CONSTANTS.has(name)) return () => CONSTANTS.get(name)
    const path = [name]
    while (this.#skip('.')) {
      const { kind, text } = this.#token
      if (kind !== 'name') throw this.#invalid('invalid syntax')
      path.push(text)
      this.#at += 1
    }
    const make = path.length === 1 ? CALLS.get(name) : undefined
    if (make !== undefined) {
      if (!this.#skip('(')) throw notSupported(`${name} by itself`)
      return this.#call(make)
    }
    if (this.#isNext('(')) throw notSupported(`the call of ${path.join('.')}`)
    if (this.#isNext('[')) throw notSupported(`${path.join('.')}[...]`)
    return () => computable(this.#names(path))
  }

  #parenthesised(): Part {
    if (this.#skip(')')) return () => new PythonTuple([])
    const value = this.#tupleOrOne(() => this.#isNext(')'))
    this.#expect(')')
    return value
  }

  #list(): Part {
    const items = this.#items(']')
    return () => items.map(computed)
  }

  #items(end: string): Part[] {
    const items: Part[] = []
    while (!this.#isNext(end)) {
      items.push(this.#value())
      if (!this.#skip(',')) break
    }
    this.#expect(end)
    return items
  }

  #dictOrSet(): Part {
    if (this.#skip('}')) return () => dictOf([])
    const first = this.#value()
    if (!this.#isNext(':')) {
      if (!this.#skip(',')) {
        this.#expect('}')
        return () => setOf([first()])
      }
      const items = [first, ...this.#items('}')]
      return () => setOf(items.map(computed))
    }
    const entries: [Part, Part][] = []
    for (let key = first; ; key = this.#value()) {
      this.#expect(':')
      entries.push([key, this.#value()])
      if (!this.#skip(',') || this.#isNext('}')) break
    }
    this.#expect('}')
    return () => dictOf(entries.map(([key, value]) => [key(), value()]))
  }

  #call(make: Call): Part {
    const args: Part[] = []
    const keywords = new Map<string, Part>()
    while (!this.#isNext(')')) {
      const [{ kind, text: name }, following] = [this.#token, this.#tokens[this.#at + 1]]
      if (kind === 'name' && following?.kind === 'punctuation' && following.text === '=') {
        if (keywords.has(name)) throw this.#invalid(`keyword argument repeated: ${name}`)
        this.#at += 2
        keywords.set(name, this.#value())
      } else if (keywords.size > 0) throw this.#invalid('positional argument follows keyword argument')
      else args.push(this.#value())
      if (!this.#skip(',')) break
    }
    this.#expect(')')
    return () =>
      make(
        args.map(computed),
        Array.from(keywords, ([name, value]) => [name, value()]),
      )
  }
}

function computed(part: Part): unknown {
  return part()
}

function notSupported(what: string): Error {
  return new ValueError(
    `${what} is not supported in a configuration file: nothing is evaluated there but literals, names and arithmetic.\n  Configure this with dictConfig, or register a function or a subclass that does it.`,
  )
}
