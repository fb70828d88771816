/**
 * Python's way of passing arguments, for constructors and functions: by position, by name, or first the one and then
 * the other.
 *
 *   bindNamed(SIGNATURE, ['app.log', { maxBytes: 1e6 }])     { filename: 'app.log', mode: undefined, maxBytes: 1000000 }
 *
 * Names come as one plain object at the end. It is taken for names unless a key of it says otherwise; a wrong name is
 * Python's TypeError with Python's suggestion. An absent argument is `undefined`, so that defaults are written where
 * JavaScript writes them.
 */
import { isPlainObject } from './python-values.js'

/** The way in which a function of Python takes its arguments. @internal For @pylogging/core. */
export interface Signature {
  /** The beginning of Python's message: 'FileHandler.__init__()'. */
  readonly owner: string
  /** The names of the arguments that have a position, in their order. */
  readonly names: readonly string[]
  /** How many of `names` must be given. */
  readonly required?: number
  /** Names that cannot be given by position; their values come after those of `names`. */
  readonly keywordOnly?: readonly string[]
  /**
   * The number of arguments that `self` and its kind count for in Python's messages: 1 for methods, 0 for functions.
   */
  readonly implicit?: 0 | 1
}

/**
 * The arguments that TypeScript takes for such a call: values by position, or some by position and behind them an
 * object with names that were not given yet. An object that holds all of them is an overload of its own, for the sake
 * of what the compiler says about a wrong name.
 *
 * @typeParam Positions - The values in positional order: `[filename: FileName, mode?: string]`.
 * @typeParam Names - Their names, in the same order.
 * @typeParam Options - The type of each name, those that cannot be given by position included.
 * @internal For @pylogging/core.
 */
export type PositionsThenNames<Positions extends readonly unknown[], Names extends readonly string[], Options> =
  | { [Index in keyof Positions]: undefined extends Positions[Index] ? Positions[Index] | undefined : Positions[Index] }
  | NamesBehind<Filled<Positions>, Names, Options>

/** No position is left out, but undefined stands for a value that is not given. In boxes, because `-?` removes undefined. */
type Filled<Positions extends readonly unknown[]> = Unboxed<{
  [Index in keyof Positions]-?: {
    readonly value: undefined extends Positions[Index] ? Positions[Index] | undefined : Positions[Index]
  }
}>

type Unboxed<Boxes extends readonly { readonly value: unknown }[]> = { [Index in keyof Boxes]: Boxes[Index]['value'] }

type NamesBehind<Positions extends readonly unknown[], Names extends readonly string[], Options> =
  | (keyof Options extends Names[number] ? never : [...positions: Positions, options: Omit<Options, Names[number]>])
  | (Positions extends readonly [...infer Before, unknown]
      ? Names extends readonly [...infer NamesBefore extends string[], string]
        ? Before extends readonly []
          ? never
          : NamesBehind<Before, NamesBefore, Options>
        : never
      : never)

/**
 * Takes the arguments of a call apart: by position, by name in a plain object at the end, or both.
 *
 * @typeParam Bound - The types that the caller declares of its arguments. They are TypeScript's to check, not this
 * function's.
 * @returns A value for each name; undefined for what was not given.
 * @throws As `bindArguments`.
 * @internal For @pylogging/core.
 */
export function bindNamed<Bound extends object>(signature: Signature, args: readonly unknown[]): Bound {
  const values = bindArguments(signature, args)
  return Object.fromEntries(allNames(signature).map((name, index) => [name, values[index]])) as Bound
}

/**
 * Takes the arguments apart as `bindNamed` does, for a caller that needs the values in their order.
 *
 * @returns The values in the order of `names`, then of `keywordOnly`.
 * @throws TypeError in Python's words: unknown or repeated name, too many or too few arguments.
 * @internal For @pylogging/core.
 */
export function bindArguments(signature: Signature, args: readonly unknown[]): unknown[] {
  const { owner, names, required = 0 } = signature
  const last = args.at(-1)
  const keywords = isPlainObject(last) && !isValue(last) ? last : null
  const positional = keywords === null ? args : args.slice(0, -1)
  if (positional.length > names.length) throw new TypeError(tooMany(signature, positional.length))
  const all = allNames(signature)
  const values: unknown[] = all.map((_, index) => (index < positional.length ? positional[index] : undefined))
  for (const [name, value] of Object.entries(keywords ?? {})) {
    const index = all.indexOf(name)
    if (index < 0) throw new TypeError(unexpectedKeyword(owner, name, all))
    if (index < positional.length) throw new TypeError(`${owner} got multiple values for argument '${name}'`)
    values[index] = value
  }
  const missing = names.slice(0, required).filter((_, index) => values[index] === undefined)
  if (missing.length > 0) throw new TypeError(tooFew(owner, missing))
  return values
}

/**
 * Python's text for a name that is not among the allowed ones, with the nearest one that is.
 *
 * @internal For @pylogging/core.
 */
export function unexpectedKeyword(owner: string, name: string, allowed: readonly string[]): string {
  const near = nearestName(name, allowed)
  const advice = near === undefined ? '' : `. Did you mean '${near}'?`
  return `${owner} got an unexpected keyword argument '${name}'${advice}`
}

/**
 * The allowed name that was probably meant; as near as CPython's own suggestions must be, case and underscores aside.
 *
 * @internal For @pylogging/core.
 */
export function nearestName(name: string, allowed: readonly string[]): string | undefined {
  if (name.length > 40) return undefined
  const plain = plainName(name)
  let nearest: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of allowed) {
    const known = plainName(candidate)
    const most = Math.min(least - 1, Math.floor((candidate.length + name.length + 3) / 6))
    // Each letter that one has more than the other is a change already.
    if (Math.abs(plain.length - known.length) > most) continue
    const distance = editDistance(plain, known)
    if (distance > most) continue
    least = distance
    nearest = candidate
  }
  return nearest
}

function allNames({ names, keywordOnly = [] }: Signature): readonly string[] {
  return [...names, ...keywordOnly]
}

/** A hand-made stream `{ write(text) {} }`, queue or handler is a value, not names. */
function isValue(value: Readonly<Record<string, unknown>>): boolean {
  return ['write', 'put_nowait', 'handle'].some(
    (name) => Object.hasOwn(value, name) && typeof value[name] === 'function',
  )
}

function tooMany({ owner, names, required = 0, implicit = 1 }: Signature, given: number): string {
  const most = names.length + implicit
  const least = required + implicit
  const range = least === most ? `${most}` : `from ${least} to ${most}`
  const total = given + implicit
  return `${owner} takes ${range} positional argument${most === 1 ? '' : 's'} but ${total} ${total === 1 ? 'was' : 'were'} given`
}

function tooFew(owner: string, missing: readonly string[]): string {
  const quoted = missing.map((name) => `'${name}'`)
  const last = quoted.at(-1) ?? ''
  const list = quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${last}`
  return `${owner} missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`
}

function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** Counts the letters that must be put in, left out or changed. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
