/**
 * Gives each record to OpenTelemetry's logs API, as the two LoggingHandlers of opentelemetry-python do.
 *
 *   root.addHandler(new LoggingHandler({ logger_provider: provider }))     provider: the LoggerProvider of @opentelemetry/sdk-logs
 *
 * From then on the record is the provider's: it is batched, exported and retried in the background, and no log call
 * waits. A record that is logged while one is being given away, by an exporter that logs or by a diagnostic of the
 * SDK's, is dropped: it would go round without an end.
 *
 * Python's provider exports what it still has when the program ends. Node's does not, so the handlers ask theirs for it when
 * the program has nothing else to do ('beforeExit'). After process.exit() nothing can be sent any more.
 *
 * Source: opentelemetry-sdk 1.45.0, sdk/_logs/_internal; opentelemetry-instrumentation-logging, handler.py, read in 2026.
 */
import { BoundedCache, bindNamed, type LogRecord, type PositionsThenNames, repr } from '@pylogging/formatter'
import { RuntimeError } from '../ground/errors.js'
import { Handler, handleFailure, reportWithoutRecord } from '../model/handler.js'
import { forgetIfThrows } from '../model/shutdown.js'
import { activeContext, globalProvider, type OpenTelemetryLogger, type OpenTelemetryProvider } from './api.js'
import { flushAtEnd, flushing } from './flushing.js'
import { translated } from './otel-record.js'
import { std_to_otel } from './severity.js'

/** The keywords of LoggingHandler. */
export interface LoggingHandlerOptions {
  /** Records below this level are dropped: a number or a name. */
  readonly level?: number | string | undefined
  /** The provider of the process, which `logs.setGlobalLoggerProvider` sets, unless given. It may be set later. */
  readonly logger_provider?: OpenTelemetryProvider | null | undefined
  /** Whether records have the attributes code.file.path, code.function.name and code.line.number. */
  readonly log_code_attributes?: boolean | undefined
}

const NAMES = ['level', 'logger_provider', 'log_code_attributes'] as const
const SIGNATURE = { owner: 'LoggingHandler.__init__()', names: NAMES }
/** Names of loggers are few; names of records that came from elsewhere need not be. */
const MOST_LOGGERS = 1000

let isEmitting = false

/**
 * Gives each record to OpenTelemetry's logs API. Needs the package @opentelemetry/api-logs, or a `logger_provider`.
 *
 * The severity is Python's `std_to_otel` of the level. The body is the formatter's text where the handler has a formatter,
 * else the message. Attributes are what `extra` added, the place of the call, and type, message and traceback of an error.
 * The logger's name is the scope. `flush` asks the provider to export, and does not wait for it.
 *
 * @example logging.root.addHandler(new LoggingHandler({ level: 'INFO', logger_provider: provider }))
 */
export class LoggingHandler extends Handler {
  /** Null is the provider of the process. */
  logger_provider: OpenTelemetryProvider | null
  log_code_attributes: boolean
  #loggers = new BoundedCache<string, OpenTelemetryLogger>({ most: MOST_LOGGERS })
  /** The provider that these loggers are of. */
  #owner: OpenTelemetryProvider | null = null
  #hasEmitted = false
  /** Whether the last record went somewhere. */
  #isOn = true
  #hasToldNesting = false

  /**
   * @throws ImportError where there is neither a provider nor the package @opentelemetry/api-logs; TypeError for a provider
   *   that has no loggers.
   */
  constructor(
    ...args: PositionsThenNames<
      [level?: number | string, logger_provider?: OpenTelemetryProvider | null, log_code_attributes?: boolean],
      typeof NAMES,
      LoggingHandlerOptions
    >
  )
  constructor(options: LoggingHandlerOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<LoggingHandlerOptions>(SIGNATURE, args)
    super(options.level)
    this.logger_provider = options.logger_provider ?? null
    this.log_code_attributes = options.log_code_attributes ?? true
    forgetIfThrows(this, () => this._checkProvider())
    flushAtEnd(this)
  }

  /** A hook for tools that only look at a configuration. @internal */
  _checkProvider(): void {
    const provider: unknown = this.#provider()
    if (typeof (provider as Partial<OpenTelemetryProvider>).getLogger === 'function') return
    throw new TypeError(
      `logger_provider must be a LoggerProvider, got ${repr(provider)}\n  It is one of @opentelemetry/sdk-logs, or has a method getLogger(name).`,
    )
  }

  override emit(record: LogRecord): void {
    if (isEmitting) {
      this.#tellNesting()
      return
    }
    isEmitting = true
    try {
      const logger = this.#loggerOf(record.name)
      this.#isOn = logger.enabled?.({ severityNumber: std_to_otel(record.levelno) }) !== false
      if (!this.#isOn) return
      const format = this.formatter === null ? null : (each: LogRecord) => this.format(each)
      const made = translated(record, format, this.log_code_attributes)
      const context = activeContext()
      // A key without a value would take the place of the context that the SDK finds itself.
      if (context !== undefined) made.context = context
      logger.emit(made)
      this.#hasEmitted = true
    } catch (error) {
      handleFailure(this, record, error)
    } finally {
      isEmitting = false
    }
  }

  /** Asks the provider to export what it has, and does not wait. */
  override flush(): void {
    this.#hasEmitted = false
    try {
      const flushed: unknown = flushing(this.#provider())
      if (flushed instanceof Promise) flushed.catch(reportWithoutRecord)
    } catch (error) {
      reportWithoutRecord(error)
    }
  }

  /** Does the same as `flush`: the provider stays open, for it may be another's, too. */
  override close(): void {
    if (this.#hasEmitted) this.flush()
    super.close()
  }

  /** The record is given away at once, so one whose place was not looked up beforehand is still asked in time. */
  override readsCallSite(): boolean {
    return this.#isOn && (this.log_code_attributes || this.formatter?.usesCallSite?.() === true)
  }

  /** Flushes when the program has nothing else to do. @internal */
  _flushWhatIsNew(): void {
    if (this.#hasEmitted) this.flush()
  }

  #provider(): OpenTelemetryProvider {
    return this.logger_provider ?? globalProvider()
  }

  /** Loggers are kept, because finding one may be slow; the provider of the process may be another by now. */
  #loggerOf(name: string): OpenTelemetryLogger {
    const provider = this.#provider()
    if (provider !== this.#owner) {
      this.#owner = provider
      this.#loggers = new BoundedCache({ most: MOST_LOGGERS })
    }
    return this.#loggers.get(name) ?? this.#loggers.set(name, provider.getLogger(name))
  }

  #tellNesting(): void {
    if (this.#hasToldNesting) return
    this.#hasToldNesting = true
    reportWithoutRecord(
      new RuntimeError(
        'LoggingHandler.emit detected recursive logging, skipping\n  What exports records logs on a logger whose records are exported. This is told once.',
      ),
    )
  }
}

/** The handler of opentelemetry-instrumentation-logging: a LoggingHandler without the place of the call, unless asked for. */
export class InstrumentationLoggingHandler extends LoggingHandler {
  constructor(
    ...args: PositionsThenNames<
      [level?: number | string, logger_provider?: OpenTelemetryProvider | null, log_code_attributes?: boolean],
      typeof NAMES,
      LoggingHandlerOptions
    >
  )
  constructor(options: LoggingHandlerOptions)
  constructor(...args: unknown[]) {
    super({ log_code_attributes: false, ...definedOf(bindNamed<LoggingHandlerOptions>(SIGNATURE, args)) })
  }
}

function definedOf(options: LoggingHandlerOptions): LoggingHandlerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
