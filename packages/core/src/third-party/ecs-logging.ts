/**
 * Records as JSON by the names of the Elastic Common Schema, one object a line, as the Python package ecs-logging prints them.
 *
 *   {"@timestamp":"2026-07-15T14:00:00.123Z","log.level":"info","message":"ready","ecs":{"version":"1.6.0"},"log":{…},…}
 *
 * Time, level and message come first; all other keys are sorted. A dot in the name of a field that `extra` added, or of
 * `extra` itself, is a level of nesting. Everything is kept in Maps, so that no name means anything.
 *
 * As in Python, a configuration that says `class` hands on no other options than format, datefmt, style and validate, of
 * which none changes a line; `()` hands on all.
 *
 * Source: ecs-logging, _stdlib.py and _utils.py of its main branch, read in 2026 and not run.
 */
import { types } from 'node:util'
import {
  bindNamed,
  CALL_SITE_ATTRIBUTES,
  type ExcInfo,
  Formatter,
  gmtime,
  isPlainObject,
  type LogRecord,
  repr,
  type StyleName,
  str,
} from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { JsonPrinter } from './json-text.js'
import { RESERVED_ATTRS } from './record-attributes.js'

/** The fields of a line, nested. */
export type EcsData = Map<string, unknown>

/** The keywords of StdlibFormatter, by Python's names. */
export interface StdlibFormatterOptions {
  /** A format of records. */
  readonly fmt?: string | null | undefined
  /** The format of the time, as `strftime` takes it. */
  readonly datefmt?: string | null | undefined
  /** The style of `fmt`: '%', '{' or '$'. Default '%'. */
  readonly style?: StyleName | undefined
  /** False takes a format that cannot be right. */
  readonly validate?: boolean | null | undefined
  /** How many frames of a traceback are printed, the outermost first; null prints all of them. */
  readonly stack_trace_limit?: number | null | undefined
  /** Fields of every record; a dot in a name is a level of nesting. */
  readonly extra?: Readonly<Record<string, unknown>> | null | undefined
  /** Fields that are left out, with all that is below them: ['process', 'log.original']. */
  readonly exclude_fields?: readonly string[] | undefined
}

const SIGNATURE = {
  owner: 'StdlibFormatter.__init__()',
  names: ['fmt', 'datefmt', 'style', 'validate', 'stack_trace_limit', 'extra', 'exclude_fields'],
}
const ECS_VERSION = '1.6.0'
const LIMIT = "'stack_trace_limit' must be None, or a non-negative integer"
const OWN: ReadonlySet<string> = new Set([...RESERVED_ATTRS, 'getMessage'])
/** The fields of ECS for the attributes that the agent of Elastic's APM adds. */
const APM: readonly (readonly [field: string, attribute: string])[] = [
  ['span.id', 'elasticapm_span_id'],
  ['transaction.id', 'elasticapm_transaction_id'],
  ['trace.id', 'elasticapm_trace_id'],
  ['service.name', 'elasticapm_service_name'],
]
const FIRST = ['@timestamp', 'log.level', 'message']

/**
 * Records as JSON by the names of the Elastic Common Schema, one object a line, as ecs_logging.StdlibFormatter prints them.
 *
 * @example new StdlibFormatter({ exclude_fields: ['process'], extra: { 'service.name': 'shop' } })
 */
export class StdlibFormatter extends Formatter {
  readonly #limit: number | null
  readonly #extra: Readonly<Record<string, unknown>>
  readonly #excluded: ReadonlySet<string>
  readonly #printer = new JsonPrinter({ otherwise: repr, isCompact: true, keepsNaN: true })

  /** @throws TypeError and ValueError in Python's words, for a limit or fields that are none. */
  constructor(fmt?: string | null, datefmt?: string | null, style?: StyleName)
  constructor(options: StdlibFormatterOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<StdlibFormatterOptions>(SIGNATURE, args)
    const { fmt = null, datefmt = null, style = '%', validate, stack_trace_limit = null, exclude_fields = [] } = options
    super(fmt, datefmt, style, validate ?? true)
    this.converter = gmtime
    if (stack_trace_limit !== null && !Number.isInteger(stack_trace_limit)) throw new TypeError(LIMIT)
    if (stack_trace_limit !== null && stack_trace_limit < 0) throw new ValueError(LIMIT)
    if (!Array.isArray(exclude_fields) || exclude_fields.some((each) => typeof each !== 'string')) {
      throw new TypeError("'exclude_fields' must be a sequence of strings")
    }
    this.#limit = stack_trace_limit
    this.#extra = options.extra ?? {}
    this.#excluded = new Set(exclude_fields)
  }

  override format(record: LogRecord): string {
    return this.#print(this.format_to_ecs(record))
  }

  /**
   * The fields of a record, nested. For overriding: `super.format_to_ecs(record)`, then more or fewer of them.
   *
   * @throws ValueError and TypeError where `extra` has a field in two ways of nesting, or a field in the place of a group.
   */
  format_to_ecs(record: LogRecord): EcsData {
    const result: EcsData = new Map()
    const message = record.getMessage()
    record.message = message
    for (const [field, value] of this.#own(record, message)) this.#put(result, field, value)
    for (const [field, value] of this.#added(record)) {
      if (!field.startsWith('elasticapm_labels.')) this.#put(result, field, value)
    }
    if (!result.has('message') && !this.#isExcluded('message')) result.set('message', message)
    return result
  }

  override usesCallSite(): boolean {
    return !this.#isExcluded('log.origin')
  }

  *#own(record: LogRecord, message: string): Iterable<readonly [field: string, value: unknown]> {
    yield ['@timestamp', this.#time(record)]
    yield ['ecs.version', ECS_VERSION]
    yield ['log.level', record.levelname ? record.levelname.toLowerCase() : null]
    if (this.usesCallSite()) {
      yield ['log.origin.function', record.funcName]
      yield ['log.origin.file.line', record.lineno]
      yield ['log.origin.file.name', record.filename]
    }
    yield ['log.original', message]
    yield ['log.logger', record.name]
    yield ['process.pid', record.process]
    yield ['process.name', record.processName]
    yield ['process.thread.id', record.thread]
    yield ['process.thread.name', record.threadName]
    const [type, error] = record.exc_info ?? [null, null]
    yield ['error.type', type?.name]
    yield ['error.message', error ? str(error) : null]
    yield ['error.stack_trace', this.#stackTrace(record)]
  }

  /** Returns the fields that `extra` added, the fields of every record, and those of the APM agent. */
  #added(record: LogRecord): EcsData {
    const attributes = Object.keys(record).filter((name) => !OWN.has(name) && !CALL_SITE_ATTRIBUTES.has(name))
    const added = flattened(attributes.map((name) => [name, record[name]]))
    for (const [field, value] of Object.entries(this.#extra)) merge(nested(field, value), added)
    for (const [field, attribute] of APM) {
      const value = added.get(attribute)
      added.delete(attribute)
      if (!added.has(field)) added.set(field, value)
    }
    return added
  }

  #put(result: EcsData, field: string, value: unknown): void {
    if (value === null || value === undefined || this.#isExcluded(field)) return
    merge(nested(field, value), result)
  }

  #isExcluded(field: string): boolean {
    if (this.#excluded.size === 0) return false
    const parts = field.split('.')
    return parts.some((_, index) => this.#excluded.has(parts.slice(0, index + 1).join('.')))
  }

  #time(record: LogRecord): string {
    const milliseconds = String(Math.trunc(record.msecs)).padStart(3, '0')
    return `${this.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.${milliseconds}Z`
  }

  #stackTrace({ exc_info, stack_info }: LogRecord): string | null {
    const hasTraceback = exc_info && exc_info[2] !== null && exc_info[2] !== undefined
    if (hasTraceback && this.#limit !== 0) return framesOf(this.formatException(exc_info as ExcInfo), this.#limit)
    return stack_info ? str(stack_info) : null
  }

  #print(data: EcsData): string {
    const rest = new Map(data)
    const log = rest.get('log')
    if (types.isMap(log) && log.has('level')) {
      const others = new Map(log as EcsData)
      rest.set('log.level', others.get('level'))
      others.delete('level')
      if (others.size === 0) rest.delete('log')
      else rest.set('log', others)
    }
    const first = FIRST.filter((field) => rest.has(field)).map((field): [string, unknown] => [field, rest.get(field)])
    for (const [field] of first) rest.delete(field)
    return this.#printer.text(new Map([...first, ...(sorted(rest) as EcsData)]))
  }
}

/** Python's `traceback.format_tb`: the frames of the last traceback in the text, without what stands around them. */
function framesOf(text: string, limit: number | null): string | null {
  const [, after = ''] = text.split(/^Traceback \(most recent call last\):\n/m).slice(-2)
  const frames: string[] = []
  for (const line of after.split(/(?<=\n)/)) {
    if (line.startsWith('  File ')) frames.push(line)
    else if (line.startsWith('    ') && frames.length > 0) frames.push((frames.pop() ?? '') + line)
    else break
  }
  return frames.slice(0, limit ?? frames.length).join('') || null
}

function isDictionary(value: unknown): value is EcsData | Readonly<Record<string, unknown>> {
  return types.isMap(value) || isPlainObject(value)
}

function entriesOf(value: EcsData | Readonly<Record<string, unknown>>): Iterable<[string, unknown]> {
  return types.isMap(value) ? (value as EcsData) : Object.entries(value)
}

/** A dot in the name for each level. @throws ValueError for a field that is there in two ways. */
function flattened(entries: Iterable<[string, unknown]>, depth = 0): EcsData {
  if (depth > MOST_LEVELS) throw new ValueError(`a value is nested deeper than ${MOST_LEVELS} levels`)
  const flat: EcsData = new Map()
  const set = (name: string, value: unknown) => {
    if (flat.has(name)) throw new ValueError(`Duplicate entry for '${name}' with different nesting`)
    flat.set(name, value)
  }
  for (const [name, value] of entries) {
    if (!isDictionary(value)) set(name, value)
    else for (const [inner, each] of flattened(entriesOf(value), depth + 1)) set(`${name}.${inner}`, each)
  }
  return flat
}

const MOST_LEVELS = 100

/** The value below as many dictionaries as the name has dots. */
function nested(field: string, value: unknown): EcsData {
  const [name = '', ...inner] = field.split('.').reverse()
  return inner.reduce<EcsData>((made, each) => new Map([[each, made]]), new Map([[name, asMap(value)]]))
}

function asMap(value: unknown): unknown {
  return isDictionary(value) ? new Map(entriesOf(value)) : value
}

/** @throws TypeError where a value would take the place of another. */
function merge(from: EcsData, into: EcsData): void {
  for (const [name, given] of from) {
    const value = asMap(given)
    const there = into.get(name)
    if (there === undefined) into.set(name, types.isMap(value) ? merged(value as EcsData) : value)
    else if (types.isMap(value) && types.isMap(there)) merge(value as EcsData, there as EcsData)
    else if (!types.isMap(there) || there.size > 0) throw conflict(name, there, value)
    else into.set(name, value)
  }
}

/** A copy: what is merged into it later is nobody else's. */
function merged(from: EcsData): EcsData {
  const made: EcsData = new Map()
  merge(from, made)
  return made
}

function conflict(name: string, there: unknown, value: unknown): TypeError {
  return new TypeError(
    `Type mismatch at key \`${name}\`: merging dicts would replace value \`${str(there)}\` with \`${str(value)}\`. ` +
      'This is likely due to dotted keys in the event dict being turned into nested dictionaries, causing a conflict.',
  )
}

function sorted(value: unknown, depth = 0): unknown {
  if (Array.isArray(value) && depth <= MOST_LEVELS) return value.map((each) => sorted(each, depth + 1))
  if (!isDictionary(value) || depth > MOST_LEVELS) return value
  const entries = [...entriesOf(value)].sort(([one], [other]) => (one < other ? -1 : 1))
  return new Map(entries.map(([name, each]) => [name, sorted(each, depth + 1)]))
}
