/**
 * `pnpm api`: writes docs/api anew, a page for each entry point, from the docstrings.
 *
 *   node scripts/api.mjs             after a change of what is public, or of what is said about it
 *   node scripts/api.mjs --check     writes nothing, exits 1 when a page would be another
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { contentsOf } from './api/contents.mjs'
import { readEntries } from './api/model.mjs'
import { pagesOf, placesOf } from './api/page.mjs'
import { undocumented } from './api/undocumented.mjs'

const FOLDER = 'docs/api'

process.chdir(resolve(import.meta.dirname, '..'))
const read = await readEntries()
const model = { ...read, places: placesOf(read.entries) }
const complaints = [...read.complaints, ...undocumented(model).map((name) => `${name} has no docstring`)]
const pages = new Map([['README.md', contentsOf(model.entries)], ...pagesOf(model)])
const present = readFolder()
const stale = [...new Set([...pages.keys(), ...present.keys()])].filter((name) => pages.get(name) !== present.get(name))

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`${FOLDER}/${name} is not what scripts/api.mjs would write now`)
} else write()
for (const complaint of complaints) console.error(complaint)
process.exitCode = complaints.length > 0 || (stale.length > 0 && process.argv.includes('--check')) ? 1 : 0

function readFolder() {
  mkdirSync(FOLDER, { recursive: true })
  return new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]))
}

function write() {
  for (const name of stale) {
    if (pages.has(name)) writeFileSync(join(FOLDER, name), pages.get(name))
    else rmSync(join(FOLDER, name))
  }
}
