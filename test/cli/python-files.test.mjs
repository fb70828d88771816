/** Python and TOML files as configurations, in the commands; `survey` as a user runs it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'
import { COMMAND, repository } from './support/command.mjs'

const folder = mkdtempSync(join(tmpdir(), 'python-files-'))
after(() => rmSync(folder, { recursive: true }))
symlinkSync(join(repository, 'packages/core/node_modules'), join(folder, 'node_modules'))

const SETTINGS = `import os, sys, logging
LEVEL = os.environ.get('LEVEL', 'INFO')
LOGGING = {
    'version': 1,
    'disable_existing_loggers': False,
    'formatters': {'plain': {'format': '%(levelname)s:%(name)s:%(message)s'}},
    'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'plain', 'stream': sys.stdout, 'level': logging.DEBUG}},
    'loggers': {'app.%s' % name: {'level': 'DEBUG'} for name in ('db', 'web')},
    'root': {'level': LEVEL, 'handlers': ['console']},
}
if DEBUG:
    LOGGING['root']['level'] = 'DEBUG'
`
writeFileSync(join(folder, 'settings.py'), SETTINGS)
writeFileSync(join(folder, 'two.py'), "A = {'version': 1, 'root': {}}\nB = {'version': 1, 'root': {'level': 'INFO'}}\n")
writeFileSync(
  join(folder, 'luigi.toml'),
  '[core]\nx = 1\n[logging]\nversion = 1\n[logging.handlers.console]\nclass = "logging.StreamHandler"\n[logging.root]\nlevel = "INFO"\nhandlers = ["console"]\n',
)

function run(...args) {
  return spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LEVEL: 'INFO', NO_COLOR: '1' },
  })
}

describe('a Python file', () => {
  it('is checked, with what reading cannot know given by --set', () => {
    const { status, stdout } = run('check', 'settings.py')
    assert.equal(status, 1)
    assert.match(
      stdout,
      /settings\.py: line 11, column 4: DEBUG is not known by reading; give it with --set DEBUG=VALUE/,
    )

    assert.equal(run('check', 'settings.py', '--set', 'DEBUG=true').status, 0)
  })

  it('is tried', () => {
    const { stdout, status } = run(
      'try',
      'settings.py',
      'hello %s',
      'world',
      '--logger',
      'app.db',
      '--set',
      'DEBUG=false',
    )

    assert.equal(status, 0)
    assert.match(stdout, /INFO:app\.db:hello world/)
  })

  it('with several configurations lists them, and one is chosen behind a colon', () => {
    assert.match(
      run('tree', 'two.py').stderr,
      /it has 2 configurations: A \(line 1\), B \(line 2\)\n {2}Say which: two\.py:A/,
    )
    assert.match(run('tree', 'two.py:B').stdout, /Level INFO/)
    assert.match(run('tree', 'two.py:2').stdout, /Level INFO/)
  })

  it('is converted to forms that configure the same', () => {
    const expected = run('tree', 'settings.py', '--set', 'DEBUG=true').stdout
    for (const form of ['json', 'yaml', 'ini']) {
      const { stdout, status } = run('convert', 'settings.py', '--to', form, '--set', 'DEBUG=true')
      assert.equal(status, 0)
      writeFileSync(join(folder, `settings.${form}`), stdout)
      assert.equal(run('tree', `settings.${form}`).stdout, expected, form)
    }
    assert.match(
      run('convert', 'settings.py', '--to', 'ts', '--set', 'DEBUG=true').stdout,
      /getLogger\('app\.db'\)\.setLevel\('DEBUG'\)/,
    )
  })

  it('that an INI file cannot say is told, and nothing is written', () => {
    writeFileSync(
      join(folder, 'filters.py'),
      "LOGGING = {'version': 1, 'filters': {'f': {'name': 'a'}}, 'root': {'filters': ['f']}}\n",
    )

    const { stdout, stderr, status } = run('convert', 'filters.py', '--to', 'ini')

    assert.deepEqual([stdout, status], ['', 1])
    assert.match(stderr, /an INI file cannot say filters: convert it to json, yaml or ts/)
  })

  it('as INI is read by CPython alike', { skip: findPython() === null ? NO_PYTHON : false }, () => {
    writeFileSync(
      join(folder, 'cpython.ini'),
      run('convert', 'settings.py', '--to', 'ini', '--set', 'DEBUG=true').stdout,
    )
    const { command, env } = findPython()
    const program =
      "import logging.config; logging.config.fileConfig('cpython.ini'); logging.getLogger('app.db').debug('hi')"

    const { stdout, stderr } = spawnSync(command, ['-c', program], { cwd: folder, env, encoding: 'utf8' })

    assert.deepEqual([stdout, stderr], ['DEBUG:app.db:hi\n', ''])
  })
})

describe('a TOML file', () => {
  it('is read by the table in it that is a configuration', () => {
    assert.match(run('tree', 'luigi.toml').stdout, /Level INFO\n {3}Handler Stream/)
    assert.match(run('tree', 'luigi.toml:logging').stdout, /Level INFO/)
    assert.match(run('tree', 'luigi.toml:core').stderr, /there is no table core that is a logging configuration/)
  })
})

describe('pylogging survey', () => {
  const src = join(folder, 'src')
  mkdirSync(src)
  writeFileSync(
    join(src, 'a.py'),
    "import logging\nfrom loguru import logger as l\nlog = logging.getLogger(__name__)\nlog.warn(f'x {1}')\n",
  )

  it('prints a page for a person, and fails where something is not here', () => {
    const { status, stdout } = run('survey', 'src')

    assert.equal(status, 1)
    assert.match(stdout, /^1 file, 4 lines: 1 log call in 1 file\n/)
    assert.match(stdout, /G010 +1 {2}warn, which is deprecated/)
    assert.match(stdout, /absent +loguru {2}src\/a\.py:2/)
    assert.match(stdout, /To touch: about 2 lines that pylogging port writes, 1 line by hand/)
  })

  it('prints JSON for tools', () => {
    const { files, summary } = JSON.parse(run('survey', '--json', 'src').stdout)

    assert.deepEqual(files[0].calls[0], {
      line: 4,
      column: 1,
      level: 'warn',
      shape: 'f-string',
      logger: 'log',
      keywords: [],
      inExcept: false,
      codes: ['G004', 'G010'],
    })
    assert.equal(files[0].path, 'src/a.py')
    assert.deepEqual([summary.files, summary.calls, summary.shapes], [1, 1, { 'f-string': 1 }])
  })

  it('says which path is not there', () => {
    const { status, stderr } = run('survey', 'nowhere')

    assert.equal(status, 2)
    assert.match(stderr, /No such file or directory: 'nowhere'/)
  })
})
