/**
 * Python's `logging` for TypeScript: the same names, the same formats, the same bytes.
 *
 *   call  →  record  →  filters  →  handlers  →  formatter  →  stream or file
 *
 * Reading order: logger.ts, manager.ts, handler.ts, handlers/, then root.ts and basic-config.ts.
 *
 * The default export is the module as Python has it, an object whose variables can be set (`logging.raiseExceptions =
 * false`); everything that cannot be set is a named export too.
 */
import {
  addLevelName,
  BASIC_FORMAT,
  BufferingFormatter,
  CRITICAL,
  DEBUG,
  ERROR,
  FATAL,
  Formatter,
  float,
  getContextSwitches,
  getLevelName,
  getLevelNamesMapping,
  getRendering,
  gmtime,
  INFO,
  LogRecord,
  localtime,
  NOTSET,
  PercentStyle,
  type Rendering,
  StrFormatStyle,
  StringTemplateStyle,
  setContextSwitches,
  setRendering,
  tuple,
  WARN,
  WARNING,
} from '@pylogging/formatter'
import { basicConfig } from './basic-config.js'
import { kw } from './call-args.js'
import {
  AttributeError,
  FileExistsError,
  FileNotFoundError,
  IndexError,
  IsADirectoryError,
  KeyError,
  LookupError,
  NotADirectoryError,
  NotImplementedError,
  OSError,
  OverflowError,
  PermissionError,
  RuntimeError,
  UnicodeEncodeError,
  ValueError,
} from './errors.js'
import { Filter, Filterer } from './filter.js'
import { Handler } from './handler.js'
import { DatagramHandler } from './handlers/datagram.js'
import { FileHandler } from './handlers/file.js'
import { HTTPHandler } from './handlers/http.js'
import { NTEventLogHandler } from './handlers/nteventlog.js'
import {
  DEFAULT_HTTP_LOGGING_PORT,
  DEFAULT_SOAP_LOGGING_PORT,
  DEFAULT_TCP_LOGGING_PORT,
  DEFAULT_UDP_LOGGING_PORT,
  SOCK_DGRAM,
  SOCK_STREAM,
  SYSLOG_TCP_PORT,
  SYSLOG_UDP_PORT,
} from './handlers/ports.js'
import { BaseRotatingHandler, TimedRotatingFileHandler } from './handlers/rotating.js'
import { SMTPHandler } from './handlers/smtp.js'
import { SocketHandler } from './handlers/socket.js'
import { NullHandler, StreamHandler } from './handlers/stream.js'
import { SysLogHandler } from './handlers/syslog.js'
import { Logger, RootLogger } from './logger.js'
import { Manager, PlaceHolder } from './manager.js'
import { logging } from './module.js'
import { SocketReceiver } from './receiver.js'
import { getLogRecordFactory, makeLogRecord, setLogRecordFactory } from './record-factory.js'
import {
  critical,
  debug,
  disable,
  error,
  exception,
  fatal,
  getLogger,
  getLoggerClass,
  info,
  log,
  root,
  setLoggerClass,
  warning,
} from './root.js'
import { shared } from './shared.js'
import { shutdown } from './shutdown.js'
import { sys } from './sys.js'

export type {
  CallSite,
  Converter,
  ExcInfo,
  FormatterOptions,
  RecordArgs,
  StyleName,
  TimeTuple,
} from '@pylogging/formatter'
export {
  addLevelName,
  BASIC_FORMAT,
  BufferingFormatter,
  CRITICAL,
  DEBUG,
  ERROR,
  FATAL,
  Formatter,
  float,
  getLevelName,
  getLevelNamesMapping,
  gmtime,
  INFO,
  LogRecord,
  localtime,
  NOTSET,
  PercentStyle,
  StrFormatStyle,
  StringTemplateStyle,
  tuple,
  WARN,
  WARNING,
} from '@pylogging/formatter'
export { type BasicConfigOptions, basicConfig } from './basic-config.js'
export { kw, type LogKeywords } from './call-args.js'
export {
  AttributeError,
  FileExistsError,
  FileNotFoundError,
  IndexError,
  IsADirectoryError,
  KeyError,
  LookupError,
  NotADirectoryError,
  NotImplementedError,
  OSError,
  OverflowError,
  PermissionError,
  RuntimeError,
  UnicodeEncodeError,
  ValueError,
} from './errors.js'
export { Filter, Filterer, type FilterLike, type FilterResult } from './filter.js'
export { Handler, type RecordFormatter } from './handler.js'
export { FileHandler, type FileHandlerOptions, type FileName } from './handlers/file.js'
export { NullHandler, StreamHandler } from './handlers/stream.js'
export { Logger, RootLogger } from './logger.js'
export { type LoggerClass, Manager, PlaceHolder } from './manager.js'
export { getLogRecordFactory, makeLogRecord, type RecordFactory, setLogRecordFactory } from './record-factory.js'
export {
  critical,
  debug,
  disable,
  error,
  exception,
  fatal,
  getLogger,
  getLoggerClass,
  info,
  log,
  root,
  setLoggerClass,
  warning,
} from './root.js'
export { shutdown } from './shutdown.js'
export { sys, type TextStream } from './sys.js'

/** What cannot be set in Python either, or only by tests. */
const members = {
  BASIC_FORMAT,
  BufferingFormatter,
  CRITICAL,
  DEBUG,
  ERROR,
  FATAL,
  FileHandler,
  Filter,
  Filterer,
  Formatter,
  Handler,
  INFO,
  LogRecord,
  Logger,
  Manager,
  NOTSET,
  NullHandler,
  PercentStyle,
  PlaceHolder,
  RootLogger,
  StrFormatStyle,
  StreamHandler,
  StringTemplateStyle,
  WARN,
  WARNING,
  addLevelName,
  basicConfig,
  critical,
  debug,
  disable,
  error,
  exception,
  fatal,
  float,
  getLevelName,
  getLevelNamesMapping,
  getLogRecordFactory,
  getLogger,
  getLoggerClass,
  gmtime,
  handlers: {
    BaseRotatingHandler,
    DEFAULT_HTTP_LOGGING_PORT,
    DEFAULT_SOAP_LOGGING_PORT,
    DEFAULT_TCP_LOGGING_PORT,
    DEFAULT_UDP_LOGGING_PORT,
    DatagramHandler,
    HTTPHandler,
    NTEventLogHandler,
    SMTPHandler,
    SOCK_DGRAM,
    SOCK_STREAM,
    SYSLOG_TCP_PORT,
    SYSLOG_UDP_PORT,
    SocketHandler,
    SocketReceiver,
    SysLogHandler,
    TimedRotatingFileHandler,
  },
  info,
  kw,
  localtime,
  log,
  makeLogRecord,
  root,
  setLogRecordFactory,
  setLoggerClass,
  shutdown,
  sys,
  tuple,
  warning,
  AttributeError,
  FileExistsError,
  FileNotFoundError,
  IndexError,
  IsADirectoryError,
  KeyError,
  LookupError,
  NotADirectoryError,
  NotImplementedError,
  OSError,
  OverflowError,
  PermissionError,
  RuntimeError,
  UnicodeEncodeError,
  ValueError,
}

/** Python's module variables that programs set. */
const variables = {
  /** False silences failures of handlers. Read at each failure. */
  get raiseExceptions(): boolean {
    return shared.raiseExceptions
  },
  set raiseExceptions(value: boolean) {
    shared.raiseExceptions = value
  },
  /** Gets records that meet no handler; null mentions the missing configuration once. */
  get lastResort(): Handler | null {
    return shared.lastResort
  },
  set lastResort(handler: Handler | null) {
    shared.lastResort = handler
  },
  /** False: records have null for thread and threadName. */
  get logThreads(): boolean {
    return getContextSwitches().logThreads
  },
  set logThreads(value: boolean) {
    setContextSwitches({ logThreads: value })
  },
  /** False: records have null for processName. */
  get logMultiprocessing(): boolean {
    return getContextSwitches().logMultiprocessing
  },
  set logMultiprocessing(value: boolean) {
    setContextSwitches({ logMultiprocessing: value })
  },
  /** False: records have null for process. */
  get logProcesses(): boolean {
    return getContextSwitches().logProcesses
  },
  set logProcesses(value: boolean) {
    setContextSwitches({ logProcesses: value })
  },
  /** False: records have null for taskName. */
  get logAsyncioTasks(): boolean {
    return getContextSwitches().logAsyncioTasks
  },
  set logAsyncioTasks(value: boolean) {
    setContextSwitches({ logAsyncioTasks: value })
  },
  /** How values are printed in messages: 'python' (None, True) or 'js' (null, true). */
  get rendering(): Rendering {
    return getRendering()
  },
  set rendering(value: Rendering) {
    setRendering(value)
  },
}

/** The module as an object. */
export type Logging = typeof members & typeof variables

Object.defineProperties(Object.assign(logging, members), Object.getOwnPropertyDescriptors(variables))

export default logging
