/**
 * structlog's formatter for records of logging.
 *
 *   new ProcessorFormatter({
 *     foreign_pre_chain: [add_log_level, new TimeStamper({ fmt: 'iso' })],
 *     processors: [ProcessorFormatter.remove_processors_meta, new JSONRenderer()],
 *   })
 *   {"event": "ready", "level": "info", "timestamp": "2026-07-15T14:00:00.123000Z"}
 *
 * A processor gets a logger, the name of the level in small letters and the event, a Map; it returns the event, or, as the
 * last one, a text. It is a function, or an object with a method `process`. A class is taken with its defaults, so that JSON
 * can name it: "ext://structlog.processors.JSONRenderer".
 *
 * Source: structlog 26.1.0, stdlib.py; compared with it in conformance/structlog/answers.json.
 */
import { bindNamed, Formatter, isClass, LogRecord, repr, type StyleName, str, typeName } from '@pylogging/formatter'
import type { Logger } from '../model/logger.js'
import { RuntimeWarning } from '../warnings/warning-categories.js'
import { warnings } from '../warnings/warnings.js'

/** The fields of a record on their way through the processors, in their order. */
export type EventDict = Map<string, unknown>

/** A processor that is a function. */
export type ProcessorFunction = (logger: unknown, method_name: string, event_dict: EventDict) => unknown

/** A processor: a function, an object that has it as a method, or a class of such objects. */
export type Processor = ProcessorFunction | { process: ProcessorFunction } | (new () => { process: ProcessorFunction })

/** The keywords of ProcessorFormatter, by Python's names. */
export interface ProcessorFormatterOptions {
  /** The one that renders; without `_record` and `_from_structlog` in the event. Either this or `processors`. */
  readonly processor?: Processor | null | undefined
  readonly processors?: readonly Processor[] | null | undefined
  /** The processors that run before the others on events that structlog did not log, which here are all of them. */
  readonly foreign_pre_chain?: readonly Processor[] | null | undefined
  /** True leaves the exception to be printed below the text, too. */
  readonly keep_exc_info?: boolean | undefined
  /** True leaves the stack to be printed below the text, too. */
  readonly keep_stack_info?: boolean | undefined
  /** The logger that the processors are given. */
  readonly logger?: Logger | null | undefined
  /** Whether the event has the record's arguments as `positional_args`. */
  readonly pass_foreign_args?: boolean | undefined
  /** False takes the message without its arguments. */
  readonly use_get_message?: boolean | undefined
  /** A format of records. */
  readonly fmt?: string | null | undefined
  /** The format of the time, as `strftime` takes it. */
  readonly datefmt?: string | null | undefined
  /** The style of `fmt`: '%', '{' or '$'. Default '%'. */
  readonly style?: StyleName | undefined
  /** False takes a format that cannot be right. */
  readonly validate?: boolean | undefined
}

const NAMES = [
  'processor',
  'processors',
  'foreign_pre_chain',
  'keep_exc_info',
  'keep_stack_info',
  'logger',
  'pass_foreign_args',
  'use_get_message',
]
const SIGNATURE = {
  owner: 'ProcessorFormatter.__init__()',
  names: NAMES,
  keywordOnly: ['fmt', 'datefmt', 'style', 'validate'],
}

/** Takes `_record` and `_from_structlog`, which every event has, out of it: a processor. */
export function remove_processors_meta(_logger: unknown, _method_name: string, event_dict: EventDict): EventDict {
  event_dict.delete('_record')
  event_dict.delete('_from_structlog')
  return event_dict
}

/**
 * Records as what structlog's processors make of them.
 *
 * @example new ProcessorFormatter({ foreign_pre_chain: [add_log_level], processor: new JSONRenderer() })
 */
export class ProcessorFormatter extends Formatter {
  /** Python's place for it. */
  static readonly remove_processors_meta = remove_processors_meta

  readonly processors: readonly ProcessorFunction[]
  readonly foreign_pre_chain: readonly ProcessorFunction[]
  /** True leaves the exception to be printed below the text, too. */
  readonly keep_exc_info: boolean
  /** True leaves the stack to be printed below the text, too. */
  readonly keep_stack_info: boolean
  readonly logger: Logger | null
  readonly pass_foreign_args: boolean
  readonly use_get_message: boolean

  /** @throws TypeError for both or neither of `processor` and `processors`, and for what is no processor. */
  constructor(options: ProcessorFormatterOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<ProcessorFormatterOptions>(SIGNATURE, args)
    const { processor = null, processors, fmt = '%(message)s', datefmt = null, style = '%', validate = true } = options
    super(fmt, datefmt, style, validate)
    if (processor !== null && processors && processors.length > 0) {
      throw new TypeError('The `processor` and `processors` arguments are mutually exclusive.')
    }
    const chain = processor === null ? (processors ?? []) : [remove_processors_meta, processor]
    if (chain.length === 0) throw new TypeError('Either `processor` or `processors` must be passed.')
    this.processors = chain.map(functionOf)
    this.foreign_pre_chain = (options.foreign_pre_chain ?? []).map(functionOf)
    this.keep_exc_info = options.keep_exc_info ?? false
    this.keep_stack_info = options.keep_stack_info ?? false
    this.logger = options.logger ?? null
    this.pass_foreign_args = options.pass_foreign_args ?? false
    this.use_get_message = options.use_get_message ?? true
  }

  /** Warns where the last processor makes no text. @throws What processors throw. */
  override format(original: LogRecord): string {
    const record = LogRecord.copy(original)
    const method = record.levelname.toLowerCase()
    const event: EventDict = new Map<string, unknown>([
      ['event', this.use_get_message ? record.getMessage() : str(record.msg)],
      ['_record', record],
      ['_from_structlog', false],
    ])
    if (this.pass_foreign_args) event.set('positional_args', record.args ?? [])
    record.args = null
    if (record.exc_info) event.set('exc_info', record.exc_info)
    if (record.stack_info) event.set('stack_info', record.stack_info)
    let made: unknown = event
    for (const process of this.foreign_pre_chain) made = process(this.logger, method, made as EventDict)
    if (!this.keep_exc_info) Object.assign(record, { exc_text: null, exc_info: null })
    if (!this.keep_stack_info) record.stack_info = null
    for (const process of this.processors) made = process(this.logger, method, made as EventDict)
    if (typeof made !== 'string') {
      warnings.warn(
        `The last processor in ProcessorFormatter.processors must return a string, but it returned a ${typeName(made)} instead.`,
        RuntimeWarning,
      )
    }
    record.msg = made
    return super.format(record)
  }

  /** The record is copied, with its place. */
  override usesCallSite(): boolean {
    return true
  }
}

function functionOf(processor: Processor): ProcessorFunction {
  const made: unknown = isClass(processor) ? new (processor as new () => object)() : processor
  if (typeof made === 'function') return made as ProcessorFunction
  const { process } = (made ?? {}) as { process?: unknown }
  if (typeof process === 'function') return (...args) => process.apply(made, args)
  throw new TypeError(
    `'${repr(made)}' is not callable\n  A processor is a function, or an object with a method process.`,
  )
}
