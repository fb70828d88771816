/** Methods of Python's str. */
import { isTuple, PythonTuple } from '@pylogging/formatter'
import { argument, type Method } from './arguments.js'
import { bounded, formatWith, itemsOf, kindOf } from './operations.js'
import { type Arguments, Raised } from './values.js'

function textArgument(given: Arguments, index: number): string {
  const value = given.args[index]
  if (typeof value !== 'string') throw new TypeError(`a str is needed, not ${kindOf(value)}`)
  return value
}

const SPACES = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const START_SPACE = new RegExp(`^${SPACES}+`)

function stripped(text: string, given: Arguments, sides: 'both' | 'left' | 'right'): string {
  const chars = argument(given, 0, 'chars')
  const isCut = (letter: string) => (typeof chars === 'string' ? chars.includes(letter) : START_SPACE.test(letter))
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
  return limit < 0 || parts.length <= limit + 1 ? parts : [...parts.slice(0, limit), parts.slice(limit).join(separator)]
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
  return (
    parts.slice(0, count + 1).join(to) +
    parts
      .slice(count + 1)
      .map((each) => from + each)
      .join('')
  )
}

export const TEXT: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['format', (text, { args, keywords }) => formatWith(text, args, keywords)],
  [
    'join',
    (text, given) => {
      const items = itemsOf(given.args[0])
      const wrong = items.findIndex((each) => typeof each !== 'string')
      if (wrong >= 0) {
        throw new TypeError(`sequence item ${wrong}: expected str instance, ${kindOf(items[wrong])} found`)
      }
      bounded(
        items.reduce<number>((sum, each) => sum + (each as string).length + text.length, 0),
        'text',
      )
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
      return new PythonTuple(
        at < 0 ? [text, '', ''] : [text.slice(0, at), separator, text.slice(at + separator.length)],
      )
    },
  ],
  [
    'rpartition',
    (text, given) => {
      const separator = textArgument(given, 0)
      const at = text.lastIndexOf(separator)
      return new PythonTuple(
        at < 0 ? ['', '', text] : [text.slice(0, at), separator, text.slice(at + separator.length)],
      )
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
