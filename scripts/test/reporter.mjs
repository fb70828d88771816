/**
 * Reports node:test: a dot per test on the screen, and a line of JSON per test in the file PYLOGGING_TEST_RESULTS, at once,
 * so that what was found out is there when the process is killed.
 */
import { openSync, writeSync } from 'node:fs'
import { inspect } from 'node:util'

export default async function* report(events) {
  for await (const { type, data } of events) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue
    const { name, skip } = data
    const passed = type === 'test:pass'
    const outcome = !passed ? 'failed' : skip === undefined ? 'passed' : 'skipped'
    record(outcome, name, passed ? skip : textOf(data.details.error))
    yield passed ? '.' : 'X'
  }
  yield '\n'
}

/** Kept open, because a test may become another user. */
const results = openSync(process.env.PYLOGGING_TEST_RESULTS, 'a')

/** @param detail - Why it was skipped, or what failed. */
export function record(outcome, name, detail) {
  writeSync(results, `${JSON.stringify({ outcome, name, detail })}\n`)
}

/** node:test wraps what was thrown. */
function textOf(error) {
  return inspect(error?.cause ?? error)
}
