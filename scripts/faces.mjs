/**
 * Writes each package's ESM face from its CommonJS entry: the same names, spelled out, so that Node's reader of CommonJS
 * exports has nothing to guess. `--check` writes nothing and fails where a face is behind its entry.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { ENTRIES } from './entries.mjs'

const DECLARATION = /^export (?:declare |abstract |async )*(function\*?|const|let|class|enum|type|interface) ([\w$]+)/gm

const isCheck = process.argv.includes('--check')
const behind = []
const faces = Object.entries(ENTRIES).flatMap(([folder, entries]) => entries.map((each) => ({ folder, ...each })))
for (const { folder, entry, face } of faces) {
  const source = readFileSync(`${folder}/src/${entry}.ts`, 'utf8')
  const target = `${folder}/src/${face}.mts`
  const text = faceOf(source, entry)
  if (read(target) === text) continue
  behind.push(target)
  if (!isCheck) writeFileSync(target, text)
}
if (isCheck && behind.length > 0) {
  console.error(`behind their entries: ${behind.join(', ')}; run node scripts/faces.mjs`)
  process.exit(1)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** What an entry exports stands in `export { … }` or `export type { … }` lists, is declared there, or is its default. */
function faceOf(source, entry) {
  const values = []
  const types = []
  for (const [, isType, list] of source.matchAll(/^export (type )?\{([^}]*)\}/gms)) {
    for (const item of list.split(',').map((part) => part.trim())) {
      if (item === '') continue
      const name = item.replace(/^type /, '').replace(/^.* as /, '')
      if (name === 'default') continue
      if (isType || item.startsWith('type ')) types.push(name)
      else values.push(name)
    }
  }
  for (const [, keyword, name] of source.matchAll(DECLARATION)) {
    if (keyword === 'type' || keyword === 'interface') types.push(name)
    else values.push(name)
  }
  const lines = ['/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */']
  const hasDefault = /^export (default|\{[^}]*as default)/m.test(source)
  if (hasDefault) lines.push(`import entry from './${entry}.js'`, '')
  if (types.length > 0) lines.push(block('export type', types, entry))
  if (values.length > 0) lines.push(block('export', values, entry))
  if (hasDefault) lines.push('export default entry.default')
  return `${lines.join('\n')}\n`
}

function block(keyword, names, entry) {
  const sorted = [...new Set(names)].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  const oneLine = `${keyword} { ${sorted.join(', ')} } from './${entry}.js'`
  if (oneLine.length <= 120) return oneLine
  return `${keyword} {\n${sorted.map((name) => `  ${name},\n`).join('')}} from './${entry}.js'`
}

/** As biome sorts names: letter by letter, of the same letter the capital first. */
function sortKey(name) {
  return [...name].map((letter) => letter.toLowerCase() + (letter === letter.toLowerCase() ? '1' : '0')).join('')
}
