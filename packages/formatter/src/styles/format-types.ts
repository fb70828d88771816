/**
 * Whether the fields that a format names exist, as types.
 *
 *   new Formatter('%(levelnme)s')              must be "%(levelnme)s: no such field, did you mean levelname?"
 *   new Formatter('{levelname:>8s}', null, '{')     compiles
 *   new Formatter('$levelname $user', null, '$')    must be "$user: no such field"
 *
 * Known are the attributes of every record, those that LogRecordFields declares, the keys of `defaults`, and what is
 * given as `new Formatter<'request_id'>(…)`. A format that is not written out in the call is not checked.
 */
import type { ConversionsOf, ConversionTypes, KeyedConversion } from '../percent/percent-types.js'
import type { RecordFields } from '../record/field-types.js'
import type { StyleName } from './styles.js'

/**
 * A format as a parameter: the format itself, or in its place a text that says what is wrong.
 *
 * @typeParam Format - Inferred from the argument; or names of fields, which the caller writes.
 * @typeParam Style - '%' where it is `never`, which is: not given.
 * @typeParam Own - An object type whose keys are further fields.
 */
export type FormatText<Format, Style, Own = unknown> = Format extends null | undefined
  ? Format
  : { judged: Judged<Format, Style, Own> }[Judging<Format>]

/** Always 'judged', but unknown while `Format` is: so TypeScript infers that from the argument, not from texts below. */
type Judging<Format> = Format extends null ? never : 'judged'

type Judged<Format, Style, Own> = unknown extends Format
  ? FieldToken<Style> | (string & Record<never, never>)
  : Format extends string
    ? Record<never, never> extends Record<Format, 1>
      ? Format
      : IsUnion<Style> extends true
        ? string
        : FieldsOf<Format, Style> extends infer Fields extends string
          ? [Fields] extends [never]
            ? Format | FormatWith<keyof RecordFields | Format>
            : [FieldMistake<Fields, keyof RecordFields | Names<Own>, Style>] extends [never]
              ? Format
              : FieldMistake<Fields, keyof RecordFields | Names<Own>, Style>
          : Format
    : string

/** A style as a parameter: any, where the caller has written the fields. */
export type StyleArgument<Style> = [Style] extends [never] ? StyleName : Style

type IsUnion<Style> = [StyleName] extends [Style] ? true : false

/** The texts that an editor offers. */
type FieldToken<Style> = [Style] extends [never]
  ? `%(${keyof RecordFields})s`
  : Style extends '{'
    ? `{${keyof RecordFields}}`
    : Style extends '$'
      ? `$\{${keyof RecordFields}}`
      : `%(${keyof RecordFields})s`

/** Formats that have at least one of the fields: all that can be asked where the format itself is not known here. */
type FormatWith<Field extends string> =
  | `${string}%(${Field})${string}`
  | `${string}{${Field}${string}`
  | `${string}$${Field}${string}`

type Names<Own> = unknown extends Own ? never : keyof Own & string

/** The names of a format's fields; for `%` with their letter, and with what is wrong with a conversion. */
type FieldsOf<Format extends string, Style> = [Style] extends [never]
  ? PercentFields<ConversionsOf<Format>[number]>
  : Style extends '{'
    ? BraceFields<Format>
    : Style extends '$'
      ? DollarFields<Format>
      : PercentFields<ConversionsOf<Format>[number]>

type PercentFields<One> =
  One extends KeyedConversion<infer Key, infer Letter>
    ? `${Letter}:${Key}`
    : One extends keyof ConversionTypes
      ? never
      : One extends string
        ? `!:${One}`
        : never

type BraceFields<Text, Found extends string = never> = Text extends `${string}{${infer Rest}`
  ? Rest extends `{${infer More}`
    ? BraceFields<More, Found>
    : Rest extends `${infer Field}}${infer More}`
      ? BraceFields<More, Found | BraceName<Field>>
      : Found
  : Found

type BraceName<Field> = Field extends `${infer Name}${'!' | ':' | '.' | '['}${string}` ? Shortest<Name> : Field

type Shortest<Name> = Name extends `${infer Before}${'!' | ':' | '.' | '['}${string}` ? Shortest<Before> : Name

type DollarFields<Text, Found extends string = never> = Text extends `${string}$${infer Rest}`
  ? Rest extends `$${infer More}`
    ? DollarFields<More, Found>
    : Rest extends `{${infer Name}}${infer More}`
      ? DollarFields<More, Found | Name>
      : DollarName<Rest, ''> extends [infer Name extends string, infer More]
        ? DollarFields<More, Found | Name>
        : Found
  : Found

type DollarName<Text, Name extends string> = Text extends `${infer First}${infer More}`
  ? Lowercase<First> extends WordCharacter
    ? DollarName<More, `${Name}${First}`>
    : [Name, Text]
  : [Name, Text]

type WordCharacter =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o' | 'p' | 'q' | 'r' | 's')
  | ('t' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z' | '_' | '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9')

/** A text for each field that is wrong. */
type FieldMistake<Field, Known extends string, Style> = Field extends `!:${infer Fault}`
  ? Fault
  : Field extends `${infer Letter extends keyof ConversionTypes}:${infer Key}`
    ? Key extends Known
      ? LetterMistake<Letter, Key>
      : `%(${Key})${Letter}: no such field${Hint<Key, Known>}`
    : Field extends Known
      ? never
      : `${Style extends '$' ? `$${Field & string}` : `{${Field & string}}`}: no such field${Hint<Field, Known>}`

/** A text where a number is needed, as in `%(levelname)d`. */
type LetterMistake<Letter extends keyof ConversionTypes, Key> = Key extends keyof RecordFields
  ? [RecordFields[Key]] extends [string]
    ? string extends ConversionTypes[Letter]
      ? never
      : `%(${Key})${Letter} needs a number, ${Key} is a string`
    : never
  : never

type Hint<Name, Known extends string> = [NearName<Name, Known>] extends [never]
  ? ''
  : `, did you mean ${NearName<Name, Known>}?`

/** The names that differ by one character, by the order of two, or by case and underscores. */
export type NearName<Name, Known extends string> = {
  [Each in Known]: Plain<Each> extends Plain<Name>
    ? Each
    : Each extends Shortened<Name>
      ? Each
      : Name extends Shortened<Each>
        ? Each
        : [Shortened<Each> & Shortened<Name>] extends [never]
          ? never
          : Each
}[Known]

type Plain<Name> = Name extends `${infer Before}_${infer After}` ? Plain<`${Before}${After}`> : Lowercase<Name & string>

/** A name without one of its characters. */
type Shortened<Name, Before extends string = '', Found = never> = Name extends `${infer First}${infer Rest}`
  ? Shortened<Rest, `${Before}${First}`, Found | `${Before}${Rest}`>
  : Found
