/** What differs from one deployment to the next: packages that may be missing, variables with prefixes, arguments. */
import { describe, expect, it } from 'vitest'
import '../../src/index.js'
import { type PythonOptions, readPython } from '../../src/python-source/read-python.js'

function read(source: string, options: PythonOptions = {}): unknown {
  return readPython('/nowhere/settings.py', Buffer.from(source), { env: {}, ...options })
}

function level(source: string, options: PythonOptions = {}): unknown {
  return (read(`${source}\nLOGGING = {'version': 1, 'root': {'level': LEVEL}}\n`, options) as Configured).root.level
}

interface Configured {
  readonly root: { readonly level: unknown }
}

describe('a package that the file can do without', () => {
  const source = 'try:\n    import colorlog\n    LEVEL = 1\nexcept ImportError:\n    LEVEL = 2'
  const question =
    'line 2, column 5: import colorlog is not known by reading (is it there: true or false); give it with'

  it('is asked for where the configuration depends on it', () => {
    expect(() => level(source)).toThrow(`${question} --set 'import colorlog'=VALUE`)
    expect(level(source, { set: { 'import colorlog': true } })).toBe(1)
    expect(level(source, { set: { 'import colorlog': false } })).toBe(2)
  })

  it('is not taken for present by a later look at its name', () => {
    const looked = `try:\n    import colorlog\nexcept ImportError:\n    colorlog = None\nLEVEL = 1 if colorlog is not None else 2`

    expect(() => level(looked)).toThrow('import colorlog is not known')
    expect(level(looked, { set: { 'import colorlog': false } })).toBe(2)
  })

  it('is not there where it would be a file beside this one', () => {
    expect(level("try:\n    from .local import LEVEL\nexcept ImportError:\n    LEVEL = 'INFO'")).toBe('INFO')
  })
})

describe('what is computed from an import', () => {
  it('is never a name of a class', () => {
    const source =
      "import sys\nLOGGING = {'version': 1, 'handlers': {'a': {'class': 'x.A' if 'test' in sys.argv else 'x.B'}}}"

    expect(() => read(source)).toThrow('line 2, column 73: sys.argv is not known by reading (it comes from sys)')
  })

  it('is asked for by the name of the import, also where the whole configuration is a copy', () => {
    const source =
      "from copy import deepcopy\nfrom air.flow import DEFAULTS\nLOGGING_CONFIG = deepcopy(DEFAULTS)\nLOGGING_CONFIG['root']['level'] = 'X'"

    expect(() => read(source)).toThrow('line 2, column 1: DEFAULTS is not known by reading (it comes from air.flow)')
    expect(read(source, { set: { DEFAULTS: { version: 1, root: {} } } })).toEqual({ version: 1, root: { level: 'X' } })
  })
})

describe('variables of the environment', () => {
  it('have the prefix of environs, inside its with and nowhere else', () => {
    const source =
      "from environs import Env\nenv = Env()\nwith env.prefixed('A_'):\n    with env.prefixed('B_'):\n        X = env('L')\n    Y = env('L')\nLEVEL = [X, Y, env('L')]"

    expect(level(source, { env: { A_B_L: '1', A_L: '2', L: '3' } })).toEqual(['1', '2', '3'])
  })

  it('and their defaults are cast by decouple', () => {
    const source =
      "from decouple import config, Csv\nLEVEL = [config('A', default='a, b', cast=Csv()), config('B', default='7', cast=int), config('C', default='off', cast=bool)]"

    expect(level(source)).toEqual([['a', 'b'], 7, false])
  })
})

describe('a value that is set', () => {
  it('for a parameter is what the function is called with, and its statements go on from there', () => {
    const source =
      "def setup(level, verbose):\n    if verbose > 1:\n        level = 'DEBUG'\n    dictConfig({'version': 1, 'root': {'level': level}})\nfrom logging.config import dictConfig"
    const set = (verbose: number) => ({ set: { level: 'INFO', verbose } })

    expect(read(source, set(2))).toEqual({ version: 1, root: { level: 'DEBUG' } })
    expect(read(source, set(1))).toEqual({ version: 1, root: { level: 'INFO' } })
  })

  it('for the target of a statement that fails is taken', () => {
    const source = "LEVEL = 1 / 0\nLOGGING = {'version': 1, 'root': {}}\nLOGGING['root']['level'] = [LEVEL, 1 + '']"

    expect(() => read(source)).toThrow("give it with --set 'LOGGING['\"'\"'root'\"'\"']['\"'\"'level'\"'\"']'=VALUE")
    expect(read(source, { set: { "LOGGING['root']['level']": 'A' } })).toEqual({ version: 1, root: { level: 'A' } })
    expect(() => level('LEVEL = 1 / 0')).toThrow('line 1, column 1: LEVEL is not known by reading (computing it fails')
    expect(level('LEVEL = 1 / 0', { set: { LEVEL: 'A' } })).toBe('A')
  })

  it('for a lambda is named by its text', () => {
    expect(() => level('LEVEL = [lambda r: r.x, lambda: 1]')).toThrow("--set 'lambda r: r.x'=VALUE\n")
    expect(level('LEVEL = lambda r: r.x', { set: { 'lambda r: r.x': 'A' } })).toBe('A')
  })
})

describe('match', () => {
  const source =
    "match MODE:\n    case 'a' | 'b':\n        LEVEL = 1\n    case None:\n        LEVEL = 2\n    case _:\n        LEVEL = 3"

  it('goes the ways that fit what is set', () => {
    expect(() => level(source)).toThrow('line 1, column 7: MODE is not known by reading')
    expect(['b', null, 'c'].map((MODE) => level(source, { set: { MODE } }))).toEqual([1, 2, 3])
  })

  it('asks where a pattern is of a kind that is not followed', () => {
    expect(() =>
      level("match {'a': 1}:\n    case {'a': 1}:\n        LEVEL = 1\n    case _:\n        LEVEL = 0"),
    ).toThrow('a pattern is not followed here')
  })
})

it('a dict called LOGGING stands above those that it is made of', () => {
  expect(read("BASE = {'version': 1, 'root': {}}\nLOGGING = {**BASE, 'root': {'level': 'A'}}")).toEqual({
    version: 1,
    root: { level: 'A' },
  })
})

it.each([
  'A = list(range(99999))\nfor i in range(9999):\n    LEVEL = 99999 in A',
  "A = sorted('ab' * 40000)\nfor i in range(1000):\n    A = sorted(A)",
  'A = []\nfor i in range(900):\n    A = str(list(range(90000)))',
  'A = {i: 1 for i in range(60000)}\nfor i in range(60000):\n    A.get(-i)',
  'A = {}\nfor i in range(60000):\n    A[i + 0.5] = 1',
  'from other import FLAG\nA = list(range(90000))\nfor i in range(9000):\n    if FLAG:\n        x = 1',
  'from copy import deepcopy\nA = [list(range(90000))]\nfor i in range(60000):\n    B = deepcopy(A)',
  "from logging.config import dictConfig\nA = {'version': 1, 'x': list(range(90000))}\nfor i in range(30000):\n    dictConfig(A)",
  'from pydantic import BaseModel\nclass M(BaseModel):\n    a = list(range(90000))\nfor i in range(30000):\n    M().dict()',
  'from other import f\nA = [list(range(90000))]\nfor i in range(60000):\n    f(A)',
])('work on large values counts by their size: %s', (source) => {
  expect(() => level(source)).toThrow('more than 300000 steps')
})
