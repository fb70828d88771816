/**
 * The conversions of a % format, as types: percent-parser.ts for the compiler.
 *
 *   ConversionsOf<'%-8s of %*d'>        ['s', '*', 'd']
 *   ConversionsOf<'%(user)s 100%%'>     [{ key: 'user'; letter: 's' }]
 *   ConversionsOf<'50%y'>               ['y: unsupported format character']
 *
 * One alias for each step, and each calls the next in last place: TypeScript runs that as a loop, so a text of a
 * thousand characters meets no limit. A mistake ends the reading, as there. Brackets within a key are not counted: such
 * a format is `unknown[]`, which fits everything.
 */
import type { PythonFloat } from '../python/python-values.js'

/** The letters, and what a value must be for one. `*` is a width or a precision that an argument gives. */
export interface ConversionTypes {
  d: PercentNumber
  i: PercentNumber
  u: PercentNumber
  o: PercentInteger
  x: PercentInteger
  X: PercentInteger
  e: PercentNumber
  E: PercentNumber
  f: PercentNumber
  F: PercentNumber
  g: PercentNumber
  G: PercentNumber
  c: PercentInteger | string
  r: unknown
  s: unknown
  a: unknown
  '*': PercentInteger
}

/** The values that Python takes for an int: `true` is 1. */
export type PercentInteger = number | bigint | boolean

/** The values that Python takes for a number: those for an int, and what `float(…)` returns. */
export type PercentNumber = PercentInteger | PythonFloat

type Letter = Exclude<keyof ConversionTypes, '*'>

/** A conversion with a name in brackets. */
export interface KeyedConversion<Key extends string = string, Kind extends string = string> {
  key: Key
  letter: Kind
}

/** The conversions of a format, in order: a letter, `*`, a KeyedConversion, or a text that says what is wrong. */
export type ConversionsOf<Text, Found extends unknown[] = []> = Text extends `${string}%${infer First}${infer More}`
  ? First extends Letter
    ? ConversionsOf<More, [...Found, First]>
    : First extends '%'
      ? ConversionsOf<More, Found>
      : First extends '('
        ? KeyOf<More, Found>
        : Options<`${First}${More}`, Found, null, 'flags'>
  : Text extends `${string}%`
    ? [...Found, 'incomplete format']
    : Found

type KeyOf<Text, Found extends unknown[]> = Text extends `${infer Key})${infer Rest}`
  ? Key extends `${string}(${string}`
    ? unknown[]
    : Options<Rest, Found, Key, 'flags'>
  : [...Found, 'incomplete format key']

/** Reads a conversion from after the percent sign or the key to the letter, one character at a time. */
type Options<Text, Found extends unknown[], Key, State extends keyof Steps> = Text extends `${infer First}${infer More}`
  ? First extends Letter
    ? ConversionsOf<More, [...Found, Key extends string ? KeyedConversion<Key, First> : First]>
    : First extends keyof Steps[State]
      ? Options<More, First extends '*' ? [...Found, '*'] : Found, Key, Steps[State][First] & keyof Steps>
      : [...Found, `${First}: unsupported format character`]
  : [...Found, 'incomplete format']

/**
 * The characters that may follow in each state of reading, and the state after each: flags, a width, a precision, one
 * letter for the length.
 */
interface Steps {
  flags: Record<'-' | '+' | ' ' | '#' | '0', 'flags'> &
    Record<Exclude<Digit, '0'>, 'width'> &
    AfterWidth &
    Record<'*', 'star'>
  width: Record<Digit, 'width'> & AfterWidth
  star: AfterWidth
  point: Record<Digit, 'decimals'> & Record<'*', 'end'> & Sizes
  decimals: Record<Digit, 'decimals'> & Sizes
  end: Sizes
  size: Record<never, never>
}

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type AfterWidth = Record<'.', 'point'> & Sizes
type Sizes = Record<'h' | 'l' | 'L', 'size'>
