/**
 * Whether the arguments of a log call fit its message, as types: `LogArguments` of log-types.ts asks it.
 *
 *   '%d of %s', 'three'            the argument must be "2 conversions, 1 argument"
 *   '%d', 'three'                  the argument must be "%d needs a number, the 1st argument is a string"
 *   '%(user)s', { usr: 'anna' }    the argument must be "%(user)s: the object has no key user"
 *
 * The text stands where a type is expected, so that it is what the compiler shows, at the argument. Arguments that fit
 * are found first by one comparison of tuples; the rest is evaluated only for the calls that it does not settle.
 *
 * No alarm is given for a call that Python takes: no arguments are no formatting; one object may be the mapping of
 * a message without keys; what is unknown may be anything; of a rest element the number is not known.
 */
import type { ConversionsOf, ConversionTypes, KeyedConversion, PythonFloat, PythonTuple } from '@pylogging/formatter'
import type { Kw, LogKeywords } from './call-args.js'

/**
 * A program whose messages are not Python's `%` formats, because its record factory or an adapter formats them
 * otherwise, declares it here, and its arguments are not checked:
 * `declare module '@pylogging/core' { interface CustomMessages { style: '{' } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface CustomMessages {}

/** The arguments that a message whose text is known needs. Those of most calls fit it, and nothing else is evaluated. */
export type Fitting<M> = M extends string ? (string extends M ? unknown[] : Expected<ConversionsOf<M>>) : never

/** The arguments themselves where they fit, else the same with a text in the place of a wrong one. */
export type JudgedArguments<M, A extends unknown[], End> = M extends string
  ? [A, KeysOfLast<A>] extends [[...Fitting<M>, LogKeywords | End], keyof LogKeywords | KeysOf<End>]
    ? A
    : Careful<ConversionsOf<M>, M, A, End>
  : CheckedEnd<A>

/** None of `never`, which `keyof` gives all. */
type KeysOf<End> = [End] extends [never] ? never : keyof End

type KeysOfLast<A extends unknown[]> = A extends [...unknown[], infer Last] ? keyof Last : never

type Careful<Found extends unknown[], M extends string, A extends unknown[], End> =
  IsWritten<M> extends true ? Fit<Found, A, End> : A

/** False of texts that are not known here, and in a program that has its own grammar of messages. */
type IsWritten<M extends string> = keyof CustomMessages extends never
  ? Record<never, never> extends Record<M, 1>
    ? false
    : true
  : false

type Fit<Found extends unknown[], A extends unknown[], End> = [A] extends [Expected<Found>]
  ? A
  : number extends Found['length']
    ? A
    : [Extract<Found[number], KeyedConversion>] extends [never]
      ? FitInTurn<Found, A, End>
      : KeyedFit<Found, A>

type FitInTurn<Found extends unknown[], A extends unknown[], End> = Found['length'] extends A['length']
  ? { [At in keyof A]: At extends keyof Found ? Argument<Found[At], A[At], At, End> : A[At] }
  : A extends [...infer Before, infer Last]
    ? IsEnd<Before, Last, Found, End> extends true
      ? [...FitBefore<Found, Before>, CheckedKeywords<Last>]
      : Miscounted<Found, A>
    : A

/** The arguments before the last one, checked; without arguments nothing is formatted. */
type FitBefore<Found extends unknown[], Before extends unknown[]> = Before extends [] ? [] : Fit<Found, Before, never>

type Expected<Found extends unknown[]> = {
  [At in keyof Found]: Found[At] extends keyof ConversionTypes ? ConversionTypes[Found[At]] : never
}

/** Whether the last one is no argument of the message: keywords, what may be keywords, or the Error of `exception`. */
type IsEnd<Before extends unknown[], Last, Found extends unknown[], End> =
  IsTaken<Found, Before> extends true
    ? false
    : unknown extends Last
      ? true
      : [Extract<Last, End>] extends [never]
        ? IsOpen<Last> extends true
          ? true
          : [KeywordsOf<Last>] extends [never]
            ? [Before, Found, MayBeMapping<Last>] extends [[], [], true]
              ? true
              : false
            : true
        : true

/** Whether the message prints an object at this position, as `isNeeded` of call-args.ts asks. */
type IsTaken<Found extends unknown[], Before extends unknown[]> = Found extends [
  ...Same<Before>,
  's' | 'r' | 'a',
  ...unknown[],
]
  ? true
  : false

type Same<T extends readonly unknown[]> = { [Index in keyof T]: unknown }

/** An object whose keys are not known. */
type IsOpen<T> = [T] extends [object]
  ? [keyof T] extends [never]
    ? true
    : string extends keyof T
      ? true
      : false
  : false

/** Our names among the keys of any of the types. */
type KeywordsOf<T> = T extends object ? (T extends Kw ? 'kw' : keyof T & (keyof LogKeywords | Misspelt)) : never

/** A plain object or a Map, as far as a type can say. */
type MayBeMapping<T> = [T] extends [object]
  ? 'stack' extends keyof T
    ? false
    : T extends
          | readonly unknown[]
          | ((...args: never) => unknown)
          | Date
          | RegExp
          | PythonFloat
          | PythonTuple
          | ReadonlySet<unknown>
      ? false
      : true
  : false

/** The brackets keep a union together: `boolean` is no choice between the arguments `[true]` and `[false]`. */
export type CheckedEnd<A extends readonly unknown[]> = A extends readonly [...infer Before, infer Last]
  ? [Last] extends [never]
    ? A
    : [Last] extends [object]
      ? [...Before, CheckedKeywords<Last>]
      : A
  : A

type CheckedKeywords<Given> = Given extends Kw
  ? Given
  : keyof Given & (keyof LogKeywords | Misspelt) extends never
    ? Given
    : string extends keyof Given
      ? Given
      : {
          [Name in keyof Given]: Name extends keyof LogKeywords
            ? LogKeywords[Name]
            : 'not a keyword: use exc_info, stack_info, stacklevel or extra'
        }

/** The likely ones; call-args.ts finds all that are near. */
type Misspelt =
  | 'excInfo'
  | 'exc_inf'
  | 'excinfo'
  | 'exec_info'
  | 'stackInfo'
  | 'stackinfo'
  | 'stackLevel'
  | 'stack_level'
  | 'extras'

type Miscounted<Found extends unknown[], A extends unknown[]> =
  Mistake<Found> extends infer Text extends string
    ? Marked<A, Text>
    : A extends [...Same<Found>, infer Surplus, ...infer More]
      ? [...Heads<Found, A>, Counts<Found, A, Surplus>, ...More]
      : A extends [...infer Before, infer Last]
        ? [...Before, Counts<Found, A, Last>]
        : A

/** The first ones of `A`, as many as the message takes. */
type Heads<Found extends unknown[], A extends unknown[]> = { [At in keyof Found]: At extends keyof A ? A[At] : never }

type Marked<A extends unknown[], Text> = A extends [unknown, ...infer More] ? [Text, ...More] : A

/** The mistake in the message itself; it is always at the end. */
type Mistake<Found extends unknown[]> = Found extends [...unknown[], infer Last extends string]
  ? Last extends keyof ConversionTypes
    ? null
    : Last
  : null

type Counts<
  Found extends unknown[],
  A extends unknown[],
  Wrong,
> = `${Many<Found['length'] & number, 'conversion'>}${Star<Found>}, ${Many<A['length'] & number, 'argument'>}${Wrong extends Error
  ? ': an Error is passed as { exc_info: error }'
  : ''}`

type Star<Found extends unknown[]> = '*' extends Found[number] ? ' (a * counts)' : ''

type Many<Count extends number, Thing extends string> = Count extends 1 ? `1 ${Thing}` : `${Count} ${Thing}s`

/** `Given & number` is for a type parameter, which may fit by its constraint; of other types it is nothing. */
type Argument<Kind, Given, At, End> = Kind extends keyof ConversionTypes
  ? [Given] extends [ConversionTypes[Kind]]
    ? Given
    : unknown extends Given
      ? Given
      : [KeywordsOf<Given> | Extract<Given, End>] extends [never]
        ? WrongArgument<Kind, Given, At> | (Given & number)
        : CheckedKeywords<Given> | (Given & number)
  : Kind

type WrongArgument<
  Kind extends keyof ConversionTypes,
  Given,
  At,
> = `%${Kind} needs ${Need<Kind>}, the ${Ordinal<At>} argument ${Is<Given, ConversionTypes[Kind]>}`

type Need<Kind> = Kind extends '*' | 'o' | 'x' | 'X'
  ? 'an integer'
  : Kind extends 'c'
    ? 'an integer or a character'
    : 'a number'

type Ordinal<At> = At extends '0' ? '1st' : At extends '1' ? '2nd' : At extends '2' ? '3rd' : `${Next<At>}th`
type Next<At> = At extends `${infer Index extends number}` ? [...List<Index>, 0]['length'] & number : never
type List<Length extends number, Found extends 0[] = []> = Found['length'] extends Length
  ? Found
  : List<Length, [...Found, 0]>

type Is<Given, Wanted> = [Extract<Given, Wanted>] extends [never]
  ? `is ${Name<Given>}`
  : `may be ${Name<Exclude<Given, Wanted>>}`

type Name<Given> = [Given] extends [string]
  ? 'a string'
  : [Given] extends [null]
    ? 'null'
    : [Given] extends [undefined]
      ? 'undefined'
      : [Given] extends [null | undefined]
        ? 'null or undefined'
        : [Given] extends [symbol]
          ? 'a symbol'
          : [Given] extends [readonly unknown[]]
            ? 'an array'
            : [Given] extends [(...args: never) => unknown]
              ? 'a function'
              : [Given] extends [object]
                ? 'an object'
                : 'none'

type KeyedFit<Found extends unknown[], A extends unknown[]> = A extends [infer Given]
  ? [KeyedArgument<Found, Given>]
  : A extends [infer Given, infer Last]
    ? IsEnd<[Given], Last, [], never> extends true
      ? [KeyedArgument<Found, Given>, CheckedKeywords<Last>]
      : Marked<A, 'the keys of the message need one object, there are 2 arguments'>
    : Marked<A, `the keys of the message need one object, there are ${A['length'] & number} arguments`>

type KeyedArgument<Found extends unknown[], Given> = unknown extends Given
  ? Given
  : Given extends ReadonlyMap<unknown, unknown>
    ? Given
    : IsOpen<Given> extends true
      ? Given
      : MayBeMapping<Given> extends true
        ? [KeyMistake<Found[number], Given>] extends [never]
          ? Given
          : KeyMistake<Found[number], Given>
        : `the keys of the message need an object, the 1st argument ${Is<Given, object>}`

type KeyMistake<One, Given> =
  One extends KeyedConversion<infer Key, infer Kind>
    ? Key extends keyof Given
      ? Kind extends keyof ConversionTypes
        ? [Given[Key]] extends [ConversionTypes[Kind]]
          ? never
          : unknown extends Given[Key]
            ? never
            : `%(${Key})${Kind} needs ${Need<Kind>}, ${Key} ${Is<Given[Key], ConversionTypes[Kind]>}`
        : never
      : `%(${Key})${Kind}: the object has no key ${Key}`
    : One extends '*'
      ? 'a * has no argument where the message has keys'
      : One extends keyof ConversionTypes
        ? never
        : One
