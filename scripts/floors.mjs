/**
 * `pnpm floors`: writes the picture of the floors in docs/architecture.md anew.
 *
 *   node scripts/floors.mjs             after a change of scripts/floors/plan.mjs, or of what a room imports
 *   node scripts/floors.mjs --check     writes nothing; exits 1 when the picture would be another
 *
 * Either way it exits 1 where an import makes a circle or goes to a room that is not below, types included.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { cruisePackages } from './floors/cruise.mjs'
import { pictureOf } from './floors/picture.mjs'
import { PLAN } from './floors/plan.mjs'

const PAGE = 'docs/architecture.md'
const SECTION = /(?<=<!-- floors -->\n)[\s\S]*?(?=<!-- \/floors -->)/

process.chdir(resolve(import.meta.dirname, '..'))
const { faults, uses } = await cruisePackages(PLAN)
const page = readFileSync(PAGE, 'utf8')
if (!SECTION.test(page)) throw new Error(`${PAGE} has no lines <!-- floors --> and <!-- /floors -->`)
const fresh = page.replace(SECTION, () => `\n${pictureOf(PLAN, uses)}\n\n`)
const isStale = fresh !== page
const isCheck = process.argv.includes('--check')
if (isStale && isCheck) faults.push(`the floors in ${PAGE} are not what scripts/floors.mjs would write now`)
else if (isStale) writeFileSync(PAGE, fresh)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
