/** Calls with some arguments by position and the rest by name. Compiled by `pnpm check`, never run. */
import logging, {
  type AdapterKeywords,
  type CaughtWarnings,
  type ClosableStream,
  type Explainable,
  explain,
  FileHandler,
  Formatter,
  type FoundCaller,
  Logger,
  LoggerAdapter,
  LogRecord,
  type Manager,
  PlaceHolder,
  type RecordArguments,
  setLogRecordFactory,
  type TimeOfDay,
  warnings,
} from '@pylogging/core'
import {
  BaseRotatingHandler,
  HTTPHandler,
  MemoryHandler,
  NTEventLogHandler,
  RotatingFileHandler,
  SMTPHandler,
  SocketHandler,
  SocketReceiver,
  SysLogHandler,
  TimedRotatingFileHandler,
  WatchedFileHandler,
} from '@pylogging/core/handlers'
import '@pylogging/core/config'
import {
  ColoredFormatter,
  ColourizedFormatter,
  ConcurrentRotatingFileHandler,
  ConcurrentTimedRotatingFileHandler,
  type ContextVariable,
  CorrelationIdFilter,
  correlationId,
  JsonFormatter,
  RichHandler,
} from '@pylogging/core/third-party'

new Formatter(undefined, { datefmt: '%H' })
new Formatter(null, { style: '{' })
new Formatter('x', '%H', { style: '{' })
new Formatter('x', undefined, { validate: false })
new Formatter('x', '%H', '{', { validate: false, defaults: { user: null } })
new Formatter('x', '%H', '{', false, { defaults: { user: null } })
// @ts-expect-error a name that is not Python's
new Formatter('x', '%H', { Style: '{' })
// @ts-expect-error given twice
new Formatter('x', '%H', { datefmt: '%H' })

const record = new LogRecord('app', 20, 'app.ts', 7, 'ready', null, null, { func: 'main', sinfo: null })
new LogRecord('app', 20, 'app.ts', 7, 'ready', null, null, 'main')
// @ts-expect-error
new LogRecord('app', 20, 'app.ts', 7, 'ready', null, null, { function: 'main' })
export const typeName: string | undefined = record.exc_info?.[0]?.name
new Formatter().formatException([TypeError, new TypeError('x'), null])

new FileHandler('app.log', undefined, { delay: true })
new FileHandler('app.log', 'a', 'utf-8', { delay: true })
new FileHandler('app.log', 'a', null, true, { errors: 'replace' })
new WatchedFileHandler('app.log', 'a', 'utf-8', { delay: true })
new RotatingFileHandler('app.log', 'a', 1e6, 5, 'utf-8', { delay: true, compress: 'gzip' })
new RotatingFileHandler('app.log', undefined, { maxBytes: 1e6 })
new TimedRotatingFileHandler('app.log', 'midnight', 1, 7, 'utf-8', { utc: true })
new TimedRotatingFileHandler('app.log', undefined, 2, { backupCount: 7 })
new MemoryHandler(10, undefined, { flushOnClose: false })
new MemoryHandler(10, 'ERROR', null, { flushOnClose: false })
new NTEventLogHandler('app', null, { logtype: 'System' })
new HTTPHandler('localhost:80', { url: '/log' })
new HTTPHandler('localhost:80', '/log', 'POST', true, { credentials: ['anna', 'secret'] })
new HTTPHandler('localhost:80', '/log', 'POST', true, null, { ca: '' }, { timeout: 1 })
new SMTPHandler('localhost', { fromaddr: 'a@b.example', toaddrs: 'c@d.example', subject: 'failed' })
new SMTPHandler('localhost', 'a@b.example', ['c@d.example'], { subject: 'failed', timeout: 1 })
new SMTPHandler('localhost', 'a@b.example', 'c@d.example', 'failed', ['anna', 'secret'], { secure: [] })
new SocketHandler('localhost', { port: 9020 })
new SocketReceiver('0.0.0.0', { port: 9020 })
new SysLogHandler(undefined, { facility: 'local3' })
new SysLogHandler('/dev/log', 'local3', null, { timeout: 1 })
// @ts-expect-error not at that place
new FileHandler('app.log', 'a', 'utf-8', { encoding: 'utf-8' })
// @ts-expect-error
new TimedRotatingFileHandler('app.log', 'midnight', 1, 7, 'utf-8', { UTC: true })
// @ts-expect-error without an url
new HTTPHandler('localhost:80', {})
// @ts-expect-error without a subject
new SMTPHandler({ mailhost: 'localhost', fromaddr: 'a@b.example', toaddrs: 'c@d.example' })

new ColoredFormatter('%(message)s', null, { reset: false })
new ColourizedFormatter('%(message)s', null, '%', { use_colors: true })
new JsonFormatter(['message'], undefined, ',', { timestamp: true })
new JsonFormatter(undefined, { timestamp: true })
new ConcurrentRotatingFileHandler('app.log', 'a', 512 * 1024, 5)
new ConcurrentRotatingFileHandler('app.log', 'a', 512 * 1024, { use_gzip: true })
new ConcurrentTimedRotatingFileHandler('app.log', 'h', { maxBytes: 1e6 })
new RichHandler('INFO', { show_path: false })
new RichHandler('INFO', { width: 80 }, { show_path: false })
new CorrelationIdFilter('', { uuid_length: 8 })
// @ts-expect-error
new ConcurrentRotatingFileHandler('app.log', 'a', { when: 'h' })

warnings.filterwarnings('ignore', 'use load', { category: warnings.DeprecationWarning })
warnings.simplefilter('ignore', warnings.DeprecationWarning, { append: true })
// @ts-expect-error
warnings.simplefilter('ignore', { categry: warnings.DeprecationWarning })

// What a subclass, a factory or a helper of the user's has to name.
export class Compressed extends FileHandler {
  override _open(): ClosableStream {
    return { write: () => {}, close: () => {} }
  }
}
export class Daily extends BaseRotatingHandler {
  constructor(filename: string) {
    super(filename, 'a', 'utf-8', { delay: true })
  }
  override doRollover(): void {}
  override shouldRollover(): boolean {
    return false
  }
}
export class Placed extends Logger {
  override findCaller(_stack_info = false, _stacklevel = 1): FoundCaller {
    return ['app.ts', 7, null, null]
  }
}
setLogRecordFactory((...args: RecordArguments) => new LogRecord(...args))
export const why = (logger: Explainable): string => explain(logger, 'INFO')
export const id = (variable: ContextVariable = correlationId): string | null => variable.get()
export const caught: CaughtWarnings = warnings.catch_warnings({ record: true })

/** The tree of a logger is a Manager, whichever copy of the package made it. */
const tree: Manager = new Logger('app').manager
for (const entry of tree.loggerDict.values()) if (!(entry instanceof PlaceHolder)) entry.info('a logger')

/** What ported subclasses and tests read and write. */
export class Nowhere extends FileHandler {
  override _open(): null {
    return null
  }
}

export class Tagging extends LoggerAdapter {
  override process(msg: unknown, kwargs: AdapterKeywords): [unknown, AdapterKeywords] {
    kwargs.extra = { ...kwargs.extra }
    kwargs.extra['tag'] = 'x'
    return [msg, kwargs]
  }
}

export const formatOf = (handler: FileHandler): string | undefined => handler.formatter?._fmt
logging.sys.stderr = logging.sys.__stderr__
export const configure = (): void => logging.config.dictConfig({ version: 1 })
export const handlerClass: typeof WatchedFileHandler = logging.handlers.WatchedFileHandler
export const midnight: TimeOfDay = { hour: 0, minute: 0, second: 0 }

class NoWarning extends Error {}
// @ts-expect-error: a category is derived from Warning
warnings.warn('old', NoWarning)
