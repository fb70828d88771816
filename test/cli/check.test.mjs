/**
 * `pylogging check`: each trap of a dict by itself. Those of INI files: check-ini.test.mjs.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CLEAN, handler, logger, rotating } from './support/clean.mjs'
import { findingsIn } from './support/command.mjs'

const STREAM = { class: 'logging.StreamHandler' }
/** What is wrong, the configuration, and how it is said: severity, path, message, advice. */
const TRAPS = [
  [
    'a version that is absent',
    { ...CLEAN, version: undefined },
    'error',
    'version',
    /specify a version/,
    /"version": 1/,
  ],
  ['a version of its own', { ...CLEAN, version: 2 }, 'error', 'version', /Unsupported version: 2/, /number 1/],
  [
    'an absent disable_existing_loggers',
    { ...CLEAN, disable_existing_loggers: undefined },
    'warning',
    'disable_existing_loggers',
    /absent, which means true/,
    /false/,
  ],
  [
    'the text "False" for false',
    { ...CLEAN, disable_existing_loggers: 'False' },
    'error',
    'disable_existing_loggers',
    /"False" counts as true/,
    /without quotes/,
  ],
  ['a misspelt section', { ...CLEAN, handler: {} }, 'warning', 'handler', /not read/, /"handlers"/],
  ['a section that is a list', { ...CLEAN, filters: [] }, 'error', 'filters', /is a list/, /names/],
  [
    'propagate: "false"',
    logger({ propagate: 'false' }),
    'error',
    'loggers["app.db"].propagate',
    /counts as true/,
    /false/,
  ],
  ['propagate: "True"', logger({ propagate: 'True' }), 'hint', 'loggers["app.db"].propagate', /counts as true/, /true/],
  [
    'a level in lower case',
    logger({ level: 'info' }),
    'error',
    'loggers["app.db"].level',
    /Unknown level: 'info'/,
    /write INFO/,
  ],
  [
    'a misspelt level',
    handler({ level: 'WARNIGN' }),
    'error',
    'handlers.console.level',
    /Unknown level/,
    /write WARNING/,
  ],
  [
    'a level of the program’s own',
    handler({ level: 'NOTICE' }),
    'error',
    'handlers.console.level',
    /'NOTICE'/,
    /addLevelName/,
  ],
  ['a level as digits', handler({ level: '20' }), 'error', 'handlers.console.level', /Unknown level/, /without quotes/],
  [
    'handlers as text',
    logger({ handlers: 'console' }),
    'error',
    'loggers["app.db"].handlers',
    /letter by letter/,
    /\["console"\]/,
  ],
  [
    'a handler that is not defined',
    logger({ handlers: ['consol'] }),
    'error',
    'loggers["app.db"].handlers[0]',
    /no handler "consol"/,
    /"console"/,
  ],
  [
    'a formatter that is not defined',
    handler({ formatter: 'plane' }),
    'error',
    'handlers.console.formatter',
    /"plane"/,
    /"plain"/,
  ],
  [
    'a filter that is not defined',
    handler({ filters: ['f'] }),
    'error',
    'handlers.console.filters[0]',
    /no filter "f"/,
    /define/,
  ],
  [
    'a misspelt key of a logger',
    logger({ handler: ['console'] }),
    'warning',
    'loggers["app.db"].handler',
    /not read/,
    /"handlers"/,
  ],
  [
    'a key that a logger does not read',
    logger({ qualname: 'x' }),
    'hint',
    'loggers["app.db"].qualname',
    /not read/,
    /take it out/,
  ],
  [
    'a handler twice on the way up',
    logger({ handlers: ['console'] }),
    'warning',
    'loggers["app.db"].handlers',
    /twice/,
    /propagate/,
  ],
  ['a handler without class', handler({ class: undefined }), 'error', 'handlers.console', /needs a class/, /"class"/],
  [
    'an option that a class does not have',
    handler({ color: true }),
    'error',
    'handlers.console',
    /argument 'color'/,
    /fails/,
  ],
  [
    'a stream that is only its name',
    handler({ stream: 'sys.stdout' }),
    'error',
    'handlers.console.stream',
    /no stream/,
    /ext:/,
  ],
  [
    'an unknown name',
    handler({ class: 'app.Handler' }),
    'error',
    'handlers.console.class',
    /"app\.Handler"/,
    /register/,
  ],
  [
    'a class with the wrong module',
    handler({ class: 'logging.RotatingFileHandler' }),
    'error',
    'handlers.console.class',
    /nothing is registered/,
    /"logging\.handlers\.RotatingFileHandler"/,
  ],
  [
    'a RotatingFileHandler without maxBytes',
    rotating({ backupCount: 3 }),
    'warning',
    'handlers.console.maxBytes',
    /grows for ever/,
    /maxBytes/,
  ],
  [
    'without backupCount',
    rotating({ maxBytes: 1000 }),
    'warning',
    'handlers.console.backupCount',
    /never rotated/,
    /how many/,
  ],
  [
    'a size as text',
    rotating({ maxBytes: '1000' }),
    'error',
    'handlers.console.maxBytes',
    /text "1000"/,
    /without quotes/,
  ],
  [
    'a variable in a path',
    rotating({ maxBytes: 9, backupCount: 1, filename: '$HOME/app.log' }),
    'warning',
    'handlers.console.filename',
    /\$HOME is not expanded/,
    /--env/,
  ],
  [
    'a MemoryHandler without target',
    { ...CLEAN, handlers: { console: { class: 'logging.handlers.MemoryHandler', capacity: 9 } } },
    'warning',
    'handlers.console.target',
    /go nowhere/,
    /name the handler/,
  ],
  ['a handler that nobody uses', { ...CLEAN, root: {} }, 'hint', 'handlers.console', /nothing uses it/, /name it/],
  [
    'fmt where format is meant',
    { ...CLEAN, formatters: { plain: { fmt: '%(message)s' } } },
    'warning',
    'formatters.plain.fmt',
    /not read/,
    /"format"/,
  ],
  [
    'a format of another style',
    { ...CLEAN, formatters: { plain: { format: '{message}' } } },
    'error',
    'formatters.plain',
    /Invalid format '\{message\}' for '%' style/,
    /fails/,
  ],
  [
    'a misspelt field',
    { ...CLEAN, formatters: { plain: { format: '%(levelnam)s' } } },
    'warning',
    'handlers.console.formatter',
    /'levelnam'/,
    /levelname/,
  ],
  [
    'a field of the program',
    { ...CLEAN, formatters: { plain: { format: '%(request)s' } } },
    'hint',
    'handlers.console.formatter',
    /'request'/,
    /extra/,
  ],
]

describe('a dict', () => {
  test('that is all right gives nothing to say', () => {
    assert.deepEqual(findingsIn('logging.json', CLEAN), [])
  })

  for (const [what, config, severity, path, message, advice] of TRAPS) {
    test(`with ${what}: ${severity}`, () => {
      const findings = findingsIn('logging.json', config).filter((each) => each.path === path)

      assert.equal(findings.length, 1, JSON.stringify(findings))
      assert.deepEqual({ file: 'logging.json', path, severity }, pick(findings[0], ['file', 'path', 'severity']))
      assert.match(findings[0].message, message)
      assert.match(findings[0].advice, advice)
    })
  }

  test('whose logger fails still uses its handlers', () => {
    const { handlers, ...others } = CLEAN
    const loggers = { shop: { level: 'NOTICE', handlers: ['second'] } }
    const findings = findingsIn('logging.json', { ...others, handlers: { ...handlers, second: STREAM }, loggers })

    assert.deepEqual(
      findings.map(({ path }) => path),
      ['loggers.shop.level'],
    )
  })

  test('whose formatter wants records of its own is not held to a plain one', () => {
    const access = { '()': 'uvicorn.logging.AccessFormatter', fmt: '%(client_addr)s %(status_code)s' }

    assert.deepEqual(findingsIn('logging.json', { ...CLEAN, formatters: { plain: access } }), [])
  })

  test('with several parts that fail tells of each of them', () => {
    const broken = { ...STREAM, nope: 1 }
    const config = { ...CLEAN, handlers: { ...CLEAN.handlers, one: broken, two: broken } }

    const errors = findingsIn('logging.json', config).filter(({ severity }) => severity === 'error')

    assert.deepEqual(
      errors.map(({ path }) => path),
      ['handlers.one', 'handlers.two'],
    )
  })

  test('that is incremental is not held to what only another configuration has', () => {
    const config = { version: 1, incremental: true, handlers: { console: { level: 'INFO' } }, root: { level: 'debug' } }

    const paths = findingsIn('logging.json', config).map(({ path, severity }) => `${severity} ${path}`)

    assert.ok(paths.includes('error root.level'))
    assert.ok(!paths.some((path) => path.includes('handlers.console')), paths.join())
  })
})

function pick(object, names) {
  return Object.fromEntries(names.map((name) => [name, object[name]]))
}
