/**
 * The limits of a configuration's depth and size. They are checked before anything is touched, so one that is too deep,
 * or that contains itself, changes nothing.
 */
import { ValueError } from '../ground/errors.js'
import { dictEntries } from '../python/references.js'

export const MAX_DEPTH = 100
/** All values together; one that stands in two places counts twice, because it is read twice. */
export const MAX_VALUES = 100_000

/**
 * The values that one configuration may still make: a reference stands for a list of thousands wherever it is written,
 * so the number of values that a text of a megabyte asks for has no bound of its own.
 */
export class Budget {
  #left: number

  /** @param steps - Values that are read, handlers that are added, letters of expressions. */
  constructor(steps: number) {
    this.#left = steps
  }

  /** @throws ValueError where nothing is left. */
  spend(steps: number): void {
    this.#left -= steps
    if (this.#left < 0)
      throw new ValueError('the configuration asks for too much: its references repeat long lists or texts')
  }
}

/** The bound for the values that a dict's references stand for, and for handlers and filters that are added by name. */
export const MAX_READS: number = 5 * MAX_VALUES
/** The bound for the expressions of an INI file, in letters. */
export const MAX_EXPRESSIONS = 10_000_000

const MAX_NAME = 10_000

/** Checks a logger's name, each part of which makes a place in the tree. @throws ValueError */
export function checkLoggerName(name: unknown): void {
  if (typeof name !== 'string') return
  if (name.length > MAX_NAME) throw new ValueError(`the name of a logger has more than ${MAX_NAME} characters`)
  if (name.split('.', MAX_DEPTH + 1).length > MAX_DEPTH) {
    throw new ValueError(`the name of a logger has more than ${MAX_DEPTH} parts`)
  }
}

/** @throws ValueError */
export function checkExtent(config: unknown): void {
  let values = 0
  visit(config, 0)

  function visit(value: unknown, depth: number): void {
    values += 1
    if (values > MAX_VALUES) throw new ValueError(`the configuration has more than ${MAX_VALUES} values`)
    const inner = innerOf(value)
    if (inner === null) return
    if (depth >= MAX_DEPTH) throw new ValueError(`the configuration is nested deeper than ${MAX_DEPTH} levels`)
    for (const each of inner) visit(each, depth + 1)
  }
}

function innerOf(value: unknown): Iterable<unknown> | null {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return value
  const entries = dictEntries(value)
  return entries === null ? null : Array.from(entries, ([, each]) => each)
}
