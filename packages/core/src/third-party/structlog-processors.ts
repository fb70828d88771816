/**
 * The processors of structlog that configurations name with its ProcessorFormatter: those that add to an event, and those
 * that make a text of it.
 *
 * Source: structlog 26.1.0, processors.py, stdlib.py and _log_levels.py; compared with it in conformance/structlog/answers.json.
 */
import {
  bindNamed,
  type ExcInfo,
  Formatter,
  isError,
  LogRecord,
  localtime,
  percentFormat,
  repr,
  str,
  strftime,
} from '@pylogging/formatter'
import { KeyError, ValueError } from '../ground/errors.js'
import { isoTime } from './iso-time.js'
import { type JsonOptions, JsonPrinter } from './json-text.js'
import { RESERVED_ATTRS } from './record-attributes.js'
import type { EventDict } from './structlog.js'

const LEVELS: ReadonlyMap<string, number> = new Map([
  ['critical', 50],
  ['exception', 40],
  ['error', 40],
  ['warn', 30],
  ['warning', 30],
  ['info', 20],
  ['debug', 10],
  ['notset', 0],
])

/** Adds `level`: the name of the level in small letters. */
export function add_log_level(_logger: unknown, method_name: string, event_dict: EventDict): EventDict {
  const name = method_name === 'warn' ? 'warning' : method_name
  return event_dict.set('level', name === 'exception' ? 'error' : name)
}

/** Adds `level_number`. @throws KeyError for a level of one's own. */
export function add_log_level_number(_logger: unknown, method_name: string, event_dict: EventDict): EventDict {
  const number = LEVELS.get(method_name)
  if (number === undefined) throw new KeyError(method_name)
  return event_dict.set('level_number', number)
}

/** Adds `logger`: the name of the record's logger. */
export function add_logger_name(logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
  const named = (event_dict.get('_record') ?? logger) as { readonly name: string }
  return event_dict.set('logger', named.name)
}

/** Puts the traceback of `exc_info` into `exception`, as text. */
export function format_exc_info(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
  const exc_info = event_dict.get('exc_info')
  event_dict.delete('exc_info')
  const triple = isError(exc_info) ? [exc_info.constructor, exc_info, null] : exc_info
  if (!Array.isArray(triple) || !isError(triple[1])) return event_dict
  return event_dict.set('exception', new Formatter().formatException(triple as unknown as ExcInfo))
}

/** Adds what `extra` added to the record, all of it or what is allowed. */
export class ExtraAdder {
  readonly #allow: readonly string[] | null

  constructor(allow?: readonly string[] | null | { readonly allow?: readonly string[] | null | undefined })
  constructor(...args: unknown[]) {
    const { allow } = bindNamed<{ allow?: Iterable<string> | null }>(
      { owner: 'ExtraAdder.__init__()', names: ['allow'] },
      args,
    )
    this.#allow = allow ? [...allow] : null
  }

  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
    const record = event_dict.get('_record')
    if (!(record instanceof LogRecord)) return event_dict
    const names = this.#allow ?? Object.keys(record).filter((name) => !NOT_ADDED.has(name))
    for (const name of names) if (name in record) event_dict.set(name, record[name])
    return event_dict
  }
}

/** `message` and `asctime` are there once a record was formatted, and are no attributes of a new one. */
const NOT_ADDED: ReadonlySet<string> = new Set(
  RESERVED_ATTRS.filter((name) => name !== 'message' && name !== 'asctime'),
)

/** Adds the time: seconds, ISO 8601 by `fmt` 'iso', or by a format of strftime. */
export class TimeStamper {
  readonly fmt: string | null
  readonly utc: boolean
  readonly key: string

  /** @throws ValueError for seconds that are not UTC. */
  constructor(fmt?: string | null, utc?: boolean, key?: string)
  constructor(options: { readonly fmt?: string | null; readonly utc?: boolean; readonly key?: string })
  constructor(...args: unknown[]) {
    const signature = { owner: 'TimeStamper.__init__()', names: ['fmt', 'utc', 'key'] }
    const { fmt = null, utc = true, key = 'timestamp' } = bindNamed<Partial<TimeStamper>>(signature, args)
    if (fmt === null && !utc) throw new ValueError('UNIX timestamps are always UTC.')
    this.fmt = fmt
    this.utc = utc
    this.key = key
  }

  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
    return event_dict.set(this.key, this.#text(Date.now()))
  }

  #text(milliseconds: number): string | number {
    const { fmt, utc } = this
    const now = milliseconds / 1000
    if (fmt === null) return now
    if (fmt.toUpperCase() !== 'ISO') {
      // datetime's strftime has %f, which time's has not.
      const micros = String((milliseconds % 1000) * 1000).padStart(6, '0')
      return strftime(fmt.replaceAll('%f', micros), now, { utc })
    }
    // A local time has no zone in Python either.
    return utc
      ? isoTime(now).replace('+00:00', 'Z')
      : isoTime(now, localtime(now).tm_gmtoff ?? 0).replace(/[+-]\d\d:\d\d(:\d\d)?$/, '')
  }
}

/** Puts the stack of `stack_info` into `stack`. */
export class StackInfoRenderer {
  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
    const stack = event_dict.get('stack_info')
    event_dict.delete('stack_info')
    return stack ? event_dict.set('stack', stack) : event_dict
  }
}

/** Merges `positional_args` into the event. */
export class PositionalArgumentsFormatter {
  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
    const args = event_dict.get('positional_args')
    event_dict.delete('positional_args')
    const hasAny = Array.isArray(args) ? args.length > 0 : Boolean(args)
    if (hasAny) event_dict.set('event', percentFormat(str(event_dict.get('event')), args as never))
    return event_dict
  }
}

/** Bytes become text, as UTF-8. */
export class UnicodeDecoder {
  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
    for (const [key, value] of event_dict) {
      if (value instanceof Uint8Array) event_dict.set(key, Buffer.from(value).toString())
    }
    return event_dict
  }
}

/** Gives the event another name. */
export class EventRenamer {
  readonly #to: string
  readonly #replaceBy: string | null

  constructor(to: string, replace_by?: string | null)
  constructor(options: { readonly to: string; readonly replace_by?: string | null })
  constructor(...args: unknown[]) {
    const signature = { owner: 'EventRenamer.__init__()', names: ['to', 'replace_by'], required: 1 }
    const { to, replace_by = null } = bindNamed<{ to: string; replace_by?: string | null }>(signature, args)
    this.#to = to
    this.#replaceBy = replace_by
  }

  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
    const event = event_dict.get('event')
    event_dict.delete('event')
    event_dict.set(this.#to, event)
    if (this.#replaceBy === null) return event_dict
    const other = event_dict.get(this.#replaceBy)
    event_dict.delete(this.#replaceBy)
    return other === null || other === undefined ? event_dict : event_dict.set('event', other)
  }
}

/** The keywords of JSONRenderer: those of json.dumps that are of use here. */
export interface JSONRendererOptions extends Omit<JsonOptions, 'otherwise' | 'isCompact' | 'keepsNaN'> {
  readonly sort_keys?: boolean | undefined
  /** Returns the value that is written in the place of one that is not JSON; its repr unless given. */
  readonly default?: ((value: unknown) => unknown) | undefined
}

/** Makes JSON of an event, on one line. */
export class JSONRenderer {
  readonly #printer: JsonPrinter
  readonly #sorts: boolean

  constructor(options: JSONRendererOptions = {}) {
    const names = ['sort_keys', 'default', 'indent', 'ensure_ascii']
    const given = bindNamed<JSONRendererOptions>({ owner: 'JSONRenderer.__init__()', names: [], keywordOnly: names }, [
      options,
    ])
    const { sort_keys = false, default: otherwise = repr, indent, ensure_ascii } = given
    this.#sorts = sort_keys
    this.#printer = new JsonPrinter({ otherwise, indent, ensure_ascii })
  }

  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): string {
    return this.#printer.text(this.#sorts ? new Map(sorted(event_dict)) : event_dict)
  }
}

/** The keywords of the renderers of keys and values. */
export interface KeyValueOptions {
  readonly sort_keys?: boolean | undefined
  /** The keys that come first. */
  readonly key_order?: readonly string[] | null | undefined
  /** Whether those of `key_order` that are not there are left out. */
  readonly drop_missing?: boolean | undefined
}

/** Makes `key=value` of an event, values by their repr. */
export class KeyValueRenderer {
  readonly #options: KeyValueOptions & { readonly repr_native_str?: boolean | undefined }

  constructor(options: KeyValueOptions & { readonly repr_native_str?: boolean | undefined } = {}) {
    const names = ['sort_keys', 'key_order', 'drop_missing', 'repr_native_str']
    this.#options = bindNamed({ owner: 'KeyValueRenderer.__init__()', names }, [options])
  }

  /** The processor. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): string {
    const quotes = this.#options.repr_native_str ?? true
    const text = (value: unknown) => (typeof value === 'string' && !quotes ? value : repr(value))
    return ordered(event_dict, this.#options)
      .map(([key, value]) => `${key}=${text(value)}`)
      .join(' ')
  }
}

/** Makes logfmt of an event. */
export class LogfmtRenderer {
  readonly #options: KeyValueOptions & { readonly bool_as_flag?: boolean | undefined }

  constructor(options: KeyValueOptions & { readonly bool_as_flag?: boolean | undefined } = {}) {
    const names = ['sort_keys', 'key_order', 'drop_missing', 'bool_as_flag']
    this.#options = bindNamed({ owner: 'LogfmtRenderer.__init__()', names }, [options])
  }

  /** The processor. @throws ValueError for a key that has a space. */
  process(_logger: unknown, _method_name: string, event_dict: EventDict): string {
    const isFlag = this.#options.bool_as_flag ?? true
    return ordered(event_dict, this.#options)
      .map(([key, value]) => logfmt(key, value, isFlag))
      .join(' ')
  }
}

function logfmt(key: string, value: unknown, isFlag: boolean): string {
  if (/[\0-\x20]/.test(key)) throw new ValueError(`Invalid key: "${key}"`)
  if (value === null || value === undefined) return `${key}=`
  if (value === true && isFlag) return key
  const plain = typeof value === 'boolean' ? String(value) : str(value)
  const isQuoted = /[ ="]/.test(plain)
  const escaped = isQuoted ? plain.replaceAll('\\', '\\\\') : plain
  const text = escaped.replaceAll('"', '\\"').replaceAll('\n', '\\n')
  return isQuoted ? `${key}="${text}"` : `${key}=${text}`
}

function ordered(event_dict: EventDict, options: KeyValueOptions): [string, unknown][] {
  const { sort_keys = false, key_order, drop_missing = false } = options
  const first = (key_order ?? [])
    .map((key): [string, unknown] => [key, event_dict.get(key) ?? null])
    .filter(([, value]) => value !== null || !drop_missing)
  const rest = [...event_dict].filter(([key]) => !key_order?.includes(key))
  return [...first, ...(sort_keys ? sorted(rest) : rest)]
}

function sorted(entries: Iterable<[string, unknown]>): [string, unknown][] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1))
}
