/**
 * Python text to the tree of syntax.ts, from the nodes of tree.ts.
 *
 *   parseModule("LEVEL = 'INFO'")       { text, body: [{ kind: 'assign', … }] }
 *
 * The parser gives flat rows of nodes ("a", ",", "b", "=", "1"); parse-expression.ts and this file give them a shape.
 * Python 2 is read as far as the parser mends it: its calls are all found, its print statements are not all understood.
 */
import { isWord, MAX_DEPTH, parametersOf, Reader } from './parse-expression.js'
import type { Case, Expression, FunctionStatement, Handler, Module, Statement } from './syntax.js'
import { childrenOf, type Node, parseTree } from './tree.js'

/**
 * @param text - With `\n` at the end of lines. Text that is unreadable becomes a node of that kind.
 *
 * @throws As parseTree
 */
export function parseModule(text: string): Module {
  return { text, body: statementsOf(new Reader(text), parseTree(text).topNode, 0) }
}

function statementsOf(reader: Reader, node: Node, depth: number): Statement[] {
  return childrenOf(node).flatMap((child) => {
    if (child.name === 'StatementGroup') return statementsOf(reader, child, depth)
    if (child.name === ':' || child.name === ';') return []
    return [statementOf(reader, child, depth)]
  })
}

function statementOf(reader: Reader, node: Node, depth: number): Statement {
  const span = { from: node.from, to: node.to }
  const make = depth < MAX_DEPTH ? STATEMENTS[node.name] : undefined
  return make?.(reader, node, depth + 1) ?? { ...span, kind: 'unreadable' }
}

type Make = (reader: Reader, node: Node, depth: number) => Statement | null

const STATEMENTS: Readonly<Record<string, Make>> = {
  __proto__: null as never,
  ExpressionStatement: (reader, node) => ({
    ...spanOf(node),
    kind: 'expression',
    value: reader.tuple(childrenOf(node)),
  }),
  AssignStatement: assignment,
  UpdateStatement: update,
  ImportStatement: importing,
  FunctionDefinition: (reader, node, depth) => functionOf(reader, node, [], depth),
  ClassDefinition: (reader, node, depth) => classOf(reader, node, [], depth),
  DecoratedStatement: decorated,
  IfStatement: ifOf,
  ForStatement: forOf,
  WhileStatement: whileOf,
  TryStatement: tryOf,
  WithStatement: withOf,
  MatchStatement: matchOf,
  ReturnStatement: (reader, node) => ({ ...spanOf(node), kind: 'return', value: rest(reader, node) }),
  RaiseStatement: (reader, node) => ({ ...spanOf(node), kind: 'raise', value: rest(reader, node) }),
  DeleteStatement: (reader, node) => {
    return { ...spanOf(node), kind: 'delete', targets: reader.list(childrenOf(node).slice(1)) }
  },
  ScopeStatement: (reader, node) => {
    const [word, ...names] = childrenOf(node)
    const isGlobal = word !== undefined && isWord(word, 'global')
    const found = names.filter(({ name }) => name === 'VariableName').map((each) => reader.text(each))
    return { ...spanOf(node), kind: 'scope', names: found, isGlobal }
  },
  PassStatement: (_, node) => ({ ...spanOf(node), kind: 'pass' }),
  AssertStatement: (_, node) => ({ ...spanOf(node), kind: 'pass' }),
  TypeDefinition: (_, node) => ({ ...spanOf(node), kind: 'pass' }),
  PrintStatement: (reader, node) => {
    return { ...spanOf(node), kind: 'expression', value: reader.tuple(childrenOf(node).slice(1)) }
  },
  BreakStatement: (_, node) => ({ ...spanOf(node), kind: 'break' }),
  ContinueStatement: (_, node) => ({ ...spanOf(node), kind: 'continue' }),
}

function spanOf({ from, to }: Node): { from: number; to: number } {
  return { from, to }
}

/** Returns the expressions behind the first word of a statement, as one; null where there are none. */
function rest(reader: Reader, node: Node): Expression | null {
  const parts = childrenOf(node).slice(1)
  return parts.length === 0 ? null : reader.tuple(parts)
}

/** `a = b = 1`, `a: int = 1`; `a: int` alone says nothing of a value. */
function assignment(reader: Reader, node: Node): Statement {
  const rows: Node[][] = [[]]
  for (const child of childrenOf(node)) {
    if (child.name === 'AssignOp') rows.push([])
    else if (child.name !== 'TypeDef') (rows.at(-1) as Node[]).push(child)
  }
  const values = rows.map((row) => reader.tuple(row))
  const value = values.pop() as Expression
  return values.length === 0
    ? { ...spanOf(node), kind: 'pass' }
    : { ...spanOf(node), kind: 'assign', targets: values, value }
}

function update(reader: Reader, node: Node): Statement | null {
  const parts = childrenOf(node)
  const at = parts.findIndex(({ name }) => name === 'UpdateOp')
  const operator = parts[at]
  if (operator === undefined) return null
  return {
    ...spanOf(node),
    kind: 'update',
    target: reader.tuple(parts.slice(0, at)),
    operator: reader.text(operator).slice(0, -1),
    value: reader.tuple(parts.slice(at + 1)),
  }
}

function importing(reader: Reader, node: Node): Statement {
  const parts = childrenOf(node)
  const words = parts.map((each) => (each.name === 'VariableName' ? reader.text(each) : `${each.name} `))
  const at = words.indexOf('import ')
  const isFrom = words[0] === 'from '
  const dotted = (row: readonly string[]) => row.map((each) => (each === '. ' ? '.' : each)).join('')
  const head = isFrom ? dotted(words.slice(1, at).flatMap((each) => (each === '... ' ? ['.', '.', '.'] : [each]))) : ''
  const module = head.replace(/^\.+/, '')
  const names = split(words.slice(at + 1), ', ').map((row) => {
    const inner = row.filter((each) => each !== '( ' && each !== ') ')
    const as = inner.indexOf('as ')
    return {
      name: inner[0] === '* ' ? '*' : dotted(as < 0 ? inner : inner.slice(0, as)),
      alias: as < 0 ? null : (inner[as + 1] ?? null),
    }
  })
  return {
    ...spanOf(node),
    kind: 'import',
    level: head.length - module.length,
    module: isFrom ? module : null,
    names: names.filter(({ name }) => name !== ''),
  }
}

function split(row: readonly string[], separator: string): string[][] {
  const result: string[][] = [[]]
  for (const each of row) {
    if (each === separator) result.push([])
    else (result.at(-1) as string[]).push(each)
  }
  return result
}

function decorated(reader: Reader, node: Node, depth: number): Statement {
  const parts = childrenOf(node)
  const decorators = parts
    .filter(({ name }) => name === 'Decorator')
    .map((each) => reader.decorator(childrenOf(each).slice(1)))
  const inner = parts.at(-1) as Node
  if (inner.name === 'FunctionDefinition') return functionOf(reader, inner, decorators, depth)
  if (inner.name === 'ClassDefinition') return classOf(reader, inner, decorators, depth)
  return { ...spanOf(node), kind: 'unreadable' }
}

function functionOf(reader: Reader, node: Node, decorators: readonly Expression[], depth: number): FunctionStatement {
  const parts = childrenOf(node)
  const name = parts.find((each) => each.name === 'VariableName')
  const list = parts.find((each) => each.name === 'ParamList')
  return {
    ...spanOf(node),
    kind: 'function',
    name: name === undefined ? '' : reader.text(name),
    parameters: list === undefined ? [] : parametersOf(reader, list),
    decorators,
    body: bodyOf(reader, parts, depth),
    isGenerator: yields(node),
    isAsync: parts.some((each) => isWord(each, 'async')),
  }
}

function classOf(reader: Reader, node: Node, decorators: readonly Expression[], depth: number): Statement {
  const parts = childrenOf(node)
  const name = parts.find((each) => each.name === 'VariableName')
  const list = parts.find((each) => each.name === 'ArgList')
  const { args } = list === undefined ? { args: [] } : reader.arguments(list)
  return {
    ...spanOf(node),
    kind: 'class',
    name: name === undefined ? '' : reader.text(name),
    bases: args,
    decorators,
    body: bodyOf(reader, parts, depth),
  }
}

function bodyOf(reader: Reader, parts: readonly Node[], depth: number): Statement[] {
  const body = parts.find(({ name }) => name === 'Body')
  return body === undefined ? [] : statementsOf(reader, body, depth)
}

/** The row cut at its bodies: each with what stands before it. */
function clauses(node: Node): { head: Node[]; body: Node | null }[] {
  const found: { head: Node[]; body: Node | null }[] = []
  let head: Node[] = []
  for (const child of childrenOf(node)) {
    if (child.name === 'Body' || child.name === 'MatchBody') {
      found.push({ head, body: child })
      head = []
    } else head.push(child)
  }
  if (head.length > 0) found.push({ head, body: null })
  return found
}

function bodyAfter(reader: Reader, node: Node, word: string, depth: number): Statement[] {
  const found = clauses(node).find(({ head }) => head[0] !== undefined && isWord(head[0], word))
  return found?.body ? statementsOf(reader, found.body, depth) : []
}

function ifOf(reader: Reader, node: Node, depth: number): Statement {
  const branches = clauses(node)
    .filter(({ head }) => head[0] !== undefined && !isWord(head[0], 'else'))
    .map(({ head, body }) => ({
      test: reader.tuple(head.slice(1)),
      body: body === null ? [] : statementsOf(reader, body, depth),
    }))
  return { ...spanOf(node), kind: 'if', branches, otherwise: bodyAfter(reader, node, 'else', depth) }
}

function forOf(reader: Reader, node: Node, depth: number): Statement {
  const [first] = clauses(node)
  const head = (first?.head ?? []).filter((each) => !isWord(each, 'async')).slice(1)
  const at = head.findIndex((each) => isWord(each, 'in'))
  return {
    ...spanOf(node),
    kind: 'for',
    target: reader.tuple(head.slice(0, at)),
    iterable: reader.tuple(head.slice(at + 1)),
    body: first?.body ? statementsOf(reader, first.body, depth) : [],
    otherwise: bodyAfter(reader, node, 'else', depth),
  }
}

function whileOf(reader: Reader, node: Node, depth: number): Statement {
  const [first] = clauses(node)
  return {
    ...spanOf(node),
    kind: 'while',
    test: reader.tuple((first?.head ?? []).slice(1)),
    body: first?.body ? statementsOf(reader, first.body, depth) : [],
    otherwise: bodyAfter(reader, node, 'else', depth),
  }
}

function tryOf(reader: Reader, node: Node, depth: number): Statement {
  const handlers = clauses(node)
    .filter(({ head }) => head[0] !== undefined && isWord(head[0], 'except'))
    .map(({ head, body }): Handler => {
      const row = head.slice(1).filter(({ name }) => name !== '*')
      const at = row.findIndex((each) => isWord(each, 'as') || each.name === ',')
      const name = at < 0 ? undefined : row[at + 1]
      // Python 3.14 has `except A, B:` for a tuple; Python 2 has it for a name. A small letter begins a name.
      const isTuple = at >= 0 && row[at]?.name === ',' && name !== undefined && !/^[a-z_]/.test(reader.text(name))
      const types = at < 0 || isTuple ? row : row.slice(0, at)
      return {
        from: head[0]?.from ?? node.from,
        to: body?.to ?? node.to,
        types: types.length === 0 ? null : reader.tuple(types),
        name: name === undefined || isTuple ? null : reader.text(name),
        body: body === null ? [] : statementsOf(reader, body, depth),
      }
    })
  return {
    ...spanOf(node),
    kind: 'try',
    body: bodyAfter(reader, node, 'try', depth),
    handlers,
    otherwise: bodyAfter(reader, node, 'else', depth),
    last: bodyAfter(reader, node, 'finally', depth),
  }
}

function withOf(reader: Reader, node: Node, depth: number): Statement {
  const [first] = clauses(node)
  const head = (first?.head ?? []).filter((each) => !isWord(each, 'async')).slice(1)
  const items: { value: Expression; target: Expression | null }[] = []
  let row: Node[] = []
  const close = () => {
    const at = row.findIndex((each) => isWord(each, 'as'))
    if (row.length > 0) {
      items.push({
        value: reader.tuple(at < 0 ? row : row.slice(0, at)),
        target: at < 0 ? null : reader.tuple(row.slice(at + 1)),
      })
    }
    row = []
  }
  for (const each of head) {
    if (each.name === ',') close()
    else row.push(each)
  }
  close()
  return {
    ...spanOf(node),
    kind: 'with',
    items,
    body: first?.body ? statementsOf(reader, first.body, depth) : [],
  }
}

function matchOf(reader: Reader, node: Node, depth: number): Statement {
  const parts = childrenOf(node)
  const body = parts.find(({ name }) => name === 'MatchBody')
  const clauses = body === undefined ? [] : childrenOf(body).filter(({ name }) => name === 'MatchClause')
  return {
    ...spanOf(node),
    kind: 'match',
    subject: reader.tuple(parts.filter((each) => each !== body).slice(1)),
    cases: clauses.map((each) => caseOf(reader, childrenOf(each), depth)),
  }
}

function caseOf(reader: Reader, parts: readonly Node[], depth: number): Case {
  const [, pattern] = parts
  const guard = parts.find(({ name }) => name === 'Guard')
  const isCapture = pattern?.name === 'CapturePattern'
  const options =
    pattern?.name === 'OrPattern' ? childrenOf(pattern).filter(({ name }) => name !== 'LogicOp') : [pattern]
  const patterns = options.map((each) => (each === undefined ? null : valueOfPattern(reader, each)))
  return {
    patterns: isCapture ? [] : patterns.every((each) => each !== null) ? patterns : null,
    capture: isCapture ? reader.tuple(childrenOf(pattern)) : null,
    guard:
      guard === undefined
        ? null
        : reader.tuple(
            childrenOf(guard)
              .slice(1)
              .filter(({ name }) => name !== ':'),
          ),
    body: bodyOf(reader, parts, depth),
  }
}

/** `'a'`, `-1`, `Level.HIGH`. */
function valueOfPattern(reader: Reader, node: Node): Expression | null {
  const parts = childrenOf(node)
  if (node.name === 'AttributePattern') {
    const [first, ...others] = parts.filter(({ name }) => name !== '.')
    return others.reduce<Expression>(
      (object, each) => ({ from: node.from, to: each.to, kind: 'attribute', object, name: reader.text(each) }),
      reader.tuple(first === undefined ? [] : [first]),
    )
  }
  if (node.name !== 'LiteralPattern') return null
  const [sign, number] = parts
  if (sign === undefined || parts.length > 2) return null
  if (number === undefined) return reader.tuple(parts)
  return { ...spanOf(node), kind: 'unary', operator: reader.text(sign), operand: reader.tuple([number]) }
}

/** Whether a function is a generator: a yield of its own, not of a function inside it. */
function yields(node: Node): boolean {
  let isFound = false
  node.cursor().iterate((each) => {
    if (each.name === 'YieldExpression') isFound = true
    const isInner = each.name === 'FunctionDefinition' || each.name === 'LambdaExpression'
    return !isFound && (each.from === node.from || !isInner)
  })
  return isFound
}
