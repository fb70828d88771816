/**
 * What is done to a fleet of writers while they rotate their file, and what must hold afterwards.
 *
 * A scenario is a plan for the writers (writer.mjs), how many there are and how fast, and the events: a function of the
 * fleet, a source of chance and the seconds there are. test/process runs each once and briefly, scripts/torture.mjs all
 * of them again and again with other chances.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RotatingFile, TimedRotatingFile } from '../../../packages/rotator/dist/face.mjs'
import { Fleet, sleep } from './fleet.mjs'

const EVERY_SECOND = { kind: 'timed', options: { when: 'S' } }
const FEW_BACKUPS = { kind: 'timed', options: { when: 'S', backupCount: 2 } }
const BY_SIZE = { kind: 'sized', options: { maxBytes: 400_000, backupCount: 9 } }
const BY_SIZE_AND_TIME = { kind: 'timed', options: { when: 'S', maxBytes: 60_000 } }
const LONG_RECORDS = { ...EVERY_SECOND, padding: 20_000 }
const GZIP = { kind: 'timed', options: { when: 'S', compress: 'gzip' } }
const GZIP_BY_SIZE = { kind: 'sized', options: { ...BY_SIZE.options, compress: 'gzip' } }

const FLAT_OUT = 0
const CALLS = ['rename', 'link', 'unlink']
/** Milliseconds; a call may wait 20. */
const LONGEST_WAIT = 25

export const SCENARIOS = {
  'four that log steadily': { plan: EVERY_SECOND },
  'four that log flat out': { plan: EVERY_SECOND, rate: FLAT_OUT },
  'four that look at the name every 100 ms': { plan: withOptions(EVERY_SECOND, { watchIntervalMs: 100 }) },
  'sixteen that log steadily': { plan: EVERY_SECOND, writers: 16, rate: 200 },
  'sixteen that log flat out': { plan: EVERY_SECOND, writers: 16, rate: FLAT_OUT },
  'records of 20 kB': { plan: LONG_RECORDS, rate: 200 },
  'two backups': { plan: FEW_BACKUPS },
  'writers killed at random': { plan: EVERY_SECOND, events: killAtRandom },
  'sixteen killed at random': { plan: EVERY_SECOND, writers: 16, rate: 200, events: killAtRandom },
  'long records, killed at random': { plan: LONG_RECORDS, rate: 200, events: killAtRandom },
  'two backups, killed at random': { plan: FEW_BACKUPS, events: killAtRandom },
  'all killed at a rename': { plan: EVERY_SECOND, events: killAllAtOnce },
  'one killed at a rename': { plan: EVERY_SECOND, events: killOneAtACall },
  'one stopped at random': { plan: EVERY_SECOND, events: stopAtRandom },
  'one stopped at a rename': { plan: EVERY_SECOND, events: stopOneAtACall },
  'two backups, one stopped at a rename': { plan: FEW_BACKUPS, events: stopOneAtACall },
  'the file removed': { plan: EVERY_SECOND, events: inMidSecond((fleet) => fleet.removeFile()) },
  'the file moved': { plan: EVERY_SECOND, events: inMidSecond((fleet) => fleet.moveFile()) },
  'names that are taken': { plan: EVERY_SECOND, events: takeNames },
  'the clock set back by 3 s': { plan: { ...EVERY_SECOND, clock: [] }, events: setClock(-3000) },
  'the clock set ahead by 60 s': { plan: { ...EVERY_SECOND, clock: [] }, events: setClock(60_000) },
  'by size, flat out': { plan: BY_SIZE, rate: FLAT_OUT },
  'by size, sixteen': { plan: BY_SIZE, writers: 16, rate: 400 },
  'by size, killed at random': { plan: BY_SIZE, rate: 4000, events: killAtRandom },
  'by size, all killed at a rename': { plan: BY_SIZE, rate: 4000, events: killAllAtOnce },
  'by size, one stopped at a rename': { plan: BY_SIZE, rate: 2000, events: stopOneAtACall },
  'by size and time': { plan: BY_SIZE_AND_TIME },
  'by size and time, killed at random': { plan: BY_SIZE_AND_TIME, events: killAtRandom },
  'with gzip': { plan: GZIP },
  'with gzip, killed at random': { plan: GZIP, events: killAtRandom },
  'with gzip, all killed at a rename': { plan: GZIP, events: killAllAtOnce },
  'with gzip, one stopped at a rename': { plan: GZIP, events: stopOneAtACall },
  'with gzip by size, killed at random': { plan: GZIP_BY_SIZE, rate: 4000, events: killAtRandom },
}

/** Whether this build takes the options of a scenario. */
export function isAvailable({ plan }) {
  const Kind = plan.kind === 'sized' ? RotatingFile : TimedRotatingFile
  try {
    new Kind(join(tmpdir(), 'never-opened.log'), { ...plan.options, delay: true })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/**
 * Runs a scenario.
 *
 * @param options.seconds - How long, at least; what is begun is finished.
 * @param options.judge - Of the count: null, or what is wrong. The files are then kept.
 * @returns The count, with `wrong` and, where it is not null, `folder`.
 */
export async function runScenario({ plan, writers = 4, rate = 1500, events }, { chance, seconds, judge = verdict }) {
  const fleet = new Fleet(plan)
  let wrong = 'it was not finished'
  try {
    await fleet.startMany(writers, rate)
    const end = Date.now() + seconds * 1000
    await events?.(fleet, { chance, end, rate })
    await sleep(end - Date.now())
    const { longest, waited } = await fleet.stop()
    await fleet.settle()
    const { rotations, killed, crashed, folder } = fleet
    const counted = { ...fleet.count(), longest, waited, rotations, killed, crashed }
    wrong = judge(counted)
    return { ...counted, wrong, folder }
  } finally {
    fleet.remove({ keep: wrong !== null })
  }
}

/** What is wrong with a count; null: nothing. */
export function verdict(counted) {
  const { lost, duplicated, torn, misplaced, left, overwritten, strays, crashed, waited, acknowledged } = counted
  const faults = { lost, duplicated, torn, misplaced, left, overwritten, strays, crashed }
  const found = Object.entries(faults).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
  if (waited > LONGEST_WAIT) found.push(`a call waited ${waited.toFixed(1)} ms`)
  if (acknowledged === 0) found.push('nothing was logged')
  return found.length === 0 ? null : found.join(', ')
}

function withOptions(plan, options) {
  return { ...plan, options: { ...plan.options, ...options } }
}

/** Sets the clock, and waits until a period has ended by it. @param by - Milliseconds. */
function setClock(by) {
  return async (fleet) => {
    await fleet.setClock(by)
    const before = fleet.rotations
    await sleep(Math.max(0, -by) + 1600)
    if (fleet.rotations === before) throw new Error('the file was not rotated after the clock was set')
  }
}

async function killAtRandom(fleet, { chance, end, rate }) {
  while (Date.now() < end) {
    await sleep(chance.whole(50, 600))
    await fleet.kill(chance.pick(fleet.running))
    await fleet.start(rate)
  }
}

async function killAllAtOnce(fleet, { chance, end, rate }) {
  while (Date.now() < end) {
    const many = fleet.running.length
    await sleep(chance.whole(100, 900))
    await fleet.killAllAt(anyCall(chance))
    await fleet.startMany(many, rate)
    await sleep(chance.whole(0, 1500))
  }
}

async function killOneAtACall(fleet, { chance, end, rate }) {
  while (Date.now() < end) {
    const many = fleet.running.length
    await fleet.signalOneAt({ ...anyCall(chance), signal: 'SIGKILL' })
    await fleet.startMany(many - fleet.running.length, rate)
    await sleep(chance.whole(0, 4000))
  }
}

async function stopAtRandom(fleet, { chance, end }) {
  while (Date.now() < end) {
    await sleep(chance.whole(100, 1000))
    await fleet.pause(chance.pick(fleet.running), chance.whole(200, 3500))
  }
}

/** The first is the one that loses most where a rotation rests on its lock. */
async function stopOneAtACall(fleet, { chance, end }) {
  let order = { call: 'rename', where: 'before' }
  while (Date.now() < end) {
    await sleep(chance.whole(100, 1000))
    await fleet.signalOneAt({ ...order, signal: 'SIGSTOP' }, chance.whole(2100, 4000))
    order = anyCall(chance)
  }
}

function anyCall(chance) {
  return { call: chance.pick(CALLS), where: chance.pick(['before', 'after']) }
}

/** Not while the file is rotated: nobody could say what the event met. */
function inMidSecond(event) {
  return async (fleet, { chance, end }) => {
    while (Date.now() < end - 1000) {
      await sleep(1000 - (Date.now() % 1000) + chance.whole(300, 700))
      event(fleet)
    }
  }
}

async function takeNames(fleet, { chance, end }) {
  for (let time = Date.now(); time < end; time += 1000) {
    const name = `app.log.${secondText(time)}`
    if (chance.under(0.7)) fleet.takeName(name)
    if (chance.under(0.5)) fleet.takeName(`${name}.1`)
  }
}

/** As in the names of backups. */
function secondText(time) {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString()
  return local.slice(0, 19).replace('T', '_').replaceAll(':', '-')
}
