/**
 * What TypeScript can say about a log call before it runs: a misspelt keyword, a keyword's wrong type, a wrong level name.
 *
 *   info('failed', { exc_inf: error })        does not compile
 *   info('%(extra)s', { extra: 5 })           compiles: the message prints the object
 *   setLevel('info')                          does not compile; setLevel(process.env.LEVEL ?? 'INFO') does
 *
 * The same rule as in call-args.ts, as far as it can be known: only where the message is written out in the call, or is
 * no text, are its placeholders known. Everything else compiles and is checked when it runs. A subclass's method of the
 * same name takes `(msg: unknown, ...args: unknown[])`.
 */
import type { Kw, LogKeywords } from './call-args.js'

/** The arguments of a message and, at their end, perhaps the keywords of the call. */
export type LogArguments<M, A extends unknown[]> = A & Checked<M, A>

/** The brackets keep a union together: `boolean` is no choice between the arguments `[true]` and `[false]`. */
type Checked<M, A extends readonly unknown[]> = A extends readonly [...infer Before, infer Last]
  ? [Last] extends [never]
    ? A
    : [Last] extends [object]
      ? IsNeeded<M, Before> extends true
        ? A
        : [...Before, CheckedKeywords<Last>]
      : A
  : A

/** As call-args.ts asks `isNeeded`: true too where the message is not known here. */
type IsNeeded<M, Before extends readonly unknown[]> = M extends string
  ? string extends M
    ? true
    : Placeholders<M> extends [...Same<Before>, unknown, ...unknown[]]
      ? true
      : false
  : false

type Same<T extends readonly unknown[]> = { [Index in keyof T]: unknown }

/** One element for each % of a text; %% counts for none. */
type Placeholders<Text extends string, Found extends unknown[] = []> = Text extends `${string}%${infer Rest}`
  ? Rest extends `%${infer More}`
    ? Placeholders<More, Found>
    : Placeholders<Rest, [...Found, unknown]>
  : Found

type CheckedKeywords<Given> = Given extends Kw
  ? Given
  : keyof Given & (keyof LogKeywords | Misspelt) extends never
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

/**
 * A program declares here the names that it gives by `addLevelName`:
 * `declare module '@pylogging/core' { interface CustomLevelNames { NOTICE: 25 } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface CustomLevelNames {}

/** The names that levels have. */
export type LevelName =
  | 'CRITICAL'
  | 'FATAL'
  | 'ERROR'
  | 'WARN'
  | 'WARNING'
  | 'INFO'
  | 'DEBUG'
  | 'NOTSET'
  | (keyof CustomLevelNames & string)

/** A level as a parameter: a number or a name. A text that is not written out in the call is taken. */
export type LevelArgument<T extends number | string> = T & CheckedLevel<T>

type CheckedLevel<T> = T extends string
  ? string extends T
    ? T
    : T extends LevelName
      ? T
      : { 'not the name of a level': LevelName }
  : T
