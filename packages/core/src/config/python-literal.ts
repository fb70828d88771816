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
import { ValueError } from '../errors.js'
import { CALLS, type Call } from './literal-calls.js'
import { computable, dictOf, setOf, settled } from './literal-containers.js'
import { binary, unary } from './literal-operators.js'
import { type Token, tokens } from './literal-tokens.js'

/** What a dotted name stands for. @throws NameError, AttributeError */
export type Names = (path: readonly string[]) => unknown

const MAX_LENGTH = 100_000
const MAX_DEPTH = 100

/** From what binds least to what binds most; the operators of a row go from left to right. */
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
  return new Parser(list, names).all()
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #names: Names
  #at = 0
  #depth = 0

  constructor(list: readonly Token[], names: Names) {
    this.#tokens = list
    this.#names = names
  }

  all(): unknown {
    const value = this.#tupleOrOne('end')
    if (this.#token.kind !== 'end') throw this.#unexpected()
    return settled(value)
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

  #unexpected(): Error {
    const { kind, text } = this.#token
    return /^(<|>|<=|>=|==|!=)$/.test(text) && kind === 'punctuation'
      ? notSupported('a comparison')
      : new SyntaxError(`invalid syntax${kind === 'end' ? '' : ` at ${JSON.stringify(text)}`}`)
  }

  /** `a`, or without brackets too `a, b` and `a,`. */
  #tupleOrOne(end: string): unknown {
    const first = this.#value()
    if (!this.#isNext(',')) return first
    const items = [first]
    while (this.#skip(',') && !this.#isEnd(end)) items.push(this.#value())
    return new PythonTuple(items)
  }

  #isEnd(end: string): boolean {
    return end === 'end' ? this.#token.kind === 'end' : this.#isNext(end)
  }

  #value(): unknown {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new ValueError(`an expression nested deeper than ${MAX_DEPTH} levels`)
    if (this.#isNext('*') || this.#isNext('**')) throw notSupported('unpacking')
    const value = this.#binary(0)
    this.#depth -= 1
    return value
  }

  #binary(row: number): unknown {
    const operators = BINARY[row]
    if (operators === undefined) return this.#signed()
    let left = this.#binary(row + 1)
    for (;;) {
      const { kind, text } = this.#token
      if (kind !== 'punctuation' || !operators.includes(text)) return left
      this.#at += 1
      if (text === '@') throw notSupported("the operator '@'")
      left = binary(text, left, this.#binary(row + 1))
    }
  }

  /** Signs may be many; they are counted, not nested. */
  #signed(): unknown {
    const signs: string[] = []
    while (this.#isNext('-') || this.#isNext('+') || this.#isNext('~')) {
      signs.push(this.#token.text)
      this.#at += 1
    }
    return signs.reduceRight((value, sign) => unary(sign, value), this.#power())
  }

  /** The power binds more than a sign before it, and less than one behind it. */
  #power(): unknown {
    const base = this.#primary()
    if (!this.#skip('**')) return base
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new ValueError(`an expression nested deeper than ${MAX_DEPTH} levels`)
    const result = binary('**', base, this.#signed())
    this.#depth -= 1
    return result
  }

  #primary(): unknown {
    const token = this.#token
    const value = this.#atom(token)
    if (this.#isNext('('))
      throw notSupported('a call of something else than tuple, list, dict, set, str, int, float, bool')
    if (this.#isNext('[')) throw notSupported('an index')
    if (this.#isNext('.')) throw notSupported('an attribute of a value')
    return value
  }

  #atom(token: Token): unknown {
    this.#at += 1
    switch (token.kind) {
      case 'integer':
        return token.value
      case 'float':
        return new PythonFloat(token.value)
      case 'string':
        return this.#strings(token)
      case 'name':
        return this.#name(token.text)
      default:
        break
    }
    if (token.kind === 'punctuation' && token.text === '(') return this.#parenthesised()
    if (token.kind === 'punctuation' && token.text === '[') return this.#items(']')
    if (token.kind === 'punctuation' && token.text === '{') return this.#dictOrSet()
    this.#at -= 1
    throw this.#unexpected()
  }

  /** Strings side by side are one. */
  #strings(first: Token & { readonly kind: 'string' }): unknown {
    let text = first.text
    for (let token = this.#token; token.kind === 'string'; token = this.#token) {
      if (token.isBytes !== first.isBytes) throw new SyntaxError('cannot mix bytes and nonbytes literals')
      text += token.text
      this.#at += 1
    }
    return first.isBytes ? Buffer.from(text, 'latin1') : text
  }

  #name(name: string): unknown {
    if (CONSTANTS.has(name)) return CONSTANTS.get(name)
    const path = [name]
    while (this.#skip('.')) {
      const { kind, text } = this.#token
      if (kind !== 'name') throw new SyntaxError('invalid syntax')
      path.push(text)
      this.#at += 1
    }
    const make = path.length === 1 ? CALLS.get(name) : undefined
    if (make !== undefined && this.#skip('(')) return this.#call(make)
    if (this.#isNext('(')) throw notSupported(`the call of ${path.join('.')}`)
    if (this.#isNext('[')) throw notSupported(`${path.join('.')}[...]`)
    return computable(this.#names(path))
  }

  #parenthesised(): unknown {
    if (this.#skip(')')) return new PythonTuple([])
    const value = this.#tupleOrOne(')')
    if (!this.#skip(')')) throw this.#unexpected()
    return value
  }

  #items(end: string): unknown[] {
    const items: unknown[] = []
    while (!this.#isNext(end)) {
      items.push(this.#value())
      if (!this.#skip(',')) break
    }
    if (!this.#skip(end)) throw this.#unexpected()
    return items
  }

  #dictOrSet(): unknown {
    if (this.#skip('}')) return dictOf([])
    const first = this.#value()
    if (!this.#skip(':')) {
      if (this.#skip(',')) return setOf([first, ...this.#items('}')])
      if (!this.#skip('}')) throw this.#unexpected()
      return setOf([first])
    }
    const entries: [unknown, unknown][] = [[first, this.#value()]]
    while (this.#skip(',') && !this.#isNext('}')) {
      const key = this.#value()
      this.#expect(':')
      entries.push([key, this.#value()])
    }
    if (!this.#skip('}')) throw this.#unexpected()
    return dictOf(entries)
  }

  #call(make: Call): unknown {
    const args: unknown[] = []
    const keywords: [string, unknown][] = []
    while (!this.#isNext(')')) {
      const following = this.#tokens[this.#at + 1]
      if (this.#token.kind === 'name' && following?.kind === 'punctuation' && following.text === '=') {
        const name = this.#token.text
        this.#at += 2
        keywords.push([name, this.#value()])
      } else if (keywords.length > 0) throw new SyntaxError('positional argument follows keyword argument')
      else args.push(this.#value())
      if (!this.#skip(',')) break
    }
    if (!this.#skip(')')) throw this.#unexpected()
    return make(args, keywords)
  }
}

function notSupported(what: string): Error {
  return new ValueError(
    `${what} is not supported in a configuration file: nothing is evaluated there but literals, names and arithmetic.\n  Configure this with dictConfig, or register a function or a subclass that does it.`,
  )
}
