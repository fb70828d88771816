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
export type {
  CallSite,
  Converter,
  ExcInfo,
  FormatterOptions,
  LogRecordOptions,
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
export type { FoundCaller } from './caller.js'
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
export { type Explainable, explain } from './explain.js'
export { Filter, Filterer, type FilterLike, type FilterResult } from './filter.js'
export { Handler, type RecordFormatter } from './handler.js'
export { getHandlerByName, getHandlerNames } from './handler-names.js'
export { type ClosableStream, FileHandler, type FileHandlerOptions, type FileName } from './handlers/file.js'
export { _StderrHandler, NullHandler, StreamHandler } from './handlers/stream.js'
export type { CustomLevelNames, LevelName } from './log-types.js'
export { Logger, RootLogger } from './logger.js'
export { type LoggerClass, Manager, PlaceHolder } from './manager.js'
export { type Logging, logging as default } from './members.js'
export {
  getLogRecordFactory,
  makeLogRecord,
  type RecordArguments,
  type RecordFactory,
  setLogRecordFactory,
} from './record-factory.js'
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
export { type CaughtWarnings, type WarningMessage, warnings } from './warnings.js'
