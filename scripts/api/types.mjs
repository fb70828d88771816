/**
 * A type or a signature of typedoc's model as the TypeScript that one would write:
 *
 *   setFormatter(fmt: RecordFormatter | null): void
 *
 * The types by which a log call is checked where its text is written out (`LogArguments`, `LevelArgument`) are shown as
 * what they take: `msg: unknown, ...args: unknown[]` and `level: number | string`. Arguments that may also be given by name
 * (`PositionsThenNames`) are shown as those that have a position.
 */
import { ReflectionKind } from 'typedoc'

/** An object of more is a module. */
const MAX_MEMBERS = 8
const CHECKS = {
  LogArguments: 'unknown[]',
  LevelArgument: 'number | string',
  BasicConfigOptions: 'BasicConfigOptions',
}

export function typeText(type) {
  return type === undefined ? 'unknown' : (TEXTS[type.type]?.(type) ?? type.toString())
}

const TEXTS = {
  array: ({ elementType }) => `${grouped(elementType)}[]`,
  indexedAccess: ({ objectType, indexType }) => `${typeText(objectType)}[${typeText(indexType)}]`,
  intersection: ({ types }) => types.map(grouped).join(' & '),
  literal: ({ value }) => (typeof value === 'string' ? quoted(value) : String(value)),
  namedTupleMember: ({ name, isOptional, element }) => `${name}${isOptional ? '?' : ''}: ${typeText(element)}`,
  optional: ({ elementType }) => `${grouped(elementType)}?`,
  predicate: ({ name, targetType }) => `${name} is ${typeText(targetType)}`,
  query: ({ queryType }) => `typeof ${queryType.name}`,
  reference: referenceText,
  reflection: ({ declaration }) => declarationText(declaration),
  rest: ({ elementType }) => `...${grouped(elementType)}`,
  tuple: ({ elements }) => `[${elements.map(typeText).join(', ')}]`,
  typeOperator: ({ operator, target }) => `${operator} ${grouped(target)}`,
  union: ({ types }) => inOrder(types).map(grouped).join(' | '),
}

const RANKS = { intrinsic: 0, other: 1, literal: 2, null: 3, undefined: 4 }

/** The compiler's order changes with code elsewhere. What is a list of texts keeps its own. */
function inOrder(types) {
  if (types.every(({ type }) => type === 'literal')) return types
  const rank = (type) => RANKS[typeText(type)] ?? RANKS[type.type] ?? RANKS.other
  return types.toSorted((a, b) => rank(a) - rank(b) || (typeText(a) < typeText(b) ? -1 : 1))
}

/** Defaults are left out that nobody wrote: `Iterable<unknown, any, any>`, `Uint8Array<ArrayBufferLike>`. */
function referenceText({ name, typeArguments = [] }) {
  if (name in CHECKS) return CHECKS[name]
  const args = typeArguments.map(typeText)
  while (args.at(-1) === 'any' || args.at(-1) === 'ArrayBufferLike') args.pop()
  return args.length === 0 ? name : `${name}<${args.join(', ')}>`
}

/** In the place of an operand. */
function grouped(type) {
  const text = typeText(type)
  const isFunction = type.type === 'reflection' && type.declaration.signatures !== undefined
  return isFunction || ['union', 'intersection', 'conditional'].includes(type.type) ? `(${text})` : text
}

function declarationText({ signatures = [], children = [], indexSignatures = [] }) {
  const [only] = signatures
  if (only !== undefined && children.length === 0) {
    const isNew = only.kind === ReflectionKind.ConstructorSignature
    return `${isNew ? 'new ' : ''}${genericsText(only)}(${parametersText(only)}) => ${typeText(only.type)}`
  }
  const keys = indexSignatures.map(
    ({ parameters: [key], type }) => `[${key.name}: ${typeText(key.type)}]: ${typeText(type)}`,
  )
  const parts = [...keys, ...children.flatMap(memberTexts)]
  if (parts.length > MAX_MEMBERS) return '{ … }'
  return parts.length === 0 ? '{}' : `{ ${parts.join('; ')} }`
}

/** A member of a class, an interface or an object: one text, or as many as it has overloads. */
export function memberTexts(member) {
  const words = [
    member.flags.isStatic && 'static',
    isReadonly(member) && 'readonly',
    member.flags.isAbstract && 'abstract',
  ]
  const prefix = words
    .filter(Boolean)
    .map((word) => `${word} `)
    .join('')
  const signatures = signaturesOf(member)
  if (signatures.length > 0)
    return signatures.map((signature) => prefix + signatureText(signature, member.name, member.flags.isOptional))
  const optional = member.flags.isOptional ? '?' : ''
  return [`${prefix}${member.name}${optional}: ${typeText(member.getSignature?.type ?? member.type)}`]
}

/** Of a function or method; also of a property that is a function. */
export function signaturesOf(reflection) {
  if (reflection.signatures !== undefined) return reflection.signatures
  const { type } = reflection
  if (type?.type !== 'reflection' || (type.declaration.children ?? []).length > 0) return []
  return (type.declaration.signatures ?? []).filter(({ kind }) => kind === ReflectionKind.CallSignature)
}

export function signatureText(signature, name, isOptional = false) {
  if (signature.kind === ReflectionKind.ConstructorSignature) return `new ${name}(${parametersText(signature)})`
  const optional = isOptional ? '?' : ''
  return `${name}${optional}${genericsText(signature)}(${parametersText(signature)}): ${typeText(signature.type)}`
}

function parametersText(signature) {
  const checked = checkedNames(signature)
  return (signature.parameters ?? [])
    .map(({ name, flags, type, defaultValue }) => {
      if (type?.name === 'PositionsThenNames') return type.typeArguments[0].elements.map(typeText).join(', ')
      const text = checked.has(typeText(type)) ? 'unknown' : typeText(type)
      const value = defaultText(defaultValue)
      const optional = flags.isOptional || (defaultValue !== undefined && value === '') ? '?' : ''
      return `${flags.isRest ? '...' : ''}${parameterName(name)}${optional}: ${text}${value}`
    })
    .join(', ')
}

/** One that is taken apart has no name, one that is not used has an underscore. */
export function parameterName(name) {
  return name === '__namedParameters' ? 'options' : name.replace(/^_/, '')
}

/** A name of ours says nothing to a reader. */
function defaultText(value) {
  return /^(-?[\d_.]+|'.*'|true|false|null|\{\}|\[\])$/.test(value ?? '') ? ` = ${value}` : ''
}

function genericsText(declared) {
  const checked = checkedNames(declared)
  const names = (declared.typeParameters ?? []).filter(({ name }) => !checked.has(name))
  const texts = names.map(({ name, type }) => (type === undefined ? name : `${name} extends ${typeText(type)}`))
  return texts.length === 0 ? '' : `<${texts.join(', ')}>`
}

/** The type parameters that are there for a check only. */
function checkedNames({ parameters = [] }) {
  const checks = parameters.map(({ type }) => type).filter((type) => type?.name in CHECKS)
  return new Set(checks.flatMap(({ typeArguments }) => typeArguments.map(typeText)))
}

export function aliasText(alias) {
  return `type ${alias.name}${genericsText(alias)} = ${typeText(alias.type)}`
}

/** Of options it says nothing: nobody writes to them. */
function isReadonly(member) {
  if (member.parent?.kindOf(ReflectionKind.Interface)) return false
  return member.flags.isReadonly || (member.getSignature !== undefined && member.setSignature === undefined)
}

export function quoted(text) {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`
}
