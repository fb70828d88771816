/** Configurations that must compile, and those that must not. Compiled by `pnpm check`, never run. */
import { Formatter, StreamHandler } from '@pylogging/core'
import { defineConfig, dictConfig } from '@pylogging/core/config'

/** As a program declares the classes that it registers. */
declare module '@pylogging/core/config' {
  interface ConfiguredHandlers {
    'myapp.Pager': { readonly number: string; readonly urgent?: boolean }
  }
}

declare const parsed: Record<string, unknown>
const level = process.env['LOG_LEVEL'] ?? 'INFO'
const elsewhere = {
  version: 1,
  root: { level: 'INFO', handlers: ['a'] },
  handlers: { a: { class: 'logging.StreamHandler' } },
}

dictConfig({ version: 1 })
dictConfig(parsed)
dictConfig(elsewhere)
dictConfig(JSON.parse('{}'))
dictConfig(new Map([['version', 1]]))
dictConfig({
  $schema: 'node_modules/@pylogging/core/schema.json',
  version: 1,
  disable_existing_loggers: false,
  formatters: {
    short: { format: '%(levelname)s %(message)s', datefmt: '%H:%M' },
    braces: { format: '{levelname} {user}', style: '{', defaults: { user: null } },
    json: { '()': 'pythonjsonlogger.json.JsonFormatter', fmt: '%(message)s', rename_fields: { levelname: 'level' } },
    own: { '()': 'myapp.OwnFormatter', anything: 5 },
    given: { '()': Formatter, fmt: '%(message)s' },
    coloured: { class: 'colorlog.ColoredFormatter', format: '%(log_color)s%(message)s' },
  },
  filters: { app: { name: 'app' }, own: { '()': 'myapp.OwnFilter', rate: 5 } },
  handlers: {
    console: {
      class: 'logging.StreamHandler',
      stream: 'ext://sys.stdout',
      formatter: 'short',
      level,
      filters: ['app'],
    },
    file: {
      class: 'logging.handlers.RotatingFileHandler',
      filename: 'app.log',
      maxBytes: 1e6,
      backupCount: 5,
      delay: true,
    },
    daily: { class: 'logging.handlers.TimedRotatingFileHandler', filename: 'app.log', when: 'midnight', utc: true },
    dynamic: { class: 'logging.handlers.TimedRotatingFileHandler', filename: 'app.log', when: String(level) },
    memory: { class: 'logging.handlers.MemoryHandler', capacity: 100, target: 'file', flushLevel: 'ERROR' },
    queue: { class: 'logging.handlers.QueueHandler', handlers: ['file', 'daily'], respect_handler_level: true },
    syslog: { class: 'logging.handlers.SysLogHandler', address: ['localhost', 514], facility: 'local0' },
    none: { class: 'logging.NullHandler' },
    pager: { class: 'myapp.Pager', number: '5', urgent: true, level: 'ERROR' },
    unknown: { class: 'myapp.Other', whatever: 5, formatter: 'own' },
    itself: { class: StreamHandler, formatter: 'short' },
    factory: { '()': 'myapp.makeHandler', a: 1, level: 'INFO' },
    referred: { class: 'logging.FileHandler', filename: 'cfg://names.file', '.': { terminator: '\r\n' } },
  },
  names: { file: 'app.log' },
  loggers: { 'app.db': { level: 'DEBUG', handlers: ['file'], propagate: false }, other: { filters: ['own'] } },
  root: { level: 'WARNING', handlers: ['console', 'memory'] },
})
dictConfig({ version: 1, incremental: true, handlers: { console: { level: 'DEBUG' } }, root: { level: 10 } })
export const config = defineConfig({
  version: 1,
  handlers: { console: { class: 'logging.StreamHandler' } },
  root: { handlers: ['console'] },
})
dictConfig(config)

// @ts-expect-error
dictConfig({ root: {} })
// @ts-expect-error
dictConfig({ version: 2 })
// @ts-expect-error
dictConfig({ version: 1, handler: {} })
// @ts-expect-error
dictConfig({ version: 1, root: { level: 'info' } })
// @ts-expect-error
dictConfig({ version: 1, root: { levle: 'INFO' } })
// @ts-expect-error
dictConfig({ version: 1, loggers: { app: { propogate: false } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.StreamHandler' } }, root: { handlers: ['b'] } })
// @ts-expect-error
dictConfig({ version: 1, root: { handlers: ['b'] } })
// @ts-expect-error
dictConfig({ version: 1, formatters: { s: {} }, handlers: { a: { class: 'logging.StreamHandler', formatter: 't' } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.StreamHandler', filters: ['f'] } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.StreamHandler', strm: 'ext://sys.stdout' } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.StreamHandler', stream: 'sys.stdout' } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.StreamHandlr' } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.FileHandler' } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.FileHandler', filename: 'a', mode: 5 } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { level: 'INFO' } } })
dictConfig({
  version: 1,
  // @ts-expect-error
  handlers: { a: { class: 'logging.handlers.RotatingFileHandler', filename: 'a', maxBytes: '9' } },
})
dictConfig({
  version: 1,
  // @ts-expect-error
  handlers: { a: { class: 'logging.handlers.TimedRotatingFileHandler', filename: 'a', when: 'midnite' } },
})
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.handlers.MemoryHandler', capacity: 1, target: 'b' } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'logging.handlers.QueueHandler', handlers: ['b'] } } })
// @ts-expect-error
dictConfig({ version: 1, handlers: { a: { class: 'myapp.Pager', nmber: '5' } } })
// @ts-expect-error
dictConfig({ version: 1, formatters: { a: { format: '%(levelnme)s' } } })
// @ts-expect-error
dictConfig({ version: 1, formatters: { a: { format: '{levelnme}', style: '{' } } })
// @ts-expect-error
dictConfig({ version: 1, formatters: { a: { fmt: '%(message)s' } } })
// @ts-expect-error
dictConfig({ version: 1, formatters: { a: { '()': 'pythonjsonlogger.json.JsonFormatter', rename_feilds: {} } } })
// @ts-expect-error
dictConfig({ version: 1, filters: { a: { nam: 'app' } } })
// @ts-expect-error
defineConfig({ version: 1, root: { handlers: ['nope'] } })
