/**
 * The expressions of a file that are loggers of ours: the file itself shows some, and the options name others.
 *
 *   import logging, { getLogger } from '@pylogging/core'     the module, and a function of it
 *   const logger = getLogger('shop')                         a logger
 *   this.#log = logger.getChild('orders')                    a property that is one, in this class
 *   function sell(log: Logger)                               a parameter that TypeScript knows as one
 *
 * That is enough to be worth a mark. Whether the object is ours in the end, the marked call finds out when it runs.
 */
import type { MarkOptions } from './options.js'
import type { Declaration, Node, SyntaxTree, Visited } from './syntax-tree.js'

/** Python's module, the namespace of the package or what `require` gives, a name that is exported, or a logger. */
export type Kind = 'module' | 'namespace' | 'logger' | { readonly name: string }

/** Asks what an expression is, at the place that is being visited. */
export type KindOf = (expression: Node, visited: Visited) => Kind | null

type ClassNode = Node & { readonly id?: { readonly name: string } | null }

interface FieldNode {
  readonly key: Node
  readonly value: Node | null
  readonly computed: boolean
  readonly static: boolean
  readonly typeAnnotation?: Node | null
}

const LOGGER_CLASSES = new Set(['Logger', 'RootLogger', 'LoggerAdapter'])
const TYPE_WRAPPERS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion'])
/** The longest chain of variables that is followed; nobody writes one so long. */
const DEEPEST = 20

/** Reads a file's declarations and assignments. */
export function findLoggers(tree: SyntaxTree, options: MarkOptions): KindOf {
  const { loggers, modules } = options
  /** Variables and parameters that something was assigned to which is a logger. */
  const assigned = new Set<Declaration>()
  /** Properties that are loggers, by the class; null is the file. */
  const properties = new Map<Node | null, Set<string>>()

  const kindOf = (node: Node, visited: Visited, depth = 0): Kind | null => {
    if (depth > DEEPEST) return null
    const again = (inner: Node) => kindOf(inner, visited, depth + 1)
    switch (node.type) {
      case 'Identifier':
        return kindOfName(node.name, visited, depth)
      case 'ThisExpression':
        return isLoggerClass(classAround(visited.around), visited) ? 'logger' : null
      case 'MemberExpression':
        return kindOfMember(node, visited, again)
      case 'CallExpression':
        return kindOfCall(node, again)
      case 'NewExpression':
        return isClassOfOurs(again(node.callee), node.callee, visited) ? 'logger' : null
      case 'AwaitExpression':
      case 'ChainExpression':
        return again('argument' in node ? node.argument : node.expression)
      case 'ImportExpression':
        return isOurModule(node.source) ? 'namespace' : null
      case 'LogicalExpression':
        return again(node.right) ?? again(node.left)
      case 'ConditionalExpression':
        return again(node.consequent) ?? again(node.alternate)
      case 'AssignmentExpression':
        return again(node.right)
      default:
        if (!TYPE_WRAPPERS.has(node.type)) return null
        return (
          typeKind((node as { typeAnnotation?: Node }).typeAnnotation, visited) ?? again((node as never)['expression'])
        )
    }
  }

  const kindOfName = (name: string, visited: Visited, depth: number): Kind | null => {
    const declaration = visited.declarationOf(name)
    if (declaration === null) return loggers.has(name) ? 'logger' : null
    const known = kindOfDeclaration(declaration, name, visited, depth)
    return known ?? (loggers.has(name) || assigned.has(declaration) ? 'logger' : null)
  }

  const kindOfDeclaration = (declaration: Declaration, name: string, visited: Visited, depth: number): Kind | null => {
    if (declaration?.type === 'Import') {
      const { importNode, node } = declaration
      if (!isOurModule(importNode.source)) return null
      if (node.type === 'ImportDefaultSpecifier') return 'module'
      if (node.type === 'ImportNamespaceSpecifier') return 'namespace'
      return exportedKind(node.type === 'ImportSpecifier' ? nameIn(node.imported) : '')
    }
    if (declaration?.type === 'FunctionParam') return typeKind(typeOf(declaration.node as Node), visited)
    if (declaration?.type !== 'Variable') return null
    const declarator = declaration.variableNode.declarations.find(({ id }) => hasName(id as Node, name))
    if (declarator === undefined) return null
    const id = declarator.id as Node
    const { init } = declarator
    if (id.type === 'ObjectPattern') {
      const kind = init === null ? null : kindOf(init, visited, depth + 1)
      return kind === 'module' || kind === 'namespace' ? destructuredKind(id, name, kind) : null
    }
    return typeKind(typeOf(id), visited) ?? (init === null ? null : kindOf(init, visited, depth + 1))
  }

  const kindOfMember = (
    node: Extract<Node, { type: 'MemberExpression' }>,
    { around }: Visited,
    again: (inner: Node) => Kind | null,
  ): Kind | null => {
    const { object, property } = node
    if (node.computed) return null
    const name = nameIn(property)
    if (object.type === 'ThisExpression' && properties.get(classAround(around))?.has(name)) return 'logger'
    if (loggers.has(name)) return 'logger'
    if (object.type === 'Identifier' && properties.get(null)?.has(`${object.name}.${name}`)) return 'logger'
    const kind = again(object)
    if (kind === 'namespace') return exportedKind(name)
    if (kind !== 'module') return null
    return name === 'root' ? 'logger' : { name }
  }

  const kindOfCall = (
    { callee, arguments: args }: Extract<Node, { type: 'CallExpression' }>,
    again: (inner: Node) => Kind | null,
  ): Kind | null => {
    const [first] = args
    if (callee.type === 'Identifier' && callee.name === 'require') return isOurModule(first) ? 'namespace' : null
    const kind = again(callee)
    if (typeof kind === 'object' && kind?.name === 'getLogger') return 'logger'
    const isChild = callee.type === 'MemberExpression' && !callee.computed && nameIn(callee.property) === 'getChild'
    return isChild && again(callee.object) === 'logger' ? 'logger' : null
  }

  const typeKind = (type: Node | undefined, visited: Visited): Kind | null => {
    if (type?.type === 'TSTypeAnnotation') return typeKind(type.typeAnnotation, visited)
    if (type?.type === 'TSUnionType')
      return type.types.some((each) => typeKind(each, visited) === 'logger') ? 'logger' : null
    if (type?.type !== 'TSTypeReference') return null
    const { typeName } = type
    if (typeName.type === 'Identifier') return isOurType(typeName.name, visited) ? 'logger' : null
    if (typeName.type !== 'TSQualifiedName' || typeName.left.type !== 'Identifier') return null
    const kind = kindOfName(typeName.left.name, visited, 0)
    const isNamed = LOGGER_CLASSES.has(typeName.right.name)
    return isNamed && (kind === 'module' || kind === 'namespace') ? 'logger' : null
  }

  const isOurType = (name: string, visited: Visited): boolean => {
    const declaration = visited.declarationOf(name, 'type')
    if (declaration === null) return false
    return isOurClass(kindOfDeclaration(declaration, name, visited, 0)) || assigned.has(visited.declarationOf(name))
  }

  const isOurModule = (source: Node | undefined): boolean =>
    source?.type === 'Literal' && typeof source.value === 'string' && modules.has(source.value)

  const isLoggerClass = (node: Node | null, visited: Visited): boolean => {
    const parent = node === null ? null : ((node as { superClass?: Node | null }).superClass ?? null)
    return parent !== null && isClassOfOurs(kindOf(parent, visited), parent, visited)
  }

  /** Whether a class is one of the three, or a class of the file that is derived from one. */
  const isClassOfOurs = (kind: Kind | null, callee: Node, visited: Visited): boolean => {
    if (isOurClass(kind)) return true
    return callee.type === 'Identifier' && assigned.has(visited.declarationOf(callee.name))
  }

  const note = (visited: Visited, target: Node): void => {
    if (target.type === 'Identifier') assigned.add(visited.declarationOf(target.name))
    else if (target.type === 'MemberExpression' && !target.computed) {
      const { object, property } = target
      if (object.type === 'ThisExpression') noteProperty(classAround(visited.around), nameIn(property))
      else if (object.type === 'Identifier') noteProperty(null, `${object.name}.${nameIn(property)}`)
    }
  }

  const noteProperty = (holder: Node | null, name: string): void => {
    const known = properties.get(holder) ?? new Set()
    properties.set(holder, known.add(name))
  }

  const noteClass = (node: ClassNode, visited: Visited): void => {
    // The class's own name is looked up from outside, where it may be used.
    if (node.id && isLoggerClass(node, visited)) assigned.add(visited.declarationOf(node.id.name))
  }

  const noteField = ({ key, value, computed, typeAnnotation, static: isStatic }: FieldNode, visited: Visited): void => {
    if (computed) return
    const isLogger =
      typeKind(typeAnnotation ?? undefined, visited) === 'logger' ||
      (value !== null && kindOf(value, visited) === 'logger')
    if (!isLogger) return
    const holder = classAround(visited.around)
    noteProperty(holder, nameIn(key))
    const { id } = (holder ?? {}) as { id?: { name: string } | null }
    if (isStatic && id) noteProperty(null, `${id.name}.${nameIn(key)}`)
  }

  const learn = (visited: Visited): void => {
    const { node } = visited
    if (node.type === 'AssignmentExpression' && kindOf(node.right, visited) === 'logger') note(visited, node.left)
    else if (node.type === 'PropertyDefinition') noteField(node as FieldNode, visited)
    else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') noteClass(node, visited)
    else if (node.type === 'TSParameterProperty') {
      const parameter = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter
      if (parameter.type !== 'Identifier' || typeKind(typeOf(parameter), visited) !== 'logger') return
      noteProperty(classAround(visited.around), parameter.name)
    }
  }
  // Twice, because a value that stands further down may be assigned from one further up, and the other way round.
  tree.visit(learn)
  tree.visit(learn)
  return kindOf
}

function isOurClass(kind: Kind | null): boolean {
  return typeof kind === 'object' && kind !== null && LOGGER_CLASSES.has(kind.name)
}

function exportedKind(name: string): Kind {
  if (name === 'default') return 'module'
  return name === 'root' ? 'logger' : { name }
}

/** `const { getLogger, info: say } = …` */
function destructuredKind(pattern: Extract<Node, { type: 'ObjectPattern' }>, name: string, of: Kind): Kind | null {
  for (const each of pattern.properties) {
    if (each.type !== 'Property' || each.computed || !hasName(each.value as Node, name)) continue
    const exported = nameIn(each.key)
    return of === 'namespace' || exported !== 'default' ? exportedKind(exported) : null
  }
  return null
}

function hasName(pattern: Node, name: string): boolean {
  if (pattern.type === 'Identifier') return pattern.name === name
  if (pattern.type === 'AssignmentPattern') return hasName(pattern.left as Node, name)
  if (pattern.type !== 'ObjectPattern') return false
  return pattern.properties.some((each) => each.type === 'Property' && hasName(each.value as Node, name))
}

/** Returns the type that is written at a parameter or a variable. */
function typeOf(node: Node): Node | undefined {
  if (node.type === 'AssignmentPattern') return typeOf(node.left as Node)
  if (node.type === 'TSParameterProperty') return typeOf(node.parameter as Node)
  return ((node as { typeAnnotation?: Node | null }).typeAnnotation ?? undefined) as Node | undefined
}

function nameIn(node: Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'PrivateIdentifier') return `#${node.name}`
  return node.type === 'Literal' ? String(node.value) : ''
}

/** The class that `this` belongs to, but for functions that have a `this` of their own. */
function classAround(around: readonly Node[]): Node | null {
  return around.find(({ type }) => type === 'ClassDeclaration' || type === 'ClassExpression') ?? null
}
