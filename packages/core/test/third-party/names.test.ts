/** Configurations of the shapes that Python programs have: they load, with classes of ours for those they name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findName, resolveName } from '../../src/config/registry.js'
import { dictConfig, fileConfig, register, setResolver } from '../../src/config.js'
import logging, { getLogger } from '../../src/index.js'
import {
  ColoredFormatter,
  ColorFormatter,
  correlationId,
  JsonFormatter,
  RichHandler,
  settings,
  TaskFormatter,
} from '../../src/third-party.js'
import { tempDir } from '../support/temp-dir.js'

let printed = ''
const into = { write: (text: string) => (printed += text) }

beforeEach(() => {
  for (const name of ['COLUMNS', 'FORCE_COLOR', 'NO_COLOR']) vi.stubEnv(name, undefined)
})

afterEach(() => {
  vi.unstubAllEnvs()
  setResolver(null)
  dictConfig({ version: 1, disable_existing_loggers: false, root: { level: 'WARNING', handlers: [] } })
  logging.root.filters = []
  logging.captureWarnings(false)
  logging.sys.stdout = process.stdout
  logging.sys.stderr = process.stderr
  settings.DEBUG = false
  printed = ''
})

describe('a name of another package', () => {
  it.each([
    ['pythonjsonlogger.jsonlogger.JsonFormatter', JsonFormatter],
    ['pythonjsonlogger.json.JsonFormatter', JsonFormatter],
    ['colorlog.ColoredFormatter', ColoredFormatter],
    ['colorlog.formatter.TTYColoredFormatter', ColoredFormatter],
    ['rich.logging.RichHandler', RichHandler],
    ['celery.utils.log.ColorFormatter', ColorFormatter],
    ['celery.app.log.TaskFormatter', TaskFormatter],
    ['django.utils.log.NullHandler', logging.NullHandler],
    ['asgi_correlation_id.context.correlation_id', correlationId],
    ['gunicorn.glogging.Logger.datefmt', '[%Y-%m-%d %H:%M:%S %z]'],
    ['django.conf.settings.DEBUG', false],
  ])('%s stands for ours', (name, value) => {
    expect(resolveName(name)).toBe(value)
  })

  it.each([
    'colorlog',
    'colorlog.Nope',
    'colorlog.ColoredFormatter.prototype',
    'pythonjsonlogger.json.JsonFormatter.constructor',
    'rich.logging.RichHandler.__proto__',
    'toString',
    'constructor',
  ])('%s stands for nothing', (name) => {
    expect(findName(name)).toBeUndefined()
  })

  it('stands for what was registered or resolved, where that was', () => {
    class Mine {}
    const Theirs = class {}
    register('colorlog.LevelFormatter', Mine)
    setResolver((name) => (name === 'rich.logging.RichHandler' ? Theirs : undefined))

    expect(resolveName('colorlog.LevelFormatter')).toBe(Mine)
    expect(resolveName('rich.logging.RichHandler')).toBe(Theirs)
  })
})

describe('a configuration', () => {
  it('of JSON lines hands on all options behind (), and those of every formatter behind class', () => {
    const rename_fields = { levelname: 'level' }
    const formatter = { format: '%(levelname)s %(message)s', rename_fields }
    const configure = (named: object) => {
      const handlers = { h: { class: 'logging.StreamHandler', formatter: 'json', stream: into } }
      dictConfig({
        version: 1,
        formatters: { json: { ...formatter, ...named } },
        handlers,
        root: { level: 'INFO', handlers: ['h'] },
      })
      logging.root.info('x')
    }

    configure({ '()': 'pythonjsonlogger.json.JsonFormatter' })
    configure({ class: 'pythonjsonlogger.jsonlogger.JsonFormatter' })

    expect(printed).toBe('{"level": "INFO", "message": "x"}\n{"levelname": "INFO", "message": "x"}\n')
  })

  it('of a web server prints its access log', () => {
    logging.sys.stdout = into
    dictConfig({
      version: 1,
      formatters: {
        access: {
          '()': 'uvicorn.logging.AccessFormatter',
          fmt: '%(levelprefix)s %(client_addr)s - "%(request_line)s" %(status_code)s',
          use_colors: null,
        },
      },
      handlers: { access: { class: 'logging.StreamHandler', formatter: 'access', stream: 'ext://sys.stdout' } },
      loggers: { 'server.access': { handlers: ['access'], level: 'INFO', propagate: false } },
    })

    getLogger('server.access').info('%s - "%s %s HTTP/%s" %d', '::1', 'GET', '/', '1.1', 404)

    expect(printed).toBe('INFO:     ::1 - "GET / HTTP/1.1" 404 Not Found\n')
  })

  it('of a web framework prints to the console only while debugging', () => {
    dictConfig({
      version: 1,
      filters: {
        off: { '()': 'django.utils.log.RequireDebugFalse' },
        on: { '()': 'django.utils.log.RequireDebugTrue' },
      },
      formatters: { s: { '()': 'django.utils.log.ServerFormatter', format: '[{server_time}] {message}', style: '{' } },
      handlers: {
        console: { class: 'logging.StreamHandler', filters: ['on'], formatter: 's', stream: into },
        mail: { class: 'django.utils.log.AdminEmailHandler', level: 'ERROR', filters: ['off'] },
      },
      loggers: { web: { handlers: ['console', 'mail'], level: 'INFO' } },
    })

    getLogger('web').error('hidden')
    settings.DEBUG = true
    getLogger('web').error('shown')

    expect(printed).toMatch(/^\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d,\d{3}\] shown\n$/)
  })

  it('of a pipeline prints columns and takes over warnings', () => {
    logging.sys.stdout = Object.assign({}, into, { columns: 300 })
    dictConfig({
      version: 1,
      handlers: { rich: { class: 'kedro.logging.RichHandler', rich_tracebacks: true } },
      root: { level: 'INFO', handlers: ['rich'] },
    })

    logging.root.info('hello')
    logging.warnings.warn('old')

    expect(printed).toMatch(/^\[.{17}\] INFO {5}hello +names\.test\.ts:\d+\n/)
    expect(printed).toContain('WARNING  ')
    expect(printed).toContain('UserWarning: old')
  })

  it('of several processes that share files', () => {
    const filename = join(tempDir(), 'shared.log')
    const handler = { class: 'concurrent_log_handler.ConcurrentRotatingFileHandler', filename }
    dictConfig({
      version: 1,
      handlers: { a: { ...handler, maxBytes: 1048576, backupCount: 20 }, b: { ...handler } },
      loggers: { a: { handlers: ['a'], level: 'DEBUG' }, b: { handlers: ['b'], level: 'DEBUG' } },
    })

    getLogger('a').debug('one')
    getLogger('b').debug('two')

    expect(readFileSync(filename, 'utf8')).toBe('one\ntwo\n')
  })

  it('of a chat server keeps records in memory before a file', () => {
    const filename = join(tempDir(), 'homeserver.log')
    dictConfig({
      version: 1,
      formatters: { precise: { format: '%(name)s - %(request)s - %(message)s', defaults: { request: '-' } } },
      handlers: {
        // By name before its target: made in the second pass.
        buffer: {
          class: 'synapse.logging.handlers.PeriodicallyFlushingMemoryHandler',
          target: 'file',
          capacity: 10,
          flushLevel: 30,
          period: 5,
        },
        file: { class: 'logging.handlers.TimedRotatingFileHandler', formatter: 'precise', filename, when: 'midnight' },
      },
      root: { level: 'INFO', handlers: ['buffer'] },
    })

    logging.root.info('x')

    expect(readFileSync(filename, 'utf8')).toBe('root - - - x\n')
  })

  it('of requests with ids, and colours that are off when piped', () => {
    dictConfig({
      version: 1,
      filters: { id: { '()': 'asgi_correlation_id.CorrelationIdFilter', uuid_length: 3, default_value: '-' } },
      formatters: {
        c: {
          '()': 'colorlog.ColoredFormatter',
          format: '%(log_color)s%(levelname)s%(reset)s %(correlation_id)s %(message)s',
        },
      },
      handlers: { h: { class: 'colorlog.StreamHandler', formatter: 'c', filters: ['id'], stream: into } },
      root: { level: 'INFO', handlers: ['h'] },
    })

    correlationId.run('abcdef', () => logging.root.info('in'))
    logging.root.info('out')

    expect(printed).toBe('INFO abc in\nINFO - out\n')
  })

  it('in INI files names them too', () => {
    const filename = join(tempDir(), 'ini.log')
    logging.sys.stdout = into
    fileConfig({
      *[Symbol.iterator]() {
        yield* [
          '[loggers]\nkeys=root\n[handlers]\nkeys=f,c\n[formatters]\nkeys=j\n',
          '[logger_root]\nlevel=INFO\nhandlers=f,c\n',
          `[handler_f]\nclass=concurrent_log_handler.ConcurrentRotatingFileHandler\nargs=(${JSON.stringify(filename)}, 'a', 512*1024, 5)\n`,
          '[handler_c]\nclass=StreamHandler\nargs=(sys.stdout,)\nformatter=j\n',
          '[formatter_j]\nclass=pythonjsonlogger.jsonlogger.JsonFormatter\nformat=%(levelname)s %(message)s\n',
        ]
          .join('')
          .split(/(?<=\n)/)
      },
    } as never)

    logging.root.info('x')

    expect(readFileSync(filename, 'utf8')).toBe('x\n')
    expect(printed).toBe('{"levelname": "INFO", "message": "x"}\n')
  })

  it('that names others too fails with all of these, and none of ours', () => {
    const configure = () =>
      dictConfig({
        version: 1,
        formatters: { a: { class: 'airflow.Aware' }, j: { class: 'pythonjsonlogger.json.JsonFormatter' } },
        handlers: { h: { class: 'airflow.Handler' } },
      })

    expect(configure).toThrow(
      /^Unable to configure formatter 'a'\n {2}Nothing is registered under these 2 names:\n.*airflow\.Aware.*\n.*airflow\.Handler/,
    )
  })
})
