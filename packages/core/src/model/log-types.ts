/**
 * The types that check a log call before it runs: a misspelt keyword, a keyword's wrong type, a wrong level name.
 *
 *   info('failed', { exc_inf: error })        does not compile
 *   info('%(extra)s', { extra: 5 })           compiles: the message prints the object
 *   setLevel('info')                          does not compile; setLevel(process.env.LEVEL ?? 'INFO') does
 *
 * The same rule as in call-args.ts, as far as it can be known: only where the message is written out in the call, or is
 * no text, are its placeholders known. Everything else compiles and is checked when it runs. A subclass's method of the
 * same name takes `(msg: unknown, ...args: unknown[])`.
 */
import type { Fitting, JudgedArguments } from './message-types.js'

/**
 * The arguments of a message and, at their end, perhaps the keywords of the call.
 *
 * @typeParam End - The argument that may stand at the end besides keywords: the Error of `exception`.
 */
export type LogArguments<M, A extends unknown[], End = never> = A extends readonly []
  ? A
  : number extends A['length']
    ? A
    : [A] extends [Fitting<M>]
      ? A
      : [...JudgedArguments<M, A, End>, ...Nothing<A>]

/** Always empty, but unknown while `A` is: between two unknown lists TypeScript looks for no `A`, which saves time. */
type Nothing<A> = A extends string ? never : []

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
