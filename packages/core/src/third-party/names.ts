/**
 * The names by which configurations of Python programs know classes of other packages, old names and new, and our class
 * for each.
 *
 * Nothing is loaded by name: a name that does not stand here is unknown.
 */
import { NullHandler, StreamHandler } from '../handlers/stream.js'
import { SysLogCodes } from '../handlers/syslog-codes.js'
import { CeleryTracingIdsFilter, CorrelationIdFilter, correlationId } from './asgi-correlation-id.js'
import { ColorFormatter, TaskFormatter } from './celery.js'
import { ColoredFormatter, default_log_colors, LevelFormatter } from './colorlog.js'
import { ConcurrentRotatingFileHandler, ConcurrentTimedRotatingFileHandler } from './concurrent-log-handler.js'
import { defaultConfiguration } from './default-configurations.js'
import {
  AdminEmailHandler,
  CallbackFilter,
  RequireDebugFalse,
  RequireDebugTrue,
  ServerFormatter,
  settings,
} from './django.js'
import { StdlibFormatter } from './ecs-logging.js'
import { GunicornLogger, SafeAtoms } from './gunicorn.js'
import { JsonFormatter, MsgspecFormatter, OrjsonFormatter } from './python-json-logger.js'
import { RESERVED_ATTRS } from './record-attributes.js'
import {
  ALERT,
  EMERGENCY,
  FRAMING_NON_TRANSPARENT,
  FRAMING_OCTET_COUNTING,
  NILVALUE,
  NOTICE,
  Rfc5424SysLogHandler,
} from './rfc5424logging.js'
import { KedroRichHandler, RichHandler } from './rich.js'
import { ProcessorFormatter } from './structlog.js'
import {
  add_log_level,
  add_log_level_number,
  add_logger_name,
  EventRenamer,
  ExtraAdder,
  format_exc_info,
  JSONRenderer,
  KeyValueRenderer,
  LogfmtRenderer,
  PositionalArgumentsFormatter,
  StackInfoRenderer,
  TimeStamper,
  UnicodeDecoder,
} from './structlog-processors.js'
import { PeriodicallyFlushingMemoryHandler } from './synapse.js'
import { AccessFormatter, ColourizedFormatter, DefaultFormatter } from './uvicorn.js'

const FACILITY = /^LOG_(KERN|USER|MAIL|DAEMON|AUTH|SYSLOG|LPR|NEWS|UUCP|CRON|AUTHPRIV|FTP|LOCAL[0-7])$/
const RFC5424 = {
  ALERT,
  EMERGENCY,
  FRAMING_NON_TRANSPARENT,
  FRAMING_OCTET_COUNTING,
  NILVALUE,
  NOTICE,
  Rfc5424SysLogHandler,
  // Its facilities have the names and numbers of SysLogHandler's.
  ...Object.fromEntries(Object.entries(SysLogCodes).filter(([name]) => FACILITY.test(name))),
}

/** Modules, and what is in them. */
const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  asgi_correlation_id: { CorrelationIdFilter, correlation_id: correlationId },
  'asgi_correlation_id.context': { correlation_id: correlationId },
  'asgi_correlation_id.log_filters': { CeleryTracingIdsFilter, CorrelationIdFilter },
  'celery.app.log': { TaskFormatter },
  'celery.utils.log': { ColorFormatter },
  cloghandler: { ConcurrentRotatingFileHandler },
  colorlog: {
    StreamHandler,
    ColoredFormatter,
    LevelFormatter,
    TTYColoredFormatter: ColoredFormatter,
    default_log_colors,
  },
  'colorlog.formatter': { ColoredFormatter, LevelFormatter, TTYColoredFormatter: ColoredFormatter },
  concurrent_log_handler: { ConcurrentRotatingFileHandler, ConcurrentTimedRotatingFileHandler },
  'django.conf': { settings },
  'django.utils.log': {
    AdminEmailHandler,
    CallbackFilter,
    // Django's own until 1.8, and still in configurations.
    NullHandler,
    RequireDebugFalse,
    RequireDebugTrue,
    ServerFormatter,
  },
  ecs_logging: { StdlibFormatter },
  'ecs_logging._stdlib': { StdlibFormatter },
  'gunicorn.glogging': { Logger: GunicornLogger, SafeAtoms },
  'kedro.logging': { RichHandler: KedroRichHandler },
  'pythonjsonlogger.core': { RESERVED_ATTRS },
  'pythonjsonlogger.json': { JsonFormatter },
  'pythonjsonlogger.jsonlogger': { JsonFormatter, RESERVED_ATTRS },
  'pythonjsonlogger.msgspec': { MsgspecFormatter },
  'pythonjsonlogger.orjson': { OrjsonFormatter },
  rfc5424logging: RFC5424,
  'rfc5424logging.handler': RFC5424,
  'rich.logging': { RichHandler },
  'structlog.processors': {
    EventRenamer,
    JSONRenderer,
    KeyValueRenderer,
    LogfmtRenderer,
    StackInfoRenderer,
    TimeStamper,
    UnicodeDecoder,
    add_log_level,
    format_exc_info,
  },
  'structlog.stdlib': {
    ExtraAdder,
    PositionalArgumentsFormatter,
    ProcessorFormatter,
    add_log_level,
    add_log_level_number,
    add_logger_name,
  },
  'synapse.logging.handlers': { PeriodicallyFlushingMemoryHandler },
  'uvicorn.logging': { AccessFormatter, ColourizedFormatter, DefaultFormatter },
}

const NAMES: ReadonlyMap<string, unknown> = new Map(
  Object.entries(MODULES).flatMap(([module, members]) =>
    Object.entries(members).map(([name, value]) => [`${module}.${name}`, value] as const),
  ),
)

/** Returns the value of a dotted name, undefined for one that is not here. */
export function thirdParty(name: string): unknown {
  return NAMES.get(name) ?? defaultConfiguration(name)
}
