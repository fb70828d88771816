/**
 * Containers that something unknown may have changed: a function that is not here was given them, or an item was
 * assigned under a key that is not known.
 *
 * The doubt belongs to the container, and to each copy of it. What is read from one is not known.
 */
import { isTuple } from '@pylogging/formatter'
import type { Unknown } from './values.js'

const doubts = new WeakMap<object, Unknown>()

/** Notes that a container may have been changed by what is not read. */
export function doubt(value: unknown, by: Unknown): void {
  const isContainer = value instanceof Map || value instanceof Set || Array.isArray(value)
  if (isContainer && !doubts.has(value)) doubts.set(value, by)
}

/** Notes that a container, and all that is in it, may have been changed. @returns How many values were looked at. */
export function doubtAll(value: unknown, by: Unknown, seen: Set<unknown> = new Set()): number {
  if (seen.has(value)) return seen.size
  seen.add(value)
  doubt(value, by)
  for (const each of itemsIn(value)) doubtAll(each, by, seen)
  return seen.size
}

/** Whether a container, or one that is in it, may have been changed. */
export function isDoubtful(value: unknown): boolean {
  return doubtOf(value) !== undefined || itemsIn(value).some(isDoubtful)
}

function itemsIn(value: unknown): readonly unknown[] {
  if (value instanceof Map) return [...value.values()]
  return value instanceof Set || Array.isArray(value) || isTuple(value) ? [...(value as Iterable<unknown>)] : []
}

/** Returns what may have changed a value; undefined for one that is as the file made it. */
export function doubtOf(value: unknown): Unknown | undefined {
  return typeof value === 'object' && value !== null ? doubts.get(value) : undefined
}

/** Returns the value that a test, a loop or a copy goes by: what may have changed a container, instead of its content. */
export function certain(value: unknown): unknown {
  return doubtOf(value) ?? value
}
