/**
 * Nothing that comes from outside makes the process grow: formats, values and call sites of an attacker pass through
 * bounded caches. A million of each, then the heap is looked at.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

const MILLION = 1_000_000
const MOST_GROWTH_MB = 24

const PROGRAMS = {
  'different % formats': "percentFormat(`${i} %s`, ['a'])",
  'different { formats': "braceFormat(`${i} {}`, ['a'])",
  'different $ formats': "templateFormat(`${i} $a`, { a: 'a' })",
  'different formats of a date': 'strftime(`${i} %H`, 0, { utc: true })',
  'different texts that are padded': "percentFormat('%-20s|', [`user ${i}`])",
  'different formatters': 'new Formatter(`%(message)s ${i}`).format(record)',
}

for (const [what, expression] of Object.entries(PROGRAMS)) {
  test(`a million ${what} leave the heap as it was`, () => {
    const growth = growthOf(expression)

    assert.ok(growth < MOST_GROWTH_MB, `the heap grew by ${growth.toFixed(1)} MB`)
  })
}

/** In megabytes, after warming up and with the garbage collected. */
function growthOf(expression) {
  const program = `
    const { percentFormat, braceFormat, templateFormat, strftime, Formatter, makeLogRecord } = require('@pylogging/formatter')
    const record = makeLogRecord({ msg: 'm' })
    const run = (from, to) => { for (let i = from; i < to; i += 1) ${expression} }
    run(0, 10_000)
    gc()
    const before = process.memoryUsage().heapUsed
    run(10_000, ${MILLION})
    gc()
    console.log((process.memoryUsage().heapUsed - before) / 2 ** 20)`
  return Number(execFileSync(process.execPath, ['--expose-gc', '-e', program], { encoding: 'utf8' }))
}
