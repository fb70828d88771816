/** Methods of Python's dict, list, tuple and set. */
import { PythonTuple, repr } from '@pylogging/formatter'
import { dictOf } from '../python/literal-containers.js'
import { argument, changing, type Method } from './arguments.js'
import { bounded, compare, isEqual, itemsOf, keyIn, order, positionOf } from './operations.js'
import { type Arguments, Raised } from './values.js'

/** Returns the entries that `dict(…)` or `.update(…)` is given. */
export function entriesOf({ args, keywords }: Arguments): [unknown, unknown][] {
  const [given = null] = args
  const own: [unknown, unknown][] =
    given === null
      ? []
      : given instanceof Map
        ? [...given]
        : itemsOf(given).map((each) => {
            const pair = itemsOf(each)
            if (pair.length !== 2) throw new Raised(['ValueError'], 'a dict is made of pairs')
            return [pair[0], pair[1]]
          })
  return [...own, ...keywords]
}

/** `dict[key] = value`. @throws TypeError for what is no key */
export function setKey(dict: Map<unknown, unknown>, key: unknown, value: unknown): void {
  const known = keyIn(dict, key)
  if (known === undefined) dictOf([[key, value]])
  dict.set(known === undefined ? key : known, value)
  bounded(dict.size, 'items')
}

export const DICT: ReadonlyMap<string, Method<Map<unknown, unknown>>> = new Map<string, Method<Map<unknown, unknown>>>([
  [
    'get',
    (dict, given) => {
      const key = keyIn(dict, given.args[0])
      return key === undefined ? argument(given, 1, 'default') : dict.get(key)
    },
  ],
  ['keys', (dict) => [...dict.keys()]],
  ['values', (dict) => [...dict.values()]],
  ['items', (dict) => [...dict].map((pair) => new PythonTuple(pair))],
  ['copy', (dict) => new Map(dict)],
  [
    'update',
    (dict, given) => {
      for (const [key, value] of entriesOf(given)) setKey(dict, key, value)
      return null
    },
  ],
  [
    'setdefault',
    (dict, given) => {
      const key = keyIn(dict, given.args[0])
      if (key !== undefined) return dict.get(key)
      setKey(dict, given.args[0], given.args[1] ?? null)
      return given.args[1] ?? null
    },
  ],
  [
    'pop',
    (dict, given) => {
      const key = keyIn(dict, given.args[0])
      if (key === undefined) {
        if (given.args.length > 1) return given.args[1]
        throw new Raised(['KeyError', 'LookupError'], repr(given.args[0]))
      }
      const value = dict.get(key)
      dict.delete(key)
      return value
    },
  ],
  ['clear', changing((dict) => dict.clear())],
])

export const LIST: ReadonlyMap<string, Method<unknown[]>> = new Map<string, Method<unknown[]>>([
  ['append', changing((list, { args }) => bounded(list.push(args[0]), 'items'))],
  [
    'extend',
    (list, { args }) => {
      const more = itemsOf(args[0])
      bounded(list.length + more.length, 'items')
      list.push(...more.splice(0, more.length))
      return null
    },
  ],
  [
    'insert',
    changing((list, { args }) => list.splice(Math.max(0, positionOf(list.length, args[0], 'list')), 0, args[1])),
  ],
  [
    'remove',
    (list, { args }) => {
      const at = list.findIndex((each) => isEqual(each, args[0]))
      if (at < 0) throw new Raised(['ValueError'], 'list.remove(x): x not in list')
      list.splice(at, 1)
      return null
    },
  ],
  [
    'pop',
    (list, { args }) => {
      const at = positionOf(list.length, args[0] ?? -1n, 'list')
      if (at < 0 || at >= list.length) throw new Raised(['IndexError', 'LookupError'], 'pop index out of range')
      return list.splice(at, 1)[0]
    },
  ],
  ['copy', (list) => [...list]],
  ['index', (list, { args }) => indexIn(list, args[0], 'list')],
  ['count', (list, { args }) => BigInt(list.filter((each) => isEqual(each, args[0])).length)],
  ['reverse', changing((list) => list.reverse())],
  ['sort', changing((list) => list.sort((one, other) => order(one, other)))],
  ['clear', changing((list) => list.splice(0))],
])

function indexIn(list: readonly unknown[], item: unknown, kind: string): bigint {
  const at = list.findIndex((each) => isEqual(each, item))
  if (at < 0) throw new Raised(['ValueError'], `${repr(item)} is not in ${kind}`)
  return BigInt(at)
}

export const TUPLE: ReadonlyMap<string, Method<PythonTuple>> = new Map<string, Method<PythonTuple>>([
  ['index', (tuple, { args }) => indexIn([...tuple], args[0], 'tuple')],
  ['count', (tuple, { args }) => BigInt([...tuple].filter((each) => isEqual(each, args[0])).length)],
])

export const SET: ReadonlyMap<string, Method<Set<unknown>>> = new Map<string, Method<Set<unknown>>>([
  ['add', changing((set, { args }) => (compare('in', args[0], set) ? null : set.add(args[0])))],
  ['discard', changing((set, { args }) => set.delete(args[0]))],
  [
    'update',
    (set, { args }) => {
      for (const each of args.flatMap(itemsOf)) set.add(each)
      return null
    },
  ],
  ['union', (set, { args }) => new Set([...set, ...args.flatMap(itemsOf)])],
  ['copy', (set) => new Set(set)],
])
