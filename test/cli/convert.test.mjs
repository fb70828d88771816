/**
 * `pylogging convert --to ts`: the TypeScript is compiled, run, and gives the tree that the configuration gives.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pylogging, repository, runNode, withFiles } from './support/command.mjs'

const EVERYTHING = {
  version: 1,
  formatters: {
    plain: { format: "%(levelname)s it's \\ %(message)s\n", datefmt: '%H:%M' },
    time: { datefmt: '%H:%M' },
    braces: { format: '{levelname} {message} {user}', style: '{', defaults: { user: '-' } },
    json: { '()': 'pythonjsonlogger.json.JsonFormatter', fmt: '%(levelname)s %(message)s' },
    factory: { '()': 'logging.Formatter', format: '$message', style: '$' },
  },
  filters: { 'only-db': { name: 'app.db' } },
  levels: { quiet: 'ERROR' },
  handlers: {
    console: {
      class: 'logging.StreamHandler',
      level: 'cfg://levels.quiet',
      formatter: 'plain',
      stream: 'ext://sys.stdout',
    },
    errors: { class: 'logging.StreamHandler', formatter: 'time', filters: ['only-db'] },
    '2nd file': { class: 'logging.FileHandler', filename: 'second.log', delay: true, encoding: 'utf-8' },
    a_memory: { class: 'logging.handlers.MemoryHandler', capacity: 5, flushLevel: 'WARNING', target: 'sized' },
    sized: {
      class: 'logging.handlers.RotatingFileHandler',
      filename: 'sized.log',
      maxBytes: 1000,
      backupCount: 3,
      formatter: 'braces',
      '.': { terminator: '\r\n' },
    },
    timed: {
      class: 'logging.handlers.TimedRotatingFileHandler',
      filename: 'timed.log',
      when: 'W0',
      utc: true,
      atTime: 'ext://datetime.time.min',
      formatter: 'factory',
    },
    nothing: { '()': 'logging.NullHandler' },
    queue: { class: 'logging.handlers.QueueHandler', handlers: ['sized', 'errors'], respect_handler_level: true },
    bounded: {
      class: 'logging.handlers.QueueHandler',
      queue: { '()': 'queue.Queue', maxsize: 5 },
      handlers: ['console'],
    },
    concurrent: {
      class: 'concurrent_log_handler.ConcurrentRotatingFileHandler',
      filename: 'concurrent.log',
      maxBytes: 100,
      backupCount: 1,
      formatter: 'json',
    },
  },
  loggers: {
    'app.db': { level: 10, propagate: false, handlers: ['a_memory', 'timed'], filters: ['only-db'] },
    'app.web': { level: 'WARNING', handlers: ['concurrent'] },
    'app.late': { handlers: ['queue', 'bounded'] },
    quiet: {},
    library: { handlers: ['nothing'] },
  },
  root: { level: 'INFO', handlers: ['console', 'errors', '2nd file'] },
}
/** Every name of another package that configurations may have; what is made of them has no output that depends on time. */
const NAMES = {
  version: 1,
  formatters: {
    json: { '()': 'pythonjsonlogger.jsonlogger.JsonFormatter', format: '%(levelname)s %(message)s' },
    json_class: { class: 'pythonjsonlogger.json.JsonFormatter', format: '%(name)s' },
    orjson: { '()': 'pythonjsonlogger.orjson.OrjsonFormatter', format: '%(message)s', rename_fields: { a: 'b' } },
    msgspec: { '()': 'pythonjsonlogger.msgspec.MsgspecFormatter', fmt: '%(message)s' },
    colour: { '()': 'colorlog.ColoredFormatter', format: '%(log_color)s%(message)s', log_colors: { ERROR: 'red' } },
    colour_class: { class: 'colorlog.ColoredFormatter', format: '%(message)s' },
    level: { '()': 'colorlog.LevelFormatter', fmt: { ERROR: '%(message)s' } },
    uvicorn: { '()': 'uvicorn.logging.DefaultFormatter', fmt: '%(levelprefix)s %(message)s', use_colors: null },
    access: { '()': 'uvicorn.logging.AccessFormatter', format: '%(message)s' },
    django: { '()': 'django.utils.log.ServerFormatter', format: '{message}', style: '{' },
    task: { '()': 'celery.app.log.TaskFormatter', fmt: '%(task_id)s %(message)s', use_color: false },
    celery: { '()': 'celery.utils.log.ColorFormatter', format: '%(message)s' },
    gunicorn: { format: '%(message)s', datefmt: 'ext://gunicorn.glogging.Logger.datefmt' },
    ecs: { '()': 'ecs_logging.StdlibFormatter', exclude_fields: ['process', '@timestamp', 'log.origin'] },
    structlog: {
      '()': 'structlog.stdlib.ProcessorFormatter',
      foreign_pre_chain: ['ext://structlog.stdlib.add_log_level', 'ext://structlog.stdlib.ExtraAdder'],
      processors: [
        'ext://structlog.stdlib.ProcessorFormatter.remove_processors_meta',
        'ext://structlog.processors.JSONRenderer',
      ],
    },
  },
  filters: {
    id: { '()': 'asgi_correlation_id.CorrelationIdFilter', uuid_length: 8, default_value: '-' },
    celery_id: { '()': 'asgi_correlation_id.log_filters.CeleryTracingIdsFilter' },
    debug: { '()': 'django.utils.log.RequireDebugTrue' },
    trace: { '()': 'pylogging.opentelemetry.TraceFieldsFilter', service_name: 'shop' },
    production: { '()': 'django.utils.log.RequireDebugFalse' },
  },
  handlers: {
    ...Object.fromEntries(
      'json json_class orjson msgspec colour level uvicorn django task celery gunicorn ecs structlog'
        .split(' ')
        .map((formatter) => [`with_${formatter}`, { class: 'logging.StreamHandler', formatter, filters: ['id'] }]),
    ),
    file: { class: 'logging.FileHandler', filename: 'app.log' },
    rfc5424: {
      class: 'rfc5424logging.Rfc5424SysLogHandler',
      facility: 'ext://rfc5424logging.LOG_LOCAL3',
      enterprise_id: '32473',
      stream: 'ext://sys.stdout',
    },
    otel: { class: 'opentelemetry.sdk._logs.LoggingHandler', level: 'ERROR', filters: ['trace'] },
    otel_instrumentation: { class: 'opentelemetry.instrumentation.logging.handler.LoggingHandler' },
    periodic: {
      class: 'synapse.logging.handlers.PeriodicallyFlushingMemoryHandler',
      target: 'file',
      capacity: 1,
      flushLevel: 40,
      period: 5,
    },
    rich: { class: 'rich.logging.RichHandler', rich_tracebacks: true, filters: ['debug'] },
    kedro: { class: 'kedro.logging.RichHandler', rich_tracebacks: true, filters: ['debug'] },
    mail: { class: 'django.utils.log.AdminEmailHandler', level: 'ERROR', filters: ['debug'], include_html: true },
    none: { class: 'django.utils.log.NullHandler' },
    timed: { class: 'concurrent_log_handler.ConcurrentTimedRotatingFileHandler', filename: 'timed.log', when: 'D' },
  },
  loggers: { 'app.db': { handlers: ['periodic', 'mail', 'none', 'timed'] } },
  root: {
    level: 'INFO',
    filters: ['production'],
    handlers: [
      ...'json json_class orjson msgspec colour level uvicorn django task celery gunicorn ecs structlog'
        .split(' ')
        .map((name) => `with_${name}`),
      'rich',
      'kedro',
    ],
  },
}
const INI = `[loggers]
keys = root, db
[handlers]
keys = memory, file, console
[formatters]
keys = plain, braces
[logger_root]
level = WARNING
handlers = console
[logger_db]
level = DEBUG
qualname = app.db
propagate = 0
handlers = memory
[handler_console]
class = StreamHandler
level = ERROR
formatter = plain
args = (sys.stdout,)
[handler_file]
class = handlers.RotatingFileHandler
formatter = braces
args = ('app.log', 'a', 10 * 1024)
kwargs = {'backupCount': 5}
[handler_memory]
class = handlers.MemoryHandler
args = (10, ERROR)
target = file
[formatter_plain]
format = %(asctime)s %(message)s
datefmt = %H:%M
[formatter_braces]
format = {message} {user}
style = {
defaults = {'user': '-'}
`
const SHOW = `\nimport { describe, getLogger } from '@pylogging/core'
process.stdout.write(describe())
getLogger('app.db').error('error in %s', 'db')
getLogger('app.web').error('error in %s', 'web')
getLogger('app.late').error('error in %s', 'a queue')
for (const { listener } of getLogger('app.late').handlers) {
  listener?.start()
  listener?.stop()
}
`
const CONFIGURE = `import { dictConfig, fileConfig } from '@pylogging/core/config'
import { readFileSync } from 'node:fs'
const file = process.argv[2]
if (file.endsWith('.json')) dictConfig(JSON.parse(readFileSync(file, 'utf8')))
else fileConfig(file)
`
const WRITTEN = ['app.log', 'concurrent.log', 'second.log', 'sized.log', 'timed.log']

/** What a program prints and writes in a folder of its own. */
function runIn(files, args) {
  return withFiles(files, (cwd) => {
    const { stdout, stderr, code } = runNode(args, { cwd })
    const logs = WRITTEN.filter((name) => existsSync(join(cwd, name)))
    const texts = logs.map((name) => [name, readFileSync(join(cwd, name), 'utf8').replace(/^\d\d:\d\d/, 'HH:MM')])
    const shown = stdout.replaceAll(cwd, 'FOLDER').replace(/^\d\d:\d\d/gm, 'HH:MM')
    return { stdout: shown, stderr: stderr.replace(/^\d\d:\d\d/gm, 'HH:MM'), code, texts }
  })
}

function converted(name, content) {
  return withFiles({ [name]: content }, (cwd) => pylogging(['convert', name, '--to', 'ts'], { cwd }))
}

describe('convert', () => {
  for (const [name, content] of [
    ['logging.json', EVERYTHING],
    ['names.json', NAMES],
    ['logging.ini', INI],
    ['empty.json', { version: 1 }],
  ]) {
    test(`makes of ${name} a program with the same tree and the same output`, () => {
      const { stdout: source, stderr, code } = converted(name, content)

      assert.deepEqual([stderr, code], ['', 0])
      const expected = runIn({ [name]: content, 'real.mjs': CONFIGURE + SHOW }, ['real.mjs', name])
      const actual = runIn({ 'made.mts': source + SHOW }, ['--import', 'tsx', 'made.mts'])
      assert.match(expected.stdout, /^<--""/)
      assert.deepEqual(actual, expected)
    })

    test(`makes of ${name} what TypeScript takes, strictly`, () => {
      const { stdout: source } = converted(name, content)

      withFiles({ 'made.mts': source }, (cwd) => {
        const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc')
        const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck']
        const { stdout, code } = runNode([tsc, ...options, 'made.mts'], { cwd })
        assert.equal(code, 0, `${stdout}\n${source}`)
      })
    })
  }

  test('a configuration of Windows is converted anywhere, from either kind of file', () => {
    const handlers = { events: { class: 'logging.handlers.NTEventLogHandler', appname: 'My App' } }
    const ini = INI.replace('class = StreamHandler', 'class = handlers.NTEventLogHandler').replace(
      'sys.stdout',
      "'My App'",
    )

    for (const [name, content] of [
      ['logging.json', { version: 1, handlers, root: { handlers: ['events'] } }],
      ['logging.ini', ini],
    ]) {
      const { stdout, stderr, code } = converted(name, content)
      assert.deepEqual([stderr, code], ['', 0])
      assert.match(stdout, /new NTEventLogHandler\(.*'My App'/)
    }
  })

  test('writes what a person would', () => {
    const { stdout } = converted('logging.json', {
      version: 1,
      disable_existing_loggers: false,
      formatters: { plain: { format: '%(levelname)s %(message)s' } },
      handlers: {
        file: {
          class: 'logging.handlers.RotatingFileHandler',
          filename: 'app.log',
          maxBytes: 1e6,
          backupCount: 5,
          formatter: 'plain',
        },
      },
      loggers: { 'app.db': { level: 'DEBUG' } },
      root: { level: 'INFO', handlers: ['file'] },
    })

    assert.equal(
      stdout,
      `// From logging.json, by pylogging convert.
import { Formatter, getLogger, root } from '@pylogging/core'
import { RotatingFileHandler } from '@pylogging/core/handlers'

const plainFormatter = new Formatter('%(levelname)s %(message)s')

const fileHandler = new RotatingFileHandler('app.log', { maxBytes: 1000000, backupCount: 5 })
fileHandler.name = 'file'
fileHandler.setFormatter(plainFormatter)

getLogger('app.db').setLevel('DEBUG')

root.setLevel('INFO')
root.addHandler(fileHandler)
`,
    )
  })

  test('imports what only the program has, from where its name says', () => {
    const config = {
      version: 1,
      formatters: { json: { class: 'app.log.Json', format: '%(message)s' } },
      handlers: { one: { '()': 'app.log.make', size: 1, formatter: 'json' }, two: { class: 'other.log.Json' } },
      root: { handlers: ['one', 'two'] },
    }
    const { stdout, stderr, code } = converted('logging.json', config)
    const app = `import { Formatter, Handler } from '@pylogging/core'
export class Json extends Formatter {}
export function make(options) { return Object.assign(new Handler(), options) }`

    withFiles({ 'made.mts': stdout + SHOW }, (cwd) => {
      writeAt(join(cwd, 'app'), 'log.js', app)
      writeAt(join(cwd, 'other'), 'log.js', app.replace('extends Formatter', 'extends Handler'))
      const { stdout: tree } = runNode(['--import', 'tsx', 'made.mts'], { cwd })
      assert.match(
        tree,
        /Handler <Handler \(NOTSET\)>\n {5}Formatter <Json \(%\(message\)s\)>\n {3}Handler <Json \(NOTSET\)>/,
      )
    })
    assert.match(
      stdout,
      /import \{ Json, make \} from '\.\/app\/log\.js'\nimport \{ Json as Json2 \} from '\.\/other\/log\.js'/,
    )
    assert.match(stderr, /"app\.log\.Json" is not of this package/)
    assert.equal(code, 0)
  })

  test('writes nothing for a configuration that fails', () => {
    const { stdout, stderr, code } = converted('logging.json', { version: 1, root: { level: 'loud' } })

    assert.deepEqual([stdout, code], ['', 1])
    assert.match(
      stderr,
      /^note: root: ValueError: Unknown level: 'loud'\nnote: nothing was written, .*check logging\.json\n$/,
    )
  })

  test('needs to be told the language', () => {
    const { stderr, code } = withFiles({ 'a.json': { version: 1 } }, (cwd) => pylogging(['convert', 'a.json'], { cwd }))

    assert.match(stderr, /convert needs --to json\|yaml\|ini\|ts\n {2}pylogging convert --help/)
    assert.equal(code, 2)
  })
})

function writeAt(folder, name, text) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, name), text)
}
