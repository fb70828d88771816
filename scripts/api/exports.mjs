/**
 * What is said below the heading of an export: its docstring, how it is called or made, its members.
 *
 * Types in code cannot be links, so those that have a heading somewhere are named below the code.
 */
import { ReflectionKind } from 'typedoc'
import { docLines, fenced, indented, joined, saidOnce } from './docs.mjs'
import { memberLines, nearestBase } from './members.mjs'
import { aliasText, quoted, signatureText, typeText } from './types.mjs'

/** @param here - The model, and `linkTo(item)`, `exported` of the page. */
export function bodyLines(item, here) {
  if (item.kind === ReflectionKind.Function) return callableLines(item.signatures, item.name, here)
  if (item.kind === ReflectionKind.Variable) return objectLines(item, here)
  return item.kind === ReflectionKind.Class ? classLines(item, here) : typeLines(item, here)
}

function callableLines(signatures, name, here) {
  const code = fenced(signatures.map((signature) => signatureText(signature, name)).join('\n'))
  const types = signatures.flatMap(({ parameters = [], type }) => [...parameters.map((each) => each.type), type])
  const named = [...new Set(types.flatMap(itemsIn))].filter((item) => here.places.has(item) && item.name !== name)
  const links = named.length === 0 ? [] : [`Types: ${named.map(here.linkTo).join(', ')}.`]
  return joined([code, saidOnce(signatures), links])
}

function classLines(item, here) {
  const making = item.children.find(({ kind }) => kind === ReflectionKind.Constructor)
  const base = nearestBase(item, here)
  return joined([
    docLines(item),
    base === undefined ? [] : [`Extends ${here.linkTo(base)}.`],
    making === undefined || isErrorClass(item) ? [] : callableLines(making.signatures, item.name, here),
    memberLines(item.children, item, here),
  ])
}

function typeLines(item, here) {
  if (item.kind === ReflectionKind.Interface) {
    const bases = (item.extendedTypes ?? []).flatMap(itemsIn).filter((base) => base.parent === item.parent)
    const links = bases.length === 0 ? [] : [`Extends ${bases.map(here.linkTo).join(', ')}.`]
    return joined([docLines(item), links, memberLines(item.children ?? [], item, here)])
  }
  const text = aliasText(item)
  // The names of a module as an object are all on its page.
  const isModule = text.includes('typeof members')
  return joined([docLines(item), isModule ? [] : fenced(text)])
}

/** Of a module as an object only what is no export by itself. */
function objectLines(item, here) {
  const parts = item.type.type === 'intersection' ? item.type.types : [item.type]
  const members = parts.flatMap((part) => part.declaration?.children ?? part.reflection?.children ?? [])
  const isPlain = parts.some((part) => part.declaration !== undefined)
  const own = members.filter(({ name }) => item.name !== 'default' || !here.exported.has(name))
  return joined([
    docLines(item),
    isPlain ? memberLines(own, item, here) : fenced(`const ${item.name}: ${typeText(item.type)}`),
  ])
}

export function constantLines(item) {
  const value = constantText(item)
  const text = value === undefined ? `${item.name}: ${typeText(item.type)}` : `${item.name} = ${value}`
  return indented([`- \`${text}\``, ...docLines(item)])
}

export function isConstant({ kind, type }) {
  return kind === ReflectionKind.Variable && ['literal', 'intrinsic'].includes(type?.type)
}

function constantText({ type, defaultValue }) {
  if (type.type === 'literal') return typeof type.value === 'string' ? quoted(type.value) : String(type.value)
  return /^\d+$/.test(defaultValue) ? defaultValue : undefined
}

export function isErrorClass({ extendedTypes = [] }) {
  return extendedTypes.some(
    ({ name, reflection }) => /Error$/.test(name) || (reflection !== undefined && isErrorClass(reflection)),
  )
}

/** The exports that a type mentions. */
function itemsIn(type) {
  if (type === undefined) return []
  const { types = [], elements = [], typeArguments = [], elementType, element, reflection } = type
  const inner = [...types, ...elements, ...typeArguments, elementType, element].flatMap(itemsIn)
  const behind = type.type === 'typeOperator' ? itemsIn(type.target) : []
  return [...(type.type === 'reference' && reflection !== undefined ? [reflection] : []), ...inner, ...behind]
}
