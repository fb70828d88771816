/**
 * The formatters of uvicorn: coloured levels, and lines of its access log.
 *
 *   INFO:     127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK
 *
 * `levelprefix` is the level, a colon and blanks to a width of nine. AccessFormatter's records have five arguments:
 * address, method, path, HTTP version and status. Colours are on by `use_colors`; where that is null, if stdout is a
 * terminal when the formatter is made, and NO_COLOR is not set (which uvicorn does not ask).
 *
 * Source: uvicorn 0.54.0, logging.py; compared with it in conformance/third-party/answers.json.
 */
import {
  bindNamed,
  Formatter,
  hasAttribute,
  isTuple,
  type LogRecord,
  type StyleName,
  str,
  typeName,
} from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { sys } from '../ground/sys.js'
import { sgr, wantsColours } from './colours.js'
import { withAttributes } from './record-attributes.js'

/** The keywords of the formatters here, by Python's names. */
export interface ColourizedFormatterOptions {
  /** A format of records. */
  readonly fmt?: string | null | undefined
  /** The format of the time, as `strftime` takes it. */
  readonly datefmt?: string | null | undefined
  /** The style of `fmt`: '%', '{' or '$'. Default '%'. */
  readonly style?: StyleName | undefined
  /** Whether there are colours; unless given, where stdout is a terminal. */
  readonly use_colors?: boolean | null | undefined
}

const SIGNATURE = { owner: 'ColourizedFormatter.__init__()', names: ['fmt', 'datefmt', 'style', 'use_colors'] }

const LEVEL_COLOURS: ReadonlyMap<number, number> = new Map([
  [5, 34],
  [10, 36],
  [20, 32],
  [30, 33],
  [40, 31],
  [50, 91],
])
/** The colours of a status by its first digit. */
const STATUS_COLOURS: readonly (number | undefined)[] = [undefined, 97, 32, 33, 31, 91]
const PREFIX_WIDTH = 8

/** Base of uvicorn's formatters. Gives records `levelprefix`: the level, a colon and blanks to a width of nine. */
export class ColourizedFormatter extends Formatter {
  use_colors: boolean

  /** @throws ValueError for a bad format, TypeError for an unknown keyword. */
  constructor(fmt?: string | null, datefmt?: string | null, style?: StyleName, use_colors?: boolean | null)
  constructor(
    fmt: string | null | undefined,
    datefmt: string | null | undefined,
    style: StyleName | undefined,
    options: Omit<ColourizedFormatterOptions, 'fmt' | 'datefmt' | 'style'>,
  )
  constructor(
    fmt: string | null | undefined,
    datefmt: string | null | undefined,
    options: Omit<ColourizedFormatterOptions, 'fmt' | 'datefmt'>,
  )
  constructor(fmt: string | null | undefined, options: Omit<ColourizedFormatterOptions, 'fmt'>)
  constructor(options: ColourizedFormatterOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<ColourizedFormatterOptions>(SIGNATURE, args)
    const { fmt = null, datefmt = null, style = '%', use_colors = null } = options
    super(fmt, datefmt, style)
    this.use_colors = typeof use_colors === 'boolean' ? use_colors : wantsColours(sys.stdout)
  }

  /** The name of a level in its colour. */
  color_level_name(level_name: string, level_no: number): string {
    const colour = LEVEL_COLOURS.get(level_no)
    return colour === undefined ? level_name : coloured(level_name, colour)
  }

  override formatMessage(record: LogRecord): string {
    const { levelname, levelno } = record
    const shown = this.use_colors ? this.color_level_name(levelname, levelno) : levelname
    const fields = new Map<string, unknown>([['levelprefix', `${shown}:${' '.repeat(blanks(levelname))}`]])
    if (this.use_colors && hasAttribute(record, 'color_message')) {
      fields.set('msg', record['color_message'])
      fields.set('message', record.getMessage.call(withAttributes(record, fields)))
    }
    return super.formatMessage(withAttributes(record, fields))
  }
}

/** uvicorn's formatter of everything but its access log. */
export class DefaultFormatter extends ColourizedFormatter {}

/** uvicorn's formatter of its access log. Records have five arguments: address, method, path, HTTP version, status. */
export class AccessFormatter extends ColourizedFormatter {
  /** A status with its words: `200 OK`. */
  get_status_code(status_code: number): string {
    const text = `${status_code} ${phraseOf(status_code)}`
    const colour = this.use_colors ? STATUS_COLOURS[Math.floor(status_code / 100)] : undefined
    return colour === undefined ? text : coloured(text, colour)
  }

  /** Returns one line of the log. @throws ValueError, TypeError for a record that has not the five arguments. */
  override formatMessage(record: LogRecord): string {
    const [client_addr, method, full_path, http_version, status] = fiveArguments(record.args)
    const request = `${str(method)} ${str(full_path)} HTTP/${str(http_version)}`
    const fields = new Map([
      ['client_addr', client_addr],
      ['request_line', this.use_colors ? coloured(request, 1) : request],
      ['status_code', this.get_status_code(integer(status))],
    ])
    return super.formatMessage(withAttributes(record, fields))
  }
}

function coloured(text: string, code: number): string {
  return sgr(code) + text + sgr(0)
}

function blanks(levelname: string): number {
  return Math.max(0, PREFIX_WIDTH - levelname.length)
}

/** Python's words where Node has others. */
const PYTHON_PHRASES: Readonly<Record<number, string>> = {
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  509: '',
}

function phraseOf(status: number): string {
  // Loaded here: it takes some milliseconds, which a program without a server need not wait.
  const { STATUS_CODES } = require('node:http') as typeof import('node:http')
  return PYTHON_PHRASES[status] ?? STATUS_CODES[status] ?? ''
}

function fiveArguments(args: unknown): readonly unknown[] {
  const items = isTuple(args) ? args.items : args
  if (!Array.isArray(items)) throw new TypeError(`cannot unpack non-iterable ${typeName(items)} object`)
  const { length } = items
  if (length < 5) throw new ValueError(`not enough values to unpack (expected 5, got ${length})`)
  if (length > 5) throw new ValueError('too many values to unpack (expected 5)')
  return items
}

function integer(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (!Number.isFinite(number)) throw new ValueError(`invalid literal for int() with base 10: ${str(value)}`)
  return Math.trunc(number as number)
}
