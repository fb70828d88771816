/**
 * What the rotator costs: `node rotator.mjs CASE FOLDER` prints one measurement as JSON, like measure.mjs.
 *
 * Three kinds of case: a ready text into a file that is not rotated meanwhile; single rotations of a folder full of
 * backups; and ten thousand rotations, whose memory and descriptors are looked at. Every line is counted afterwards.
 */
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { RotatingFile, TimedRotatingFile } from '@pylogging/rotator'

const [name, folder] = process.argv.slice(2)
const file = join(folder, 'app.log')
/** 121 bytes, as long as a usual line. */
const LINE = `${'2026-07-15 14:00:00,123 INFO shop.orders: order 123456 of anna'.padEnd(120, '.')}\n`
const WARM_UP = 20_000
const CALLS = 400_000
const OLD_BACKUPS = 1000
const ROTATIONS = 400
const MANY_ROTATIONS = 10_000
const HOUR = 3600
const YEAR_2020 = Date.UTC(2020) / 1000

const cases = {
  'bare writeSync of 121 bytes': () => {
    const fd = openSync(file, 'a')
    return steady({ write: (line) => writeSync(fd, line), close: () => closeSync(fd) })
  },
  'TimedRotatingFile, a look every ms': () => steady(timed({})),
  'the same, told the time of the record': () => steady(withTime(timed({}))),
  'TimedRotatingFile, a look per record': () => steady(timed({ watchIntervalMs: 0 })),
  'RotatingFile, a look every ms': () => steady(sized({})),
  'RotatingFile, a look per record': () => steady(sized({ watchIntervalMs: 0 })),
  '1,000 old backups, all kept': () => rotations(0),
  '1,000 old backups, one deleted each time': () => rotations(OLD_BACKUPS),
  TimedRotatingFile: () => growth(() => hourly({ backupCount: 3 })),
  RotatingFile: () => growth(() => onDemand({ backupCount: 3, maxBytes: 10 * LINE.length })),
}

console.log(JSON.stringify(cases[name]()))

function timed(options) {
  return new TimedRotatingFile(file, { when: 'midnight', ...options })
}

function sized(options) {
  return new RotatingFile(file, { maxBytes: 1e12, backupCount: 3, ...options })
}

/** As a handler writes, which has the record's time already. */
function withTime(rotated) {
  const seconds = Date.now() / 1000
  return { write: (line) => rotated.write(line, seconds), close: () => rotated.close() }
}

function steady(target) {
  for (let i = 0; i < WARM_UP; i += 1) target.write(LINE)
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  for (let i = 0; i < CALLS; i += 1) target.write(LINE)
  const wall = Number(process.hrtime.bigint() - before)
  const cpu = process.cpuUsage(cpuBefore)
  target.close()
  if (readFileSync(file, 'utf8') !== LINE.repeat(WARM_UP + CALLS)) throw new Error('void: lines are missing or torn')
  return { wallNs: wall / CALLS, cpuNs: ((cpu.user + cpu.system) * 1000) / CALLS }
}

/** The write that rotates, against the clock; the first one apart. */
function rotations(backupCount) {
  for (let hour = 0; hour < OLD_BACKUPS; hour += 1) writeFileSync(`${file}.${dateOf(YEAR_2020 + hour * HOUR)}`, LINE)
  const { next, write, close } = hourly({ backupCount })
  const times = []
  const cpuTimes = []
  for (let i = 0; i < ROTATIONS; i += 1) {
    next()
    const cpuBefore = process.cpuUsage()
    const before = process.hrtime.bigint()
    write()
    times.push(Number(process.hrtime.bigint() - before) / 1e6)
    const cpu = process.cpuUsage(cpuBefore)
    cpuTimes.push((cpu.user + cpu.system) / 1000)
  }
  close()
  const expected = 1 + (backupCount || OLD_BACKUPS + ROTATIONS)
  const found = readdirSync(folder).length
  if (found !== expected) throw new Error(`void: ${found} files, not ${expected}`)
  const [firstMs, ...rest] = times
  rest.sort((a, b) => a - b)
  cpuTimes.sort((a, b) => a - b)
  return { firstMs, medianMs: at(rest, 0.5), p99Ms: at(rest, 0.99), maxMs: rest.at(-1), cpuMs: at(cpuTimes, 0.5) }
}

/** A file that is due once a call of `next`, an hour later each time, by its name. */
function hourly(options) {
  const rotated = new TimedRotatingFile(file, { when: 'H', utc: true, ...options })
  let hour = OLD_BACKUPS
  const next = () => {
    rotated.write(LINE)
    hour += 1
    rotated.rolloverAt = YEAR_2020 + (hour + 1) * HOUR
  }
  return { next, write: () => rotated.write(LINE), close: () => rotated.close() }
}

function onDemand(options) {
  const rotated = new RotatingFile(file, options)
  const next = () => rotated.write(LINE)
  return { next, write: () => rotated.doRollover(), close: () => rotated.close() }
}

function growth(prepare) {
  const { next, write, close } = prepare()
  const rotate = () => {
    next()
    write()
  }
  for (let i = 0; i < MANY_ROTATIONS / 10; i += 1) rotate()
  globalThis.gc()
  const before = { ...process.memoryUsage(), descriptors: descriptors() }
  for (let i = 0; i < MANY_ROTATIONS; i += 1) rotate()
  globalThis.gc()
  const after = { ...process.memoryUsage(), descriptors: descriptors() }
  close()
  const grown = (what) => (after[what] - before[what]) / 2 ** 20
  const leaked = after.descriptors === null ? null : after.descriptors - before.descriptors
  return { heapMb: grown('heapUsed'), externalMb: grown('external'), rssMb: grown('rss'), descriptors: leaked }
}

/** Open ones; null where the system does not list them. */
function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return null
  }
}

function dateOf(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 13).replace('T', '_')
}

function at(sorted, share) {
  return sorted[Math.floor((sorted.length - 1) * share)]
}
