/**
 * The name of the function that a place of a source is in, as the stack will say it.
 *
 *   const load = async () => { logger.info('x') }      load
 *   app.get('/', () => logger.info('x'))               <lambda>
 *   class Shop { sell() { logger.info('x') } }         sell
 *
 * JavaScript names what is declared, and what is assigned to a name as it stands. V8 also guesses, from names nearby, for
 * functions in arrays and conditions; and what decorators, computed keys and the code of class fields are called depends on
 * who compiles them. There the answer is null: such a call is not marked, and the stack is looked at as ever.
 *
 * Pinned by: test/call-site/marked-names.test.mjs, which compares with V8.
 */
import { pythonName } from '../call-site/stack-text.js'
import type { Node } from './syntax-tree.js'

const MODULE = '<module>'
const LAMBDA = '<lambda>'
/** The nodes that TypeScript puts around a value, and takes away again. */
const TYPE_WRAPPERS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion'])
/** Code in these runs in functions that have names of the engine's. */
const UNSURE = new Set([
  'PropertyDefinition',
  'AccessorProperty',
  'StaticBlock',
  'Decorator',
  'TSModuleBlock',
  'TSEnumBody',
])

type FunctionNode = { readonly id?: { readonly name: string } | null }
type ClassNode = FunctionNode & { readonly body: { readonly body: readonly Node[] } }
type Key = { readonly key: Node; readonly computed?: boolean }

/**
 * @param around - The nodes around the call, innermost first.
 * @returns Null where it is not certain.
 */
export function functionNameAt(around: readonly Node[]): string | null {
  for (const [index, node] of around.entries()) {
    if (UNSURE.has(node.type)) return null
    if (isFunction(node)) return nameOfFunction(node, around.slice(index + 1))
  }
  return MODULE
}

function isFunction({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

function nameOfFunction(node: Node, around: readonly Node[]): string | null {
  const { type } = node
  const { id } = node as FunctionNode
  if (id) return pythonName(id.name)
  const [method, , holder] = around
  if (method?.type === 'MethodDefinition' && method.value === node) {
    if (method.kind === 'constructor') return holder === undefined ? null : nameOfClass(holder, around.slice(3))
    // A private one becomes a function of another name where decorators are compiled.
    return hasDecorators(method) && method.key.type === 'PrivateIdentifier' ? null : keyName(method)
  }
  const name = nameFromPlace(node, around)
  return name === undefined ? (isNameless(node, type, around) ? LAMBDA : null) : name
}

function nameOfClass(holder: Node, around: readonly Node[]): string | null {
  const { id, body } = holder as unknown as ClassNode
  const hasOwnName = body.body.some(
    (each) => 'static' in each && each.static && keyName(each as unknown as Key) === 'name',
  )
  // Compiled, a class with decorators may get a second name.
  if (hasOwnName || [holder, ...body.body].some(hasDecorators)) return null
  if (id) return pythonName(id.name)
  const name = nameFromPlace(holder, around)
  return name ?? null
}

/** The name that an assignment gives. @returns Undefined where there is none, null where it is not certain. */
function nameFromPlace(inner: Node, around: readonly Node[]): string | null | undefined {
  const [parent, ...rest] = around
  if (parent === undefined) return null
  if (TYPE_WRAPPERS.has(parent.type)) return nameFromPlace(parent, rest)
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.init === inner ? targetName(parent.id) : null
    case 'AssignmentExpression':
      return parent.right === inner ? targetName(parent.left) : null
    case 'AssignmentPattern':
      return parent.right === inner ? targetName(parent.left) : null
    case 'Property':
      return parent.value === inner ? ownKeyName(parent) : null
    case 'PropertyDefinition':
      return parent.value === inner && !hasDecorators(parent) ? keyName(parent) : null
    case 'JSXExpressionContainer':
      return attributeName(rest[0])
    default:
      return undefined
  }
}

/** Whether V8 has no name for it: an argument, what is called at once, what a function returns. */
function isNameless(node: Node, type: string, [parent, outer]: readonly Node[]): boolean {
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
    if (parent.callee === node) return parent.type === 'CallExpression'
    // Of several that are called `function`, V8 names all but the last.
    const functions = parent.arguments.filter((each) => each.type === 'FunctionExpression')
    return type === 'ArrowFunctionExpression' || functions.length === 1
  }
  if (parent?.type === 'ReturnStatement') return outer?.type === 'BlockStatement'
  return parent?.type === 'ArrowFunctionExpression' && parent.body === node
}

/** Returns the name that an assignment gives to a function: the target on the left of `=`. */
function targetName(target: Node): string | null {
  if (target.type === 'Identifier') return pythonName(target.name)
  if (target.type !== 'MemberExpression') return null
  return keyName({ key: target.property, computed: target.computed })
}

/** `__proto__: …` in an object sets its prototype. */
function ownKeyName(property: Key): string | null {
  const name = keyName(property)
  return name === '__proto__' ? null : name
}

function keyName({ key, computed }: Key): string | null {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Identifier') return computed ? null : pythonName(key.name)
  if (key.type !== 'Literal') return null
  const { value } = key
  return typeof value === 'string' || typeof value === 'number' ? pythonName(String(value)) : null
}

function attributeName(attribute: Node | undefined): string | null {
  return attribute?.type === 'JSXAttribute' && attribute.name.type === 'JSXIdentifier'
    ? pythonName(attribute.name.name)
    : null
}

function hasDecorators(node: Node): boolean {
  const { decorators } = node as { readonly decorators?: readonly unknown[] }
  return decorators !== undefined && decorators.length > 0
}
