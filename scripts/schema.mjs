/**
 * `pnpm schema`: writes packages/core/src/config/schema.json anew, the JSON schema of logging configurations.
 *
 *   node scripts/schema.mjs             after a change of an option's type or docstring, or of class-options.ts
 *   node scripts/schema.mjs --check     writes nothing, exits 1 when it would be another
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { schemaText } from './api/schema.mjs'

const FILE = 'packages/core/src/config/schema.json'

process.chdir(resolve(import.meta.dirname, '..'))
const { text, complaints } = schemaText()
for (const complaint of complaints) console.error(complaint)
if (!process.argv.includes('--check')) writeFileSync(FILE, text)
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is not what scripts/schema.mjs would write now`)
  process.exitCode = 1
}
if (complaints.length > 0) process.exitCode = 1
