/**
 * The names whose docstring does not say what they are or do, and has to: exports, but for constants, and the methods of
 * classes. What is said of parameters, results and errors alone is not enough.
 *
 * Properties and what an interface asks for may be left without; their names are Python's, or say it.
 */
import { ReflectionKind } from 'typedoc'
import { isConstant } from './exports.mjs'
import { commentedOf, membersOf } from './members.mjs'
import { signaturesOf } from './types.mjs'

export function undocumented(model) {
  const { places, entries } = model
  return entries.flatMap(({ name, module }) => {
    const own = module.children.filter((item) => item.kind !== ReflectionKind.Reference && !isConstant(item))
    const here = { ...model, places, exported: new Set(module.children.map((item) => item.name)) }
    return own.flatMap((item) =>
      [item, ...methodsOf(item, here)].filter((each) => !isSaid(each)).map((each) => nameOf(each, item, name)),
    )
  })
}

function isSaid(item) {
  return commentedOf(item).some(({ comment }) => comment !== undefined && comment.summary.length > 0)
}

function methodsOf(item, here) {
  if (item.kind !== ReflectionKind.Class) return []
  return membersOf(item.children, item, here).filter((member) => signaturesOf(member).length > 0)
}

function nameOf(each, item, module) {
  return each === item ? `${module}: ${item.name}` : `${module}: ${item.name}.${each.name}`
}
