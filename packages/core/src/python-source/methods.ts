/**
 * Methods of text, lists, dicts, sets and paths that configurations call.
 *
 *   methodOf('a,b', 'split')     a function that takes the arguments
 */
import { isTuple, PythonTuple, repr } from '@pylogging/formatter'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dictOf } from '../config/literal-containers.js'
import { bounded, compare, formatWith, isEqual, itemsOf, joinPaths, keyIn, kindOf, order, pathText, positionOf } from './operations.js'
import { type Arguments, PythonPath, Raised } from './values.js'

type Method<T> = (self: T, given: Arguments) => unknown

/** A method of a value, undefined for one that is not computed here. */
export function methodOf(value: unknown, name: string): ((given: Arguments) => unknown) | undefined {
  const method = tableOf(value)?.get(name) as Method<unknown> | undefined
  return method === undefined ? undefined : (given) => method(value, given)
}

function tableOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value === 'string') return TEXT
  if (value instanceof Map) return DICT
  if (Array.isArray(value)) return LIST
  if (value instanceof Set) return SET
  if (isTuple(value)) return TUPLE
  return value instanceof PythonPath ? PATH : null
}

/** An attribute of a path that is not called. */
export function pathAttribute(path: PythonPath, name: string): unknown {
  const { text } = path
  const last = text.slice(text.lastIndexOf('/') + 1)
  const dot = last.lastIndexOf('.')
  switch (name) {
    case 'parent':
      return parentOf(path)
    case 'parents': {
      const found: PythonPath[] = []
      for (let each = path; ; each = found.at(-1) as PythonPath) {
        const parent = parentOf(each)
        if (parent.text === each.text) return new PythonTuple(found)
        found.push(parent)
      }
    }
    case 'name':
      return text === '.' ? '' : last
    case 'stem':
      return dot > 0 ? last.slice(0, dot) : last
    case 'suffix':
      return dot > 0 ? last.slice(dot) : ''
    case 'parts':
      return new PythonTuple([...(text.startsWith('/') ? ['/'] : []), ...text.split('/').filter((each) => each !== '')])
    default:
      return undefined
  }
}

function parentOf({ text }: PythonPath): PythonPath {
  const at = text.lastIndexOf('/')
  return new PythonPath(at < 0 ? '.' : at === 0 ? '/' : text.slice(0, at))
}

function argument({ args, keywords }: Arguments, index: number, name: string, fallback: unknown = null): unknown {
  return index < args.length ? args[index] : keywords.has(name) ? keywords.get(name) : fallback
}

function textArgument(given: Arguments, index: number): string {
  const value = given.args[index]
  if (typeof value !== 'string') throw new TypeError(`a str is needed, not ${kindOf(value)}`)
  return value
}

const SPACES = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const START_SPACE = new RegExp(`^${SPACES}+`)

function stripped(text: string, given: Arguments, sides: 'both' | 'left' | 'right'): string {
  const chars = argument(given, 0, 'chars')
  const isCut = (letter: string) =>
    typeof chars === 'string' ? chars.includes(letter) : START_SPACE.test(letter)
  const letters = [...text]
  let [from, to] = [0, letters.length]
  if (sides !== 'right') while (from < to && isCut(letters[from] as string)) from += 1
  if (sides !== 'left') while (to > from && isCut(letters[to - 1] as string)) to -= 1
  return letters.slice(from, to).join('')
}

function splitText(text: string, given: Arguments): unknown[] {
  const separator = argument(given, 0, 'sep')
  const limit = Number(argument(given, 1, 'maxsplit', -1n))
  if (separator === null) {
    const words = text.split(/\s+/u).filter((each) => each !== '')
    return limit < 0 || words.length <= limit + 1 ? words : [...words.slice(0, limit), words.slice(limit).join(' ')]
  }
  if (typeof separator !== 'string') throw new TypeError(`must be str or None, not ${kindOf(separator)}`)
  if (separator === '') throw new Raised(['ValueError'], 'empty separator')
  const parts = text.split(separator)
  return limit < 0 || parts.length <= limit + 1
    ? parts
    : [...parts.slice(0, limit), parts.slice(limit).join(separator)]
}

function splitLast(text: string, given: Arguments): unknown[] {
  const separator = argument(given, 0, 'sep')
  const limit = Number(argument(given, 1, 'maxsplit', -1n))
  const parts = splitText(text, { args: [separator], keywords: new Map() }) as string[]
  if (limit < 0 || parts.length <= limit + 1) return parts
  const cut = parts.length - limit
  return [parts.slice(0, cut).join(typeof separator === 'string' ? separator : ' '), ...parts.slice(cut)]
}

function padded(text: string, given: Arguments, side: 'left' | 'right' | 'zero'): string {
  const width = Number(given.args[0] ?? 0n)
  const fill = side === 'zero' ? '0' : String(given.args[1] ?? ' ')
  bounded(width, 'text')
  const missing = fill.repeat(Math.max(0, width - [...text].length))
  if (side === 'left') return text + missing
  return side === 'zero' && /^[+-]/.test(text) ? text.charAt(0) + missing + text.slice(1) : missing + text
}

function startsWith(text: string, given: Arguments, isEnd: boolean): boolean {
  const wanted = isTuple(given.args[0]) ? [...given.args[0]] : [textArgument(given, 0)]
  return wanted.some((each) => (isEnd ? text.endsWith(String(each)) : text.startsWith(String(each))))
}

function replaced(text: string, given: Arguments): string {
  const [from, to] = [textArgument(given, 0), textArgument(given, 1)]
  const parts = from === '' ? ['', ...text, ''] : text.split(from)
  const count = Number(argument(given, 2, 'count', -1n))
  bounded(text.length + (parts.length - 1) * to.length, 'text')
  if (count < 0) return parts.join(to)
  return parts.slice(0, count + 1).join(to) + parts.slice(count + 1).map((each) => from + each).join('')
}

const TEXT: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['format', (text, { args, keywords }) => formatWith(text, args, keywords)],
  [
    'join',
    (text, given) => {
      const items = itemsOf(given.args[0])
      const wrong = items.findIndex((each) => typeof each !== 'string')
      if (wrong >= 0) {
        throw new TypeError(`sequence item ${wrong}: expected str instance, ${kindOf(items[wrong])} found`)
      }
      bounded(items.reduce<number>((sum, each) => sum + (each as string).length + text.length, 0), 'text')
      return items.join(text)
    },
  ],
  ['upper', (text) => text.toUpperCase()],
  ['lower', (text) => text.toLowerCase()],
  ['casefold', (text) => text.toLowerCase()],
  ['title', (text) => text.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))],
  ['capitalize', (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()],
  ['strip', (text, given) => stripped(text, given, 'both')],
  ['lstrip', (text, given) => stripped(text, given, 'left')],
  ['rstrip', (text, given) => stripped(text, given, 'right')],
  ['split', splitText],
  ['rsplit', splitLast],
  ['splitlines', (text) => text.split(/\r\n|[\n\r]/).slice(0, /[\n\r]$/.test(text) || text === '' ? -1 : undefined)],
  ['replace', replaced],
  ['startswith', (text, given) => startsWith(text, given, false)],
  ['endswith', (text, given) => startsWith(text, given, true)],
  ['find', (text, given) => BigInt(text.indexOf(textArgument(given, 0)))],
  ['count', (text, given) => BigInt(text.split(textArgument(given, 0)).length - 1)],
  ['isdigit', (text) => /^\d+$/.test(text)],
  ['isnumeric', (text) => /^\d+$/.test(text)],
  ['isupper', (text) => text === text.toUpperCase() && text !== text.toLowerCase()],
  ['islower', (text) => text === text.toLowerCase() && text !== text.toUpperCase()],
  ['ljust', (text, given) => padded(text, given, 'left')],
  ['rjust', (text, given) => padded(text, given, 'right')],
  ['zfill', (text, given) => padded(text, given, 'zero')],
  [
    'partition',
    (text, given) => {
      const at = text.indexOf(textArgument(given, 0))
      const separator = textArgument(given, 0)
      return new PythonTuple(at < 0 ? [text, '', ''] : [text.slice(0, at), separator, text.slice(at + separator.length)])
    },
  ],
  [
    'rpartition',
    (text, given) => {
      const separator = textArgument(given, 0)
      const at = text.lastIndexOf(separator)
      return new PythonTuple(at < 0 ? ['', '', text] : [text.slice(0, at), separator, text.slice(at + separator.length)])
    },
  ],
  [
    'removeprefix',
    (text, given) => (text.startsWith(textArgument(given, 0)) ? text.slice(textArgument(given, 0).length) : text),
  ],
  [
    'removesuffix',
    (text, given) => {
      const ending = textArgument(given, 0)
      return ending !== '' && text.endsWith(ending) ? text.slice(0, -ending.length) : text
    },
  ],
])

/** What `dict(…)` and `.update(…)` take. */
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

const DICT: ReadonlyMap<string, Method<Map<unknown, unknown>>> = new Map<string, Method<Map<unknown, unknown>>>([
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
  ['clear', (dict) => (dict.clear(), null)],
])

const LIST: ReadonlyMap<string, Method<unknown[]>> = new Map<string, Method<unknown[]>>([
  ['append', (list, { args }) => (list.push(args[0]), bounded(list.length, 'items'), null)],
  [
    'extend',
    (list, { args }) => {
      const more = itemsOf(args[0])
      bounded(list.length + more.length, 'items')
      list.push(...more.splice(0, more.length))
      return null
    },
  ],
  ['insert', (list, { args }) => (list.splice(Math.max(0, positionOf(list.length, args[0], 'list')), 0, args[1]), null)],
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
  ['reverse', (list) => (list.reverse(), null)],
  ['sort', (list) => (list.sort((one, other) => order(one, other)), null)],
  ['clear', (list) => (list.splice(0), null)],
])

function indexIn(list: readonly unknown[], item: unknown, kind: string): bigint {
  const at = list.findIndex((each) => isEqual(each, item))
  if (at < 0) throw new Raised(['ValueError'], `${repr(item)} is not in ${kind}`)
  return BigInt(at)
}

const TUPLE: ReadonlyMap<string, Method<PythonTuple>> = new Map<string, Method<PythonTuple>>([
  ['index', (tuple, { args }) => indexIn([...tuple], args[0], 'tuple')],
  ['count', (tuple, { args }) => BigInt([...tuple].filter((each) => isEqual(each, args[0])).length)],
])

const SET: ReadonlyMap<string, Method<Set<unknown>>> = new Map<string, Method<Set<unknown>>>([
  ['add', (set, { args }) => (compare('in', args[0], set) ? null : (set.add(args[0]), null))],
  ['discard', (set, { args }) => (set.delete(args[0]), null)],
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

/** As far as it is there, with links followed; Python's `resolve()` and `realpath`. */
export function resolved(text: string): string {
  const absolute = absolutePath(text)
  const parts = absolute.split('/')
  for (let count = parts.length; count > 1; count -= 1) {
    try {
      const known = realpathSync(parts.slice(0, count).join('/') || '/')
      return new PythonPath([known, ...parts.slice(count)].join('/')).text
    } catch {
      // Not there: what is above it may be.
    }
  }
  return absolute
}

/** Python's `os.path.abspath`. */
export function absolutePath(text: string): string {
  return normalPath(text.startsWith('/') ? text : `${process.cwd()}/${text}`)
}

/** Python's `os.path.normpath`. */
export function normalPath(text: string): string {
  const isAbsolute = text.startsWith('/')
  const root = text.startsWith('//') && !text.startsWith('///') ? '//' : isAbsolute ? '/' : ''
  const parts: string[] = []
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '..' || !isAbsolute) parts.push(part)
  }
  return root + parts.join('/') || '.'
}

/** Python's `os.path.expanduser` for the user who runs this. */
export function expandUser(text: string): string {
  return text === '~' || text.startsWith('~/') ? homedir() + text.slice(1) : text
}

/** @param kind - Null: whether anything is there. */
export function isThere(text: string, kind: 'file' | 'folder' | null): boolean {
  if (kind === null) return existsSync(text)
  const found = statSync(text, { throwIfNoEntry: false })
  return found !== undefined && (kind === 'file' ? found.isFile() : found.isDirectory())
}

const PATH: ReadonlyMap<string, Method<PythonPath>> = new Map<string, Method<PythonPath>>([
  ['joinpath', (path, { args }) => joinPaths([path, ...args])],
  ['resolve', (path) => new PythonPath(resolved(path.text))],
  ['absolute', (path) => new PythonPath(path.text.startsWith('/') ? path.text : `${process.cwd()}/${path.text}`)],
  ['as_posix', (path) => path.text],
  ['__str__', (path) => path.text],
  ['__fspath__', (path) => path.text],
  ['expanduser', (path) => new PythonPath(expandUser(path.text))],
  ['exists', (path) => isThere(path.text, null)],
  ['is_file', (path) => isThere(path.text, 'file')],
  ['is_dir', (path) => isThere(path.text, 'folder')],
  ['is_absolute', (path) => path.text.startsWith('/')],
  ['mkdir', () => null],
  ['touch', () => null],
  ['with_name', (path, { args }) => joinPaths([parentOf(path), pathText(args[0])])],
  [
    'with_suffix',
    (path, { args }) => joinPaths([parentOf(path), `${pathAttribute(path, 'stem')}${pathText(args[0])}`]),
  ],
])
