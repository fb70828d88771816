/** The inequalities on which the proof rests that no line is lost; timings.ts says what each duration is for. */
import { describe, expect, it } from 'vitest'
import * as timings from '../../src/world/timings.js'

const {
  ABANDONED_COPY_MS,
  BIRTH_TOLERANCE_MS,
  CLOCK_TICK_MS,
  LOCK_POLL_MS,
  LOCK_WAIT_MS,
  PATIENT_GRACE_MS,
  REMOVAL_GRACE_MS,
  RETRY_HELD_MS,
  SEALED_MS,
  SETTLED_MS,
  STALE_LOCK_MS,
  UNTOUCHED_MS,
  UNWATCHED_MS,
} = timings

describe('the durations of a rotation', () => {
  it('let a file stay for longer than a writer may go without a look, by more than a tick of the clock', () => {
    expect(REMOVAL_GRACE_MS).toBeGreaterThan(UNWATCHED_MS + CLOCK_TICK_MS)
    expect(PATIENT_GRACE_MS).toBeGreaterThanOrEqual(REMOVAL_GRACE_MS)
  })

  it('let an untouched folder stand for a look only while no write rests on it', () => {
    expect(UNTOUCHED_MS).toBeLessThan(UNWATCHED_MS)
  })

  it('trust a stamp of a folder only when a change in the same tick is ruled out', () => {
    expect(SETTLED_MS).toBeGreaterThan(CLOCK_TICK_MS)
    expect(BIRTH_TOLERANCE_MS).toBeGreaterThan(CLOCK_TICK_MS)
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
