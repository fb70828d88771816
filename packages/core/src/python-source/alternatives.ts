/**
 * Several ways that a program may go, when it is not known which.
 *
 * Each is gone on a copy of the names. A way that raises is one that a program that runs does not go. Values that two
 * ways leave alike are known; where they differ, in a whole value or in one place of a dict, the value depends on the
 * condition.
 */
import { Copier } from './copier.js'
import { doubt, doubtOf } from './doubts.js'
import type { Frame } from './machine.js'
import { isEqual } from './operations.js'
import type { Session } from './session.js'
import { Raised, type Scope, Unknown } from './values.js'

/** The end of a row of statements: the way in which it was left. */
export type Completion =
  | { readonly kind: 'normal' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: unknown }

export const NORMAL: Completion = { kind: 'normal' }

export type Alternative = () => Completion

type Names = readonly (readonly [Scope, ReadonlyMap<string, unknown>])[]

/** @throws Raised where all ways raise; TooMuch */
export function alternatives(
  session: Session,
  { scope, returns }: Frame,
  origin: Unknown,
  ways: readonly Alternative[],
): Completion {
  const before = namesFrom(scope)
  const ended: { names: Names; done: Completion }[] = []
  let raised: unknown
  for (const way of ways) {
    put(session, before)
    try {
      const done = way()
      ended.push({ names: namesFrom(scope), done })
    } catch (error) {
      if (!(error instanceof Raised)) throw error
      raised = error
    }
  }
  if (ended.length === 0) throw raised
  const going = ended.filter(({ done }) => done.kind !== 'return')
  const values = ended.flatMap(({ done }) => (done.kind === 'return' ? [done.value] : []))
  if (going.length === 0) return { kind: 'return', value: values.reduce((one, other) => merged(one, other, origin)) }
  returns.push(...values)
  const [first, ...others] = going as [(typeof going)[0], ...typeof going]
  restore(first.names)
  for (const { names } of others) merge(first.names, names, origin)
  return first.done
}

/** The names of a scope and of those around it, as they are. */
function namesFrom(scope: Scope): Names {
  const found: [Scope, Map<string, unknown>][] = []
  for (let each: Scope | null = scope; each !== null; each = each.outer) found.push([each, new Map(each.names)])
  return found
}

/** The names as they were, each container a copy, the same one wherever it stands. */
function put(session: Session, names: Names): void {
  const copier = new Copier(session)
  for (const [scope, values] of names) {
    scope.names.clear()
    for (const [name, value] of values) scope.names.set(name, copier.copy(value))
  }
}

function restore(names: Names): void {
  for (const [scope, values] of names) {
    scope.names.clear()
    for (const [name, value] of values) scope.names.set(name, value)
  }
}

function merge(into: Names, names: Names, origin: Unknown): void {
  for (const [index, [scope]] of into.entries()) {
    for (const [name, value] of names[index]?.[1] ?? []) {
      // A name that one way alone has must have been made by it, or whoever asks for it would fail.
      const now = scope.names.has(name) ? merged(scope.names.get(name), value, origin) : value
      scope.names.set(name, now)
    }
  }
}

/** An imported thing on one way, and another thing on the other: which of them is decided by the condition. */
function mergedUnknown(one: unknown, other: unknown, origin: Unknown): Unknown {
  const imported = [one, other].map((each) => (each instanceof Unknown ? each.imported : null))
  if (imported[0] !== imported[1]) return origin
  return one instanceof Unknown ? one : (other as Unknown)
}

/** Returns one value for two that may be meant. */
export function merged(one: unknown, other: unknown, origin: Unknown, depth = 0): unknown {
  if (one === other) return one
  if (one instanceof Unknown || other instanceof Unknown) return mergedUnknown(one, other, origin)
  const by = doubtOf(one) ?? doubtOf(other)
  if (by !== undefined) {
    doubt(one, by)
    return doubtOf(one) === undefined ? origin : one
  }
  if (one instanceof Map && other instanceof Map && depth < 20) {
    for (const key of new Set([...one.keys(), ...other.keys()])) {
      const isBoth = one.has(key) && other.has(key)
      one.set(key, isBoth ? merged(one.get(key), other.get(key), origin, depth + 1) : origin)
    }
    return one
  }
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length && depth < 20) {
    for (const [index, each] of other.entries()) one[index] = merged(one[index], each, origin, depth + 1)
    return one
  }
  return isEqual(one, other) ? one : origin
}
