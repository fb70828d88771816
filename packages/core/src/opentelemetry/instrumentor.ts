/**
 * Python's LoggingInstrumentor: one call that joins logging with OpenTelemetry.
 *
 *   new LoggingInstrumentor().instrument({ set_logging_format: true })
 *
 * As in Python it gives root a LoggingHandler, unless OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION is false, and, where the format is
 * asked for (or OTEL_PYTHON_LOG_CORRELATION is true), each record the fields of its span and root a format that shows them.
 * Python then also replaces dictConfig and basicConfig by functions that leave the handler on root; here a program calls
 * `instrument` after it has configured logging.
 *
 * Source: opentelemetry-instrumentation-logging, __init__.py, read in 2026.
 */
import { bindNamed, INFO, type LogRecord } from '@pylogging/formatter'
import type { RecordFactory } from '../model/contracts.js'
import { getLogRecordFactory, setLogRecordFactory } from '../model/record-factory.js'
import { root } from '../model/tree.js'
import { basicConfig } from '../module/basic-config.js'
import { type OpenTelemetryProvider, type OpenTelemetrySpan, traceApi } from './api.js'
import { InstrumentationLoggingHandler } from './handler.js'
import { DEFAULT_LOGGING_FORMAT, setTraceFields } from './trace-fields.js'

/** The keywords of `instrument`, by Python's names. */
export interface InstrumentOptions {
  /** The provider of spans whose resource has the name of the service; the provider of the process unless given. */
  readonly tracer_provider?: unknown
  /** Whether records get the fields of their span, and root a format that shows them. */
  readonly set_logging_format?: boolean | undefined
  /** DEFAULT_LOGGING_FORMAT, or that of OTEL_PYTHON_LOG_FORMAT, unless given. */
  readonly logging_format?: string | null | undefined
  /** Root's level; INFO, or that of OTEL_PYTHON_LOG_LEVEL, unless given. */
  readonly log_level?: number | string | null | undefined
  /** Called with each record that is logged in a span. */
  readonly log_hook?: ((span: OpenTelemetrySpan, record: LogRecord) => void) | null | undefined
  /** Whether root gets a LoggingHandler; true unless OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION says false. */
  readonly enable_log_auto_instrumentation?: boolean | undefined
  /** An option of that handler: whether records have the place of the call. */
  readonly log_code_attributes?: boolean | undefined
  /** An option of that handler, ours: the provider that it gives its records to. */
  readonly logger_provider?: OpenTelemetryProvider | null | undefined
}

const SIGNATURE = {
  owner: 'LoggingInstrumentor.instrument()',
  names: [],
  keywordOnly: [
    'tracer_provider',
    'set_logging_format',
    'logging_format',
    'log_level',
    'log_hook',
    'enable_log_auto_instrumentation',
    'log_code_attributes',
    'logger_provider',
  ],
}
const LEVELS: Readonly<Record<string, string>> = { debug: 'DEBUG', info: 'INFO', warning: 'WARNING', error: 'ERROR' }

/** Undoes the changes of `instrument`, for `uninstrument` of any instance: there is one logging in a process. */
let undo: (() => void) | null = null

/** Joins logging with OpenTelemetry; `instrument` is called once, after logging was configured. */
export class LoggingInstrumentor {
  /**
   * Gives root a LoggingHandler, and records the fields of their span where the format is asked for.
   *
   * @throws ImportError where OpenTelemetry's packages are not installed; TypeError for an unknown keyword.
   */
  instrument(options: InstrumentOptions = {}): void {
    const given = bindNamed<InstrumentOptions>(SIGNATURE, [options])
    if (undo !== null) return
    const { set_logging_format = isTrue('OTEL_PYTHON_LOG_CORRELATION', 'false') } = given
    traceApi()
    const before = getLogRecordFactory()
    const handler = handlerFor(given)
    if (set_logging_format) setFormat(given)
    setLogRecordFactory(factoryFor(before, given, set_logging_format))
    if (handler !== null) root.addHandler(handler)
    undo = () => {
      setLogRecordFactory(before)
      if (handler !== null) root.removeHandler(handler)
    }
  }

  /** Takes back what `instrument` did, except for the format. */
  uninstrument(): void {
    undo?.()
    undo = null
  }
}

function handlerFor(given: InstrumentOptions): InstrumentationLoggingHandler | null {
  const { enable_log_auto_instrumentation = isTrue('OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION', 'true') } = given
  if (!enable_log_auto_instrumentation) return null
  const { log_code_attributes = isTrue('OTEL_PYTHON_LOG_CODE_ATTRIBUTES', 'false'), logger_provider } = given
  return new InstrumentationLoggingHandler({ log_code_attributes, logger_provider })
}

function setFormat({ logging_format, log_level }: InstrumentOptions): void {
  const { OTEL_PYTHON_LOG_FORMAT, OTEL_PYTHON_LOG_LEVEL = '' } = process.env
  const named = Object.hasOwn(LEVELS, OTEL_PYTHON_LOG_LEVEL) ? LEVELS[OTEL_PYTHON_LOG_LEVEL] : undefined
  basicConfig<number | string>({
    format: (logging_format ?? OTEL_PYTHON_LOG_FORMAT) || DEFAULT_LOGGING_FORMAT,
    level: log_level || named || INFO,
  })
}

/** The fields are set only where the format was asked for; the hook is called in any case, and what it throws is lost. */
function factoryFor(before: RecordFactory, given: InstrumentOptions, hasFields: boolean): RecordFactory {
  const { log_hook = null, tracer_provider } = given
  if (!hasFields && log_hook === null) return before
  return (...args) => {
    const record = before(...args)
    const span = hasFields ? setTraceFields(record, null, tracer_provider) : traceApi().trace.getActiveSpan()
    if (log_hook === null || span === undefined) return record
    try {
      log_hook(span, record)
    } catch {
      // As in Python.
    }
    return record
  }
}

function isTrue(variable: string, otherwise: string): boolean {
  return (process.env[variable] ?? otherwise).trim().toLowerCase() === 'true'
}
