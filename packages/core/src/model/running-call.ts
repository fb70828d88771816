/**
 * The log call that is running: the public method whose caller is the call site.
 *
 * A handler, filter or formatter may log while it handles a record, so calls nest: each knows the outer one, which
 * `leaveCall` puts back. `_log` claims the call that was just entered; a `_log` that nobody entered for, because a user's
 * own method called it, is its own public method, and that method of the user's is the caller, as in Python.
 */
import {
  type CallSite,
  captureCallSite,
  type DeferredCallSite,
  keepShape,
  onePerProcess,
  type PublicMethod,
  UNKNOWN_CALL_SITE,
} from '@pylogging/formatter'

interface Calls {
  running: RunningCall | null
  delegating: PublicMethod | null
}

/** A call of one copy of this package may nest in a call of another. */
const calls = onePerProcess<Calls>('core.calls', () => ({ running: null, delegating: null }))

/**
 * The time at which the call site of a log call is looked up: `now`, because a handler needs it or may keep the record;
 * `late`, when somebody reads it from the record while the call runs; `unasked` where the call does not know yet.
 */
export type CallSiteTiming = 'now' | 'late' | 'unasked'

/** One log call in progress. While it runs, its record can ask it for the call site. */
export class RunningCall implements DeferredCallSite {
  /** The public method that was called: its caller is the call site. */
  method: PublicMethod
  /** The call site, where it was captured on entry. */
  readonly site: CallSite | null
  readonly timing: CallSiteTiming
  readonly outer: RunningCall | null
  /** Whether its record is being made, or was: a `_log` that comes later is a call of its own. */
  hasRecord: boolean

  constructor(method: PublicMethod, site: CallSite | null, timing: CallSiteTiming) {
    this.method = method
    this.site = site
    this.timing = timing
    this.outer = calls.running
    this.hasRecord = false
  }

  resolve(stacklevel = 1): CallSite {
    return isNearest(this) ? captureCallSite(this.method, stacklevel) : UNKNOWN_CALL_SITE
  }
}

keepShape(new RunningCall(leaveCall, null, 'late'))

/** Whether a call is running, and is the innermost one of its method: the caller of a later one would be found instead. */
function isNearest(asked: RunningCall): boolean {
  let call = calls.running
  while (call !== null && call !== asked && call.method !== asked.method) call = call.outer
  return call === asked
}

/** The call site that a `stacklevel` means. */
export class OuterCallSite implements DeferredCallSite {
  readonly #call: RunningCall
  readonly #stacklevel: number

  constructor(call: RunningCall, stacklevel: number) {
    this.#call = call
    this.#stacklevel = stacklevel
  }

  resolve(): CallSite {
    return this.#call.resolve(this.#stacklevel)
  }
}

export function enterCall(method: PublicMethod, site: CallSite | null, timing: CallSiteTiming): RunningCall {
  calls.running = new RunningCall(method, site, timing)
  return calls.running
}

/** Runs a `_log` on behalf of a public method, unless it is part of a call that was entered already. */
export function callDirectly(method: PublicMethod, log: () => void): void {
  const { running } = calls
  if (running !== null && !running.hasRecord) {
    log()
    return
  }
  const call = enterCall(method, null, 'unasked')
  try {
    log()
  } finally {
    leaveCall(call)
  }
}

/** Ends a call. The public method that entered it and the `_log` that claimed it both do; the second time changes nothing. */
export function leaveCall(call: RunningCall): void {
  calls.running = call.outer
}

/** The call that a `_log` belongs to. @param isOverridden - A `_log` of the program called `direct`: it is the caller. */
export function claimCall(direct: PublicMethod, isOverridden: boolean): RunningCall {
  const { running } = calls
  if (running === null || running.hasRecord) return enterCall(direct, null, 'unasked')
  if (isOverridden) running.method = direct
  return running
}

/** The innermost call, for the stack that handleError prints; null outside log calls. */
export function runningCall(): RunningCall | null {
  return calls.running
}

/** Runs a logger's method on behalf of another public one, such as the module's `info`: that one's caller counts. */
export function delegate(method: PublicMethod, call: () => void): void {
  calls.delegating = method
  try {
    call()
  } finally {
    calls.delegating = null
  }
}

/** Whether another public method's caller counts for the call that comes next. */
export function isDelegated(): boolean {
  return calls.delegating !== null
}

/** The method that counts: the one that delegated, else the one that was called. */
export function consumeDelegate(called: PublicMethod): PublicMethod {
  if (calls.delegating === null) return called
  const method = calls.delegating
  calls.delegating = null
  return method
}
