/**
 * Python's log formatting: records, formats, dates, tracebacks and call sites.
 *
 *   record (what happened, where, when)  →  Formatter (format, date, exception)  →  text
 *
 * @module
 * @privateRemarks Reading order: record.ts, formatter.ts, percent-style.ts, percent-format.ts, then what they call.
 */
export { bindArguments, nearestName, type Signature, unexpectedKeyword } from './arguments.js'
export { braceFormat } from './brace-format.js'
export { StrFormatStyle } from './brace-style.js'
export { callerOf, captureCallers, captureCallSite, type Detour } from './call-site.js'
export { templateFormat } from './dollar-format.js'
export { StringTemplateStyle } from './dollar-style.js'
export {
  AttributeError,
  IndexError,
  KeyError,
  LookupError,
  NotImplementedError,
  OverflowError,
  RuntimeError,
  UnicodeEncodeError,
  ValueError,
} from './errors.js'
export { exceptionText, stackLines, type TraceLine } from './exception-text.js'
export { BufferingFormatter, type Converter, Formatter, type FormatterOptions } from './formatter.js'
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
} from './levels.js'
export { percentFormat, placeholderCount, takesObjectAt } from './percent-format.js'
export { PercentStyle, type Style, type StyleOptions } from './percent-style.js'
export { CallSite, UNKNOWN_CALL_SITE } from './places.js'
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
} from './python-text.js'
export { isClass, isError, isFloat, isPlainObject, isTuple, typeName } from './python-values.js'
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
} from './record.js'
export { type ContextSwitches, getContextSwitches, setContextSwitches } from './record-context.js'
export type { Defaults } from './record-fields.js'
export { sourceLine } from './source-lines.js'
export { expectError, type PublicMethod, taken, V8Error } from './stack-frames.js'
export { parseStackText } from './stack-text.js'
export { gmtime, localtime, strftime, strftimeTuple, type TimeTuple } from './strftime.js'
export { BASIC_FORMAT, findStyle, type StyleName } from './styles.js'
