/**
 * The members of a class, an interface or an object as a list: properties, then methods, then what is static.
 *
 * What a class inherits stands with the class it comes from, and so does what it overrides without a word of its own;
 * what comes from a class that is no export stands with each of its heirs. Options are repeated, except those of the same
 * page: whoever looks for a keyword should find it.
 */
import { ReflectionKind } from 'typedoc'
import { fenced, indented, saidOnce } from './docs.mjs'
import { memberTexts, signaturesOf } from './types.mjs'

/** A longer signature gets lines of its own. */
const WIDTH = 100
/** What every object has in JavaScript. */
const EVERYWHERE = new Set(['toString', 'toJSON', 'valueOf'])

export function memberLines(members, owner, here) {
  return membersOf(members, owner, here).flatMap((member) => {
    const texts = memberTexts(member)
    const code = texts.length === 1 && texts[0].length <= WIDTH ? [`\`${texts[0]}\``] : fenced(texts.join('\n'))
    return indented(`- ${[...code, ...docsOf(member)].join('\n')}`.split('\n'))
  })
}

/** Those that are shown, in order. */
export function membersOf(members, owner, here) {
  const shown = members.filter((member) => isShown(member, owner, here))
  return shown.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/** The first class above that has a heading. */
export function nearestBase(item, here) {
  return basesOf(item, here)[0]
}

function docsOf(member) {
  return saidOnce(commentedOf(member))
}

function isShown(member, owner, here) {
  if (member.name.startsWith('[') || member.kind === ReflectionKind.Constructor) return false
  const doc = docsOf(member).join('\n')
  if (EVERYWHERE.has(member.name)) return doc !== ''
  const home = here.declaredIn(member)
  if (owner.kind === ReflectionKind.Interface) return home === owner.name || !here.exported.has(home)
  const above = basesOf(owner, here).filter((base) => base.children.some(({ name }) => name === member.name))
  if (above.some((base) => base.name === home)) return false
  const said = above.map((base) => docsOf(base.children.find(({ name }) => name === member.name)).join('\n'))
  return above.length === 0 || (doc !== '' && !said.includes(doc))
}

function basesOf(item, here) {
  const names = here.bases.get(item) ?? []
  return names.flatMap((name) => [...here.places.keys()].filter((each) => each.name === name && here.bases.has(each)))
}

/** What may carry its docstring. */
export function commentedOf(member) {
  const signatures = [member.getSignature, member.setSignature, ...signaturesOf(member)]
  return [member, ...signatures].filter((each) => each !== undefined)
}

function sortKey(member) {
  const rank = (member.flags.isStatic ? 2 : 0) + (signaturesOf(member).length > 0 ? 1 : 0)
  return `${rank} ${member.name.replace(/^_/, '').toLowerCase()}`
}
