/**
 * Copies of containers with all that is in them: of names before a way of a condition is gone, of what `deepcopy` and
 * `dictConfig` are given.
 *
 *   const copier = new Copier(session)
 *   copier.copy(LOGGING)      one copy of each container, the same wherever it stands
 *
 * What is copied counts as steps, so that no file keeps the reader busy by copies.
 */
import { doubt, doubtOf } from './doubts.js'
import { weightOf } from './operations.js'
import type { Steps } from './values.js'

export class Copier {
  readonly #made = new Map<unknown, unknown>()
  readonly #steps: Steps
  readonly #leaf: (value: unknown) => unknown

  /** @param leaf - What becomes of a value that is no container; itself unless given. */
  constructor(steps: Steps, leaf: (value: unknown) => unknown = (value) => value) {
    this.#steps = steps
    this.#leaf = leaf
  }

  /** @throws TooMuch */
  copy<T>(value: T): T {
    if (this.#made.has(value)) return this.#made.get(value) as T
    const copy = emptyAs(value)
    if (copy === null) return this.#leaf(value) as T
    this.#steps.step(1 + weightOf(value))
    this.#made.set(value, copy)
    const by = doubtOf(value)
    if (by !== undefined) doubt(copy, by)
    if (copy instanceof Map) for (const [key, each] of value as Map<unknown, unknown>) copy.set(key, this.copy(each))
    else if (copy instanceof Set) for (const each of value as Set<unknown>) copy.add(each)
    else for (const each of value as unknown[]) copy.push(this.copy(each))
    return copy as T
  }
}

/** Returns an empty container of the same kind; null for what is none. */
function emptyAs(value: unknown): Map<unknown, unknown> | Set<unknown> | unknown[] | null {
  if (value instanceof Map) return new Map()
  if (value instanceof Set) return new Set()
  return Array.isArray(value) ? [] : null
}
