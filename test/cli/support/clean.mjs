/** Two configurations with nothing wrong, for tests to put something into: a dict, and the same as an INI file. */
export const CLEAN = {
  version: 1,
  disable_existing_loggers: false,
  formatters: { plain: { format: '%(levelname)s %(message)s' } },
  handlers: { console: { class: 'logging.StreamHandler', formatter: 'plain', stream: 'ext://sys.stdout' } },
  loggers: { 'app.db': { level: 'DEBUG' } },
  root: { level: 'INFO', handlers: ['console'] },
}

export const INI = `[loggers]
keys = root, db
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
handlers = console
[logger_db]
qualname = app.db
handlers =
[handler_console]
class = StreamHandler
formatter = plain
args = (sys.stdout,)
[formatter_plain]
format = %(levelname)s %(message)s
`

/** The clean one with other options of its handler, */
export const handler = (options) => ({ ...CLEAN, handlers: { console: { ...CLEAN.handlers.console, ...options } } })
/** with a logger, */
export const logger = (options) => ({ ...CLEAN, loggers: { 'app.db': options } })
/** with a handler that rotates by size. */
export const rotating = (options) => ({
  ...CLEAN,
  handlers: { console: { class: 'logging.handlers.RotatingFileHandler', filename: 'app.log', ...options } },
})
