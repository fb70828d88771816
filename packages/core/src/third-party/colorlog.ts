/**
 * Formats with colours in them, as the Python package colorlog has them.
 *
 *   new ColoredFormatter('%(log_color)s%(levelname)-8s%(reset)s %(blue)s%(message)s')
 *
 * `log_color` is the colour of the record's level; any other is a field by its name: `red`, `bold_red`, `bg_blue`,
 * `fg_208`. A format of the same fields prints none of them where colours are off.
 *
 * Colours are on where `stream` is a terminal. Without a `stream` the formatter cannot know where its text goes, so both
 * stdout and stderr must be one; colorlog prints them then even into files. NO_COLOR and `no_color` switch them off,
 * FORCE_COLOR and `force_color` on.
 *
 * Source: colorlog 6.12.0, formatter.py and escape_codes.py; compared with it in conformance/third-party/answers.json.
 */
import { bindNamed, Formatter, KeyError, type LogRecord, type StyleName } from '@pylogging/formatter'
import { sys, type TextStream } from '../ground/sys.js'
import { sgr, wantsColours } from './colours.js'
import { type Attributes, withAttributes } from './record-attributes.js'

/** Colours by names of levels: `{ INFO: 'green', ERROR: 'bold_red,bg_white' }`. */
export type LogColors = Readonly<Record<string, string>>

/** The keywords of ColoredFormatter, by Python's names. */
export interface ColoredFormatterOptions {
  /** A format of records. */
  readonly fmt?: string | null | undefined
  /** The format of the time, as `strftime` takes it. */
  readonly datefmt?: string | null | undefined
  /** The style of `fmt`: '%', '{' or '$'. Default '%'. */
  readonly style?: StyleName | undefined
  /** The colour of each level, by its name. */
  readonly log_colors?: LogColors | null | undefined
  /** False leaves out the reset at the end of a line. */
  readonly reset?: boolean | undefined
  /** More fields of the kind: `{ message: { ERROR: 'red' } }` makes `message_log_color`. */
  readonly secondary_log_colors?: Readonly<Record<string, LogColors>> | null | undefined
  /** False takes a format that cannot be right. Default true. */
  readonly validate?: boolean | undefined
  /** The stream that the text will go to; it only decides whether there are colours. */
  readonly stream?: TextStream | null | undefined
  /** True prints no colours. Default false. */
  readonly no_color?: boolean | undefined
  /** True prints colours where there is no terminal. Default false. */
  readonly force_color?: boolean | undefined
  /** Values for attributes that a record lacks. */
  readonly defaults?: Readonly<Record<string, unknown>> | null | undefined
}

/** The keywords of LevelFormatter: a format for each level, and DEFAULT for the others. */
export interface LevelFormatterOptions extends Omit<ColoredFormatterOptions, 'fmt'> {
  /** A format of records. */
  readonly fmt: Readonly<Record<string, string>>
}

/** ColoredFormatter's colours of levels, unless it is given others. */
export const default_log_colors: LogColors = {
  DEBUG: 'white',
  INFO: 'green',
  WARNING: 'yellow',
  ERROR: 'red',
  CRITICAL: 'bold_red',
}

const DEFAULT_FORMATS: Readonly<Record<string, string>> = {
  '%': '%(log_color)s%(levelname)s:%(name)s:%(message)s',
  '{': '{log_color}{levelname}:{name}:{message}',
  $: '${log_color}${levelname}:${name}:${message}',
}

const NAMES = [
  'fmt',
  'datefmt',
  'style',
  'log_colors',
  'reset',
  'secondary_log_colors',
  'validate',
  'stream',
  'no_color',
  'force_color',
  'defaults',
]
const SIGNATURE = { owner: 'ColoredFormatter.__init__()', names: NAMES }

/**
 * Formats with colours in them, as colorlog has them: `log_color` is that of the level, any other a field by its name.
 *
 * Colours are on where `stream` is a terminal, without a `stream` where stdout and stderr both are. NO_COLOR and
 * `no_color` switch them off, FORCE_COLOR and `force_color` on.
 *
 * @example new ColoredFormatter('%(log_color)s%(levelname)-8s%(reset)s %(blue)s%(message)s')
 */
export class ColoredFormatter extends Formatter {
  /** The colour of each level, by its name. */
  readonly log_colors: LogColors
  readonly secondary_log_colors: Readonly<Record<string, LogColors>>
  reset: boolean
  stream: TextStream | null
  no_color: boolean
  force_color: boolean

  /** @throws ValueError for a bad format, TypeError for an unknown keyword. */
  constructor(fmt?: string | null, datefmt?: string | null, style?: StyleName, log_colors?: LogColors | null)
  constructor(
    fmt: string | null | undefined,
    datefmt: string | null | undefined,
    style: StyleName | undefined,
    options: Omit<ColoredFormatterOptions, 'fmt' | 'datefmt' | 'style'>,
  )
  constructor(
    fmt: string | null | undefined,
    datefmt: string | null | undefined,
    options: Omit<ColoredFormatterOptions, 'fmt' | 'datefmt'>,
  )
  constructor(fmt: string | null | undefined, options: Omit<ColoredFormatterOptions, 'fmt'>)
  constructor(options: ColoredFormatterOptions)
  constructor(...args: unknown[]) {
    const given = bindNamed<ColoredFormatterOptions>(SIGNATURE, args)
    const { style = '%', validate = true, datefmt = null, defaults } = given
    const format = given.fmt ?? DEFAULT_FORMATS[style] ?? null
    super(format, datefmt, style, validate, { defaults })
    this.log_colors = given.log_colors ?? default_log_colors
    this.secondary_log_colors = given.secondary_log_colors ?? {}
    this.reset = given.reset ?? true
    this.stream = given.stream ?? null
    this.no_color = given.no_color ?? false
    this.force_color = given.force_color ?? false
  }

  override formatMessage(record: LogRecord): string {
    const isColoured = this.#isColoured()
    const text = super.formatMessage(withAttributes(record, this.#fields(record.levelname, isColoured)))
    const end = isColoured ? sgr(0) : ''
    return this.reset && !text.endsWith(end) ? text + end : text
  }

  #isColoured(): boolean {
    if (this.force_color) return true
    if (this.no_color) return wantsColours(null)
    return this.stream === null ? wantsColours(sys.stdout, sys.stderr) : wantsColours(this.stream)
  }

  /** @throws KeyError for a colour that does not exist. */
  #fields(levelname: string, isColoured: boolean): Attributes {
    const all = escapeCodes()
    const fields = new Map([['log_color', parseColors(this.log_colors, levelname)]])
    for (const [name, colors] of Object.entries(this.secondary_log_colors)) {
      fields.set(`${name}_log_color`, parseColors(colors, levelname))
    }
    return {
      has: (name) => fields.has(name) || all.has(name),
      get: (name) => (isColoured ? (fields.get(name) ?? all.get(name)) : ''),
    }
  }
}

/** A format of its own for each level. */
export class LevelFormatter {
  readonly formatters: ReadonlyMap<string, ColoredFormatter>
  readonly default_formatter: ColoredFormatter

  constructor({ fmt, ...options }: LevelFormatterOptions) {
    this.formatters = new Map(
      Object.entries(fmt).map(([level, format]) => [level, new ColoredFormatter({ ...options, fmt: format })]),
    )
    this.default_formatter = this.formatters.get('DEFAULT') ?? new ColoredFormatter(options)
  }

  /** The text of a record, by the format of its level. */
  format(record: LogRecord): string {
    return (this.formatters.get(record.levelname) ?? this.default_formatter).format(record)
  }

  /** Whether one of the formats names file, line or function. */
  usesCallSite(): boolean {
    return [this.default_formatter, ...this.formatters.values()].some((each) => each.usesCallSite())
  }
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'purple', 'cyan', 'white']

let codes: ReadonlyMap<string, string> | null = null

/** All names of colours, made at the first use. */
function escapeCodes(): ReadonlyMap<string, string> {
  codes ??= makeCodes()
  return codes
}

function makeCodes(): Map<string, string> {
  const made = new Map([
    ['reset', sgr(0)],
    ['bold', sgr(1)],
    ['thin', sgr(2)],
  ])
  for (const [index, colour] of COLOURS.entries()) {
    for (const [name, code] of [[colour, 30 + index] as const, [`light_${colour}`, 90 + index] as const]) {
      for (const prefix of ['', 'fg_']) {
        made.set(prefix + name, sgr(code))
        made.set(`${prefix}bold_${name}`, sgr(1, code))
        made.set(`${prefix}thin_${name}`, sgr(2, code))
      }
      made.set(`bg_${name}`, sgr(code + 10))
    }
    made.set(`bg_bold_${colour}`, sgr(100 + index))
  }
  for (let code = 0; code < 256; code += 1) {
    made.set(`fg_${code}`, sgr(38, 5, code))
    made.set(`bg_${code}`, sgr(48, 5, code))
  }
  return made
}

/** The codes of a level's colours, several with commas between them; none where the level has no colour. */
function parseColors(colors: LogColors, levelname: string): string {
  const names = Object.hasOwn(colors, levelname) ? (colors[levelname] ?? '') : ''
  return names.split(',').filter(Boolean).map(codeOf).join('')
}

function codeOf(name: string): string {
  const code = escapeCodes().get(name)
  if (code === undefined) throw new KeyError(name)
  return code
}
