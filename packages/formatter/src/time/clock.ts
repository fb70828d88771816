/**
 * The time of a record: the wall clock, finer than a millisecond.
 *
 * `Date.now()` is the system's clock but cuts at the millisecond; `process.hrtime()` has the digits but is blind to a
 * clock that is set. So the second is read for each record, and held against the first every few milliseconds: where it
 * lies outside the millisecond that the system's clock shows, it is pulled there. One reading instead of two saves 40 ns.
 * It is also done with every 64th record, since V8 compiles a log call anew when it first meets a part that it has not seen.
 */

/** Nanoseconds since the epoch; see `setClock`. */
export type Clock = () => bigint

let replaced: Clock | null = null
/** Tests with fake timers put another in its place, and expect its time without delay. */
const systemNow = Date.now
/** `performance.now()` is the same clock and takes twice the time. */
const { hrtime } = process
/** The milliseconds to add to the monotonic clock. */
let origin = Date.now() - monotonicMilliseconds()
/** The reading of the monotonic clock when it was last held against the system's clock. */
let checkedAt = Number.NEGATIVE_INFINITY
const CHECK_EVERY_MS = 4
const CHECK_MASK = 63
let readings = 0
const LAST_FRACTION = 1 - 2 ** -10

const loadedAt = systemMilliseconds()
let start: { readonly milliseconds: number; readonly nanoseconds: bigint } = { milliseconds: loadedAt, nanoseconds: 0n }

/** The three times of a record, in Python's units. */
export interface Times {
  /** Seconds since the epoch. */
  created: number
  /** Whole milliseconds of that second, 0 to 999. */
  msecs: number
  /** Milliseconds since this package was loaded. */
  relativeCreated: number
}

/** Writes the present into a record. Takes the record itself so that a log call allocates nothing for it. */
export function stamp(record: Times): void {
  if (replaced !== null) {
    stampExactly(record, replaced())
    return
  }
  const now = systemMilliseconds()
  const second = Math.floor(now / 1000)
  const created = now / 1000
  const msecs = Math.floor(now - second * 1000)
  record.created = created
  // Dividing may round up into the next second.
  record.msecs = msecs === 999 && Math.floor(created) !== second ? 0 : msecs
  record.relativeCreated = now - start.milliseconds
}

/**
 * Replaces the clock of all records, for tests; null gives the system's back. The moment of the call becomes the time
 * from which `relativeCreated` counts.
 */
export function setClock(clock: Clock | null): void {
  replaced = clock
  start = { milliseconds: loadedAt, nanoseconds: clock === null ? 0n : clock() }
}

/** CPython 3.13's arithmetic on whole nanoseconds. */
function stampExactly(record: Times, nanoseconds: bigint): void {
  const second = floorDivide(nanoseconds, 1_000_000_000n)
  const created = Number(nanoseconds) / 1e9
  const msecs = Number(floorDivide(nanoseconds - second * 1_000_000_000n, 1_000_000n))
  record.created = created
  record.msecs = msecs === 999 && BigInt(Math.trunc(created)) !== second ? 0 : msecs
  record.relativeCreated = Number(nanoseconds - start.nanoseconds) / 1e6
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

function systemMilliseconds(): number {
  if (Date.now !== systemNow) return Date.now()
  const monotonic = monotonicMilliseconds()
  if ((readings++ & CHECK_MASK) === 0 || monotonic - checkedAt >= CHECK_EVERY_MS) check(monotonic)
  return origin + monotonic
}

function monotonicMilliseconds(): number {
  const [seconds, nanoseconds] = hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

function check(monotonic: number): void {
  checkedAt = monotonic
  const wall = Date.now()
  const fine = origin + monotonic
  if (fine < wall) origin += wall - fine
  else if (fine >= wall + 1) origin += wall + LAST_FRACTION - fine
}
