/**
 * Which log call is running: the public method whose caller is the call site.
 *
 * A handler, filter or formatter may log while it handles a record, so calls nest: `enterCall` returns the outer one
 * and `leaveCall` puts it back. `_log` takes the call that was just entered; a `_log` that nobody entered for, because a
 * user's own method called it, is its own public method, and that method of the user's is the caller, as in Python.
 */
import type { CallSite, PublicMethod } from '@pylogging/formatter'

export interface RunningCall {
  readonly method: PublicMethod
  /** Set when it was captured on entry. */
  readonly site: CallSite | null
  isTaken: boolean
}

let running: RunningCall | null = null
let delegating: PublicMethod | null = null

/** @returns The outer call, for `leaveCall`. */
export function enterCall(method: PublicMethod, site: CallSite | null): RunningCall | null {
  const outer = running
  running = { method, site, isTaken: false }
  return outer
}

export function leaveCall(outer: RunningCall | null): void {
  running = outer
}

export function takeCall(direct: PublicMethod): RunningCall {
  if (running === null || running.isTaken) return { method: direct, site: null, isTaken: true }
  running.isTaken = true
  return running
}

/** The method of the innermost call, for the stack that handleError prints; null outside log calls. */
export function runningMethod(): PublicMethod | null {
  return running === null ? null : running.method
}

/** Runs a logger's method on behalf of another public one, such as the module's `info`: that one's caller counts. */
export function delegate(method: PublicMethod, call: () => void): void {
  delegating = method
  try {
    call()
  } finally {
    delegating = null
  }
}

/** The method that counts: the one that delegated, else the one that was called. */
export function nextMethod(called: PublicMethod): PublicMethod {
  if (delegating === null) return called
  const method = delegating
  delegating = null
  return method
}
