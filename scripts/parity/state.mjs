/**
 * What ours does with a name: looked up, with the remarks that looking cannot find.
 */
import { isDeepStrictEqual } from 'node:util'
import { evidence } from './evidence.mjs'
import { constant, has } from './ours.mjs'
import { DEPARTS, NOT_HERE, PLANNED } from './remarks.mjs'

/**
 * @param expect - What CPython says of it; the value of a constant is a vector for it.
 * @returns `{ state, remark, vectors, scenarios, tests }`.
 */
export function stateOf(name, expect) {
  if (has(name, expect.kind)) return stateHere(name, expect)
  if (DEPARTS[name] !== undefined) throw new Error(`${name} departs, says remarks.mjs, and is not here`)
  const none = { vectors: 0, scenarios: 0, tests: false }
  const remark = remarkOf(NOT_HERE, name)
  if (remark !== undefined) return { state: 'not here', remark, ...none }
  const isPlanned = PLANNED.some((each) => name === each || name.startsWith(`${each}.`))
  return { state: isPlanned ? 'planned' : 'missing', remark: '', ...none }
}

function stateHere(name, expect) {
  if (remarkOf(NOT_HERE, name) !== undefined) throw new Error(`${name} is here; remarks.mjs says that it is not`)
  const isConstant = 'value' in expect
  const found = evidence(name)
  const vectors = found.vectors + (isConstant ? 1 : 0)
  const remark = DEPARTS[name] ?? ''
  const isOther = isConstant && !isDeepStrictEqual(constant(name), expect.value)
  const state = remark !== '' ? 'departs' : isOther ? 'missing' : 'works'
  return { state, remark, ...found, vectors }
}

/** A remark about a class holds for its members. */
function remarkOf(remarks, name) {
  const about = Object.keys(remarks).find((each) => name === each || name.startsWith(`${each}.`))
  return about && remarks[about]
}
