/**
 * A program whose log calls the compiler has to check: functions of some twenty lines of ordinary code, with one call
 * each, of every sort that programs write. It is the same program each time, so what compiles it can be compared.
 */

/** How the program gets its logger: ours, or one whose arguments are not checked. */
export const LOGGERS = {
  checked: "import { getLogger } from '@pylogging/core'\nexport const logger = getLogger('app')\n",
  unchecked: `import { getLogger } from '@pylogging/core'
interface Unchecked {
${['debug', 'info', 'warning', 'error', 'critical', 'exception']
  .map((name) => `  ${name}(msg: unknown, ...args: unknown[]): void\n`)
  .join('')}}
export const logger: Unchecked = getLogger('app')
`,
}

/** What follows a level's name: the functions that `functionOf` writes have all the variables. `N` differs each time. */
const CALLS = [
  ["('worker N is ready')", ['debug', 'info', 'warning']],
  ["('cache N was flushed, nothing is left to do')", ['debug', 'info']],
  ["('order %d of batch N')", ['debug']],
  ["('order N: %s', order.id)", ['debug', 'info', 'warning', 'error']],
  ["('order N has %d items', items.length)", ['debug', 'info']],
  ["('batch N: %d of %s', count, name)", ['debug', 'info', 'warning']],
  ["('batch N: %s took %.3f s for %d items', name, total / 1000, items.length)", ['info', 'warning']],
  ["('request N %s %s -> %d in %5.1f ms from %s', name, order.id, count, total, city)", ['info']],
  ["('%-20s|%8d|%x N', name, count, items.length)", ['debug']],
  ["('disk N is %d%% full', count)", ['warning']],
  ["('user %(user)s of N paid %(amount).2f', { user: name, amount: total })", ['info']],
  ["('%(id)s N', order)", ['debug']],
  ["('job N failed', { exc_info: error })", ['error', 'critical']],
  ["('job N of %s failed', name, { exc_info: error })", ['error', 'critical']],
  ["('job N started', { extra: { user: name } })", ['info']],
  ["('job N: %s', name, { extra: { order: order.id }, stacklevel: 2 })", ['info']],
  ["('job N failed', error)", ['exception']],
  ["('job N of %s failed', name, error)", ['exception']],
  ['(`order N of ${name}`)', ['info', 'debug']],
  ['(`order N of ${name}: %s`, city)', ['info']],
  ['(text, name, count)', ['info']],
  ['(error)', ['error', 'exception']],
  ["('entry N: %r', order)", ['debug']],
  ["('N: %s', items.map((item) => item.price))", ['debug']],
]

const CITIES = ['Oslo', 'Lima', 'Pune', 'Kyoto', 'Quito']

/** The files of a program of `count` log calls, by path. @param linesAround - False leaves the calls alone. */
export function logProgram(logger, count, linesAround = true) {
  const files = { 'logger.ts': logger }
  const perFile = 50
  for (let from = 0; from < count; from += perFile) {
    const numbers = Array.from({ length: Math.min(perFile, count - from) }, (_, at) => from + at)
    files[`part-${from / perFile}.ts`] = linesAround ? fileOf(numbers) : callsOf(numbers)
  }
  return files
}

function fileOf(numbers) {
  return `import { logger } from './logger.js'\n${ORDERS}${numbers.map(functionOf).join('')}`
}

function callsOf(numbers) {
  return `import { logger } from './logger.js'\n${ORDERS}${VARIABLES}${numbers.map((n) => `${callOf(n)}\n`).join('')}`
}

const ORDERS = `
interface Item { price: number; amount: number; label: string }
interface Order { id: string; items: readonly Item[]; city?: string | undefined; paid: boolean }
`

const VARIABLES = `
declare const order: Order
declare const items: readonly Item[]
declare const [name, city, text]: [string, string, string]
declare const [count, total]: [number, number]
declare const error: Error
`

function callOf(n) {
  const [rest, levels] = CALLS[n % CALLS.length]
  return `logger.${levels[Math.floor(n / CALLS.length) % levels.length]}${rest.replaceAll('N', n)}`
}

function functionOf(n) {
  return `
export async function handle${n}(orders: readonly Order[], text: string, limit = ${n}): Promise<Map<string, number>> {
  const totals = new Map<string, number>()
  let count = 0
  for (const order of orders) {
    const items = order.items.filter((item) => item.amount > 0 && item.price < limit * ${(n % 7) + 1})
    const total = items.reduce((sum, item) => sum + item.price * item.amount, 0)
    const city = order.city ?? '${CITIES[n % CITIES.length]}'
    const name = items.map(({ label }) => label.trim().toUpperCase()).join(', ')
    if (total > ${n * 3} && !order.paid) {
      totals.set(city, (totals.get(city) ?? 0) + total)
      count += 1
    }
    try {
      await Promise.all(items.map(async (item) => ({ ...item, price: Math.round(item.price * 100) / 100 })))
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      ${callOf(n)}
      if (error.name === 'RangeError${n}') throw error
    }
  }
  const sorted = [...totals.entries()].sort(([, a], [, b]) => b - a).slice(0, ${(n % 9) + 1})
  return new Map(sorted.filter(([city]) => city.length > count))
}
`
}
