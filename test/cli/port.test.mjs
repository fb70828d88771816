/**
 * `pylogging port`: services that were drawn at random log the same bytes in Python and as what is ported of them.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, it } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const CLI = join(ROOT, 'packages/core/dist/cli.js')
const SERVICES = 50

const folder = mkdtempSync(join(tmpdir(), 'port-'))
after(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'node_modules'))
for (const name of ['@pylogging', '@types'])
  symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
writeFileSync(join(folder, 'package.json'), '{"type":"module"}')

const python = findPython()

/** A generator of numbers that is the same on each run. */
function random(seed) {
  let state = seed
  const next = (count) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % count
  }
  return { next, pick: (...choices) => choices[next(choices.length)] }
}

function service(seed) {
  const { next, pick } = random(seed)
  const level = () => pick('debug', 'info', 'warning', 'error', 'critical')
  const simple = () => pick('a', 'b', 'LIMIT', '7', "'x'")
  const call = (logger) => {
    const on = `${logger}.${level()}`
    return pick(
      `${on}('plain %d%%')`,
      `${on}('%s and %r', ${simple()}, ${simple()})`,
      `${on}('%s', ${pick('1.0', 'True', 'None', '(1, 2)', '[1, "a"]', '{"k": 2}', "'é'")})`,
      `${on}('%(x)s/%(y)05d', {'x': ${simple()}, 'y': 3})`,
      `${on}(f'{a} {b!r} {LIMIT:>4}|{{}} 50%')`,
      `${on}(f"{a:>5}{'q'}" 'tail')`,
      `${on}('%s-%s' % (a, ${simple()}))`,
      `${on}('{} {}'.format(a, ${simple()}))`,
      `${on}('{x!r}'.format(x=b))`,
      `${on}('at ' + str(a) + '.')`,
      `${logger}.log(logging.${pick('INFO', 'ERROR')}, 'by %s', ${simple()})`,
      `${on}('extra', extra={'user': ${simple()}})`,
      `${on}('len %d', len('abc'))`,
      `${on}(msg='named')`,
      `${on}('%5.2f', 2.5)`,
      `Tagged(${logger}, {'user': 'x'}).${level()}('by %s', ${simple()})`,
    )
  }
  const calls = (logger, indent) => Array.from({ length: 1 + next(3) }, () => `${indent}${call(logger)}`).join('\n')
  const name = `service_${seed}`
  // Loggers and handlers are set up by the module, or by a function that logs nothing.
  const isFunction = next(2) === 0
  const setUp = (text) =>
    isFunction ? `def set_up():\n${text.replace(/^(?=.)/gm, '    ')}` : `${text}\ndef set_up():\n    pass\n`
  return `import logging
import logging.handlers
${pick('', 'from logging import INFO as level_of_all\n')}
logger = logging.getLogger(__name__)
other = logging.getLogger('other.' + __name__)
LIMIT = ${pick('5', "'limit'")}


class Named(logging.LoggerAdapter):
    pass


class Tagged(Named):
    pass


${setUp(`handler = logging.FileHandler('${name}.log', ${pick("mode='w'", "'w', 'utf-8'", "mode='w', encoding='utf-8'")})
handler.setFormatter(logging.Formatter(${pick(
  "'%(levelname)s:%(name)s:%(funcName)s:%(message)s'",
  "'{levelname:8} {funcName} {message}', style='{'",
  "fmt='%(levelno)d %(message)s [%(funcName)s]'",
)}))
logger.addHandler(handler)
other.addHandler(handler)
logger.setLevel(${pick('logging.DEBUG', "'DEBUG'", 'logging.INFO')})
other.setLevel('INFO')
`)}

def first(a, b=None):
${calls('logger', '    ')}
    if a:
${calls('other', '        ')}
    for each in [1]:
${calls('logger', '        ')}


class Service:
    log = logging.getLogger(__name__ + '.class')

    def __init__(self, a):
        self.own = logging.getLogger(__name__ + '.own')

    def run(self, a, b):
${calls('self.log', '        ')}
${calls('self.own', '        ')}
        with open(__file__) as f:
${calls('logger', '            ')}

    @classmethod
    def made(cls, a, b):
${calls('logger', '        ')}

    @staticmethod
    def fixed(a, b):
${calls('logger', '        ')}
`
}

const RUN_PYTHON = (names) => `import importlib, logging, sys
sys.path.insert(0, '.')
logging.raiseExceptions = True
for name in ${JSON.stringify(names)}:
    module = importlib.import_module(name)
    module.set_up()
    module.first('x', None)
    made = module.Service('n')
    made.run(1, 'two')
    module.Service.made('c', None)
    module.Service.fixed(1.5, [1])
    logging.shutdown()
`

const RUN_PORTED = (names) => `import logging, { float } from '@pylogging/core'
${names.map((name) => `import * as ${name} from './${name}.ts'`).join('\n')}
for (const module of [${names.join(', ')}]) {
  module.set_up?.()
  module.first('x', null)
  const made = new module.Service('n')
  made.run(1, 'two')
  module.Service.made('c', null)
  module.Service.fixed(float(1.5), [1])
}
logging.shutdown()
`

describe('pylogging port', () => {
  const names = Array.from({ length: SERVICES }, (_, seed) => `service_${seed + 1}`)

  for (const lazy of [false, true]) {
    it(`of ${SERVICES} services compiles strictly and prints the same bytes${lazy ? ', lazy too' : ''}`, {
      skip: python === null ? NO_PYTHON : false,
    }, () => {
      const at = join(folder, lazy ? 'lazy' : 'plain')
      mkdirSync(at)
      for (const [index, name] of names.entries()) writeFileSync(join(at, `${name}.py`), service(index + 1))
      writeFileSync(join(at, 'run_python.py'), RUN_PYTHON(names))
      const theirs = spawnSync(python.command, ['run_python.py'], { cwd: at, env: python.env, encoding: 'utf8' })
      assert.equal(theirs.stderr, '')
      const expected = names.map((name) => readFileSync(join(at, `${name}.log`), 'utf8'))

      const ported = spawnSync(
        process.execPath,
        [CLI, 'port', '--write', ...(lazy ? ['--lazy'] : []), ...names.map((name) => `${name}.py`)],
        {
          cwd: at,
          encoding: 'utf8',
        },
      )
      assert.equal(ported.stderr, '')
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
      const types = spawnSync(
        process.execPath,
        [
          tsc,
          '--noEmit',
          '--strict',
          '--target',
          'es2022',
          '--module',
          'nodenext',
          '--types',
          'node',
          ...names.map((name) => `${name}.ts`),
        ],
        { cwd: at, encoding: 'utf8' },
      )
      assert.equal(types.stdout, '')
      writeFileSync(join(at, 'run_ported.ts'), RUN_PORTED(names))
      const ours = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), 'run_ported.ts'], {
        cwd: at,
        encoding: 'utf8',
      })
      assert.equal(ours.stderr, '')

      names.forEach((name, index) => {
        assert.equal(readFileSync(join(at, `${name}.log`), 'utf8'), expected[index], service(index + 1))
      })
      assert.ok(expected.join('').split('\n').length > SERVICES * 5)
    })
  }

  it('never writes over a file that is there', () => {
    const at = join(folder, 'there')
    mkdirSync(at)
    writeFileSync(join(at, 'a.py'), 'import logging\nlogging.info(1)\n')
    writeFileSync(join(at, 'a.ts'), 'mine')

    const { status, stderr } = spawnSync(process.execPath, [CLI, 'port', '--write', 'a.py'], {
      cwd: at,
      encoding: 'utf8',
    })

    assert.equal(status, 1)
    assert.match(stderr, /a\.py: EEXIST/)
    assert.equal(readFileSync(join(at, 'a.ts'), 'utf8'), 'mine')
    assert.ok(existsSync(join(at, 'a.py')))
  })
})
