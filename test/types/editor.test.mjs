/** What an editor offers and shows, by TypeScript's language server. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openEditor } from './support/editor.mjs'

const HEAD =
  "import { basicConfig, Formatter, getLogger } from '@pylogging/core'\nimport { dictConfig } from '@pylogging/core/config'\nimport { TimedRotatingFileHandler } from '@pylogging/core/handlers'\n"

const OFFERED = [
  [
    'the keys of a configuration',
    'dictConfig({ version: 1, │ })',
    ['formatters', 'filters', 'handlers', 'loggers', 'root', 'incremental', 'disable_existing_loggers'],
  ],
  ['the keys of a logger', 'dictConfig({ version: 1, root: { │ } })', ['level', 'handlers', 'filters']],
  ['levels', "dictConfig({ version: 1, root: { level: '│' } })", ['INFO', 'WARNING']],
  [
    'classes of handlers',
    "dictConfig({ version: 1, handlers: { a: { class: '│' } } })",
    ['logging.StreamHandler', 'logging.handlers.RotatingFileHandler'],
  ],
  [
    'the options of a handler in a configuration',
    "dictConfig({ version: 1, handlers: { a: { class: 'logging.handlers.RotatingFileHandler', │ } } })",
    ['filename', 'maxBytes', 'backupCount', 'formatter'],
  ],
  [
    'the handlers of a configuration',
    "dictConfig({ version: 1, handlers: { file: { class: 'logging.NullHandler' } }, root: { handlers: ['│'] } })",
    ['file'],
  ],
  [
    'the options of a handler',
    "new TimedRotatingFileHandler('app.log', { │ })",
    ['when', 'interval', 'backupCount', 'utc'],
  ],
  ['fields of a format', "new Formatter('│')", ['%(levelname)s', '%(message)s', '%(asctime)s']],
  ['fields of a format of basicConfig', "basicConfig({ format: '│' })", ['%(levelname)s', '%(message)s']],
  ['keys of basicConfig', 'basicConfig({ │ })', ['format', 'style', 'level', 'filename']],
]

const SHOWN = [
  ['an option of a handler', "new TimedRotatingFileHandler('app.log', { int│erval: 2 })", /period/],
  [
    'an option in a configuration',
    "dictConfig({ version: 1, handlers: { a: { class: 'logging.handlers.RotatingFileHandler', filename: 'a', max│Bytes: 1 } } })",
    /in bytes/,
  ],
  ['a key of a configuration', 'dictConfig({ version: 1, disable_│existing_loggers: false })', /true unless given/],
  ['a key of basicConfig', "basicConfig({ form│at: '%(message)s' })", /A format of records/],
]

describe('an editor', () => {
  const texts = [...OFFERED, ...SHOWN].map(([what, text]) => [what, HEAD + text])
  const editor = openEditor(Object.fromEntries(texts))

  for (const [what, , wanted] of OFFERED) {
    it(`offers ${what}`, async () => {
      const names = await editor.completions(what)
      const missing = wanted.filter((name) => !names.includes(name))
      assert.deepEqual(missing, [], names.slice(0, 40).join(' '))
    })
  }

  for (const [what, , wanted] of SHOWN) {
    it(`shows the docstring of ${what}`, async () => {
      assert.match(await editor.quickInfo(what), wanted)
    })
  }
})
