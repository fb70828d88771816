/**
 * Processes that a test killed within its own: what they had in memory must not be written when the test's process ends.
 */
import { afterAll, afterEach, beforeEach, vi } from 'vitest'

/** To be called at the top of a test file. Timers run when the test says so. */
export function forgetKilledProcesses(): void {
  const before = process.listeners('exit')
  const others = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(
    (signal) => [signal, process.listeners(signal)] as const,
  )
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())
  afterAll(() => {
    for (const listener of process.listeners('exit')) if (!before.includes(listener)) process.off('exit', listener)
    for (const [signal, listeners] of others) {
      for (const listener of process.listeners(signal)) if (!listeners.includes(listener)) process.off(signal, listener)
    }
  })
}
