/**
 * For tests of programs that log: what they logged, and a clock of your own for all records.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.
export type {} from './index.js'

import { type Clock, setClock as setRecordClock } from '@pylogging/formatter/testing'

export { caplog, LogCaptureFixture, type LoggerOption, type Temporary } from './testing/caplog.js'
export { RecordingHandler } from './testing/recording-handler.js'
export type { Clock }

/** Replaces the clock of records; null gives the system's back. */
export function setClock(clock: Clock | null): void {
  setRecordClock(clock)
}
