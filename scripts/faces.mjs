/**
 * Writes each package's ESM face from its CommonJS entry: the same names, spelled out, so that Node's reader of CommonJS
 * exports has nothing to guess. `--check` writes nothing and fails where a face is behind its entry.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { ENTRIES } from './entries.mjs'
import { wrapperSource } from './entry-names.mjs'

const isCheck = process.argv.includes('--check')
const behind = []
const faces = Object.entries(ENTRIES).flatMap(([folder, entries]) => entries.map((each) => ({ folder, ...each })))
for (const { folder, entry, face, defaultType } of faces) {
  const source = readFileSync(`${folder}/src/${entry}.ts`, 'utf8')
  const target = `${folder}/src/${face}.mts`
  const text = wrapperSource(source, entry, defaultType)
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
