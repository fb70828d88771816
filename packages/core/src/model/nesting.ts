/**
 * Ends what would recurse for ever: a handler, filter or formatter that logs whenever it is given a record.
 *
 *   emit(record) { log.info('sent') }      the hundredth 'sent' inside each other is reported on stderr and dropped
 *
 * Log calls inside log calls are ordinary: an argument's `toString` may log. CPython stops them where its stack ends,
 * between 120 and 170 of them, with a RecursionError for the application. Here the application goes on: from the one
 * that is too deep until the outermost returns, what is logged inside is dropped.
 */
import type { LogRecord } from '@pylogging/formatter'
import { reportNesting } from './handler.js'

const DEEPEST = 100

let depth = 0
let isTooDeep = false

/** @returns Whether the record may be handled; then `leaveHandling` must follow. */
export function enterHandling(record: LogRecord): boolean {
  if (isTooDeep) return false
  if (depth === DEEPEST) {
    isTooDeep = true
    reportNesting(record, depth)
    return false
  }
  depth += 1
  return true
}

export function leaveHandling(): void {
  depth -= 1
  if (depth === 0) isTooDeep = false
}
