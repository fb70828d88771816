/**
 * Many writers, killed, stopped, robbed, with clocks that are set, again and again until the time is up:
 *
 *   pnpm torture --minutes 30                          all scenarios, in random order
 *   pnpm torture --minutes 5 --only 'by size'          those whose names have this in them
 *   pnpm torture --seed 42                             the same order and chances again, as far as a machine repeats itself
 *
 * Prints a line for each run. The first run with a line lost, twice, torn or in the wrong file, or with a call that
 * waited too long for another process, ends it with exit code 1; its files are kept. Needs the build.
 */
import { isAvailable, runScenario, SCENARIOS } from '../test/process/support/scenarios.mjs'
import { Chance } from './fuzz/random.mjs'

const TOTALLED = ['acknowledged', 'lost', 'duplicated', 'torn', 'misplaced', 'rotations', 'killed']
const MOST_PROBLEMS = 20

const minutes = Number(option('--minutes', 5))
const seed = Number(option('--seed', Math.floor(Math.random() * 2 ** 32)))
const only = option('--only', '')
const named = Object.entries(SCENARIOS).filter(([name]) => name.includes(only))
const scenarios = named.filter(([, scenario]) => isAvailable(scenario))
if (scenarios.length === 0 || !(minutes > 0)) {
  console.error(`torture: nothing to do; --minutes N, --only one of\n  ${Object.keys(SCENARIOS).join('\n  ')}`)
  process.exit(2)
}
for (const [name] of named) if (!scenarios.some(([other]) => other === name)) console.log(`skipped: ${name}`)
console.log(`torture: seed ${seed}, ${minutes} min`)
const chance = new Chance(seed)
const total = Object.fromEntries(TOTALLED.map((name) => [name, 0]))
let worst = 0
let runs = 0
const end = Date.now() + minutes * 60_000
for (let left = []; Date.now() < end; ) {
  if (left.length === 0) left = [...scenarios]
  const [[name, scenario]] = left.splice(chance.whole(0, left.length - 1), 1)
  const result = await runScenario(scenario, { chance, seconds: chance.whole(4, 10) })
  runs += 1
  worst = Math.max(worst, result.waited)
  for (const column of TOTALLED) total[column] += result[column]
  console.log(
    `${name}: ${text(result)}, longest call ${result.longest.toFixed(1)} ms, waited ${result.waited.toFixed(1)}`,
  )
  if (result.wrong === null) continue
  for (const problem of result.problems.slice(0, MOST_PROBLEMS)) console.log(`  ${problem}`)
  console.log(`torture: ${result.wrong}; seed ${seed}, files in ${result.folder}`)
  process.exitCode = 1
  break
}
console.log(`torture: ${runs} runs, ${text(total)}, longest wait ${worst.toFixed(1)} ms`)

function text(counted) {
  return TOTALLED.map((name) => `${counted[name]} ${name}`).join(', ')
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : (process.argv[at + 1] ?? '')
}
