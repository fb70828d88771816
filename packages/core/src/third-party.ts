/**
 * Counterparts of classes that logging configurations of Python programs often name.
 *
 *   import { JsonFormatter } from '@pylogging/core/third-party'
 *
 * Configurations find them without an import, by Python's names: third-party/names.ts.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.

export type { TimeOfDay } from '@pylogging/rotator'
export type {} from './index.js'
export {
  CeleryTracingIdsFilter,
  type ContextVariable,
  CorrelationIdFilter,
  type CorrelationIdFilterOptions,
  celeryCurrentId,
  celeryParentId,
  correlationId,
} from './third-party/asgi-correlation-id.js'
export { ColorFormatter, type ColorFormatterOptions, celeryTaskName, TaskFormatter } from './third-party/celery.js'
export {
  ColoredFormatter,
  type ColoredFormatterOptions,
  default_log_colors,
  LevelFormatter,
  type LevelFormatterOptions,
  type LogColors,
} from './third-party/colorlog.js'
export {
  type ConcurrentOptions,
  ConcurrentRotatingFileHandler,
  type ConcurrentRotatingFileHandlerOptions,
  ConcurrentTimedRotatingFileHandler,
  type ConcurrentTimedRotatingFileHandlerOptions,
} from './third-party/concurrent-log-handler.js'
export {
  AdminEmailHandler,
  CallbackFilter,
  RequireDebugFalse,
  RequireDebugTrue,
  ServerFormatter,
  settings,
} from './third-party/django.js'
export { type EcsData, StdlibFormatter, type StdlibFormatterOptions } from './third-party/ecs-logging.js'
export { SafeAtoms } from './third-party/gunicorn.js'
export {
  JsonFormatter,
  type JsonFormatterOptions,
  type LogData,
  MsgspecFormatter,
  OrjsonFormatter,
} from './third-party/python-json-logger.js'
export {
  ALERT,
  EMERGENCY,
  FRAMING_NON_TRANSPARENT,
  FRAMING_OCTET_COUNTING,
  NILVALUE,
  NOTICE,
  Rfc5424SysLogHandler,
  type Rfc5424SysLogHandlerOptions,
  type StructuredData,
} from './third-party/rfc5424logging.js'
export { KedroRichHandler, type RichConsole, RichHandler, type RichHandlerOptions } from './third-party/rich.js'
export {
  type EventDict,
  type Processor,
  ProcessorFormatter,
  type ProcessorFormatterOptions,
  type ProcessorFunction,
  remove_processors_meta,
} from './third-party/structlog.js'
export {
  add_log_level,
  add_log_level_number,
  add_logger_name,
  EventRenamer,
  ExtraAdder,
  format_exc_info,
  JSONRenderer,
  type JSONRendererOptions,
  type KeyValueOptions,
  KeyValueRenderer,
  LogfmtRenderer,
  PositionalArgumentsFormatter,
  StackInfoRenderer,
  TimeStamper,
  UnicodeDecoder,
} from './third-party/structlog-processors.js'
export { PeriodicallyFlushingMemoryHandler } from './third-party/synapse.js'
export {
  AccessFormatter,
  ColourizedFormatter,
  type ColourizedFormatterOptions,
  DefaultFormatter,
} from './third-party/uvicorn.js'
