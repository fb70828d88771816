/**
 * The names that an entry exports, read from its TypeScript source, and the two ES module wrappers made of them:
 *
 *   src/index.ts   becomes   src/face.mts, from which tsc makes the declarations, and dist/face.mjs, which runs
 *
 * An entry exports by lists (`export { a, b as c } from …`, `export type { … }`), by declarations, and a default under a
 * name of its own. Anything else, such as `export *`, is an error: a name would be missing without a word.
 */
const DECLARATION = /^export (?:declare |abstract |async )*(function\*?|const|let|class|type|interface) ([\w$]+)/gm
const LIST = /^export (type )?\{([^}]*)\}/gms
const DEFAULT = /^export (?:default [\w$]+$|\{[^}]*\bas default\b)/m
const EXPORT = /^export\b/gm

/** @returns `values` and `types`, sorted, and whether there is a default. */
export function namesOf(source) {
  const values = new Set()
  const types = new Set()
  let statements = 0
  for (const [, isTypes, list] of source.matchAll(LIST)) {
    statements += 1
    for (const item of list.split(',').map((part) => part.trim())) {
      const name = item.replace(/^type /, '').replace(/^.* as /, '')
      if (name === '' || name === 'default') continue
      if (isTypes || item.startsWith('type ')) types.add(name)
      else values.add(name)
    }
  }
  for (const [, keyword, name] of source.matchAll(DECLARATION)) {
    statements += 1
    if (keyword === 'type' || keyword === 'interface') types.add(name)
    else values.add(name)
  }
  const hasDefault = DEFAULT.test(source)
  if (/^export default [\w$]+$/m.test(source)) statements += 1
  const found = [...source.matchAll(EXPORT)].length
  if (found !== statements) throw new Error(`${found - statements} of ${found} exports are in a form unknown here`)
  return { values: sorted(values), types: sorted(types), hasDefault }
}

/**
 * The wrapper as a source. Its default has a type by name: only names mean the same to TypeScript where the entry is seen
 * as CommonJS (node16, nodenext) and where it is seen as a module (bundler).
 *
 * @param defaultType - The type that the entry exports for its default.
 */
export function wrapperSource(source, entry, defaultType) {
  const { values, types, hasDefault } = namesOf(source)
  if (hasDefault && !types.includes(defaultType)) throw new Error(`${entry}.ts exports no type for its default`)
  const main = namesMain(source) ? ["export type {} from './face.mjs'"] : []
  const from = `from './${entry}.js'`
  return [
    '/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */',
    ...(hasDefault ? [`import entry, { type ${defaultType} } ${from}`, ''] : []),
    ...(entry > 'face' ? main : []),
    ...(types.length > 0 ? [list('export type', types, ` ${from}`)] : []),
    ...(values.length > 0 ? [list('export', values, ` ${from}`)] : []),
    ...(entry < 'face' ? main : []),
    ...(hasDefault ? ['', `const module: ${defaultType} = entry.default`, '', 'export default module'] : []),
    '',
  ].join('\n')
}

/**
 * The wrapper as JavaScript: it takes the names from the CommonJS entry's object, not by Node's reader of CommonJS
 * exports, which under some flags knows none. That object is the default of the namespace in Node and in most bundlers;
 * for Vite and Rollup the default is the entry's own default, and the namespace has the names.
 *
 * @param awaits - The name of a promise that whoever imports the entry waits for.
 */
export function wrapperCode(source, entry, awaits) {
  const { values, hasDefault } = namesOf(source)
  const object = hasDefault
    ? 'namespace.default.__esModule ? namespace.default : namespace'
    : 'namespace.default ?? namespace'
  return [
    `import * as namespace from './${entry}.js'`,
    '',
    `const entry = ${object}`,
    list('export const', values, ' = entry'),
    ...(hasDefault ? ['export default entry.default'] : []),
    ...(awaits === undefined ? [] : [`await entry.${awaits}`]),
    '',
  ].join('\n')
}

/** `export type {} from './index.js'`: the entry only wants TypeScript to know the types of the main entry. */
function namesMain(source) {
  return /^export type \{\} from '\.\/index\.js'$/m.test(source)
}

function list(keyword, names, end) {
  const oneLine = `${keyword} { ${names.join(', ')} }${end}`
  if (oneLine.length <= 120) return oneLine
  return `${keyword} {\n${names.map((name) => `  ${name},\n`).join('')}}${end}`
}

/** As biome sorts names: letter by letter, of the same letter the capital first. */
function sorted(names) {
  const key = (name) => [...name].map((each) => each.toLowerCase() + (each === each.toLowerCase() ? '1' : '0')).join('')
  return [...names].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
