/**
 * Python's `logging` for TypeScript: the same names, the same formats, the same bytes.
 *
 *   call  →  record  →  filters  →  handlers  →  formatter  →  stream or file
 *
 * The default export is the module as Python has it, an object whose variables can be set (`logging.raiseExceptions =
 * false`); everything that cannot be set is a named export too.
 *
 * @module
 * @privateRemarks Reading order: logger.ts, log-call.ts, manager.ts, handler.ts, handlers/, then root.ts and basic-config.ts.
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
import { LoggerAdapter } from './adapter.js'
import { basicConfig } from './basic-config.js'
import { kw } from './call-args.js'
import { captureWarnings } from './capture-warnings.js'
import { describe } from './describe.js'
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
import { explain } from './explain.js'
import { Filter, Filterer } from './filter.js'
import { Handler } from './handler.js'
import { getHandlerByName, getHandlerNames } from './handler-names.js'
import { BaseRotatingHandler } from './handlers/base-rotating.js'
import { DatagramHandler } from './handlers/datagram.js'
import { FileHandler } from './handlers/file.js'
import { HTTPHandler } from './handlers/http.js'
import { BufferingHandler, MemoryHandler } from './handlers/memory.js'
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
import { QueueHandler } from './handlers/queue.js'
import { QueueListener } from './handlers/queue-listener.js'
import { RotatingFileHandler } from './handlers/rotating.js'
import { SMTPHandler } from './handlers/smtp.js'
import { SocketHandler } from './handlers/socket.js'
import { _StderrHandler, NullHandler, StreamHandler } from './handlers/stream.js'
import { SysLogHandler } from './handlers/syslog.js'
import { TimedRotatingFileHandler } from './handlers/timed-rotating.js'
import { WatchedFileHandler } from './handlers/watched-file.js'
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
  warn,
  warning,
} from './root.js'
import { runTask, setProcessName, setThreadName } from './run-names.js'
import { shutdown } from './shutdown.js'
import { sys } from './sys.js'
import { variables } from './variables.js'
import { warnings } from './warnings.js'

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
export { type AdaptedLogger, type AdapterKeywords, LoggerAdapter, type LoggerAdapterOptions } from './adapter.js'
export { type BasicConfigOptions, basicConfig } from './basic-config.js'
export { kw, type LogKeywords } from './call-args.js'
export { captureWarnings } from './capture-warnings.js'
export { describe } from './describe.js'
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
export { explain } from './explain.js'
export { Filter, Filterer, type FilterLike, type FilterResult } from './filter.js'
export { Handler, type RecordFormatter } from './handler.js'
export { getHandlerByName, getHandlerNames } from './handler-names.js'
export { FileHandler, type FileHandlerOptions, type FileName } from './handlers/file.js'
export { _StderrHandler, NullHandler, StreamHandler } from './handlers/stream.js'
export type { CustomLevelNames, LevelName } from './log-types.js'
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
  warn,
  warning,
} from './root.js'
export { runTask, setProcessName, setThreadName } from './run-names.js'
export { shutdown } from './shutdown.js'
export { sys, type TextStream } from './sys.js'
export type { WarningCategory } from './warning-categories.js'
export type { WarningAction } from './warning-filters.js'
export { type WarningMessage, warnings } from './warnings.js'

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
  LoggerAdapter,
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
  _StderrHandler,
  addLevelName,
  basicConfig,
  captureWarnings,
  critical,
  debug,
  describe,
  disable,
  error,
  exception,
  explain,
  fatal,
  float,
  getHandlerByName,
  getHandlerNames,
  getLevelName,
  getLevelNamesMapping,
  getLogRecordFactory,
  getLogger,
  getLoggerClass,
  gmtime,
  /** What `@pylogging/core/handlers` exports. */
  handlers: {
    BaseRotatingHandler,
    BufferingHandler,
    MemoryHandler,
    QueueHandler,
    QueueListener,
    RotatingFileHandler,
    TimedRotatingFileHandler,
    WatchedFileHandler,
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
  },
  info,
  kw,
  localtime,
  log,
  makeLogRecord,
  root,
  runTask,
  setLogRecordFactory,
  setLoggerClass,
  setProcessName,
  setThreadName,
  shutdown,
  sys,
  tuple,
  warn,
  warning,
  warnings,
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

/** The module as an object. */
export type Logging = typeof members & typeof variables

Object.defineProperties(Object.assign(logging, members), Object.getOwnPropertyDescriptors(variables))

export default logging
