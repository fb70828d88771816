/**
 * Python's `logging` for TypeScript: the same names, the same formats, the same bytes.
 *
 *   call  →  record  →  filters  →  handlers  →  formatter  →  stream or file
 *
 * The default export is the module as Python has it, an object whose variables can be set (`logging.raiseExceptions =
 * false`); everything that cannot be set is a named export too.
 *
 * @module
 */

export type {
  CallSite,
  Converter,
  ExcInfo,
  FormatText,
  FormatterOptions,
  LogRecordFields,
  LogRecordOptions,
  PythonFloat,
  PythonTuple,
  RecordArgs,
  Signature,
  Style,
  StyleArgument,
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
export type { TimeOfDay } from '@pylogging/rotator'

import { registerMarks } from './marks/mark.js'

registerMarks()

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
} from './ground/errors.js'
export { sys, type TextStream } from './ground/sys.js'
export {
  type ClosableStream,
  FileHandler,
  type FileHandlerOptions,
  type FileName,
  type WithFilename,
} from './handlers/file.js'
export { _StderrHandler, NullHandler, StreamHandler } from './handlers/stream.js'
export { describe } from './inspection/describe.js'
export { type Explainable, explain } from './inspection/explain.js'

export { type AdaptedLogger, type AdapterKeywords, LoggerAdapter, type LoggerAdapterOptions } from './model/adapter.js'
export { type Kw, kw, type LogKeywords } from './model/call-args.js'
export type {
  AnyHandler,
  FoundCaller,
  LoggerTree,
  RecordArguments,
  RecordFactory,
  RecordFormatter,
} from './model/contracts.js'
export { Filter, Filterer, type FilterLike, type FilterResult } from './model/filter.js'
export { Handler } from './model/handler.js'
export { getHandlerByName, getHandlerNames } from './model/handler-names.js'
export type { CustomLevelNames, LevelArgument, LevelName, LogArguments } from './model/log-types.js'
export { Logger, RootLogger } from './model/logger.js'
export { type LoggerClass, Manager } from './model/manager.js'
export type { CustomMessages } from './model/message-types.js'
export { PlaceHolder } from './model/place-holder.js'
export {
  getLogRecordFactory,
  makeLogRecord,
  setLogRecordFactory,
} from './model/record-factory.js'
export { runTask, setProcessName, setThreadName } from './model/run-names.js'
export { shutdown } from './model/shutdown.js'
export { disable, getLogger, getLoggerClass, root, setLoggerClass } from './model/tree.js'
export { type BasicConfigOptions, basicConfig } from './module/basic-config.js'
export { captureWarnings } from './module/capture-warnings.js'
export { type Logging, logging as default } from './module/members.js'
export { critical, debug, error, exception, fatal, info, log, warn, warning } from './module/root.js'
export type {
  BytesWarning,
  DeprecationWarning,
  EncodingWarning,
  FutureWarning,
  ImportWarning,
  PendingDeprecationWarning,
  ResourceWarning,
  RuntimeWarning,
  SyntaxWarning,
  UnicodeWarning,
  UserWarning,
  Warning,
  WarningCategory,
} from './warnings/warning-categories.js'
export type { WarningAction } from './warnings/warning-filters.js'
export {
  type CatchOptions as WarningCatchOptions,
  type CaughtWarnings,
  type FilterOptions as WarningFilterOptions,
  type WarningMessage,
  warnings,
} from './warnings/warnings.js'
