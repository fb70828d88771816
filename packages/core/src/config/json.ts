/**
 * JSON, and keys that no configuration may have: `JSON.parse` makes an own property of `__proto__`, which leads to a
 * prototype as soon as somebody copies it.
 */
import { ValueError } from '../ground/errors.js'
import { dictEntries, refusePrototype } from '../python/references.js'

/** @throws ValueError with the place, where it is known. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ValueError((error as Error).message)
  }
}

/** Refuses keys that would set a prototype, in a value that `checkExtent` found small enough. @throws ValueError */
export function refusePrototypes(value: unknown): void {
  if (Array.isArray(value)) value.forEach(refusePrototypes)
  for (const [key, each] of (Array.isArray(value) ? null : dictEntries(value)) ?? []) {
    if (typeof key === 'string') refusePrototype(key)
    refusePrototypes(each)
  }
}
