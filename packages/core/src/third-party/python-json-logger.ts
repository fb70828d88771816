/**
 * Records as JSON, one object a line, as the Python package python-json-logger prints them.
 *
 *   new JsonFormatter('%(asctime)s %(levelname)s %(message)s', { rename_fields: { levelname: 'level' } })
 *   {"asctime": "2026-07-15 14:00:00,123", "level": "INFO", "message": "ready", "request_id": 7}
 *
 * Configurations know it as pythonjsonlogger.json.JsonFormatter, and by the older name with `jsonlogger`. As in Python, a
 * configuration that says `class` hands on no other options than format, datefmt, style and validate; `()` hands on all.
 *
 * Source: python-json-logger 4.2.0, core.py and json.py; compared with it in conformance/third-party/answers.json.
 */
import { types } from 'node:util'
import {
  bindNamed,
  CALL_SITE_ATTRIBUTES,
  type ExcInfo,
  Formatter,
  isClass,
  isError,
  isPlainObject,
  type LogRecord,
  repr,
  type StyleName,
  str,
  typeName,
} from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { isoDate, isoTime } from './iso-time.js'
import { added, attribute, constant, JsonLine, type Source } from './json-line.js'
import { type JsonOptions, JsonPrinter } from './json-text.js'
import { RESERVED_ATTRS } from './record-attributes.js'

/** The fields of a line, in their order. */
export type LogData = Map<string, unknown>

type Field = readonly [name: string, source: Source]

const TIMESTAMP: Source = { read: (record) => isoTime(record.created) }
const MISSING = constant(null)

/** The keywords of the formatters here, by Python's names. */
export interface JsonFormatterOptions {
  /** A format, or a list of the names of fields. */
  readonly fmt?: string | readonly string[] | null | undefined
  /** For `asctime`. */
  readonly datefmt?: string | null | undefined
  /** The style of `fmt`; ',' is a list of names with commas between them. */
  readonly style?: StyleName | ',' | undefined
  /** False takes a format that cannot be right. Default true. */
  readonly validate?: boolean | undefined
  /** Stands before the object. */
  readonly prefix?: string | undefined
  /** Other names for fields: `{ levelname: 'level' }`. */
  readonly rename_fields?: Readonly<Record<string, string>> | null | undefined
  /** True prints null for a renamed field that a record lacks. */
  readonly rename_fields_keep_missing?: boolean | undefined
  /** Printed with every record. */
  readonly static_fields?: Readonly<Record<string, unknown>> | null | undefined
  /** Attributes of a record that are printed only where the format names them. Default: all of Python's own. */
  readonly reserved_attrs?: readonly string[] | null | undefined
  /** True adds `timestamp`, the time in UTC as ISO 8601; a text is another name for it. */
  readonly timestamp?: boolean | string | undefined
  /** Fields that anything else may replace. */
  readonly defaults?: Readonly<Record<string, unknown>> | null | undefined
  /** True prints a traceback as a list of lines. */
  readonly exc_info_as_array?: boolean | undefined
  /** True prints `stack_info` as a list of lines. Default false. */
  readonly stack_info_as_array?: boolean | undefined
  /** Returns the value that is printed for one that is not JSON. */
  readonly json_default?: ((value: unknown) => unknown) | null | undefined
  /** A class with a method `default(value)`, asked in the same way. */
  readonly json_encoder?: (new () => { default(value: unknown): unknown }) | null | undefined
  /** Takes the place of Python's json.dumps. */
  readonly json_serializer?: ((data: LogData, options: JsonOptions) => string) | null | undefined
  /** Spaces per level, or the text of one; null, the default, keeps everything on one line. */
  readonly json_indent?: number | string | boolean | null | undefined
  /** False leaves letters beyond ASCII as they are. Default true. */
  readonly json_ensure_ascii?: boolean | undefined
}

const JSON_KEYWORDS = ['json_default', 'json_encoder', 'json_serializer', 'json_indent', 'json_ensure_ascii'] as const
const SIGNATURE = {
  owner: 'BaseJsonFormatter.__init__()',
  names: ['fmt', 'datefmt', 'style', 'validate'],
  keywordOnly: [
    'prefix',
    'rename_fields',
    'rename_fields_keep_missing',
    'static_fields',
    'reserved_attrs',
    'timestamp',
    'defaults',
    'exc_info_as_array',
    'stack_info_as_array',
    ...JSON_KEYWORDS,
  ],
}

/** Python splits a traceback at any of these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: str.splitlines
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/**
 * Records as JSON, one object a line, as python-json-logger prints them.
 *
 * The format only says which fields there are and in what order. Then come `static_fields`, what a message that is an
 * object holds, exception and stack, and what `extra` added; `timestamp` is last.
 *
 * @example new JsonFormatter('%(asctime)s %(levelname)s %(message)s', { rename_fields: { levelname: 'level' } })
 */
export class JsonFormatter extends Formatter {
  readonly prefix: string
  readonly rename_fields: ReadonlyMap<string, string>
  readonly static_fields: ReadonlyMap<string, unknown>
  readonly timestamp: boolean | string
  readonly #options: JsonFormatterOptions
  readonly #style: unknown
  readonly #fields: readonly string[]
  /** The attributes that are not taken for additions of `extra`. */
  readonly #skipped: ReadonlySet<string>
  /** The fields that a dictionary begins with, for any record. */
  readonly #first: readonly Field[]
  readonly #static: readonly Field[]
  readonly #usesTime: boolean
  readonly #usesCallSite: boolean
  readonly #printer: JsonPrinter
  readonly #line: JsonLine
  protected readonly json: JsonOptions

  /** @throws ValueError for a bad format or style, TypeError for an unknown keyword. */
  constructor(fmt?: string | readonly string[] | null, datefmt?: string | null, style?: StyleName | ',')
  constructor(
    fmt: string | readonly string[] | null | undefined,
    datefmt: string | null | undefined,
    style: StyleName | ',' | undefined,
    options: Omit<JsonFormatterOptions, 'fmt' | 'datefmt' | 'style'>,
  )
  constructor(
    fmt: string | readonly string[] | null | undefined,
    datefmt: string | null | undefined,
    options: Omit<JsonFormatterOptions, 'fmt' | 'datefmt'>,
  )
  constructor(fmt: string | readonly string[] | null | undefined, options: Omit<JsonFormatterOptions, 'fmt'>)
  constructor(options: JsonFormatterOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<JsonFormatterOptions>(SIGNATURE, args)
    const { fmt = null, datefmt = null, style = '%', validate = true } = options
    const isText = fmt === null || typeof fmt === 'string'
    const isFormat = isText && isStyle(style)
    if (isText && !isFormat && style !== ',' && validate) throw new ValueError("Style must be one of: '%{$,'")
    super(isFormat ? fmt : null, datefmt, isFormat ? style : '%', validate)
    this.#options = options
    this.#style = style
    if (!isFormat && typeof fmt === 'string') this._fmt = fmt
    this.#fields = isFormat || typeof fmt === 'string' ? this.parse() : [...(fmt ?? [])]
    this.prefix = options.prefix ?? ''
    this.rename_fields = new Map(Object.entries(options.rename_fields ?? {}))
    this.static_fields = new Map(Object.entries(options.static_fields ?? {}))
    this.timestamp = options.timestamp ?? false
    this.#skipped = new Set([...this.#fields, ...(options.reserved_attrs ?? RESERVED_ATTRS)])
    this.#first = [
      ...Object.entries(options.defaults ?? {}).map(([name, value]): Field => [name, constant(value)]),
      ...this.#fields.map((name): Field => [name, attribute(name)]),
    ]
    this.#static = Array.from(this.static_fields, ([name, value]) => [name, constant(value)])
    this.#usesTime = this.#fields.includes('asctime')
    const callSite = [...CALL_SITE_ATTRIBUTES]
    this.#usesCallSite = callSite.some((name) => this.#fields.includes(name) || !this.#skipped.has(name))
    this.json = this.jsonOptions({
      otherwise: otherwiseOf(options),
      indent: options.json_indent as number | string | null | undefined,
      ensure_ascii: options.json_ensure_ascii,
    })
    this.#printer = new JsonPrinter(this.json)
    this.#line = new JsonLine(this.#printer, (record) => this.#layOut(record))
  }

  override format(record: LogRecord): string {
    const message = messageFields(record)
    record.message = message === null ? record.getMessage() : ''
    if (this.#usesTime) record.asctime = this.formatTime(record, this.datefmt)
    if (message === null && hasNoTraces(record) && this.#isAsItCame()) return this.prefix + this.#line.text(record)
    const data: LogData = new Map()
    this.add_fields(data, record, this.#withTraces(record, message ?? new Map()))
    return this.serialize_log_record(this.process_log_record(data))
  }

  /** Whether nobody would see the dictionary of the fields. Methods may be replaced at any time, as in Python. */
  #isAsItCame(): boolean {
    return (
      this.add_fields === asItCame.add_fields &&
      this.process_log_record === asItCame.process_log_record &&
      this.serialize_log_record === asItCame.serialize_log_record &&
      this.jsonify_log_record === asItCame.jsonify_log_record &&
      this._get_rename === asItCame._get_rename &&
      !this.#options.json_serializer &&
      this.#printer.isOnOneLine
    )
  }

  /** The fields of records with the attributes of this one. */
  #layOut(record: LogRecord): ReadonlyMap<string, Source> {
    const fields = new Map<string, Source>()
    this.#setFields(fields, record, [], (source) => source)
    return fields
  }

  /**
   * The names of the fields that the format asks for; asked once, by the constructor, unless the format is a list.
   *
   * For overriding: with `validate` false, `style` may be anything that an override understands.
   */
  parse(): string[] {
    return fieldNames(this._fmt, this.#style)
  }

  /**
   * Puts the fields of a record into `log_data`. For overriding, before or after `super.add_fields`.
   *
   * @param message_dict - The entries of a message that is an object, with exception and stack.
   */
  add_fields(log_data: LogData, record: LogRecord, message_dict: LogData): void {
    const messages = Array.from(message_dict, ([name, value]): Field => [name, constant(value)])
    this.#setFields(log_data, record, messages, (source) => source.read(record))
  }

  /** @param made - What is set for a source. */
  #setFields<Value>(
    target: Map<string, Value>,
    record: LogRecord,
    messages: readonly Field[],
    made: (source: Source) => Value,
  ): void {
    const set = ([name, source]: Field) => target.set(this._get_rename(name), made(source))
    this.#first.forEach(set)
    this.#static.forEach(set)
    messages.forEach(set)
    for (const name of attributesOf(record, this.#skipped)) set([name, added(name)])
    if (this.timestamp) set([this.timestamp === true ? 'timestamp' : this.timestamp, TIMESTAMP])
    if (!this.#options.rename_fields_keep_missing) return
    for (const name of this.rename_fields.values()) if (!target.has(name)) target.set(name, made(MISSING))
  }

  /** For overriding: what is printed in the place of a record's fields. */
  process_log_record(data: LogData): LogData {
    return data
  }

  /** The line of a record: `prefix` and the text of the fields. */
  serialize_log_record(data: LogData): string {
    return this.prefix + this.jsonify_log_record(data)
  }

  /** The text of the fields. */
  jsonify_log_record(data: LogData): string {
    const { json_serializer } = this.#options
    return json_serializer ? json_serializer(data, this.json) : this.#printer.text(data)
  }

  /** The name under which a field is printed. */
  _get_rename(name: string): string {
    return this.rename_fields.get(name) ?? name
  }

  /** Returns the options by which the JSON is written; asked once, by the constructor. For overriding. */
  protected jsonOptions(given: JsonOptions): JsonOptions {
    return given
  }

  override usesCallSite(): boolean {
    return this.#usesCallSite
  }

  /** Exception and stack, unless the message itself has fields of these names. */
  #withTraces(record: LogRecord, fields: LogData): LogData {
    const { exc_info_as_array = false, stack_info_as_array = false } = this.#options
    const { exc_info, exc_text, stack_info } = record
    if (exc_info && !fields.get('exc_info')) {
      fields.set('exc_info', linesIf(exc_info_as_array, this.formatException(exc_info as ExcInfo)))
    }
    if (exc_text && !fields.get('exc_info')) fields.set('exc_info', exc_text)
    if (stack_info && !fields.get('stack_info')) {
      fields.set('stack_info', linesIf(stack_info_as_array, this.formatStack(stack_info)))
    }
    return fields
  }
}

/** The methods that hand the dictionary of the fields on. */
const { add_fields, process_log_record, serialize_log_record, jsonify_log_record, _get_rename } =
  JsonFormatter.prototype
const asItCame = { add_fields, process_log_record, serialize_log_record, jsonify_log_record, _get_rename }

/** The JSON of orjson: no spaces, letters beyond ASCII as they are. */
export class OrjsonFormatter extends JsonFormatter {
  protected override jsonOptions({ otherwise, indent }: JsonOptions): JsonOptions {
    return { otherwise, indent: indent ? 2 : null, ensure_ascii: false, isCompact: true }
  }
}

/** The JSON of msgspec, which is alike. */
export class MsgspecFormatter extends JsonFormatter {
  protected override jsonOptions({ otherwise }: JsonOptions): JsonOptions {
    return { otherwise, ensure_ascii: false, isCompact: true }
  }
}

function isStyle(style: unknown): style is StyleName {
  return style === '%' || style === '{' || style === '$'
}

/** Python's regular expressions, whose dot is anything but a newline. */
const FIELDS: Readonly<Record<StyleName, RegExp>> = {
  '%': /%\(([^\n]+?)\)/g,
  '{': /\{([^\n]+?)\}/g,
  $: /\$(?:\$|\{([^\n]+?)\}|([_a-z][_a-z0-9]*))/giu,
}

function fieldNames(fmt: string | null | undefined, style: unknown): string[] {
  if (fmt === null || fmt === undefined) return []
  if (isStyle(style))
    return Array.from(fmt.matchAll(FIELDS[style]), ([, first, second]) => first ?? second ?? '').filter(Boolean)
  if (style !== ',') throw new ValueError(`Style ${repr(style)} is not supported`)
  return fmt
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/**
 * Returns the entries of a message that is an object; null for any other. A copy, because exception and stack join it.
 */
function messageFields({ msg }: LogRecord): LogData | null {
  if (typeof msg !== 'object') return null
  if (types.isMap(msg)) return new Map(msg as Map<string, unknown>)
  return isPlainObject(msg) ? new Map(Object.entries(msg)) : null
}

function hasNoTraces({ exc_info, exc_text, stack_info }: LogRecord): boolean {
  return !exc_info && !exc_text && !stack_info
}

function linesIf(isArray: boolean, text: string): string | string[] {
  if (!isArray) return text
  const lines = text.split(LINE_END)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** The call site is asked for only where somebody wants it. */
function attributesOf(record: LogRecord, skipped: ReadonlySet<string>): string[] {
  const all = [...CALL_SITE_ATTRIBUTES].every((name) => skipped.has(name)) ? record : record.toDict()
  return Object.keys(all).filter((name) => !skipped.has(name) && !name.startsWith('_'))
}

function otherwiseOf({ json_default, json_encoder }: JsonFormatterOptions): (value: unknown) => unknown {
  if (json_encoder) {
    const encoder = new json_encoder()
    return (value) => encoder.default(value)
  }
  return json_default ?? jsonDefault
}

/**
 * Returns the value that python-json-logger prints for one that is not JSON. Some may fail to print; the line must not.
 */
function jsonDefault(value: unknown): unknown {
  try {
    if (types.isDate(value)) return isoDate(value)
    if (types.isUint8Array(value)) return urlSafeBase64(value)
    if (isError(value)) return `${typeName(value)}: ${str(value)}`
    return typeof value === 'function' && isClass(value) ? value.name : str(value)
  } catch {
    return failsafe(value)
  }
}

function failsafe(value: unknown): string {
  try {
    return repr(value)
  } catch {
    return '__could_not_encode__'
  }
}

/** Returns base64 for URLs with its padding, which Node's 'base64url' leaves out. */
function urlSafeBase64(bytes: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = bytes
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
