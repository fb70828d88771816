/**
 * `pylogging check` of an INI file: each trap by itself.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { INI } from './support/clean.mjs'
import { findingsIn } from './support/command.mjs'

/** What is wrong, the file, and how it is said: severity, path, message. */
const TRAPS = [
  [
    'a level in lower case',
    INI.replace('[handler_console]', '[handler_console]\nlevel = info'),
    'error',
    '[handler_console] level',
    /'info'/,
  ],
  [
    'a handler that is not defined',
    INI.replace('handlers =\n', 'handlers = file\n'),
    'error',
    '[logger_db] handlers',
    /"file"/,
  ],
  ['a logger without qualname', INI.replace('qualname = app.db\n', ''), 'error', '[logger_db] qualname', /missing/],
  [
    'a section that is not listed',
    `${INI}[handler_file]\nclass = FileHandler\n`,
    'warning',
    '[handler_file]',
    /not read/,
  ],
  [
    'a section that is missing',
    INI.replace('keys = console', 'keys = console, file'),
    'error',
    '[handlers] keys',
    /\[handler_file\]/,
  ],
  ['a byte order mark', `\ufeff${INI}`, 'warning', '', /byte order mark, which fileConfig takes for/],
  ['loggers without root', INI.replace('root, db', 'db'), 'error', '[loggers] keys', /root is missing/],
  [
    'propagate in words',
    INI.replace('qualname', 'propagate = no\nqualname'),
    'error',
    '[logger_db] propagate',
    /no number/,
  ],
  [
    'an unknown class',
    INI.replace('StreamHandler', 'app.Handler'),
    'error',
    '[handler_console] class',
    /"app\.Handler"/,
  ],
  ['arguments that cannot be computed', INI.replace('sys.stdout', 'sys.nope'), 'error', '[handler_console]', /nope/],
  [
    'a mode that is none',
    INI.replace('StreamHandler', 'FileHandler').replace('sys.stdout', "'a.log', 'q'"),
    'error',
    '[handler_console]',
    /invalid mode/,
  ],
  [
    'a RotatingFileHandler without maxBytes',
    INI.replace('StreamHandler', 'handlers.RotatingFileHandler').replace('sys.stdout', "'app.log'"),
    'warning',
    '[handler_console] args',
    /grows for ever/,
  ],
  [
    'a handler twice on the way up',
    INI.replace('handlers =\n', 'handlers = console\n'),
    'warning',
    '[logger_db] handlers',
    /twice/,
  ],
]

describe('an INI file', () => {
  test('that is all right gives nothing to say, whatever its name ends in', () => {
    for (const name of ['logging.ini', 'logging.conf', 'logging.cfg']) assert.deepEqual(findingsIn(name, INI), [])
  })

  test('may use %(here)s, with a hint who gives it', () => {
    const ini = INI.replace('StreamHandler', 'FileHandler').replace('sys.stdout', "'%(here)s/app.log'")

    assert.deepEqual(
      findingsIn('logging.ini', ini).map(({ severity, message }) => [severity, message.slice(0, 8)]),
      [['hint', '%(here)s']],
    )
  })

  test('has names that the program gives by defaults, once the command is told of them', () => {
    const ini = INI.replace('StreamHandler', 'FileHandler').replace('sys.stdout', "'%(folder)s/app.log'")

    const [untold] = findingsIn('logging.ini', ini)

    assert.match(untold.message, /'folder' which is not a valid option name/)
    assert.match(untold.advice, /--default NAME=VALUE/)
    assert.deepEqual(findingsIn('logging.ini', ini, ['--default', 'folder=/tmp']), [])
  })

  test('is judged to its end, whichever of its sections fail', () => {
    const ini = INI.replace('sys.stdout', 'sys.nope')
      .replace('format = %(levelname)s', 'style = !\nformat = %(levelname)s')
      .replace('keys = console', 'keys = console, file, other')
      .concat("[handler_file]\nclass = FileHandler\nargs = ('a.log', 'a', 'klingon')\n")
      .concat('[handler_other]\nclass = StreamHandler\nargs = (\n')

    const failing = findingsIn('logging.ini', ini).filter(({ severity }) => severity === 'error')

    assert.deepEqual(
      failing.map(({ path, message }) => [path, message.split(':')[0]]),
      [
        ['[formatter_plain]', 'ValueError'],
        ['[handler_console]', 'AttributeError'],
        ['[handler_file]', 'LookupError'],
        ['[handler_other]', 'SyntaxError'],
      ],
    )
  })

  for (const [what, ini, severity, path, message] of TRAPS) {
    test(`with ${what}: ${severity}`, () => {
      const findings = findingsIn('logging.ini', ini).filter((each) => each.path === path)

      assert.equal(findings.length, 1, JSON.stringify(findings))
      assert.equal(findings[0].severity, severity)
      assert.match(findings[0].message, message)
    })
  }
})
