/**
 * `match`, for the patterns that configurations have: literals, names of constants, several of them, one name for all.
 *
 *   case 'production' | 'staging':      case Level.HIGH:      case None:      case other if other:      case _:
 *
 * Whether a pattern of another kind fits is not known.
 */
import type { Frame, Machine } from './machine.js'
import { compare, isTruthy } from './operations.js'
import type { Case } from './syntax.js'
import { bindTarget } from './targets.js'
import { Unknown } from './values.js'

/** Binds the name of the pattern where it has one. @param origin - What is not known where the pattern is of another kind. */
export function fits(
  machine: Machine,
  { patterns, capture, guard }: Case,
  subject: unknown,
  frame: Frame,
  origin: Unknown,
): boolean | Unknown {
  if (patterns === null) return origin
  const unknown = capture === null ? fitsOne(machine, patterns, subject, frame) : true
  if (unknown !== true) return unknown
  if (capture !== null && !(capture.kind === 'name' && capture.id === '_')) bindTarget(machine, capture, subject, frame)
  const held = guard === null ? true : machine.compute(guard, frame)
  return held instanceof Unknown ? held : isTruthy(held)
}

function fitsOne(machine: Machine, patterns: NonNullable<Case['patterns']>, subject: unknown, frame: Frame) {
  if (subject instanceof Unknown) return subject
  for (const pattern of patterns) {
    const value = machine.compute(pattern, frame)
    if (value instanceof Unknown) return value
    if (compare(pattern.kind === 'constant' ? 'is' : '==', subject, value)) return true
  }
  return false
}
