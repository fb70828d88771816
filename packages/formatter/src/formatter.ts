/**
 * Turns a record into text: the message, the time, the format, then exception and stack.
 *
 *   new Formatter('%(asctime)s %(levelname)s %(message)s').format(record)
 *   2026-07-15 14:00:00,123 INFO ready
 *
 * Kept on purpose, because CPython does it: `record.message`, `record.asctime` and `record.exc_text` are written into the
 * record, so a second handler prints the exception as the first one formatted it; with a `datefmt` there are no
 * milliseconds.
 *
 * `converter`, `default_time_format`, `default_msec_format` and `tracebackStyle` are looked up on the instance, then on
 * its class, then on the classes that one extends: as in Python, `Formatter.converter = gmtime` switches the whole process.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, Formatter, BufferingFormatter.
 */

import { exceptionText } from './call-site/exception-text.js'
import { flatten } from './ground/flatten.js'
import { INSPECT } from './ground/inspect.js'
import { percentFormat } from './percent/percent-format.js'
import { bindNamed, type Signature } from './python/arguments.js'
import { adoptClassAttributes, setClassAttributes } from './python/class-attributes.js'
import { typeName } from './python/python-values.js'
import { asFloat } from './record/attributes.js'
import type { ExcInfo, LogRecord } from './record/record.js'
import type { Defaults } from './record/record-fields.js'
import type { FormatText, StyleArgument } from './styles/format-types.js'
import type { Style, StyleOptions } from './styles/percent-style.js'
import { findStyle, type StyleName } from './styles/styles.js'
import { defaultTime, gmtime, localtime, strftime, strftimeTuple, type TimeTuple } from './time/strftime.js'

/** Turns seconds since the epoch into the fields of a date: `localtime`, `gmtime` or one of your own. */
export type Converter = (seconds: number) => TimeTuple

/** The keywords of Formatter, by Python's names. */
export interface FormatterOptions<Format = unknown, Grammar = never, Own = unknown> extends StyleOptions {
  /** `%(message)s` unless given. */
  readonly fmt?: FormatText<Format, Grammar, Own> | null | undefined
  /** The format of `asctime`, as `strftime` takes it. */
  readonly datefmt?: string | null | undefined
  /** The style of `fmt`: '%', '{' or '$'; '%' unless given. */
  readonly style?: StyleArgument<Grammar> | undefined
  /** False takes a format that cannot be right. */
  readonly validate?: boolean | undefined
  /** Values for attributes that a record lacks; its keys are fields of the format. */
  readonly defaults?: (Own & Defaults) | null | undefined
}

const SIGNATURE: Signature = {
  owner: 'Formatter.__init__()',
  names: ['fmt', 'datefmt', 'style', 'validate'],
  keywordOnly: ['defaults'],
}

const DEFAULT_TIME = '%Y-%m-%d %H:%M:%S'
const DEFAULT_MSEC = '%s,%03d'
const UTC = { utc: true }
const LOCAL = { utc: false }

/**
 * Turns a record into text: Python's `logging.Formatter`.
 *
 * The four static variables are read as in Python, on the instance, its class, the classes above: so
 * `Formatter.converter = gmtime` switches the whole process to UTC.
 *
 * @example
 * new Formatter('%(asctime)s %(levelname)s %(message)s').format(record) // '2026-07-15 14:00:00,123 INFO ready'
 */
export class Formatter<const Format = unknown, const Grammar extends StyleName = never, Own = unknown> {
  declare static converter: Converter
  declare static default_time_format: string
  declare static default_msec_format: string | null
  declare static tracebackStyle: 'python' | 'native'

  /** The function that breaks the seconds of a record down to a date: `localtime` unless set. */
  declare converter: Converter
  declare default_time_format: string
  /** Null or '' prints no milliseconds. */
  declare default_msec_format: string | null
  /** 'python' prints exceptions as Python does, 'native' as Node does. */
  declare tracebackStyle: 'python' | 'native'

  _style: Style
  _fmt: string
  datefmt: string | null

  /**
   * @param fmt - Null means `%(message)s`.
   * @param datefmt - For `strftime`; null means `default_time_format` with milliseconds.
   * @throws ValueError `Style must be one of: %,{,$`, or what `Style.validate` finds in the format.
   */
  constructor(
    fmt?: FormatText<Format, Grammar, Own> | FormatterOptions<Format, Grammar, Own> | null,
    datefmt?: string | null | Omit<FormatterOptions<Format, Grammar, Own>, 'fmt'>,
    style?: StyleArgument<Grammar> | Omit<FormatterOptions<Format, Grammar, Own>, 'fmt' | 'datefmt'>,
    validate?: boolean | Omit<FormatterOptions<Format, Grammar, Own>, 'fmt' | 'datefmt' | 'style'>,
    options?: { readonly defaults?: (Own & Defaults) | null | undefined },
  )
  constructor(...args: unknown[]) {
    const options = bindNamed<FormatterOptions>(SIGNATURE, args)
    const { fmt = null, datefmt = null, style = '%', validate = true, defaults = null } = options
    if (new.target !== Formatter) adoptClassAttributes(new.target, Formatter)
    this._style = new (findStyle(style).StyleClass)(fmt, { defaults })
    if (validate) {
      checkText(this._style._fmt, style)
      this._style.validate()
    }
    this._fmt = this._style._fmt
    this.datefmt = datefmt
  }

  /** Python's order: message, asctime, format, exc_text, stack_info; each of the last two on a line of its own. */
  format(record: LogRecord): string {
    record.message = record.getMessage()
    if (this.usesTime()) record.asctime = this.formatTime(record, this.datefmt)
    let text = this.formatMessage(record)
    if (record.exc_info && !record.exc_text) record.exc_text = this.formatException(record.exc_info)
    if (record.exc_text) text = onNewLine(text, record.exc_text)
    if (record.stack_info) text = onNewLine(text, this.formatStack(record.stack_info))
    return text
  }

  /** The record's time: by `datefmt` when it is given and not empty, else by the default formats. */
  formatTime(record: LogRecord, datefmt: string | null = null): string {
    const { converter, default_time_format, default_msec_format } = this
    if (datefmt) return timeText(datefmt, record.created, converter)
    const time = timeText(default_time_format, record.created, converter)
    if (default_msec_format === DEFAULT_MSEC && typeof record.msecs === 'number') {
      return withMilliseconds(time, record.msecs)
    }
    return default_msec_format ? percentFormat(default_msec_format, [time, asFloat(record.msecs)]) : time
  }

  /** The text of a traceback, without a newline at its end. */
  formatException(exc_info: ExcInfo): string {
    const [type, value, traceback] = exc_info
    if (type === null && value === null) return 'NoneType: None'
    return exceptionText(value, this.tracebackStyle, traceback)
  }

  /** The format filled in; `message` and `asctime` are set by now. For subclasses. */
  formatMessage(record: LogRecord): string {
    return this._style.format(record)
  }

  /** Python's hook for changing `stack_info`: this one changes nothing. */
  formatStack(stack_info: string): string {
    return stack_info
  }

  /** Whether records need an `asctime`. */
  usesTime(): boolean {
    return this._style.usesTime()
  }

  /** Whether the format names file, line or function. Ours: Python always looks for them. */
  usesCallSite(): boolean {
    return this._style.usesCallSite()
  }

  toString(): string {
    return `<${this.constructor.name} (${this._fmt})>`
  }

  [INSPECT](): string {
    return this.toString()
  }
}

setClassAttributes(Formatter, {
  converter: localtime,
  default_time_format: DEFAULT_TIME,
  default_msec_format: DEFAULT_MSEC,
  tracebackStyle: 'python',
})

/** Formats several records as one text, between a header and a footer; subclasses supply those. */
export class BufferingFormatter {
  linefmt: Formatter

  /** @param linefmt - Formats each record; a plain Formatter when absent. */
  constructor(linefmt: Formatter | null = null) {
    this.linefmt = linefmt ?? new Formatter()
  }

  /** Returns the text before the records; empty here. */
  formatHeader(_records: readonly LogRecord[]): string {
    return ''
  }

  /** Returns the text behind the records; empty here. */
  formatFooter(_records: readonly LogRecord[]): string {
    return ''
  }

  /** Header, records, footer with nothing between them; '' for no records. */
  format(records: readonly LogRecord[]): string {
    if (records.length === 0) return ''
    let text = this.formatHeader(records)
    for (const record of records) text += this.linefmt.format(record)
    return text + this.formatFooter(records)
  }
}

/** @throws TypeError for a format that is no text, in the words of the function that each style hands it to. */
function checkText(fmt: unknown, style: string): void {
  if (typeof fmt === 'string') return
  const type = typeName(fmt)
  throw new TypeError(
    style === '{' ? `expected str, got ${type}` : `expected string or bytes-like object, got '${type}'`,
  )
}

function onNewLine(text: string, more: string): string {
  return text.endsWith('\n') ? text + more : `${text}\n${more}`
}

/** The two usual converters have ways of their own that remember the last second. */
function timeText(format: string, seconds: number, converter: Converter): string {
  const utc = converter === gmtime
  if (!utc && converter !== localtime) return strftimeTuple(format, converter(seconds))
  return format === DEFAULT_TIME ? defaultTime(seconds, utc) : strftime(format, seconds, utc ? UTC : LOCAL)
}

/** ',000' to ',999'. */
const milliseconds: string[] = []

/** A busy program logs many lines in one millisecond. */
const lastMoment = { time: '', msecs: Number.NaN, text: '' }

function withMilliseconds(time: string, msecs: number): string {
  if (msecs === lastMoment.msecs && time === lastMoment.time) return lastMoment.text
  if (milliseconds.length === 0) {
    for (let each = 0; each < 1000; each += 1) milliseconds.push(`,${String(each).padStart(3, '0')}`)
  }
  const whole = milliseconds[Math.trunc(msecs)]
  const text = flatten(whole === undefined ? `${time},${percentFormat('%03d', [msecs])}` : time + whole)
  lastMoment.time = time
  lastMoment.msecs = msecs
  lastMoment.text = text
  return text
}
