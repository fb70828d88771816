/**
 * Random formats and values, printed by us and by a live CPython 3.13, until the time is up:
 *
 *   pnpm fuzz --seconds 60              a new seed, which is printed
 *   pnpm fuzz --seconds 60 --seed 42    that run again
 *
 * A difference is made as small as it can be and still differ, then printed; the exit code is then 1. What
 * docs/differences.md lists is known and passed over. Needs the build; without a CPython 3.13 it says so and ends.
 */
import { braceFormat, percentFormat, strftime, templateFormat } from '../packages/formatter/dist/face.mjs'
import { isHeavy, makeCase } from './fuzz/cases.mjs'
import { Python } from './fuzz/python.mjs'
import { Chance } from './fuzz/random.mjs'
import { encode, simpler } from './fuzz/values.mjs'
import { findPython } from './python.mjs'

const BATCH = 1000
const MOST_REPORTED = 5
const ENGINES = { percent: percentFormat, brace: braceFormat, dollar: templateFormat }

const seconds = option('--seconds', 30)
const seed = option('--seed', Math.floor(Math.random() * 2 ** 32))
const found = findPython()
if (found === null) {
  console.log('fuzz: skipped, there is no CPython 3.13 here (set PYTHON to one)')
  process.exit(0)
}
console.log(`fuzz: seed ${seed}, ${seconds} s, ${found.command}`)
const python = new Python(found)
const tally = { compared: 0, departures: 0 }
const differences = new Map()
const chance = new Chance(seed)
const end = Date.now() + seconds * 1000
while (Date.now() < end && differences.size < MOST_REPORTED) {
  const cases = Array.from({ length: BATCH }, () => makeCase(chance))
  for (const different of await differing(cases, tally)) {
    const small = await shrink(different)
    differences.set(JSON.stringify(question(small)), await bothAnswers(small))
    if (differences.size >= MOST_REPORTED) break
  }
}
python.close()
for (const [asked, { ours, theirs }] of differences) {
  console.log(
    `\n${visible(asked)}\n  ours:   ${visible(JSON.stringify(ours))}\n  theirs: ${visible(JSON.stringify(theirs))}`,
  )
}
console.log(`fuzz: ${tally.compared} compared, ${tally.departures} known departures, ${differences.size} differences`)
process.exitCode = differences.size === 0 ? 0 : 1

/** JSON in ASCII: a difference may lie in what a terminal does not show. */
function visible(json) {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

function question({ engine, format, values, zone, seconds, utc }) {
  return engine === 'strftime' ? [engine, format, zone, seconds, utc] : [engine, format, encode(values)]
}

function ourAnswer({ engine, format, values, zone, seconds, utc }) {
  try {
    if (engine !== 'strftime') return { expect: ENGINES[engine](format, values) }
    process.env.TZ = zone
    return { expect: strftime(format, seconds, { utc }) }
  } catch (error) {
    return { error: [error.name, error.message] }
  }
}

/** The cases of some that we and CPython answer differently, for no reason we know of. */
async function differing(cases, count = { compared: 0, departures: 0 }) {
  const answers = await python.answers(cases.map(question))
  return cases.filter((made, index) => {
    const ours = ourAnswer(made)
    const { departure, ...theirs } = answers[index]
    count.compared++
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return false
    const isKnown = departure !== undefined || isDeparture(ours, theirs)
    if (isKnown) count.departures++
    return !isKnown
  })
}

/** Departures that show in the answers: the limit of widths, and attributes of built-in values. */
function isDeparture({ error: ours }, { error: theirs }) {
  if (ours?.[0] === 'ValueError' && /^(width|precision) too big$/.test(ours[1])) return true
  return ours?.[0] === 'AttributeError' && theirs?.[0] !== 'AttributeError'
}

async function bothAnswers(made) {
  const [theirs] = await python.answers([question(made)])
  return { ours: ourAnswer(made), theirs }
}

/** Takes the first simpler case that still differs, as long as there is one. */
async function shrink(made) {
  let smallest = made
  for (;;) {
    const candidates = [...simplerCases(smallest)].filter((candidate) => !isHeavy(candidate)).slice(0, BATCH)
    const [next] = await differing(candidates)
    if (next === undefined) return smallest
    smallest = next
  }
}

function* simplerCases(made) {
  const characters = [...made.format]
  for (let length = characters.length >> 1; length > 0; length >>= 1) {
    for (let start = 0; start + length <= characters.length; start++) {
      yield { ...made, format: characters.toSpliced(start, length).join('') }
    }
  }
  for (const { index, 0: digits } of made.format.matchAll(/[1-9]\d*/g)) {
    for (const fewer of [Math.floor(digits / 2), digits - 2, digits - 1].filter((count) => count >= 0)) {
      yield { ...made, format: made.format.slice(0, index) + fewer + made.format.slice(index + digits.length) }
    }
  }
  if (made.engine !== 'strftime') {
    for (const values of simpler(made.values)) yield { ...made, values }
    return
  }
  if (made.zone !== 'UTC') yield { ...made, zone: 'UTC' }
  for (const fewer of [0, Math.trunc(made.seconds / 86400) * 86400]) {
    if (fewer !== made.seconds) yield { ...made, seconds: fewer }
  }
}
