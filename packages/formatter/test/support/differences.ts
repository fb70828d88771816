/** Compares our answers with those of the vectors. */
import type { VectorCase } from '../../../../test/support/vectors.js'
import { float } from '../../src/python/python-text.js'

/** The vectors by what they are about, for `it.each`. */
export function groups<Input>(cases: readonly VectorCase<Input>[]): [why: string, cases: VectorCase<Input>[]][] {
  const byReason = new Map<string, VectorCase<Input>[]>()
  for (const vector of cases) {
    const why = vector.why ?? 'drawn at random'
    byReason.set(why, [...(byReason.get(why) ?? []), vector])
  }
  return [...byReason]
}

/** The vectors that `answer` answers differently from CPython, each with both answers. */
export function differences<Input>(cases: readonly VectorCase<Input>[], answer: (input: Input) => unknown): unknown[] {
  const found: unknown[] = []
  for (const { input, expect: value, error } of cases) {
    const ours = outcome(() => answer(input))
    const theirs = error === undefined ? { expect: value } : { error }
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) found.push({ input, ours, theirs })
  }
  return found
}

/** What happened, in the form of a vector. */
function outcome(run: () => unknown): unknown {
  try {
    return { expect: run() }
  } catch (error) {
    return { error: [(error as Error).name, (error as Error).message] }
  }
}

/** A float as a plain number, unless that would look like an int. */
export function wholeFloats(value: number): unknown {
  return Number.isInteger(value) ? float(value) : value
}

/** A mapping as an object literal, where its keys allow that. */
export function asObject(values: unknown): unknown {
  if (!(values instanceof Map)) return values
  const keys = [...values.keys()]
  const isOrdinary = keys.every((key) => typeof key === 'string' && !/^\d+$/.test(key) && key !== '__proto__')
  return isOrdinary ? Object.fromEntries(values) : values
}
