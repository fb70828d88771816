/** `pylogging` itself: help, wrong arguments, kinds of files, colours. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { COMMAND, pylogging, repository, withFiles } from './support/command.mjs'

const COMMANDS = ['check', 'tree', 'try', 'convert']
const CLEAN = { version: 1, disable_existing_loggers: false }
const { version } = JSON.parse(readFileSync(join(repository, 'packages', 'core', 'package.json'), 'utf8'))

describe('pylogging', () => {
  test('says without arguments and with --help which commands there are', () => {
    withFiles({}, (cwd) => {
      const bare = pylogging([], { cwd })

      for (const command of COMMANDS) assert.match(bare.stdout, new RegExp(`^ {2}pylogging ${command} FILE`, 'm'))
      assert.deepEqual([bare.stderr, bare.code], ['', 0])
      for (const args of [['--help'], ['-h'], ['help']]) assert.deepEqual(pylogging(args, { cwd }), bare)
    })
  })

  for (const command of COMMANDS) {
    test(`says what ${command} takes, and its exit codes`, () => {
      withFiles({}, (cwd) => {
        const { stdout, stderr, code } = pylogging([command, '--help'], { cwd })

        assert.ok(stdout.startsWith(`pylogging ${command} FILE`), stdout)
        assert.match(stdout, /^Exit code: 0/m)
        assert.deepEqual([stderr, code], ['', 0])
      })
    })
  }

  test('says its version', () => {
    withFiles({}, (cwd) => assert.equal(pylogging(['--version'], { cwd }).stdout, `${version}\n`))
  })

  for (const [what, args, message] of [
    ['a command that is none', ['chek', 'a.json'], /^pylogging: there is no command chek\n {2}pylogging --help\n$/],
    [
      'an option that is none',
      ['tree', '--json', 'a.json'],
      /^pylogging: Unknown option '--json'[\s\S]*\n {2}pylogging tree --help\n$/,
    ],
    ['two files', ['tree', 'a.json', 'b.json'], /one file only, not b\.json too\n/],
    ['a file that is not there', ['tree', 'nope.json'], /^pylogging: nope\.json doesn't exist\n$/],
    ['a text that is no configuration', ['tree', 'bad.json'], /^pylogging: bad\.json is invalid: /],
    ['a module that is not there', ['tree', 'a.json', '--import', './nope.mjs'], /^pylogging: Cannot find module/],
  ]) {
    test(`refuses ${what} with exit code 2`, () => {
      withFiles({ 'a.json': CLEAN, 'b.json': CLEAN, 'bad.json': '{' }, (cwd) => {
        const { stdout, stderr, code } = pylogging(args, { cwd })

        assert.match(stderr, message)
        assert.deepEqual([stdout, code], ['', 2])
      })
    })
  }

  test('reads YAML, and refuses it where the package yaml is not installed', (t) => {
    const yaml = 'version: 1\ndisable_existing_loggers: no\nroot: {level: INFO}\n'
    withFiles({ 'a.yaml': yaml, 'b.yml': yaml }, (cwd) => {
      const { stdout, stderr, code } = pylogging(['check', 'a.yaml', 'b.yml'], { cwd })

      if (stderr.includes("No module named 'yaml'")) return t.skip('yaml is not installed')
      assert.deepEqual([stdout, code], ['a.yaml: nothing to say\n\nb.yml: nothing to say\n', 0])
    })
  })

  test('fills variables of the environment in when asked to', () => {
    const config = {
      ...CLEAN,
      handlers: { f: { class: 'logging.FileHandler', filename: '${WHERE}/app.log' } },
      root: { handlers: ['f'] },
    }
    withFiles({ 'a.json': config }, (cwd) => {
      const asked = (args, env) => pylogging([...args, '--env'], { cwd, env })

      assert.match(
        pylogging(['check', 'a.json'], { cwd }).stdout,
        /warning {2}handlers\.f\.filename {2}\$\{WHERE\} is not expanded/,
      )
      assert.equal(asked(['check', 'a.json'], { WHERE: cwd }).stdout, 'a.json: nothing to say\n')
      assert.match(
        asked(['convert', 'a.json', '--to', 'ts'], { WHERE: '/logs' }).stdout,
        /new FileHandler\('\/logs\/app\.log'\)/,
      )
      assert.match(asked(['check', 'a.json'], {}).stdout, /error .*\n {13,}handlers\.f\.filename: \$\{WHERE\}\n/)
    })
  })

  test('is coloured on a terminal, unless NO_COLOR says otherwise', (t) => {
    // util-linux's; it gives the command a terminal.
    const found = spawnSync('script', ['--version'], { encoding: 'utf8' })
    if (!found.stdout?.includes('util-linux')) return t.skip('there is no script of util-linux')
    withFiles({ 'a.json': { version: 1 } }, (cwd) => {
      const onTerminal = (env) => {
        const line = `'${process.execPath}' '${COMMAND}' check a.json`
        const { NO_COLOR: _, ...others } = process.env
        return spawnSync('script', ['-qec', line, '/dev/null'], { cwd, encoding: 'utf8', env: { ...others, ...env } })
          .stdout
      }

      assert.ok(onTerminal({}).includes('\u001b[33mwarning'))
      assert.ok(!onTerminal({ NO_COLOR: '1' }).includes('\u001b'))
      assert.match(onTerminal({ NO_COLOR: '1' }), /warning/)
      assert.ok(!pylogging(['check', 'a.json'], { cwd }).stdout.includes('\u001b'))
    })
  })
})
