/**
 * The classes that configurations name, each with the options that it takes there: what the types of a configuration and
 * the JSON schema (scripts/api/schema.mjs) are made of.
 *
 *   class: 'logging.handlers.RotatingFileHandler'   filename, maxBytes, backupCount ...
 *
 * A class has a line here, and its options are the interface that its constructor has. A class that a program registers is
 * added by merging: `declare module '@pylogging/core/config' { interface ConfiguredHandlers { 'app.Mail': MailOptions } }`.
 */
import type { StyleName } from '@pylogging/formatter'
import type { TextStream } from '../ground/sys.js'
import type { DatagramHandlerOptions } from '../handlers/datagram.js'
import type { FileHandlerOptions, WithFilename } from '../handlers/file.js'
import type { HTTPHandlerOptions } from '../handlers/http.js'
import type { MemoryHandlerOptions } from '../handlers/memory.js'
import type { NTEventLogHandlerOptions } from '../handlers/nteventlog.js'
import type { PutQueue } from '../handlers/queue.js'
import type { RotatingFileHandlerOptions } from '../handlers/rotating.js'
import type { SMTPHandlerOptions } from '../handlers/smtp.js'
import type { SocketHandlerOptions } from '../handlers/socket.js'
import type { SysLogHandlerOptions } from '../handlers/syslog.js'
import type { TimedRotatingFileHandlerOptions } from '../handlers/timed-rotating.js'
import type { LevelName } from '../model/log-types.js'
import type { LoggingHandlerOptions } from '../opentelemetry/handler.js'
import type { TraceFieldsOptions } from '../opentelemetry/trace-fields.js'
import type { CorrelationIdFilterOptions } from '../third-party/asgi-correlation-id.js'
import type { ColorFormatterOptions } from '../third-party/celery.js'
import type { ColoredFormatterOptions, LevelFormatterOptions } from '../third-party/colorlog.js'
import type {
  ConcurrentRotatingFileHandlerOptions,
  ConcurrentTimedRotatingFileHandlerOptions,
} from '../third-party/concurrent-log-handler.js'
import type { StdlibFormatterOptions } from '../third-party/ecs-logging.js'
import type { JsonFormatterOptions } from '../third-party/python-json-logger.js'
import type { Rfc5424SysLogHandlerOptions } from '../third-party/rfc5424logging.js'
import type { RichHandlerOptions } from '../third-party/rich.js'
import type { ProcessorFormatterOptions } from '../third-party/structlog.js'
import type { ColourizedFormatterOptions } from '../third-party/uvicorn.js'

/** A value that is looked up: a name of the program's, or another value of the configuration. */
export type Reference = `ext://${string}` | `cfg://${string}`

/** A level: its number or its name. */
export type ConfiguredLevel = LevelName | number | Reference | null | undefined

/** Stands for the name of a handler of the same configuration. */
export type HandlerName = 'the name of a handler'

/** The period of a TimedRotatingFileHandler; letter case does not matter. */
export type When =
  | 'S'
  | 'M'
  | 'H'
  | 'D'
  | 'MIDNIGHT'
  | 'W0'
  | 'W1'
  | 'W2'
  | 'W3'
  | 'W4'
  | 'W5'
  | 'W6'
  | 's'
  | 'm'
  | 'h'
  | 'd'
  | 'midnight'
  | 'w0'
  | 'w1'
  | 'w2'
  | 'w3'
  | 'w4'
  | 'w5'
  | 'w6'
  | 'Midnight'

/** The options of a StreamHandler. */
export interface StreamOptions {
  /** The stream that records go to: `ext://sys.stdout`, or `ext://sys.stderr`, which it is unless given. */
  readonly stream?: TextStream | null | undefined
}

/** The options of a handler that has none. */
export type NoOptions = Record<never, never>

/** The options of a TimedRotatingFileHandler in a configuration. */
export interface TimedOptions extends Omit<WithFilename<TimedRotatingFileHandlerOptions>, 'when'> {
  /** S, M, H, D, MIDNIGHT, or W0 to W6 where W0 is Monday; letter case does not matter. 'h' unless given. */
  readonly when?: When | undefined
}

/** The options of a MemoryHandler in a configuration. */
export interface MemoryOptions extends Omit<MemoryHandlerOptions, 'flushLevel' | 'target'> {
  /** A record of this level or above makes it flush: a number, or a level's name; ERROR unless given. */
  readonly flushLevel?: ConfiguredLevel
  /** The name of the handler that gets the records. */
  readonly target?: HandlerName | null | undefined
}

/** The options of a QueueHandler in a configuration: its own, and those of its QueueListener. */
export interface QueueOptions {
  /** The name of a class or function, or a dict with `()`, that makes the queue; a `queue.Queue` unless given. */
  readonly queue?: string | Readonly<Record<string, unknown>> | PutQueue | undefined
  /** The name of a listener class, or a dict with `()`; QueueListener unless given. */
  readonly listener?:
    | string
    | Readonly<Record<string, unknown>>
    | (abstract new (
        ...args: never
      ) => unknown)
    | undefined
  /** The names of the handlers that the listener gives the records to. */
  readonly handlers?: readonly HandlerName[] | undefined
  /** True asks the level of each handler; false, as in Python, asks none. */
  readonly respect_handler_level?: boolean | undefined
}

/** The options of structlog's ProcessorFormatter in a configuration, where processors are named. */
export interface ProcessorsOptions
  extends Omit<ProcessorFormatterOptions, 'foreign_pre_chain' | 'processor' | 'processors'> {
  /** The one that renders: `ext://` and its name. Either this or `processors`. */
  readonly processor?: unknown
  /** Those that render, one after the other. */
  readonly processors?: readonly unknown[] | null | undefined
  /** Before them, for what structlog did not log, which here is everything. */
  readonly foreign_pre_chain?: readonly unknown[] | null | undefined
}

/** Handlers by the names of their classes. Programs add their own by merging. */
export interface ConfiguredHandlers {
  'logging.StreamHandler': StreamOptions
  'logging.FileHandler': WithFilename<FileHandlerOptions>
  'logging.NullHandler': NoOptions
  'logging.handlers.RotatingFileHandler': WithFilename<RotatingFileHandlerOptions>
  'logging.handlers.TimedRotatingFileHandler': TimedOptions
  'logging.handlers.WatchedFileHandler': WithFilename<FileHandlerOptions>
  'logging.handlers.SocketHandler': SocketHandlerOptions
  'logging.handlers.DatagramHandler': DatagramHandlerOptions
  'logging.handlers.SysLogHandler': SysLogHandlerOptions
  'logging.handlers.SMTPHandler': SMTPHandlerOptions
  'logging.handlers.NTEventLogHandler': NTEventLogHandlerOptions
  'logging.handlers.HTTPHandler': HTTPHandlerOptions
  'logging.handlers.MemoryHandler': MemoryOptions
  'logging.handlers.BufferingHandler': Pick<MemoryHandlerOptions, 'capacity'>
  'logging.handlers.QueueHandler': QueueOptions
  'opentelemetry.sdk._logs.LoggingHandler': LoggingHandlerOptions
  'opentelemetry.instrumentation.logging.handler.LoggingHandler': LoggingHandlerOptions
  'rich.logging.RichHandler': RichHandlerOptions
  'kedro.logging.RichHandler': RichHandlerOptions
  'colorlog.StreamHandler': StreamOptions
  'concurrent_log_handler.ConcurrentRotatingFileHandler': WithFilename<ConcurrentRotatingFileHandlerOptions>
  'concurrent_log_handler.ConcurrentTimedRotatingFileHandler': WithFilename<ConcurrentTimedRotatingFileHandlerOptions>
  'rfc5424logging.Rfc5424SysLogHandler': Rfc5424SysLogHandlerOptions
  'rfc5424logging.handler.Rfc5424SysLogHandler': Rfc5424SysLogHandlerOptions
  'cloghandler.ConcurrentRotatingFileHandler': WithFilename<ConcurrentRotatingFileHandlerOptions>
}

/** Formatters by the names of their classes, as `()` names them. Programs add their own by merging. */
export interface ConfiguredFormatters {
  'logging.Formatter': {
    /** A format of records; `%(message)s` unless given. */
    readonly fmt?: string | null | undefined
    /** The format of the time, as `strftime` takes it. */
    readonly datefmt?: string | null | undefined
    /** The style of `fmt`: '%', '{' or '$'. Default '%'. */
    readonly style?: StyleName | undefined
    /** False takes a format that cannot be right. Default true. */
    readonly validate?: boolean | undefined
    /** Values for attributes that a record lacks. */
    readonly defaults?: Readonly<Record<string, unknown>> | null | undefined
  }
  'pythonjsonlogger.jsonlogger.JsonFormatter': JsonFormatterOptions
  'pythonjsonlogger.json.JsonFormatter': JsonFormatterOptions
  'colorlog.ColoredFormatter': ColoredFormatterOptions
  'colorlog.LevelFormatter': LevelFormatterOptions
  'ecs_logging.StdlibFormatter': StdlibFormatterOptions
  'structlog.stdlib.ProcessorFormatter': ProcessorsOptions
  'uvicorn.logging.DefaultFormatter': ColourizedFormatterOptions
  'uvicorn.logging.AccessFormatter': ColourizedFormatterOptions
  'celery.utils.log.ColorFormatter': ColorFormatterOptions
  'celery.app.log.TaskFormatter': ColorFormatterOptions
}

/** Filters by the names of their classes, as `()` names them. Programs add their own by merging. */
export interface ConfiguredFilters {
  'logging.Filter': {
    /** Lets the records of this logger and of those below it through. */
    readonly name?: string | undefined
  }
  'asgi_correlation_id.CorrelationIdFilter': CorrelationIdFilterOptions
  'asgi_correlation_id.log_filters.CeleryTracingIdsFilter': CorrelationIdFilterOptions
  'pylogging.opentelemetry.TraceFieldsFilter': TraceFieldsOptions
  'django.utils.log.RequireDebugFalse': NoOptions
  'django.utils.log.RequireDebugTrue': NoOptions
}
