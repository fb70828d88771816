import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import '../../src/config.js'
import { scan } from '../../src/survey/scan.js'
import { survey } from '../../src/survey/survey.js'

const folder = mkdtempSync(join(tmpdir(), 'survey-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = 'import logging\nlogger = logging.getLogger(__name__)\n'

function calls(source: string) {
  return scan('a.py', source, () => true).calls
}

function uses(source: string) {
  return scan('a.py', source, () => false).uses
}

describe('a log call', () => {
  it.each([
    ["logger.info('x')", 'literal', []],
    ["logger.info('x %s', a)", 'arguments', []],
    ["logger.info('x %s' % a)", 'percent', ['G002']],
    ["logger.info(f'x {a}')", 'f-string', ['G004']],
    ["logger.info('x {}'.format(a))", 'format', ['G001']],
    ["logger.info('x' + a)", 'concatenation', ['G003']],
    ["logger.info(a + 'x' + b)", 'concatenation', ['G003']],
    ['logger.info(a + b)', 'expression', []],
    ['logger.info(text)', 'expression', []],
    ['logger.info()', 'none', []],
    ["logger.log(logging.INFO, f'x')", 'f-string', ['G004']],
    ["logger.log(logging.INFO, 'x %s', a)", 'arguments', []],
    ["logger.info(msg='x')", 'literal', []],
    ["logger.warn('x')", 'literal', ['G010']],
    ["logger.info('x', extra={'name': 1})", 'literal', ['G101']],
    ["logger.info('x', extra=dict(args=1))", 'literal', ['G101']],
    ["logger.info('x', extra={'user': 1})", 'literal', []],
    ["logging.info('x')", 'literal', ['LOG015']],
    ["logger.exception('x')", 'literal', ['LOG004']],
    ["logger.info('x', exc_info=True)", 'literal', ['LOG014']],
    ["logger.exception('x', exc_info=False)", 'literal', ['LOG004', 'LOG007']],
    ["logger.exception('x', exc_info=True)", 'literal', ['LOG004', 'LOG014']],
    ["logger.error('x', exc_info=1)", 'literal', ['LOG014']],
  ])('%s is of shape %s with the codes %j', (source, shape, codes) => {
    const [call] = calls(`${HEAD}${source}\n`)

    expect(call).toMatchObject({ shape, codes, line: 3, column: 1 })
  })

  it.each([
    ["logger.exception('x')", []],
    ["logger.error('x', exc_info=True)", ['G201']],
    ["logger.error('x', exc_info=sys.exc_info())", ['G201']],
    ["logger.error('x', exc_info=e)", []],
    ["logger.exception('x', exc_info=e)", []],
    ["logger.exception('x', exc_info=0)", ['LOG007']],
    ["logger.exception('x', exc_info=True)", ['G202']],
    ["logger.info('x', exc_info=1)", []],
  ])('in an except, %s has the codes %j', (source, codes) => {
    const [call] = calls(`${HEAD}try:\n    pass\nexcept E as e:\n    ${source}\n`)

    expect(call).toMatchObject({ codes, inExcept: true, line: 6, column: 5 })
  })

  it('in a function that an except defines is not in it', () => {
    const [call] = calls(`${HEAD}try: pass\nexcept E:\n    def f():\n        logger.exception('x')\n`)

    expect(call).toMatchObject({ inExcept: false, codes: ['LOG004'] })
  })

  it.each([
    ['import logging as L\nL.info(1)', 'a module by another name'],
    ['from logging import info\ninfo(1)', 'a function that was imported'],
    ['from logging import warning as w\nw(1)', 'one by another name'],
    ['import logging\nx = logging.getLogger()\nx.info(1)', 'a name of any kind that is a logger'],
    [
      'import logging\nclass A:\n    def __init__(self): self.x = logging.getLogger()\n    def f(self): self.x.info(1)',
      'an attribute',
    ],
    ['from logging import getLogger\ngetLogger(__name__).info(1)', 'a logger that is made in place'],
    ['import logging\n(l := logging.getLogger("a"))\nl.info(1)', 'a name in an expression'],
    ['from app import log\nlog.info(1)', 'a name that says so'],
    ['def f(app): app.logger.info(1)', 'an attribute that says so'],
    ['import logging\nx = logging.LoggerAdapter(logging.getLogger(), {})\nx.info(1)', 'an adapter'],
    ['from celery.utils.log import get_task_logger\nt = get_task_logger(__name__)\nt.info(1)', 'a logger of celery'],
    ['f = lambda logger: [logger.info(x) for x in y]', 'inside other expressions'],
    ['assert logger.info(1), f"{logger}"', 'inside a statement that computes nothing'],
    ['@deco(logger.info(1))\ndef f(): pass', 'in a decorator'],
    ['def f((a, b), logger): logger.info(1)\nprint "x", f\nx = 0777L', 'among Python 2'],
    ['match x:\n    case 1: logger.info(1)\n    case A(b=2): pass', 'in a match'],
  ])('is found: %s', (source) => {
    expect(calls(`${source}\n`)).toHaveLength(1)
  })

  it.each([
    'math.log(2)',
    'parser.error("x")',
    'np.log(x)',
    'self.error(1)',
    'response.info()',
    'catalog.info',
    'console.log("x")',
    'dialog.info("x")',
  ])('is not: %s', (source) => {
    expect(calls(`import math, np\nlog = 1\n${source}\n`)).toEqual([])
  })
})

describe('what stands beside log calls', () => {
  it('is found with its options, tokens and methods', () => {
    const source = `import logging, logging.handlers
logging.basicConfig(level=1, format='%(asctime)s %(message)s')
h = logging.handlers.RotatingFileHandler('a', maxBytes=1, backupCount=2)
f = logging.Formatter(fmt='{levelname:>8} {message}', style='{')
class Own(logging.Handler):
    def emit(self, record):
        pass
    @property
    def x(self): return 1
def test_a(caplog): pass
import structlog
logging.getLogger(__file__)
`
    const found = uses(source).map(({ kind, name, details, line }) => [line, kind, name, details])

    expect(found).toEqual([
      [2, 'configuration', 'logging.basicConfig', ['level', 'format']],
      [2, 'format', '%(asctime)s %(message)s', ['asctime', 'message']],
      [3, 'handler', 'logging.handlers.RotatingFileHandler', ['maxBytes', 'backupCount']],
      [4, 'formatter', 'logging.Formatter', ['fmt', 'style']],
      [4, 'format', '{levelname:>8} {message}', ['levelname', 'message']],
      [5, 'class', 'Own(logging.Handler)', ['emit', 'x']],
      [10, 'caplog', 'caplog', []],
      [11, 'package', 'structlog', []],
      [12, 'logger', '__file__', []],
    ])
  })
})

describe('a tree of files', () => {
  it('is walked once, whatever links, bytes and broken files it has', () => {
    const at = (name: string) => join(folder, name)
    for (const each of ['pkg', 'pkg/sub', '.hidden', 'env']) mkdirSync(at(each))
    writeFileSync(at('env/pyvenv.cfg'), '')
    for (const each of ['pkg/a.py', 'pkg/sub/b.py', '.hidden/c.py', 'env/d.py'])
      writeFileSync(at(each), `${HEAD}logger.info('x')\n`)
    writeFileSync(at('pkg/binary.py'), Buffer.from([0, 1, 2]))
    writeFileSync(at('pkg/broken.py'), `${HEAD}logger.info('x')\nclass = = 3\n`)
    writeFileSync(
      at('pkg/latin.py'),
      Buffer.from("# coding: latin-1\nimport logging\nlogging.info('\xe9')\n", 'latin1'),
    )
    writeFileSync(at('pkg/wrong.py'), Buffer.from("import logging\nlogging.info('\xe9')\n", 'latin1'))
    symlinkSync('..', at('pkg/sub/ring'))
    symlinkSync(at('pkg/a.py'), at('pkg/same.py'))
    symlinkSync(at('nowhere'), at('pkg/dangling.py'))

    const { files, summary } = survey([folder])

    const shown = files.map(({ path, calls, error }) => [path.slice(folder.length + 1), calls.length, error])
    expect(shown).toEqual([
      ['pkg/a.py', 1, undefined],
      ['pkg/binary.py', 0, 'it is binary'],
      ['pkg/broken.py', 1, 'parts of it are not understood'],
      ['pkg/latin.py', 1, undefined],
      ['pkg/sub/b.py', 1, undefined],
      ['pkg/wrong.py', 0, "'utf-8' codec can't decode the file"],
    ])
    expect(summary).toMatchObject({ files: 6, broken: 3, calls: 4, levels: { info: 4 }, shapes: { literal: 4 } })
  })
})
