/**
 * The configurations that packages begin with, and that programs change or lay theirs over.
 *
 *   ext://uvicorn.config.LOGGING_CONFIG
 *
 * Source: django 6.1 utils/log.py, gunicorn 23.0 glogging.py, uvicorn 0.38 config.py.
 */
import { GunicornLogger } from './gunicorn.js'

type Dict = Record<string, unknown>

const CONFIGURATIONS: ReadonlyMap<string, () => Dict> = new Map([
  ['django.utils.log.DEFAULT_LOGGING', django],
  ['gunicorn.glogging.CONFIG_DEFAULTS', gunicorn],
  ['uvicorn.config.LOGGING_CONFIG', uvicorn],
])

/** The names of them. */
export const DEFAULT_CONFIGURATIONS: readonly string[] = [...CONFIGURATIONS.keys()]

/** Returns the configuration that a package has under a dotted name, a new one each time; undefined for other names. */
export function defaultConfiguration(name: string): Dict | undefined {
  return CONFIGURATIONS.get(name)?.()
}

function stream(more: Dict): Dict {
  return { class: 'logging.StreamHandler', ...more }
}

function django(): Dict {
  return {
    version: 1,
    disable_existing_loggers: false,
    filters: {
      require_debug_false: { '()': 'django.utils.log.RequireDebugFalse' },
      require_debug_true: { '()': 'django.utils.log.RequireDebugTrue' },
    },
    formatters: {
      'django.server': { '()': 'django.utils.log.ServerFormatter', format: '[{server_time}] {message}', style: '{' },
    },
    handlers: {
      console: stream({ level: 'INFO', filters: ['require_debug_true'] }),
      'django.server': stream({ level: 'INFO', formatter: 'django.server' }),
      mail_admins: {
        level: 'ERROR',
        filters: ['require_debug_false'],
        class: 'django.utils.log.AdminEmailHandler',
      },
    },
    loggers: {
      django: { handlers: ['console', 'mail_admins'], level: 'INFO' },
      'django.server': { handlers: ['django.server'], level: 'INFO', propagate: false },
      'django.db.migrations': { handlers: [], level: 'INFO', propagate: false },
    },
  }
}

/** The one that `logconfig_dict` is laid over. */
function gunicorn(): Dict {
  const logger = (name: string, handler: string) => ({
    level: 'INFO',
    handlers: [handler],
    propagate: true,
    qualname: name,
  })
  return {
    version: 1,
    disable_existing_loggers: false,
    root: { level: 'INFO', handlers: ['console'] },
    loggers: {
      'gunicorn.error': logger('gunicorn.error', 'error_console'),
      'gunicorn.access': logger('gunicorn.access', 'console'),
    },
    handlers: {
      console: stream({ formatter: 'generic', stream: 'ext://sys.stdout' }),
      error_console: stream({ formatter: 'generic', stream: 'ext://sys.stderr' }),
    },
    formatters: {
      generic: { format: GunicornLogger.error_fmt, datefmt: GunicornLogger.datefmt, class: 'logging.Formatter' },
    },
  }
}

function uvicorn(): Dict {
  const handler = (name: string, stdio: string) => stream({ formatter: name, stream: `ext://sys.${stdio}` })
  return {
    version: 1,
    disable_existing_loggers: false,
    formatters: {
      default: { '()': 'uvicorn.logging.DefaultFormatter', fmt: '%(levelprefix)s %(message)s', use_colors: null },
      access: {
        '()': 'uvicorn.logging.AccessFormatter',
        fmt: '%(levelprefix)s %(client_addr)s - "%(request_line)s" %(status_code)s',
      },
    },
    handlers: { default: handler('default', 'stderr'), access: handler('access', 'stdout') },
    loggers: {
      uvicorn: { handlers: ['default'], level: 'INFO', propagate: false },
      'uvicorn.error': { level: 'INFO' },
      'uvicorn.access': { handlers: ['access'], level: 'INFO', propagate: false },
    },
  }
}
