/**
 * The time that a flush or a close waits: the timeout since something was last delivered, and LONGEST_WAIT_MS in all.
 *
 * The handlers of a shutdown wait one after the other while the worker sends for all of them, so they share one clock: a
 * peer that has not moved since the shutdown began gets no timeout of its own, and LONGEST_WAIT_MS is for all together.
 */

/** The longest wait, below the 30 s after which containers are killed. */
export const LONGEST_WAIT_MS = 20_000

export interface Situation {
  readonly now: number
  readonly timeoutMs: number
  /** The beginning of the shutdown that this wait is part of; null where it is part of none. */
  readonly shutdownBegan: number | null
  readonly isStalled: boolean
}

/** @returns Until when to wait for something to be delivered, and until when at the latest. */
export function patience({ now, timeoutMs, shutdownBegan, isStalled }: Situation): { first: number; latest: number } {
  const began = shutdownBegan ?? now
  const latest = began + LONGEST_WAIT_MS
  return { first: Math.min((isStalled ? began : now) + timeoutMs, latest), latest }
}
