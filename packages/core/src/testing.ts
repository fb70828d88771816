/**
 * For tests of programs that log: what they logged, a clock of your own for all records, and whether a handler or a queue
 * keeps what every one must keep.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.
export type {} from './index.js'

import { type Clock, setClock as setRecordClock } from '@pylogging/formatter/testing'
import { setClock as setFileClock } from '@pylogging/rotator/testing'

export { caplog, LogCaptureFixture, type LoggerOption, type Temporary } from './testing/caplog.js'
export { checkHandler, type HandlerPromise, type HandlerUnderTest } from './testing/check-handler.js'
export { checkQueue, type QueuePromise, type QueueUnderTest } from './testing/check-queue.js'
export { BrokenPromises, type CheckedPromise, type CheckOptions } from './testing/promises.js'
export { RecordingHandler } from './testing/recording-handler.js'
export type { Clock }

/**
 * Replaces the clock of records and of files that are rotated; null gives the system's back. Under fake timers, which
 * replace Date and not what the file system says, it makes files as old as their records:
 *
 * @example setClock(() => BigInt(Date.now()) * 1_000_000n)
 */
export function setClock(clock: Clock | null): void {
  setRecordClock(clock)
  setFileClock(clock)
}
