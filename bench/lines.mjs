/**
 * Reads back what a logger wrote: every line is looked at, in order. A wrong line, one twice or one out of order makes a
 * run void; lines that are missing are counted, because some loggers lose them.
 *
 *   2026-07-15 14:00:00,123 INFO shop.orders: order 17 of anna
 */
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}`
const TEXT = new RegExp(`^${TIME} INFO (?:shop\\.orders|a\\.b\\.c\\.d): order (\\d+) of anna$`)
const PLACE = /^\S+ \S+ INFO shop\.orders (?:\S* )?(?:\S*\/)?([\w-]+\.(?:mjs|py)):(\d+):? ?(\S*): order (\d+) of anna$/
/** LogTape quotes the name. */
const MESSAGE = /order (\d+) of "?anna/

/**
 * @param written - `count` lines numbered from 0 on. `work` says what form they have; `isReady` that all are the same.
 * @returns How many are missing.
 * @throws Error for a line that should not be there.
 */
export async function countLost(file, { count, work, isReady = false }) {
  let next = 0
  let lines = 0
  const check = (line) => {
    const number = isReady ? next : numberOf(line, work)
    if (Number.isNaN(number) || number < next || number >= count) throw new Error(`void: after ${next - 1}: ${line}`)
    next = number + 1
    lines += 1
  }
  for await (const line of createInterface({ input: createReadStream(file) })) check(line)
  return count - lines
}

/** What a program left that ended by process.exit, a last line that is torn apart: how many are missing, how many twice. */
export async function countAtExit(file, { count }) {
  const numbers = []
  for await (const line of createInterface({ input: createReadStream(file) })) numbers.push(numberOrTorn(line))
  const whole = numbers.filter((number) => !Number.isNaN(number))
  const { size } = new Set(whole)
  return { lost: count - size, twice: whole.length - size }
}

function numberOrTorn(line) {
  try {
    return numberOf(line, 'line')
  } catch {
    return Number.NaN
  }
}

/** All of a folder's whole lines that `pattern` knows; torn ones are not among them. */
export async function countLines(folder, pattern) {
  let count = 0
  for (const each of readdirSync(folder).filter((found) => !found.endsWith('.lock'))) {
    for await (const line of createInterface({ input: createReadStream(join(folder, each)) })) {
      if (pattern.test(line)) count += 1
    }
  }
  return count
}

function numberOf(line, work) {
  if (line.startsWith('{')) return numberOfJson(line)
  if (work === 'site') return numberOfPlace(line)
  return Number(TEXT.exec(line)?.[1])
}

function numberOfJson(line) {
  const text = Object.values(JSON.parse(line)).find((value) => MESSAGE.test(value))
  if (!/shop|a\.b\.c\.d/.test(line)) return Number.NaN
  return Number(MESSAGE.exec(text)?.[1])
}

/** The place must be a line that logs an order, in a function of that name where the library names it. */
function numberOfPlace(line) {
  const [, name, at, functionName, number] = PLACE.exec(line) ?? []
  if (name === undefined || !sourceLine(name, Number(at)).includes('order')) return Number.NaN
  return functionName === '' || functionName.includes('order') ? Number(number) : Number.NaN
}

const sources = new Map()

function sourceLine(name, at) {
  if (!sources.has(name))
    sources.set(name, readFileSync(new URL(`rivals/${name}`, import.meta.url), 'utf8').split('\n'))
  return sources.get(name)[at - 1] ?? ''
}
