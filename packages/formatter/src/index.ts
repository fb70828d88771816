/**
 * Python's log formatting: records, formats, dates, tracebacks and call sites.
 *
 *   record (what happened, where, when)  →  Formatter (format, date, exception)  →  text
 *
 * @module
 */

export { braceFormat } from './brace/brace-format.js'
export { callerOf, captureCallers, captureCallSite } from './call-site/call-site.js'
export { CallSite, UNKNOWN_CALL_SITE } from './call-site/call-site-cache.js'
export { exceptionText, stackLines, type TraceLine } from './call-site/exception-text.js'
export { skipOwnFiles } from './call-site/own-files.js'
export { sourceLine } from './call-site/source-lines.js'
export { beginCallerCapture, endCallerCapture, type PublicMethod, V8Error } from './call-site/stack-frames.js'
export { type Frame, parseStackText } from './call-site/stack-text.js'
export { captureTraceback, Traceback } from './call-site/traceback.js'
export { templateFormat } from './dollar/dollar-format.js'
export { BufferingFormatter, type Converter, Formatter, type FormatterOptions } from './formatter.js'
export { BoundedCache } from './ground/bounded-cache.js'
export { keepShape } from './ground/keep-shape.js'
export { onePerProcess } from './ground/one-per-process.js'
export { percentFormat, placeholderCount, takesObjectAt } from './percent/percent-format.js'
export type { ConversionsOf, ConversionTypes, KeyedConversion } from './percent/percent-types.js'
export {
  bindArguments,
  bindNamed,
  nearestName,
  type PositionsThenNames,
  type Signature,
  unexpectedKeyword,
} from './python/arguments.js'
export {
  AttributeError,
  IndexError,
  LookupError,
  NotImplementedError,
  OverflowError,
  RuntimeError,
  UnicodeEncodeError,
  ValueError,
} from './python/errors.js'
export { KeyError } from './python/key-error.js'
export {
  ascii,
  float,
  getRendering,
  PythonFloat,
  PythonTuple,
  type Rendering,
  repr,
  setRendering,
  str,
  tuple,
} from './python/python-text.js'
export { isClass, isError, isFloat, isPlainObject, isTuple, typeName } from './python/python-values.js'
export { TextBudget } from './python/text-budget.js'
export { CALL_SITE_ATTRIBUTES, FLOAT_ATTRIBUTES, pythonAttribute } from './record/attributes.js'
export type { LogRecordFields, RecordFields, StandardFields } from './record/field-types.js'
export {
  addLevelName,
  CRITICAL,
  checkLevel,
  DEBUG,
  ERROR,
  FATAL,
  getLevelName,
  getLevelNamesMapping,
  INFO,
  levelNames,
  NOTSET,
  WARN,
  WARNING,
} from './record/levels.js'
export {
  type CallSiteSource,
  type DeferredCallSite,
  type ExcInfo,
  hasAttribute,
  LogRecord,
  type LogRecordOptions,
  makeLogRecord,
  type RecordArgs,
  setAttribute,
} from './record/record.js'
export { type ContextSwitches, getContextSwitches, setContextSwitches } from './record/record-context.js'
export type { Defaults } from './record/record-fields.js'
export { StrFormatStyle } from './styles/brace-style.js'
export { StringTemplateStyle } from './styles/dollar-style.js'
export type { FormatText, NearName, StyleArgument } from './styles/format-types.js'
export { PercentStyle, type Style, type StyleOptions } from './styles/percent-style.js'
export { BASIC_FORMAT, findStyle, type StyleEntry, type StyleName } from './styles/styles.js'
export { gmtime, localtime, strftime, strftimeTuple, type TimeTuple } from './time/strftime.js'
