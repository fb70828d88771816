/**
 * An entry point as a page of Markdown: what it is for, a table of contents by kind, and each export once.
 */
import { ReflectionKind } from 'typedoc'
import { docLines, joined, summaryOf } from './docs.mjs'
import { bodyLines, constantLines, isConstant, isErrorClass } from './exports.mjs'

const KINDS = [
  ['Functions', (item) => item.kind === ReflectionKind.Function],
  ['Classes', (item) => item.kind === ReflectionKind.Class && !isErrorClass(item)],
  ['Objects', (item) => item.kind === ReflectionKind.Variable && !isConstant(item)],
  ['Constants', (item) => isConstant(item)],
  ['Errors', (item) => item.kind === ReflectionKind.Class && isErrorClass(item)],
  ['Types', (item) => item.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias])],
]

/**
 * @returns The pages by their file names.
 * @param model - From `readEntries`, with `places`.
 */
export function pagesOf(model) {
  return new Map(model.entries.map((entry) => [entry.file, pageOf(entry, model)]))
}

function pageOf({ name, file, module }, model) {
  const exported = new Set(module.children.map((item) => item.name))
  const here = { ...model, exported, linkTo: (item) => link(item, file, model.places) }
  const groups = groupsOf(module)
  const contents = groups.map(
    ({ title, items }) => `**${title}:** ${items.map((item) => entryText(item, here)).join(' · ')}`,
  )
  const sections = groups.flatMap(({ title, items }) => [
    [`## ${title}`],
    ...items.map((item) => itemLines(item, here)),
  ])
  return `${joined([[`# ${name}`], docLines(module), ...contents.map((line) => [line]), ...sections]).join('\n')}\n`
}

/** Of each export its page and its heading there; GitHub numbers headings that differ in nothing but case. */
export function placesOf(entries) {
  const places = new Map()
  for (const { name, file, module } of entries) {
    const seen = new Map()
    const anchorOf = (heading) => {
      const slug = heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')
      seen.set(slug, (seen.get(slug) ?? -1) + 1)
      return seen.get(slug) === 0 ? slug : `${slug}-${seen.get(slug)}`
    }
    anchorOf(name)
    for (const { title, items } of groupsOf(module)) {
      const group = anchorOf(title)
      for (const item of items) {
        const anchor = isConstant(originOf(item)) ? group : anchorOf(shownName(item))
        places.set(item, { file, anchor })
      }
    }
  }
  return places
}

function groupsOf(module) {
  const sorted = module.children.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  const groups = KINDS.map(([title, isOne]) => ({ title, items: sorted.filter((item) => isOne(originOf(item))) }))
  return groups.filter(({ items }) => items.length > 0)
}

function sortKey(item) {
  return `${shownName(item).replace(/^_/, '').toLowerCase()} ${item.name}`
}

function shownName(item) {
  return item.name === 'default' ? 'default export' : item.name
}

/** What another entry exports first. */
function originOf(item) {
  return item.kind === ReflectionKind.Reference ? item.getTargetReflectionDeep() : item
}

function entryText(item, here) {
  return isConstant(originOf(item)) ? `\`${item.name}\`` : here.linkTo(item)
}

function link(item, file, places) {
  const place = places.get(item)
  return `[\`${shownName(item)}\`](${place.file === file ? '' : place.file}#${place.anchor})`
}

function itemLines(item, here) {
  const origin = originOf(item)
  if (isConstant(origin)) return constantLines(origin)
  if (origin === item) return joined([[`### ${shownName(item)}`], bodyLines(item, here)])
  const sentence = summaryOf(origin.signatures?.[0] ?? origin)
  return [`### ${item.name}`, '', `${sentence} See ${here.linkTo(origin)}.`]
}
