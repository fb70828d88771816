/**
 * Expressions of the parser's tree, as syntax.ts has them.
 *
 *   BinaryExpression(a, ArithOp, b)     { kind: 'binary', operator: '+', left, right }
 */
import { formatParts, stringOf } from './string-literal.js'
import type { Expression, FormatPart, Generator, Keyword, Parameter } from './syntax.js'
import { childrenOf, type Node } from './tree.js'

/**
 * The depth of the deepest tree that is read: a person writes none so deep, and CPython's own parser stops at 200
 * brackets.
 */
export const MAX_DEPTH = 400

/** Whether a node is this keyword. */
export function isWord(node: Node, word: string): boolean {
  return node.name === word
}

/** Reads nodes of one text. */
export class Reader {
  readonly #text: string
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  text({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.#text.slice(from, to)
  }

  /** A row as one expression: `a, b` is a tuple without brackets. */
  tuple(row: readonly Node[]): Expression {
    const first = row[0]
    if (first === undefined) return { from: 0, to: 0, kind: 'unreadable' }
    if (row.length === 1) return this.expression(first)
    const items = this.list(row)
    const span = { from: first.from, to: (row.at(-1) as Node).to }
    const isOne = items.length === 1 && !row.some(({ name }) => name === ',')
    return isOne ? (items[0] as Expression) : { ...span, kind: 'tuple', items }
  }

  /** Items between commas; `*` belongs to what follows it. */
  list(row: readonly Node[]): Expression[] {
    const items: Expression[] = []
    let star: Node | null = null
    for (const node of row) {
      if (node.name === '*') star = node
      else if (node.name === ',' || BRACKETS.has(node.name)) star = null
      else {
        const value = this.expression(node)
        items.push(star === null ? value : { from: star.from, to: value.to, kind: 'star', value })
        star = null
      }
    }
    return items
  }

  expression(node: Node): Expression {
    const span = { from: node.from, to: node.to }
    const make = EXPRESSIONS[node.name]
    if (make === undefined || this.#depth >= MAX_DEPTH) return { ...span, kind: 'unreadable' }
    this.#depth += 1
    const made = make(this, node, childrenOf(node))
    this.#depth -= 1
    // With its brackets, where it has some.
    return made === null ? { ...span, kind: 'unreadable' } : ({ ...made, ...span } as Expression)
  }

  /** `@a.b(c)`: the parser gives its names, dots and arguments in a row. */
  decorator(row: readonly Node[]): Expression {
    let value: Expression | null = null
    for (const node of row) {
      if (node.name === '.') continue
      if (value === null) value = this.expression(node)
      else if (node.name === 'ArgList') {
        value = { from: value.from, to: node.to, kind: 'call', callee: value, ...this.arguments(node) }
      } else value = { from: value.from, to: node.to, kind: 'attribute', object: value, name: this.text(node) }
    }
    return value ?? { from: 0, to: 0, kind: 'unreadable' }
  }

  arguments(list: Node): { args: Expression[]; keywords: Keyword[] } {
    const args: Expression[] = []
    const keywords: Keyword[] = []
    for (const row of split(childrenOf(list).filter(({ name }) => !BRACKETS.has(name)))) {
      const [first, second] = row as [Node, Node?]
      if (first.name === '**') keywords.push({ name: null, value: this.tuple(row.slice(1)) })
      else if (second?.name === 'AssignOp') keywords.push({ name: this.text(first), value: this.tuple(row.slice(2)) })
      else if (row.some((each) => isWord(each, 'for'))) args.push(this.comprehension(list, row, 'generator'))
      else args.push(...this.list(row))
    }
    return { args, keywords }
  }

  /** `element for target in iterable if condition`. */
  comprehension(node: Node, row: readonly Node[], of: 'list' | 'set' | 'dict' | 'generator'): Expression {
    const span = { from: node.from, to: node.to }
    const words = row.filter((each) => !isWord(each, 'async'))
    const first = words.findIndex((each) => isWord(each, 'for'))
    const head = words.slice(0, first)
    const colon = head.findIndex(({ name }) => name === ':')
    const generators: Generator[] = []
    for (let at = first; at < words.length; ) {
      const end = after(words, at + 1, ['for'])
      const part = words.slice(at + 1, end)
      const middle = part.findIndex((each) => isWord(each, 'in'))
      const [iterable = [], ...conditions] = splitAt(part.slice(middle + 1), 'if')
      generators.push({
        target: this.tuple(part.slice(0, middle)),
        iterable: this.tuple(iterable),
        conditions: conditions.map((each) => this.tuple(each)),
      })
      at = end
    }
    return {
      ...span,
      kind: 'comprehension',
      of,
      key: colon < 0 ? null : this.tuple(head.slice(0, colon)),
      element: this.tuple(head.slice(colon + 1)),
      generators,
    }
  }

  /** A string, or several side by side. */
  strings(nodes: readonly Node[]): Expression | null {
    const pieces = nodes.map((node) => this.#piece(node))
    if (pieces.some((each) => each === null)) return null
    const span = { from: (nodes[0] as Node).from, to: (nodes.at(-1) as Node).to }
    const parts = (pieces as FormatPart[][]).flat()
    if (nodes.some(({ name }) => name === 'FormatString')) return { ...span, kind: 'format', parts }
    const text = parts.map((each) => (each.kind === 'text' ? each.text : '')).join('')
    return { ...span, kind: 'string', text, isBytes: nodes.every((node) => /^[a-z]*b/i.test(this.text(node))) }
  }

  #piece(node: Node): FormatPart[] | null {
    try {
      if (node.name !== 'FormatString') return [{ kind: 'text', text: stringOf(this.text(node)) }]
      return formatParts(this, node)
    } catch {
      return null
    }
  }
}

type Make = (reader: Reader, node: Node, parts: readonly Node[]) => object | null

const BRACKETS = new Set(['(', ')', '[', ']', '{', '}'])

const EXPRESSIONS: Readonly<Record<string, Make>> = {
  __proto__: null as never,
  VariableName: (reader, node) => ({ kind: 'name', id: reader.text(node) }),
  Number: (reader, node) => ({ kind: 'number', text: reader.text(node) }),
  Boolean: (reader, node) => ({ kind: 'constant', value: reader.text(node) === 'True' }),
  None: () => ({ kind: 'constant', value: null }),
  Ellipsis: () => ({ kind: 'constant', value: 'ellipsis' }),
  String: (reader, node) => reader.strings([node]),
  FormatString: (reader, node) => reader.strings([node]),
  ContinuedString: (reader, _, parts) => reader.strings(parts),
  ParenthesizedExpression: (reader, _, parts) => {
    const inner = parts.filter(({ name }) => !BRACKETS.has(name))
    return inner.length === 0 ? null : reader.tuple(inner)
  },
  TupleExpression: (reader, _, parts) => ({ kind: 'tuple', items: reader.list(parts) }),
  ArrayExpression: (reader, _, parts) => ({ kind: 'list', items: reader.list(parts) }),
  SetExpression: (reader, _, parts) => ({ kind: 'set', items: reader.list(parts) }),
  DictionaryExpression: (reader, _, parts) => ({ kind: 'dict', entries: entriesOf(reader, parts) }),
  ArrayComprehensionExpression: (reader, node, parts) => reader.comprehension(node, inside(parts), 'list'),
  SetComprehensionExpression: (reader, node, parts) => reader.comprehension(node, inside(parts), 'set'),
  DictionaryComprehensionExpression: (reader, node, parts) => reader.comprehension(node, inside(parts), 'dict'),
  ComprehensionExpression: (reader, node, parts) => reader.comprehension(node, inside(parts), 'generator'),
  MemberExpression: memberOf,
  CallExpression: (reader, _, parts) => {
    const [callee, list] = parts
    if (callee === undefined || list === undefined) return null
    return { kind: 'call', callee: reader.expression(callee), ...reader.arguments(list) }
  },
  UnaryExpression: (reader, _, parts) => {
    const [operator, operand] = parts
    if (operator === undefined || operand === undefined) return null
    return { kind: 'unary', operator: reader.text(operator), operand: reader.expression(operand) }
  },
  BinaryExpression: binaryOf,
  ConditionalExpression: (reader, _, parts) => {
    const [consequent, , test, , otherwise] = parts
    if (consequent === undefined || test === undefined || otherwise === undefined) return null
    return {
      kind: 'conditional',
      test: reader.expression(test),
      consequent: reader.expression(consequent),
      otherwise: reader.expression(otherwise),
    }
  },
  LambdaExpression: (reader, _, parts) => {
    const list = parts.find(({ name }) => name === 'ParamList')
    const body = parts.at(-1)
    if (body === undefined) return null
    const parameters = list === undefined ? [] : parametersOf(reader, list)
    return { kind: 'lambda', parameters, body: reader.expression(body) }
  },
  NamedExpression: (reader, _, parts) => {
    const [target, , value] = parts
    if (target === undefined || value === undefined) return null
    return { kind: 'walrus', target: reader.expression(target), value: reader.expression(value) }
  },
  AwaitExpression: (reader, _, parts) => {
    const value = parts[1]
    return value === undefined ? null : { kind: 'await', value: reader.expression(value) }
  },
}

function inside(parts: readonly Node[]): Node[] {
  return parts.filter(({ name }) => !BRACKETS.has(name))
}

function entriesOf(reader: Reader, parts: readonly Node[]): (readonly [Expression | null, Expression])[] {
  return split(inside(parts)).map((row) => {
    if (row[0]?.name === '**') return [null, reader.tuple(row.slice(1))] as const
    const colon = row.findIndex(({ name }) => name === ':')
    return [reader.tuple(row.slice(0, colon)), reader.tuple(row.slice(colon + 1))] as const
  })
}

/** `a.b`, `a[b]`, `a[b:c]`. */
function memberOf(reader: Reader, node: Node, parts: readonly Node[]): object | null {
  const [owner, sign, ...others] = parts
  if (owner === undefined || sign === undefined) return null
  const object = reader.expression(owner)
  if (sign.name === '.') {
    const name = others[0]
    // `20.` comes as an attribute without a name.
    if (name === undefined && object.kind === 'number') return { kind: 'number', text: `${object.text}.` }
    return name === undefined ? null : { kind: 'attribute', object, name: reader.text(name) }
  }
  const row = others.filter(({ name }) => name !== ']')
  const isSlice = row.some(({ name }) => name === ':') && !row.some(({ name }) => name === ',')
  if (!isSlice) return { kind: 'index', object, index: reader.tuple(row) }
  const [start = [], stop = [], step = []] = splitAt(row, ':')
  const part = (each: readonly Node[]) => (each.length === 0 ? null : reader.tuple(each))
  const slice = { from: sign.from, to: node.to, kind: 'slice', start: part(start), stop: part(stop), step: part(step) }
  return { kind: 'index', object, index: slice }
}

function binaryOf(reader: Reader, _: Node, parts: readonly Node[]): object | null {
  const left = parts[0]
  const right = parts.at(-1)
  const middle = parts.slice(1, -1)
  if (left === undefined || right === undefined || middle.length === 0) return null
  const operator = middle.map((each) => reader.text(each)).join(' ')
  const kind = /^(and|or)$/.test(operator)
    ? 'logic'
    : /^[a-z<>=!]/.test(operator) && !/^(<<|>>)$/.test(operator)
      ? 'compare'
      : 'binary'
  return { kind, operator, left: reader.expression(left), right: reader.expression(right) }
}

/** Rows between commas, without empty ones. */
function split(row: readonly Node[]): Node[][] {
  return splitAt(row, ',').filter((each) => each.length > 0)
}

function splitAt(row: readonly Node[], separator: string): Node[][] {
  const result: Node[][] = [[]]
  for (const each of row) {
    if (each.name === separator) result.push([])
    else (result.at(-1) as Node[]).push(each)
  }
  return result
}

function after(row: readonly Node[], start: number, words: readonly string[]): number {
  const at = row.findIndex((each, index) => index >= start && words.includes(each.name))
  return at < 0 ? row.length : at
}

/** The parameters of a function or a lambda. */
export function parametersOf(reader: Reader, list: Node): Parameter[] {
  const found: Parameter[] = []
  let star: Parameter['star'] = ''
  let isKeywordOnly = false
  let isDefault = false
  for (const child of childrenOf(list)) {
    const { name } = child
    if (isDefault && name !== ',') {
      const last = found.pop()
      if (last !== undefined) found.push({ ...last, fallback: reader.expression(child) })
      isDefault = false
    } else if (name === '*' || name === '**') star = name
    else if (name === 'AssignOp') isDefault = true
    else if (name === 'VariableName') {
      found.push({ name: reader.text(child), star, isKeywordOnly, fallback: null })
      if (star === '*') isKeywordOnly = true
      star = ''
    } else if (name === ',' && star === '*') {
      isKeywordOnly = true
      star = ''
    }
  }
  return found
}
