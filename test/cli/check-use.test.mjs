/**
 * `pylogging check` as a user meets it: exit codes, several files, modules of the program; what it says once, and where it
 * says nothing.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CLEAN, handler, INI, logger, rotating } from './support/clean.mjs'
import { findingsIn, pylogging, withFiles } from './support/command.mjs'

describe('a user of check', () => {
  const warned = { ...CLEAN, disable_existing_loggers: undefined }
  const wrong = logger({ level: 'info' })

  test('reads what is wrong, where, and what to do', () => {
    withFiles({ 'logging.json': { ...wrong, disable_existing_loggers: undefined } }, (cwd) => {
      const { stdout, stderr } = pylogging(['check', 'logging.json'], { cwd })

      assert.equal(
        stdout,
        `  error    loggers["app.db"].level  ValueError: Unknown level: 'info'
           write INFO
  warning  disable_existing_loggers  is absent, which means true: loggers that were made before and are not named here fall silent
           add "disable_existing_loggers": false, or true where that is meant
logging.json: 1 error, 1 warning
`,
      )
      assert.equal(stderr, '')
    })
  })

  for (const [what, files, args, code] of [
    ['0 for files that are all right', { 'a.json': CLEAN, 'b.ini': INI }, [], 0],
    ['0 for warnings', { 'a.json': warned }, [], 0],
    ['1 for warnings with --strict', { 'a.json': warned }, ['--strict'], 1],
    ['0 for hints with --strict', { 'a.json': logger({ qualname: 'x' }) }, ['--strict'], 0],
    ['1 for an error in one of several files', { 'a.json': CLEAN, 'b.json': wrong }, [], 1],
    ['1 for an error with --json', { 'a.json': wrong }, ['--json'], 1],
    ['1 for a text that is no JSON', { 'a.json': '{"version": 1,}' }, [], 1],
    ['1 for JSON that is no dict', { 'a.json': '[]' }, [], 1],
    ['1 for an INI file without sections', { 'a.ini': 'keys = root' }, [], 1],
    ['2 for a file that is not there', {}, ['nope.json'], 2],
    ['2 without a file', {}, [], 2],
    ['2 for an option that is none', { 'a.json': CLEAN }, ['--stict'], 2],
  ]) {
    test(`gets exit code ${what}`, () => {
      withFiles(files, (cwd) => {
        const result = pylogging(['check', ...Object.keys(files), ...args], { cwd })

        assert.equal(result.code, code, result.stdout + result.stderr)
      })
    })
  }

  test('judges every file, whatever another one is', () => {
    withFiles({ 'a.json': '{', 'b.json': wrong }, (cwd) => {
      const { stdout, code } = pylogging(['check', 'a.json', 'none.json', 'b.json', '--json'], { cwd })
      const text = pylogging(['check', 'none.json', 'b.json'], { cwd })

      assert.deepEqual(
        JSON.parse(stdout).map(({ file, severity }) => [file, severity]),
        [
          ['a.json', 'error'],
          ['none.json', 'error'],
          ['b.json', 'error'],
        ],
      )
      assert.equal(code, 2)
      assert.match(text.stdout, /none\.json doesn't exist[\s\S]*b\.json: 1 error/)
      assert.equal(text.code, 2)
    })
  })

  test('has several files in one array', () => {
    withFiles({ 'a.json': wrong, 'b.json': CLEAN, 'c.json': warned }, (cwd) => {
      const { stdout } = pylogging(['check', 'a.json', 'b.json', 'c.json', '--json'], { cwd })

      assert.deepEqual(
        JSON.parse(stdout).map(({ file, severity }) => [file, severity]),
        [
          ['a.json', 'error'],
          ['c.json', 'warning'],
        ],
      )
    })
  })

  test('loads the module that registers the names of the program', () => {
    const files = {
      'logging.json': handler({ class: 'app.Handler', stream: undefined }),
      'names.mjs': `import { StreamHandler } from '@pylogging/core'
import { register } from '@pylogging/core/config'
register('app.Handler', class extends StreamHandler {})`,
    }
    withFiles(files, (cwd) => {
      const { stdout, code } = pylogging(['check', 'logging.json', '--import', 'names.mjs'], { cwd })

      assert.deepEqual([stdout, code], ['logging.json: nothing to say\n', 0])
    })
  })
})

describe('check has nothing to say', () => {
  const STDERR = { class: 'logging.StreamHandler' }
  const filter = (name) => ({ filters: { id: { '()': name } } })
  const withId = { formatters: { plain: { format: '%(correlation_id)s %(message)s' } } }
  const filtered = { ...CLEAN.handlers.console, filters: ['id'] }
  for (const [what, config] of [
    [
      'of a field that a filter of the handler gives',
      { ...CLEAN, ...withId, ...filter('asgi_correlation_id.CorrelationIdFilter'), handlers: { console: filtered } },
    ],
    [
      'of a field that a filter of the logger gives',
      {
        ...CLEAN,
        ...withId,
        ...filter('asgi_correlation_id.CorrelationIdFilter'),
        root: { ...CLEAN.root, filters: ['id'] },
      },
    ],
    [
      'of a NullHandler at a logger and above it',
      {
        ...CLEAN,
        handlers: { ...CLEAN.handlers, none: { class: 'logging.NullHandler' } },
        loggers: { a: { handlers: ['none'] } },
        root: { handlers: ['none', 'console'] },
      },
    ],
    [
      'of a handler that another one refers to',
      {
        ...CLEAN,
        handlers: {
          ...CLEAN.handlers,
          inner: STDERR,
          outer: {
            class: 'logging.handlers.MemoryHandler',
            capacity: 1,
            target: 'console',
            '.': { other: 'cfg://handlers.inner' },
          },
        },
        root: { handlers: ['outer'] },
      },
    ],
    [
      'of two handlers of one stream that have filters',
      {
        ...CLEAN,
        ...filter('django.utils.log.RequireDebugTrue'),
        handlers: { ...CLEAN.handlers, debug: filtered },
        loggers: { a: { handlers: ['debug'] } },
      },
    ],
  ]) {
    test(what, () => assert.deepEqual(findingsIn('logging.json', config), []))
  }

  test('of a field that a filter of the program may give', () => {
    const config = { ...CLEAN, ...withId, ...filter('myapp.Filter'), handlers: { console: filtered } }

    assert.deepEqual(
      findingsIn('logging.json', config).map(({ path }) => path),
      ['filters.id.()'],
    )
  })
})

describe('check tells once', () => {
  const files = (options) => ({
    ...CLEAN,
    handlers: Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [name, { class: 'logging.FileHandler', filename: `nope/${name}.log`, ...options }]),
    ),
    root: { handlers: ['a', 'b', 'c'] },
  })

  test('that a folder is missing, an error where configuring fails', () => {
    const [only, ...others] = findingsIn('logging.json', files({}))

    assert.deepEqual([only.severity, only.path, others], ['error', 'handlers.a.filename', []])
    assert.match(only.message, /no folder .*nope on this machine: .* 2 more of these handlers/)
    assert.deepEqual(
      findingsIn('logging.json', files({ delay: true })).map(({ severity }) => severity),
      ['hint'],
    )
  })

  for (const [what, config, severity, path, message, advice] of [
    [
      'what takes the place of a class',
      handler({ class: 'systemd.journal.JournalHandler', stream: undefined }),
      'error',
      'handlers.console.class',
      /nothing is registered/,
      /SysLogHandler with "address": "\/dev\/log"/,
    ],
    [
      'that a format can format no record',
      { ...CLEAN, formatters: { plain: { format: '%(thread)||', validate: false } } },
      'error',
      'handlers.console.formatter',
      /no record can be formatted/,
      /correct the format/,
    ],
    [
      'that a name was written with one backslash, where a line feed came of it',
      rotating({ filename: 'logs\new.log', delay: true, maxBytes: 10, backupCount: 1 }),
      'warning',
      'handlers.console.filename',
      /a control character: "logs\\new\.log"/,
      /"logs\/new\.log", which Windows takes, too/,
    ],
    [
      'that a backslash is a letter here',
      rotating({ filename: 'C:\\logs\\app.log', delay: true, maxBytes: 10, backupCount: 1 }),
      'warning',
      'handlers.console.filename',
      /"C:\\\\logs\\\\app\.log" is the name of one file here/,
      /"C:\/logs\/app\.log"/,
    ],
    [
      'that two handlers rotate one file',
      {
        ...CLEAN,
        handlers: {
          console: { ...rotating({}).handlers.console, maxBytes: 10, backupCount: 1 },
          other: { class: 'logging.FileHandler', filename: './app.log', delay: true },
        },
        root: { handlers: ['console', 'other'] },
      },
      'warning',
      'handlers.console.filename',
      /rotates the file that the handler "other" writes/,
      /one handler/,
    ],
    [
      'that another handler writes to the same stdout on the way up',
      {
        ...CLEAN,
        handlers: { ...CLEAN.handlers, again: CLEAN.handlers.console },
        loggers: { a: { handlers: ['again'] } },
      },
      'warning',
      'loggers.a.handlers',
      /twice at "again": here and at root by "console"/,
      /propagate/,
    ],
    [
      'that a placeholder needs --env',
      { ...CLEAN, root: { handlers: ['console'], level: '${LEVEL:INFO}' } },
      'error',
      'root.level',
      /Unknown level/,
      /--env/,
    ],
    [
      'that Windows has the event log',
      handler({ class: 'logging.handlers.NTEventLogHandler', appname: 'a', stream: undefined }),
      'error',
      'handlers.console.class',
      /event log of Windows/,
      /SysLogHandler/,
    ],
  ]) {
    test(what, { skip: process.platform === 'win32' && 'the event log is there' }, () => {
      const [only, ...others] = findingsIn('logging.json', config)

      assert.deepEqual([only?.severity, only?.path, others], [severity, path, []])
      assert.match(only.message, message)
      assert.match(only.advice, advice)
    })
  }

  test('that unix-dgram, nodemailer or OpenTelemetry cannot be loaded', () => {
    const config = {
      ...CLEAN,
      handlers: {
        log: { class: 'logging.handlers.SysLogHandler', address: '/dev/log' },
        mail: {
          class: 'logging.handlers.SMTPHandler',
          mailhost: 'localhost',
          fromaddr: 'a@b',
          toaddrs: ['c@d'],
          subject: 's',
        },
        traces: { class: 'opentelemetry.sdk._logs.LoggingHandler' },
      },
      root: { handlers: ['log', 'mail', 'traces'] },
    }
    const hide = `import { Module } from 'node:module'
const load = Module._load
Module._load = function (name, ...rest) {
  if (/^(unix-dgram|nodemailer|@opentelemetry.*)$/.test(name)) throw new Error('not here')
  return load.call(this, name, ...rest)
}`

    withFiles({ 'logging.json': config, 'hide.mjs': hide }, (cwd) => {
      const { stdout } = pylogging(['check', 'logging.json', '--json', '--import', 'hide.mjs'], { cwd })
      assert.deepEqual(
        JSON.parse(stdout).map(({ severity, path, advice }) => [severity, path, advice]),
        [
          ['warning', 'handlers.log.address', 'npm install unix-dgram'],
          ['warning', 'handlers.mail.class', 'npm install nodemailer'],
          ['warning', 'handlers.traces.class', 'npm install @opentelemetry/api-logs'],
        ],
      )
    })
  })
})
