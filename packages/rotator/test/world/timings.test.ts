/** The inequalities on which the proof rests that no line is lost; timings.ts says what each duration is for. */
import { describe, expect, it } from 'vitest'
import * as timings from '../../src/world/timings.js'

const {
  ABANDONED_COPY_MS,
  CLOCK_TICK_MS,
  LOCK_POLL_MS,
  LOCK_WAIT_MS,
  PATIENT_GRACE_MS,
  REMOVAL_GRACE_MS,
  RETRY_HELD_MS,
  SEALED_MS,
  STALE_LOCK_MS,
  STAMP_LAG_MS,
  UNWATCHED_MS,
  WATCH_MS,
} = timings

describe('the durations of a rotation', () => {
  it('let a file stay for longer than a writer may go without a look, by more than a tick of the clock', () => {
    expect(REMOVAL_GRACE_MS).toBeGreaterThan(UNWATCHED_MS + CLOCK_TICK_MS)
    expect(PATIENT_GRACE_MS).toBeGreaterThanOrEqual(REMOVAL_GRACE_MS)
  })

  it('let a writer look several times before it may go without a look no longer', () => {
    expect(WATCH_MS * 4).toBeLessThanOrEqual(UNWATCHED_MS)
  })

  it('expect a stamp to be behind by more than a tick, and let a log call wait for it within its time', () => {
    expect(STAMP_LAG_MS).toBeGreaterThan(CLOCK_TICK_MS)
    expect(STAMP_LAG_MS).toBeLessThan(LOCK_WAIT_MS)
  })

  it('let a compressor give up its sealed file before a waiting writer gives up', () => {
    expect(SEALED_MS).toBeLessThan(LOCK_WAIT_MS)
  })

  it('let a log call look several times while it waits, and wait for less than a lock needs to become stale', () => {
    expect(LOCK_POLL_MS * 10).toBeLessThanOrEqual(LOCK_WAIT_MS)
    expect(LOCK_WAIT_MS).toBeLessThan(RETRY_HELD_MS)
    expect(RETRY_HELD_MS).toBeLessThan(STALE_LOCK_MS)
  })

  it('let the oldest backup be removed within the wait of a log call', () => {
    expect(REMOVAL_GRACE_MS).toBeLessThanOrEqual(LOCK_WAIT_MS)
  })

  it('take a copy for abandoned only long after its compressor would have lost its lock', () => {
    expect(ABANDONED_COPY_MS).toBeGreaterThan(2 * STALE_LOCK_MS)
  })
})
