/**
 * Plain scalars of a YAML file, as PyYAML understands them, which reads YAML 1.1.
 *
 *   yes, on, True          true            010          8          1:30     90        1_000     1000
 *   y, 0o10, 09, 1e5       text            0x1f         31         1.5      1.5       ~         null
 *
 * Kept on purpose, because PyYAML does it: `1e5` is text, for its floats have a point and a sign in the exponent.
 * Times (2026-01-31) stay text; PyYAML makes a datetime, for which no handler has a use.
 *
 * Source: PyYAML 6.0, lib/yaml/resolver.py, lib/yaml/constructor.py.
 */
import { repr } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'

export const STR = 'tag:yaml.org,2002:str'
const BOOL = 'tag:yaml.org,2002:bool'
const FLOAT = 'tag:yaml.org,2002:float'
const INT = 'tag:yaml.org,2002:int'
const NULL = 'tag:yaml.org,2002:null'
export const MERGE = 'tag:yaml.org,2002:merge'
export const VALUE = 'tag:yaml.org,2002:value'

/** The order is PyYAML's. */
const RESOLVERS: readonly (readonly [tag: string, pattern: RegExp])[] = [
  [BOOL, /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  [
    FLOAT,
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    INT,
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  [NULL, /^(?:~|null|Null|NULL|)$/],
  // These two are only good as keys.
  [MERGE, /^<<$/],
  [VALUE, /^=$/],
]

const CONSTRUCTORS: Readonly<Record<string, (text: string) => unknown>> = {
  [STR]: (text) => text,
  [BOOL]: boolOf,
  [FLOAT]: floatOf,
  [INT]: intOf,
  [NULL]: () => null,
}

/** The tag of a plain scalar that has none of its own. */
export function implicitTag(text: string): string {
  return RESOLVERS.find(([, pattern]) => pattern.test(text))?.[0] ?? STR
}

/** @throws ValueError in PyYAML's words for a tag that its safe loader, or this reader, does not know. */
export function scalarValue(tag: string, text: string): unknown {
  const construct = Object.hasOwn(CONSTRUCTORS, tag) ? CONSTRUCTORS[tag] : undefined
  if (construct === undefined) throw unknownTag(tag)
  return construct(text)
}

export function unknownTag(tag: string): ValueError {
  return new ValueError(`could not determine a constructor for the tag ${repr(tag)}`)
}

function boolOf(text: string): boolean {
  const word = text.toLowerCase()
  if (['yes', 'true', 'on'].includes(word)) return true
  if (['no', 'false', 'off'].includes(word)) return false
  throw new ValueError(`not a boolean: ${repr(text)}`)
}

function intOf(text: string): number {
  const [sign, digits] = signed(text)
  const [prefix, base] = radix(digits)
  const parts = digits.slice(prefix).split(':')
  const numbers = parts.map((part) => digitsOf(part, parts.length > 1 ? 10 : base, text))
  return sign * inSixties(numbers)
}

function radix(digits: string): [prefix: number, base: number] {
  if (digits.startsWith('0b')) return [2, 2]
  if (digits.startsWith('0x')) return [2, 16]
  return digits.startsWith('0') && digits !== '0' ? [0, 8] : [0, 10]
}

function digitsOf(digits: string, base: number, text: string): number {
  const allowed = '0123456789abcdef'.slice(0, base)
  const isRight = digits !== '' && [...digits.toLowerCase()].every((digit) => allowed.includes(digit))
  if (!isRight) throw new ValueError(`invalid literal for int() with base ${base}: ${repr(text)}`)
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base] ?? ''
  return Number(prefix + digits)
}

function floatOf(text: string): number {
  const [sign, digits] = signed(text.toLowerCase())
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY
  if (digits === '.nan') return Number.NaN
  const parts = digits.split(':').map((part) => {
    if (!/^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/.test(part)) {
      throw new ValueError(`could not convert string to float: ${repr(text)}`)
    }
    return Number(part)
  })
  return sign * inSixties(parts)
}

function signed(text: string): [sign: number, digits: string] {
  const digits = text.replaceAll('_', '')
  return [digits.startsWith('-') ? -1 : 1, digits.replace(/^[-+]/, '')]
}

/** Hours, minutes and seconds as seconds. */
function inSixties(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum * 60 + each, 0)
}
