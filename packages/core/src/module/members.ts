/**
 * The object that `import logging from '@pylogging/core'` gives: the names of index.ts, Python's module variables, and
 * `logging.handlers`.
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
} from '../ground/errors.js'
import { sys } from '../ground/sys.js'
import { FileHandler } from '../handlers/file.js'
import { _StderrHandler, NullHandler, StreamHandler } from '../handlers/stream.js'
import { describe } from '../inspection/describe.js'
import { explain } from '../inspection/explain.js'
import { noteActions } from '../model/actions.js'
import { LoggerAdapter } from '../model/adapter.js'
import { kw } from '../model/call-args.js'
import { Filter, Filterer } from '../model/filter.js'
import { Handler } from '../model/handler.js'
import { getHandlerByName, getHandlerNames } from '../model/handler-names.js'
import { Logger, RootLogger } from '../model/logger.js'
import { Manager } from '../model/manager.js'
import { logging as moduleObject } from '../model/module-object.js'
import { PlaceHolder } from '../model/place-holder.js'
import { getLogRecordFactory, makeLogRecord, setLogRecordFactory } from '../model/record-factory.js'
import { runTask, setProcessName, setThreadName } from '../model/run-names.js'
import { shutdown } from '../model/shutdown.js'
import { disable, getLogger, getLoggerClass, root, setLoggerClass } from '../model/tree.js'
import { warnings } from '../warnings/warnings.js'
import { basicConfig } from './basic-config.js'
import { captureWarnings } from './capture-warnings.js'
import { handlerClasses } from './handler-classes.js'
import { critical, debug, error, exception, fatal, info, log, warn, warning } from './root.js'
import { variables } from './variables.js'

/** Members that cannot be set in Python either, or only by tests. */
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
  /** The exports of `@pylogging/core/handlers`. */
  get handlers() {
    return handlerClasses
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

/** The parts of the module that are there once they were imported, as in Python: `logging.config`. */
// biome-ignore lint/suspicious/noEmptyInterface: config.ts adds to it
export interface Submodules {}

/** The module as an object. */
export type Logging = typeof members & typeof variables & Submodules

for (const part of [members, warnings]) noteActions(part)
for (const part of [members, variables]) Object.defineProperties(moduleObject, Object.getOwnPropertyDescriptors(part))

/**
 * Python's module as an object: all functions, classes, constants and errors of this page, and the variables below,
 * which a program may set.
 */
export const logging: Logging = moduleObject as unknown as Logging
