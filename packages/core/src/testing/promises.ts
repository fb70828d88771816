/**
 * Runs checks of promises and reports them, one a line, in any test runner: an error fails the test.
 *
 *   { order: { promise: 'records come out in order', check } }   becomes   [{ name: 'order', outcome: 'kept', … }]
 *
 * The effect of a handler may be seen only later, by a peer or another thread, so `until` looks again for a while.
 */
import { setTimeout } from 'node:timers'
import { exceptionText } from '@pylogging/formatter'

/** The outcome of one promise. */
export interface CheckedPromise {
  readonly name: string
  /** The promise, as a sentence. */
  readonly promise: string
  readonly outcome: 'kept' | 'broken' | 'exempt'
  /** The thing that was seen instead, or the reason why the promise does not apply; null where it was kept. */
  readonly detail: string | null
}

/** A promise, and how to find out whether it is kept: `check` throws where it is not. */
export interface Promised<Trial> {
  readonly promise: string
  check(trial: Trial): void | Promise<void>
}

/** The options of `checkHandler` and `checkQueue`. */
export interface CheckOptions<Name extends string> {
  /** The promises that do not apply, each with the reason, which is reported. */
  readonly exempt?: Partial<Readonly<Record<Name, string>>>
  /** The time that a check waits for output that comes later, in milliseconds; 2000 unless given. */
  readonly withinMs?: number
}

/** The error of a promise that is broken. The message has a line for each promise, `promises` their outcomes. */
export class BrokenPromises extends Error {
  override readonly name = 'BrokenPromises'
  declare readonly promises: readonly CheckedPromise[]

  constructor(subject: string, promises: readonly CheckedPromise[]) {
    const broken = promises.filter(({ outcome }) => outcome === 'broken').length
    super(`${subject} breaks ${broken} of ${promises.length} promises\n${promises.map(lineOf).join('\n')}`)
    // Test runners print all that can be enumerated, and the message has it.
    Object.defineProperty(this, 'promises', { value: promises })
  }
}

const LOOK_EVERY_MS = 5

/**
 * Checks promises one after the other.
 *
 * @param attempt - Makes what is checked anew, runs the check on it, and ends it.
 * @throws BrokenPromises
 */
export async function checkPromises<Name extends string, Trial>(
  subject: () => string,
  promises: Readonly<Record<Name, Promised<Trial>>>,
  exempt: Partial<Readonly<Record<Name, string>>>,
  attempt: (check: (trial: Trial) => void | Promise<void>) => Promise<void>,
): Promise<CheckedPromise[]> {
  const results: CheckedPromise[] = []
  for (const name of Object.keys(promises) as Name[]) {
    const { promise, check } = promises[name]
    const reason = exempt[name]
    const [outcome, detail] =
      reason === undefined ? await outcomeOf(() => attempt(check)) : (['exempt', reason] as const)
    results.push({ name, promise, outcome, detail })
  }
  if (results.some(({ outcome }) => outcome === 'broken')) throw new BrokenPromises(subject(), results)
  return results
}

async function outcomeOf(run: () => Promise<void>): Promise<readonly ['kept', null] | readonly ['broken', string]> {
  try {
    await run()
    return ['kept', null]
  } catch (error) {
    return ['broken', error instanceof Broken ? error.message : `it threw ${exceptionText(error).split('\n').at(-1)}`]
  }
}

function lineOf({ name, promise, outcome, detail }: CheckedPromise): string {
  const line = `  ${outcome === 'broken' ? 'BROKEN' : outcome.padEnd(6)}  ${name}: ${promise}`
  return detail === null ? line : `${line}\n            ${detail}`
}

/** The finding of a check; its message is the detail of the report. */
class Broken extends Error {}

/** @throws Broken with what was seen, unless it is so. */
export function expect(isSo: boolean, seen: () => string): void {
  if (!isSo) throw new Broken(seen())
}

/** @throws Broken with what was thrown, if anything was. */
export function expectNoThrow(what: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    expect(false, () => `${what} threw ${String(error)}`)
  }
}

/** Looks until it is so, for a time. @throws Broken with what was seen last. */
export async function until(
  withinMs: number,
  isSo: () => boolean | Promise<boolean>,
  seen: () => string,
): Promise<void> {
  const end = performance.now() + withinMs
  for (;;) {
    if (await isSo()) return
    if (performance.now() > end) break
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  expect(false, seen)
}
