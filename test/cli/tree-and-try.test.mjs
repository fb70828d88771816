/**
 * `pylogging tree` and `pylogging try` against programs that configure and log for real; and that neither touches anything.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pylogging, runNode, withFiles } from './support/command.mjs'

const CONFIG = {
  version: 1,
  disable_existing_loggers: false,
  formatters: { plain: { format: '%(levelname)s %(name)s: %(message)s' } },
  handlers: {
    console: { class: 'logging.StreamHandler', level: 'WARNING', formatter: 'plain', stream: 'ext://sys.stdout' },
    file: { class: 'logging.FileHandler', filename: 'app.log', mode: 'w', formatter: 'plain' },
    sized: { class: 'logging.handlers.RotatingFileHandler', filename: 'sized.log', maxBytes: 1, backupCount: 2 },
    timed: { class: 'logging.handlers.TimedRotatingFileHandler', filename: 'timed.log', when: 'midnight' },
    watched: { class: 'logging.handlers.WatchedFileHandler', filename: 'watched.log' },
    memory: { class: 'logging.handlers.MemoryHandler', capacity: 10, target: 'file' },
  },
  loggers: {
    app: { level: 'DEBUG', handlers: ['file', 'sized', 'timed', 'watched'] },
    'app.db': { handlers: ['memory'], propagate: false },
  },
  root: { level: 'INFO', handlers: ['console'] },
}
const INI = `[loggers]
keys = root
[handlers]
keys = file
[formatters]
keys = plain
[logger_root]
level = INFO
handlers = file
[handler_file]
class = FileHandler
formatter = plain
args = ('ini.log',)
[formatter_plain]
format = %(levelname)s %(message)s
`
/** Configures as a program does, then says or does something. */
const PROGRAM = `import logging, { describe } from '@pylogging/core'
import { dictConfig, fileConfig } from '@pylogging/core/config'
import { readFileSync } from 'node:fs'
const [file, what] = process.argv.slice(2)
if (file.endsWith('.json')) dictConfig(JSON.parse(readFileSync(file, 'utf8')))
else fileConfig(file)
if (what === 'tree') process.stdout.write(describe())
else logging.getLogger('app').log(logging.WARNING, what, 7)
`
const FILES = { 'logging.json': CONFIG, 'logging.ini': INI, 'program.mjs': PROGRAM, 'app.log': 'kept\n' }

describe('tree', () => {
  for (const file of ['logging.json', 'logging.ini']) {
    test(`prints of ${file} what a program that was configured with it prints`, () => {
      withFiles(FILES, (cwd) => {
        const asked = pylogging(['tree', file], { cwd })
        const real = runNode(['program.mjs', file, 'tree'], { cwd })

        assert.match(real.stdout, /File '.*\.log'/)
        assert.deepEqual(asked, { stdout: real.stdout, stderr: '', code: 0 })
      })
    })
  }

  test('shows a class that is not known by its name, and says so beside the tree', () => {
    const config = { ...CONFIG, handlers: { ...CONFIG.handlers, console: { class: 'app.log.Console', width: 80 } } }
    withFiles({ 'logging.json': config }, (cwd) => {
      const { stdout, stderr, code } = pylogging(['tree', 'logging.json'], { cwd })

      assert.match(stdout, /^<--""\n {3}Level INFO\n {3}Handler <Console \(NOTSET\)>\n/)
      assert.match(stderr, /^note: unknown name "app\.log\.Console"/)
      assert.equal(code, 0)
    })
  })

  test('shows what can be made, and fails for what cannot', () => {
    const config = { ...CONFIG, loggers: { ...CONFIG.loggers, x: { level: 'loud' }, y: { level: 'ERROR' } } }
    withFiles({ 'logging.json': config }, (cwd) => {
      const { stdout, stderr, code } = pylogging(['tree', 'logging.json'], { cwd })

      assert.match(stdout, /o<--"y"\n {7}Level ERROR/)
      assert.match(stderr, /loggers\.x: ValueError: Unknown level: 'loud'/)
      assert.equal(code, 1)
    })
  })
})

describe('try', () => {
  test('says the way of the record and the text at each handler', () => {
    const { handlers, formatters } = CONFIG
    const config = {
      ...CONFIG,
      formatters,
      handlers: { console: handlers.console },
      loggers: { app: { level: 'DEBUG' } },
    }
    withFiles({ 'logging.json': config }, (cwd) => {
      const args = ['try', 'logging.json', '--logger', 'app.web', '--level', 'error', '%s took %d ms', 'GET', '12']

      const { stdout, stderr, code } = pylogging(args, { cwd })

      assert.equal(
        stdout,
        `ERROR on "app.web" comes out.
  "app.web" takes ERROR: its level is DEBUG, from "app".
  root: <StreamHandler <stdout> (WARNING)> takes it.

console, stdout:
  ERROR app.web: GET took 12 ms
`,
      )
      assert.deepEqual([stderr, code], ['', 0])
    })
  })

  test('says of every file what a program writes there', () => {
    withFiles(FILES, (cwd) => {
      const asked = pylogging(['try', 'logging.json', '--logger', 'app', '--level', 'WARNING', 'n is %d', '7'], { cwd })
      const real = runNode(['program.mjs', 'logging.json', 'n is %d'], { cwd })

      const parts = new Map(
        asked.stdout
          .split('\n\n')
          .slice(1)
          .map((part) => part.trimEnd().split(':\n  ')),
      )
      assert.equal(parts.get('console, stdout'), real.stdout.trimEnd())
      for (const [name, file] of [
        ['file', 'app.log'],
        ['sized', 'sized.log'],
        ['timed', 'timed.log'],
        ['watched', 'watched.log'],
      ]) {
        const [title] = [...parts.keys()].filter((each) => each.startsWith(`${name}, `) && each.endsWith(file))
        assert.equal(parts.get(title), readFileSync(join(cwd, file), 'utf8').trimEnd())
      }
      assert.equal(parts.size, 5)
    })
  })

  test('says what a handler keeps, and where it will go', () => {
    withFiles(FILES, (cwd) => {
      const { stdout } = pylogging(['try', 'logging.json', '--logger', 'app.db', 'slow'], { cwd })

      assert.match(
        stdout,
        /memory, .*: kept in memory; when it is flushed:\n {2}file, .*app\.log:\n {4}INFO app\.db: slow\n$/,
      )
    })
  })

  test('says what comes out of a program without handlers', () => {
    withFiles({ 'logging.json': { version: 1 } }, (cwd) => {
      const { stdout } = pylogging(['try', 'logging.json', '--level', 'WARNING', 'alone'], { cwd })

      assert.match(stdout, /logging\.lastResort prints it bare on stderr\.\n\nstderr:\n {2}alone\n$/)
    })
  })

  test('leaves a placeholder without an argument as it is, as Python does', () => {
    withFiles({ 'logging.json': JSON.stringify({ version: 1 }) }, (cwd) => {
      const { stdout } = pylogging(['try', 'logging.json', '--level', 'WARNING', 'hello %s'], { cwd })

      assert.match(stdout, /^ *hello %s$/m)
    })
  })

  test('fails for a record that is lost, and takes attributes that save it', () => {
    const config = { ...CONFIG, formatters: { plain: { format: '%(user)s %(message)s' } } }
    withFiles({ 'logging.json': config }, (cwd) => {
      const args = ['try', 'logging.json', '--level', 'ERROR', 'hello']

      const lost = pylogging(args, { cwd })
      const saved = pylogging([...args, '--extra', 'user=anna'], { cwd })

      assert.match(lost.stdout, /console, stdout: the record is lost\n {2}.*field not found in record: 'user'/)
      assert.match(saved.stdout, /console, stdout:\n {2}anna hello\n/)
      assert.deepEqual([lost.code, saved.code], [1, 0])
    })
  })

  test('runs no handler of the program', () => {
    const files = {
      'logging.json': {
        ...CONFIG,
        handlers: { ...CONFIG.handlers, console: { class: 'app.Own', formatter: 'plain' } },
      },
      'names.mjs': `import { Handler } from '@pylogging/core'
import { register } from '@pylogging/core/config'
import { writeFileSync } from 'node:fs'
register('app.Own', class Own extends Handler { emit() { writeFileSync('emitted', '') } })`,
    }
    withFiles(files, (cwd) => {
      const { stdout } = pylogging(['try', 'logging.json', '--import', 'names.mjs', 'hello'], { cwd })

      assert.match(stdout, /console, <Own \(NOTSET\)>:\n {2}INFO root: hello\n/)
      assert.equal(existsSync(join(cwd, 'emitted')), false)
    })
  })

  for (const [what, args] of [
    ['a level that is none', ['--level', 'loud', 'hello']],
    ['no message', []],
    ['an attribute without a value', ['--extra', 'user', 'hello']],
  ]) {
    test(`cannot be asked with ${what}`, () => {
      withFiles(FILES, (cwd) => {
        const { stdout, stderr, code } = pylogging(['try', 'logging.json', ...args], { cwd })

        assert.deepEqual([stdout, code], ['', 2])
        assert.match(stderr, /^pylogging: /)
      })
    })
  }
})

describe('every command', () => {
  test('connects to nobody', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    let connections = 0
    server.on('connection', (socket) => {
      connections += 1
      socket.on('error', () => {}).end()
    })
    const config = {
      version: 1,
      disable_existing_loggers: false,
      handlers: {
        socket: { class: 'logging.handlers.SocketHandler', host: '127.0.0.1', port },
        syslog: {
          class: 'logging.handlers.SysLogHandler',
          address: ['127.0.0.1', port],
          socktype: 'ext://socket.SOCK_STREAM',
        },
        http: { class: 'logging.handlers.HTTPHandler', host: `127.0.0.1:${port}`, url: '/' },
      },
      root: { level: 'INFO', handlers: ['socket', 'syslog', 'http'] },
    }
    try {
      withFiles({ 'logging.json': config }, (cwd) => {
        for (const args of [['check'], ['tree'], ['try', 'hello'], ['convert', '--to', 'ts']]) {
          const { code, stdout, stderr } = pylogging([args[0], 'logging.json', ...args.slice(1)], { cwd })
          assert.deepEqual([code, stderr], [0, ''])
          if (args[0] === 'try') assert.match(stdout, new RegExp(`syslog, 127\\.0\\.0\\.1:${port}:\n {2}hello\n`))
        }
      })

      // Connections come in order, so whoever came before this one has been seen by now.
      await once(connect(port, '127.0.0.1').resume(), 'close')
      assert.equal(connections, 1)
    } finally {
      server.close()
    }
  })

  for (const args of [['check'], ['tree'], ['try', 'hello'], ['convert', '--to', 'ts']]) {
    for (const file of ['logging.json', 'logging.ini']) {
      test(`${args[0]} ${file} opens, empties and makes no file`, () => {
        withFiles(FILES, (cwd) => {
          const before = readdirSync(cwd)

          const { code, stderr } = pylogging([args[0], file, ...args.slice(1)], { cwd })

          assert.equal(code, 0, stderr)
          assert.deepEqual(readdirSync(cwd), before)
          assert.equal(readFileSync(join(cwd, 'app.log'), 'utf8'), 'kept\n')
        })
      })
    }
  }
})

test('try shows a place in the working directory, where no program runs', () => {
  const config = {
    version: 1,
    formatters: { place: { format: '%(pathname)s %(filename)s:%(lineno)d %(funcName)s %(message)s' } },
    handlers: { console: { class: 'logging.StreamHandler', formatter: 'place' } },
    root: { level: 'INFO', handlers: ['console'] },
  }
  withFiles({ 'logging.json': config }, (cwd) => {
    const { stdout } = pylogging(['try', 'logging.json', 'hello %s', 'x'], { cwd })

    assert.match(stdout, /^ {2}\S+app\.ts app\.ts:1 main hello x$/m)
    assert.doesNotMatch(stdout, /cli\.js|dist/)
  })
})
