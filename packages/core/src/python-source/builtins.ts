/**
 * Python's built-in functions, as far as configurations call them, and the lineage of its exceptions.
 */
import { isFloat, isTuple, PythonFloat, PythonTuple, repr } from '@pylogging/formatter'
import { CALLS } from '../python/literal-calls.js'
import { dictOf, setOf } from '../python/literal-containers.js'
import { entriesOf } from './container-methods.js'
import { bounded, compare, isTruthy, itemsOf, kindOf, order, textOf } from './operations.js'
import { TooMuch } from './session.js'
import { type Arguments, Builtin, PythonPath, Raised } from './values.js'

type Compute = (given: Arguments) => unknown

/** Calls of a function of the file, for `map`, `filter` and `sorted(key=…)`. */
export type Caller = (callee: unknown, args: readonly unknown[]) => unknown

const first = ({ args }: Arguments): unknown => args[0]

function integer(value: unknown): bigint {
  if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value)
  throw new TypeError(`'${kindOf(value)}' object cannot be interpreted as an integer`)
}

function range({ args }: Arguments): unknown[] {
  const [start, stop, step] =
    args.length < 2 ? [0n, integer(args[0]), 1n] : [integer(args[0]), integer(args[1]), integer(args[2] ?? 1n)]
  if (step === 0n) throw new Raised(['ValueError'], 'range() arg 3 must not be zero')
  const count = step > 0n ? (stop - start + step - 1n) / step : (start - stop - step - 1n) / -step
  bounded(Number(count), 'items')
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => start + BigInt(index) * step)
}

function numberMaker(name: 'int' | 'float'): Compute {
  const make = CALLS.get(name)
  return ({ args, keywords }) => {
    const base = args[1] ?? keywords.get('base')
    if (base !== undefined && typeof args[0] === 'string') return basedInteger(args[0], Number(base))
    return asRaised(() => make?.([args[0] ?? 0n], []))
  }
}

function basedInteger(text: string, base: number): bigint {
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base]
  const digits = text.trim().toLowerCase().replace(/_/g, '')
  const plain = prefix !== undefined && digits.startsWith(prefix) ? digits.slice(2) : digits
  const value = Number.parseInt(plain, base)
  if (!Number.isSafeInteger(value))
    throw new Raised(['ValueError'], `invalid literal for int() with base ${base}: ${repr(text)}`)
  return BigInt(value)
}

/** The errors of our own arithmetic, as exceptions that the file can catch. */
export function asRaised<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const known = error instanceof Error ? LINEAGE.get(error.name) : undefined
    if (known === undefined || error instanceof Raised || error instanceof TooMuch) throw error
    throw new Raised([(error as Error).name, ...known], (error as Error).message)
  }
}

const BASES: readonly (readonly [name: string, ...above: string[]])[] = [
  ['KeyError', 'LookupError'],
  ['IndexError', 'LookupError'],
  ['ValueError'],
  ['TypeError'],
  ['AttributeError'],
  ['NameError'],
  ['ImportError'],
  ['ModuleNotFoundError', 'ImportError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['OSError'],
  ['FileNotFoundError', 'OSError'],
  ['RuntimeError'],
]

/** The classes above each exception, without Exception. */
export const LINEAGE: ReadonlyMap<string, readonly string[]> = new Map(BASES.map(([name, ...above]) => [name, above]))

/** Exceptions that a file may name. */
export const EXCEPTIONS: ReadonlySet<string> = new Set([
  ...LINEAGE.keys(),
  'LookupError',
  'ArithmeticError',
  'Exception',
  'BaseException',
  'EnvironmentError',
  'IOError',
  'NotImplementedError',
  'PermissionError',
  'SystemExit',
  'UnicodeDecodeError',
])

/** @param call - How functions of the file are called. */
export function builtins(call: Caller): ReadonlyMap<string, Builtin> {
  const sorted: Compute = ({ args, keywords }) => {
    const key = keywords.get('key') ?? null
    const ranked = itemsOf(args[0]).map((each) => [key === null ? each : call(key, [each]), each] as const)
    ranked.sort(([one], [other]) => order(one, other))
    const found = ranked.map(([, each]) => each)
    return isTruthy(keywords.get('reverse') ?? false) ? found.reverse() : found
  }
  const extreme = (sign: number): Compute => {
    return ({ args }) => {
      const items = args.length === 1 ? itemsOf(args[0]) : args
      if (items.length === 0) throw new Raised(['ValueError'], 'iterable argument is empty')
      return items.reduce((best, each) => (order(each, best) * sign > 0 ? each : best))
    }
  }
  const table: Readonly<Record<string, Compute>> = {
    dict: (given) => dictOf(entriesOf(given)),
    list: ({ args }) => (args.length === 0 ? [] : itemsOf(args[0])),
    tuple: ({ args }) => new PythonTuple(args.length === 0 ? [] : itemsOf(args[0])),
    set: ({ args }) => setOf(args.length === 0 ? [] : itemsOf(args[0])),
    frozenset: ({ args }) => setOf(args.length === 0 ? [] : itemsOf(args[0])),
    str: ({ args }) => (args.length === 0 ? '' : textOf(args[0])),
    repr: ({ args }) => repr(args[0] instanceof PythonPath ? args[0].text : args[0]),
    bool: ({ args }) => args.length > 0 && isTruthy(args[0]),
    int: numberMaker('int'),
    float: numberMaker('float'),
    len: (given) => {
      const value = first(given)
      return BigInt(typeof value === 'string' ? [...value].length : itemsOf(value).length)
    },
    range,
    sorted,
    reversed: (given) => itemsOf(first(given)).reverse(),
    enumerate: ({ args, keywords }) => {
      const start = integer(args[1] ?? keywords.get('start') ?? 0n)
      return itemsOf(args[0]).map((each, index) => new PythonTuple([start + BigInt(index), each]))
    },
    zip: ({ args }) => {
      const rows = args.map(itemsOf)
      const length = rows.length === 0 ? 0 : Math.min(...rows.map((each) => each.length))
      return Array.from({ length }, (_, index) => new PythonTuple(rows.map((each) => each[index])))
    },
    map: ({ args }) => itemsOf(args[1]).map((each) => call(args[0], [each])),
    filter: ({ args }) => itemsOf(args[1]).filter((each) => isTruthy(args[0] === null ? each : call(args[0], [each]))),
    any: (given) => itemsOf(first(given)).some(isTruthy),
    all: (given) => itemsOf(first(given)).every(isTruthy),
    sum: ({ args }) => itemsOf(args[0]).reduce((sum, each) => add(sum, each), args[1] ?? 0n),
    min: extreme(-1),
    max: extreme(1),
    abs: ({ args }) => {
      const [value] = args
      if (isFloat(value)) return new PythonFloat(Math.abs(value.value))
      const whole = integer(value)
      return whole < 0n ? -whole : whole
    },
    ord: ({ args }) => BigInt(String(args[0]).codePointAt(0) ?? 0),
    chr: ({ args }) => String.fromCodePoint(Number(args[0])),
    print: () => null,
  }
  return new Map(
    Object.entries(table).map(([name, compute]) => [
      name,
      new Builtin(name, (given) => asRaised(() => compute(given))),
    ]),
  )
}

function add(left: unknown, right: unknown): unknown {
  if (isFloat(left) || isFloat(right)) return new PythonFloat(Number(plain(left)) + Number(plain(right)))
  return integer(left) + integer(right)
}

function plain(value: unknown): unknown {
  return isFloat(value) ? value.value : value
}

/** Python's `isinstance` for the built-in types. Undefined for a class that is not one of them. */
export function isInstance(value: unknown, type: unknown): boolean | undefined {
  if (isTuple(type)) {
    const answers = [...type].map((each) => isInstance(value, each))
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
  }
  if (!(type instanceof Builtin)) return undefined
  const kind = kindOf(value)
  if (type.name === 'int' && kind === 'bool') return true
  return ['str', 'int', 'float', 'bool', 'dict', 'list', 'tuple', 'set'].includes(type.name)
    ? compare('==', kind, type.name)
    : undefined
}
