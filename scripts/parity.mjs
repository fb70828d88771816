/**
 * Writes docs/parity.md: every public name of Python's three modules, what ours does, and what was compared.
 *
 *   node scripts/parity.mjs             after `pnpm build`
 *   node scripts/parity.mjs --check     writes nothing, exits 1 when the page would be another
 *
 * The names are CPython's own answer (conformance/vectors/public_names.json); ours are looked up in the built packages.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pageOf } from './parity/page.mjs'
import { stateOf } from './parity/state.mjs'

const PAGE = 'docs/parity.md'

process.chdir(resolve(import.meta.dirname, '..'))
const { cases } = JSON.parse(readFileSync('conformance/vectors/public_names.json', 'utf8'))
const names = cases.map(({ input, expect }) => ({ name: input, ...expect, ...stateOf(input, expect) }))
const missing = names.filter(({ state }) => state === 'missing')
const page = pageOf(names)
const isStale = readFileSync(PAGE, 'utf8') !== page

if (!process.argv.includes('--check')) writeFileSync(PAGE, page)
else if (isStale) console.error(`${PAGE} is not what scripts/parity.mjs would write now`)
for (const { name } of missing)
  console.error(`${name} is missing or has another value, and scripts/parity/remarks.mjs does not say why`)
process.exitCode = missing.length > 0 || (isStale && process.argv.includes('--check')) ? 1 : 0
