/**
 * The clock of waits: what bounds them must go on under a test's fake timers, which stop `performance.now()` and
 * `process.hrtime()`. Nobody fakes how long the process has been running.
 */
const { uptime } = process

/** Returns the milliseconds since the process began; the clock only goes forward. */
export function steadyNow(): number {
  return uptime.call(process) * 1000
}
