/**
 * Random programs, played by us and by a live CPython 3.13, until the time is up:
 *
 *   pnpm fuzz:programs --seconds 60              a new seed, which is printed
 *   pnpm fuzz:programs --seconds 60 --seed 42    that run again
 *   pnpm fuzz:programs --configs                 configurations, most of them broken somewhere, in place of log calls
 *
 * A program that ends differently loses steps as long as it still does, then it is printed; the exit code is then 1.
 * Needs the build; without a CPython 3.13 it says so and ends.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import '../packages/core/dist/config-face.mjs'
import logging from '../packages/core/dist/face.mjs'
import { Queue, SimpleQueue } from '../packages/core/dist/queue-face.mjs'
import { float, repr, str } from '../packages/formatter/dist/face.mjs'
import { setClock as setRecordClock } from '../packages/formatter/dist/testing-face.mjs'
import { setClock as setFileClock } from '../packages/rotator/dist/testing-face.mjs'
import { play } from '../test/scenarios/play.mjs'
import { makeConfig, simplerConfigs } from './fuzz/configs.mjs'
import { makeProgram } from './fuzz/programs.mjs'
import { Python } from './fuzz/python.mjs'
import { Chance } from './fuzz/random.mjs'
import { findPython } from './python.mjs'

const BATCH = 50
const MOST_REPORTED = 5
const tools = { logging, queue: { Queue, SimpleQueue }, repr, str, decode, clocks: [setRecordClock, setFileClock] }

const isConfigs = process.argv.includes('--configs')
const make = isConfigs ? makeConfig : makeProgram
const seconds = option('--seconds', 30)
const seed = option('--seed', Math.floor(Math.random() * 2 ** 32))
const found = findPython()
if (found === null) {
  console.log('fuzz: skipped, there is no CPython 3.13 here (set PYTHON to one)')
  process.exit(0)
}
process.env.TZ = 'UTC'
process.umask(0o022)
// A random configuration may open a file of any name, and here only.
const folder = mkdtempSync(join(tmpdir(), 'pylogging-fuzz-'))
console.log(`fuzz: ${isConfigs ? 'configurations' : 'programs'}, seed ${seed}, ${seconds} s, ${found.command}`)
process.chdir(folder)
const python = new Python(found)
const chance = new Chance(seed)
const differences = []
let compared = 0
const end = Date.now() + seconds * 1000
while (Date.now() < end && differences.length < MOST_REPORTED) {
  const programs = Array.from({ length: BATCH }, () => make(chance, isThere))
  compared += BATCH
  for (const steps of await differing(programs)) {
    if (differences.length < MOST_REPORTED) differences.push(await shrink(steps))
  }
}
for (const steps of differences) await show(steps)
python.close()
rmSync(folder, { recursive: true, force: true })
console.log(`fuzz: ${compared} compared, ${differences.length} differences`)
process.exitCode = differences.length === 0 ? 0 : 1

function option(name, otherwise) {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

function isThere(name) {
  return logging[name] !== undefined || logging.handlers[name] !== undefined
}

function decode({ $float: text }) {
  return float(Number(text))
}

async function differing(programs) {
  const answers = await python.answers(programs.map((steps) => ['program', steps]))
  return programs.filter((steps, index) => !isDeepStrictEqual(ours(steps), ordinary(answers[index].expect)))
}

/** CPython's errors name the containers that a configuration is read through; factories have ordinary ones here. */
function ordinary(report) {
  return JSON.parse(JSON.stringify(report).replace(/Converting(Dict|List|Tuple)/g, (_, type) => type.toLowerCase()))
}

function ours(steps) {
  return ordinary(play(steps, tools))
}

/** Halves first, then single steps, as long as what is left still differs. */
async function shrink(steps) {
  let smallest = steps
  for (let length = steps.length >> 1; length > 0; ) {
    const starts = Array.from({ length: smallest.length - length + 1 }, (_, start) => start)
    const [next] = await differing(starts.map((start) => smallest.toSpliced(start, length)))
    if (next === undefined) length >>= 1
    else smallest = next
  }
  for (;;) {
    const [next] = await differing([...simplerConfigs(smallest)])
    if (next === undefined) return smallest
    smallest = next
  }
}

async function show(steps) {
  const [{ expect }] = await python.answers([['program', steps]])
  const theirs = ordinary(expect)
  const report = ours(steps)
  console.log(`\n${steps.map((step) => JSON.stringify(step)).join('\n')}`)
  for (const part of Object.keys(theirs).filter((name) => !isDeepStrictEqual(theirs[name], report[name]))) {
    console.log(`  ${part}\n    ours:   ${JSON.stringify(report[part])}\n    theirs: ${JSON.stringify(theirs[part])}`)
  }
}
