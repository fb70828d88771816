/**
 * The types of everything that a configuration may say. Where it is written out in the call, every name in it is
 * checked:
 *
 *   handlers: { file: { class: 'logging.FileHandler', filname: 'app.log' } }     no such option
 *   root: { handlers: ['flie'] }                                                 no such handler: "file"
 *   formatters: { short: { format: '%(levelnme)s' } }                            no such field
 *
 * The type of each part is made of the part itself: its class decides its options, the names of the other sections
 * decide which names it may refer to. A part whose type is not known here, such as a class that only `register` knows
 * or a text from the environment, is not checked; nor is a configuration that was read from somewhere.
 *
 * Source: docs.python.org/3.13/library/logging.config.html#dictionary-schema-details
 */
import type { FormatText, NearName, StyleName } from '@pylogging/formatter'
import type {
  ConfiguredFilters,
  ConfiguredFormatters,
  ConfiguredHandlers,
  ConfiguredLevel,
  HandlerName,
  Reference,
} from './class-options.js'

/** The keys that every handler of a configuration has. */
export interface HandlerBase<Formatter = string, Filter = string> {
  /** Records below this level are dropped: a name or a number; NOTSET unless given. */
  readonly level?: ConfiguredLevel
  /** The name of a formatter of this configuration; `%(message)s` unless given. */
  readonly formatter?: Formatter | null | undefined
  /** The names of filters of this configuration. */
  readonly filters?: readonly Filter[] | Reference | null | undefined
  /** Attributes that the handler gets once it is made. */
  readonly '.'?: Readonly<Record<string, unknown>> | Reference | undefined
}

/** The keys that every logger of a configuration has, root included. */
export interface ConfiguredRoot<Handler = string, Filter = string> {
  /** Records below this level are dropped: a name or a number. With NOTSET the loggers above decide. */
  readonly level?: ConfiguredLevel
  /** The names of handlers of this configuration. */
  readonly handlers?: readonly Handler[] | Reference | null | undefined
  /** The names of filters of this configuration. */
  readonly filters?: readonly Filter[] | Reference | null | undefined
}

/** The keys of a logger below root. */
export interface ConfiguredLogger<Handler = string, Filter = string> extends ConfiguredRoot<Handler, Filter> {
  /** False keeps records from the handlers of the loggers above; true unless given. */
  readonly propagate?: boolean | number | Reference | null | undefined
}

/** A formatter that is described by its format. */
export interface ConfiguredFormat<Format = string> {
  /** A format of records; `%(message)s` unless given. */
  readonly format?: Format | null | undefined
  /** The format of the time, as `strftime` takes it; `2026-07-15 14:00:00,123` unless given. */
  readonly datefmt?: string | null | undefined
  /** The style of the format: '%', '{' or '$'; '%' unless given. */
  readonly style?: StyleName | Reference | undefined
  /** The name of a formatter class, which gets format, datefmt and style. */
  readonly class?: string | ClassValue | null | undefined
  /** False takes a format that cannot be right; true unless given. */
  readonly validate?: boolean | Reference | undefined
  /** Values for attributes that a record lacks. */
  readonly defaults?: Readonly<Record<string, unknown>> | Reference | null | undefined
}

/** The keys of a configuration beside its sections. */
export interface ConfigurationBase {
  /** Always 1. */
  readonly version: 1
  /** The address of the schema, for editors; it is not read here. */
  readonly $schema?: string | undefined
  /** True changes levels and `propagate` alone, of handlers and loggers that are there; false unless given. */
  readonly incremental?: boolean | Reference | undefined
  /** False leaves the loggers alone that are there and not named; true unless given, as in Python. */
  readonly disable_existing_loggers?: boolean | Reference | undefined
}

/** A configuration as an editor sees it before it knows more. */
export interface Configuration extends ConfigurationBase {
  /** Formatters by the names that handlers call them. */
  readonly formatters?: Readonly<Record<string, FormatterPart>> | undefined
  /** Filters by the names that handlers and loggers call them. */
  readonly filters?: Readonly<Record<string, FilterPart>> | undefined
  /** Handlers by the names that loggers call them. */
  readonly handlers?: Readonly<Record<string, HandlerPart>> | undefined
  /** Loggers by their names. */
  readonly loggers?: Readonly<Record<string, ConfiguredLogger>> | undefined
  /** The logger above all others. */
  readonly root?: ConfiguredRoot | undefined
}

type FormatterPart = ConfiguredFormat | Made<ConfiguredFormatters>
type FilterPart = { readonly name?: string } | Made<ConfiguredFilters>
type HandlerPart = {
  [Name in keyof ConfiguredHandlers]: HandlerBase & OrReference<ConfiguredHandlers[Name]> & { readonly class: Name }
}[keyof ConfiguredHandlers]
type Made<Classes> = { [Name in keyof Classes]: OrReference<Classes[Name]> & { readonly '()': Name } }[keyof Classes]

/** Any class or function, itself in the place of its name. */
type ClassValue = (abstract new (...args: never) => unknown) | ((...args: never) => unknown)

type OrReference<Options> = { [Key in keyof Options]: Options[Key] | Reference }

/**
 * A configuration as a parameter: the configuration, each part with the type that it should have.
 *
 * @typeParam Given - The type of the configuration that the caller has written.
 */
export type ConfigurationArgument<Given> =
  Given extends ReadonlyMap<unknown, unknown> ? Given : { judged: Judged<Given> }[Judging<Given>]

/** Always 'judged', but unknown while `Given` is, so that it is inferred from the argument alone. */
type Judging<Given> = Given extends null ? never : 'judged'

type Judged<Given> = unknown extends Given
  ? Configuration
  : string extends keyof Given
    ? Given
    : Given extends { readonly version: infer Version }
      ? number extends Version
        ? Given
        : Checked<Given>
      : Checked<Given>

type Checked<Given> = ConfigurationBase & {
  readonly [Key in keyof Given as Exclude<Key, keyof ConfigurationBase>]: Key extends keyof Sections<Given>
    ? Sections<Given>[Key]
    : [NearName<Key, keyof Configuration>] extends [never]
      ? unknown
      : `not read, did you mean ${NearName<Key, keyof Configuration>}?`
}

interface Sections<Given> {
  formatters: Parts<Given, 'formatters'> extends infer Of
    ? { readonly [Name in keyof Of]: FormatterOf<Of[Name]> }
    : never
  filters: Parts<Given, 'filters'> extends infer Of ? { readonly [Name in keyof Of]: FilterOf<Of[Name]> } : never
  handlers: Parts<Given, 'handlers'> extends infer Of
    ? { readonly [Name in keyof Of]: HandlerOf<Of[Name], Given> }
    : never
  loggers: Parts<Given, 'loggers'> extends infer Of
    ? {
        readonly [Name in keyof Of]: LoggerOf<
          Of[Name],
          ConfiguredLogger<Names<Given, 'handlers'>, Names<Given, 'filters'>>
        >
      }
    : never
  root: LoggerOf<Parts<Given, 'root'>, ConfiguredRoot<Names<Given, 'handlers'>, Names<Given, 'filters'>>>
}

type Parts<Given, Section extends string> = Given extends { readonly [Key in Section]: infer Of } ? Of : unknown

/** The names of a section; all texts where it is not written out. */
type Names<Given, Section extends string> = Section extends keyof Given
  ? string extends keyof Given[Section]
    ? string
    : keyof Given[Section] & string
  : never

/** Keys as they should be; a value that is a text of which nothing is known is as it should be. */
type Fitted<Given, Wanted> = {
  readonly [Key in keyof Wanted]: Key extends keyof Given
    ? IsUnknownText<Given[Key]> extends true
      ? Given[Key]
      : Wanted[Key]
    : Wanted[Key]
}

type IsUnknownText<Value> = unknown extends Value
  ? true
  : Value extends string
    ? string extends Value
      ? true
      : false
    : Value extends readonly (infer Item)[]
      ? string extends Item
        ? true
        : false
      : false

/** The keys of `Given` that are not known, of which there may be any. */
type Others<Given, Wanted> = { readonly [Key in keyof Given as Exclude<Key, keyof Wanted>]: unknown }

type LoggerOf<Given, Wanted> = unknown extends Given
  ? Wanted
  : string extends keyof Given
    ? Given
    : Fitted<Given, Wanted>

type HandlerOf<Given, All> =
  HandlerBase<Names<All, 'formatters'>, Names<All, 'filters'>> extends infer Base
    ? string extends keyof Given
      ? Given
      : Given extends { readonly '()': infer Factory }
        ? Named<Given, '()', Factory, Base, ConfiguredHandlers, All>
        : Given extends { readonly class: infer Class }
          ? Named<Given, 'class', Class, Base, ConfiguredHandlers, All>
          : All extends { readonly incremental: true }
            ? Fitted<Given, Pick<HandlerBase, 'level'>> & Others<Given, Pick<HandlerBase, 'level'>>
            : Fitted<Given, Base> & { readonly class: keyof ConfiguredHandlers }
    : never

type Named<Given, Key extends string, Class, Base, Classes, All> = Class extends keyof Classes
  ? Fitted<Given, Base & OptionsOf<Classes[Class], All> & { readonly [Each in Key]: Class }>
  : Class extends `logging.${string}`
    ? string extends Class
      ? Given
      : Others<Given, { readonly [Each in Key]: 1 }> & {
          readonly [Each in Key]: Unknown<Class, keyof Classes & `logging.${string}`>
        }
    : Fitted<Given, Base> & Others<Given, Base>

/** The mistake of a class in `logging` that is not there; others may have been registered. */
type Unknown<Class, Known extends string> = Class extends KnownElsewhere
  ? Class
  : [NearName<Class, Known>] extends [never]
    ? `${Class & string}: no such class`
    : `${Class & string}: no such class, did you mean ${NearName<Class, Known>}?`

/** Names in `logging` of bases and functions, which a configuration hardly ever names. */
type KnownElsewhere =
  | 'logging.Handler'
  | 'logging._StderrHandler'
  | `logging.handlers.Base${string}`
  | `logging.config.${string}`

/** The options of a class; where the name of a handler stands, it is one of the configuration. */
type OptionsOf<Options, All> = {
  readonly [Key in keyof Options]: WithNames<Options[Key], All> | Reference
}

type WithNames<Option, All> = string extends Option
  ? Option
  : HandlerName extends Option
    ? Names<All, 'handlers'> | Exclude<Option, HandlerName>
    : readonly HandlerName[] extends Option
      ? readonly Names<All, 'handlers'>[] | Exclude<Option, readonly HandlerName[]>
      : Option

type FormatterOf<Given> = string extends keyof Given
  ? Given
  : Given extends { readonly '()': infer Factory }
    ? Factory extends keyof ConfiguredFormatters
      ? Fitted<Given, FactoryOptions<ConfiguredFormatters[Factory]> & { readonly '()': Factory }>
      : { readonly [Key in keyof Given]: unknown }
    : Given extends { readonly class: infer Class }
      ? Class extends null | 'logging.Formatter'
        ? Fitted<Given, ConfiguredFormat<CheckedFormat<Given>>>
        : Fitted<Given, ConfiguredFormat>
      : Fitted<Given, ConfiguredFormat<CheckedFormat<Given>>>

/** `format` is taken for `fmt`, as in Python. */
type FactoryOptions<Options> = {
  readonly [Key in keyof Options]: Options[Key] | Reference
} & {
  readonly format?: string | null | undefined
  readonly '.'?: Readonly<Record<string, unknown>> | Reference | undefined
}

type CheckedFormat<Given> = Given extends { readonly format: infer Format }
  ? Format extends Reference
    ? Format
    : FormatText<Format, StyleOf<Given>, Given extends { readonly defaults: infer Own } ? Own : unknown>
  : string

type StyleOf<Given> = Given extends { readonly style: infer Style }
  ? Style extends StyleName
    ? Style
    : StyleName
  : never

type FilterOf<Given> = string extends keyof Given
  ? Given
  : Given extends { readonly '()': infer Factory }
    ? Factory extends keyof ConfiguredFilters
      ? Fitted<Given, OptionsOf<ConfiguredFilters[Factory], unknown> & { readonly '()': Factory }>
      : { readonly [Key in keyof Given]: unknown }
    : Fitted<Given, OptionsOf<ConfiguredFilters['logging.Filter'], unknown>>
