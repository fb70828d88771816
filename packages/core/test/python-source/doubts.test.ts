/** A container that a function which is not here may have changed is not known, however it is read or copied. */
import { describe, expect, it } from 'vitest'
import '../../src/index.js'
import { readPython } from '../../src/python-source/read-python.js'

const MADE = `from other import FLAG, tweak
from copy import copy, deepcopy
from logging.config import dictConfig
def made():
    return {'version': 1, 'handlers': {'a': {'class': 'logging.NullHandler'}}, 'root': {'handlers': ['a']}}
base = made()
inner = base['handlers']
`

function read(source: string, name = 'LOGGING'): unknown {
  return readPython('/nowhere/settings.py', Buffer.from(MADE + source), { env: {}, name })
}

describe('a container that an unknown function was given', () => {
  it.each([
    ['itself', 'tweak(inner)\nLOGGING = base'],
    ['after a condition that is not known', 'tweak(inner)\nLOGGING = base\nif FLAG:\n    x = 1'],
    ['in one branch of such a condition', 'LOGGING = base\nif FLAG:\n    tweak(inner)'],
    ['in the other branch', 'LOGGING = base\nif FLAG:\n    x = 1\nelse:\n    tweak(LOGGING["handlers"])'],
    ['in a deep copy', 'tweak(inner)\nLOGGING = deepcopy(base)'],
    ['in a copy of its own', 'tweak(inner)\nLOGGING = made()\nLOGGING["handlers"] = copy(inner)'],
    ['by its method', 'tweak(base)\nLOGGING = base.copy()'],
    ['by dict()', 'tweak(base)\nLOGGING = dict(base, incremental=False)'],
    ['spread', 'tweak(base)\nLOGGING = {**base, "incremental": False}'],
    ['in what was taken from it before', 'tweak((base, 1))\nLOGGING = made()\nLOGGING["handlers"] = inner'],
    [
      'in a model of pydantic',
      'from pydantic import BaseModel\nclass Config(BaseModel):\n    version = 1\n    handlers = inner\n    root = {}\ntweak(inner)\nLOGGING = Config().dict()',
    ],
    ['after a map', 'list(map(tweak, [base]))\nLOGGING = base'],
    ['spread among arguments', 'tweak(base)\nLOGGING = dict(**base)'],
    ['joined', 'tweak(base)\nLOGGING = base | {"incremental": False}'],
    ['joined in place', 'tweak(base)\nLOGGING = made()\nLOGGING |= base'],
    ['as an update', 'tweak(base)\nLOGGING = made()\nLOGGING.update(base)'],
    ['in a comprehension', 'tweak(inner)\nLOGGING = made()\nLOGGING["handlers"] = {k: v for k, v in inner.items()}'],
    ['in a loop', 'tweak(inner)\nLOGGING = made()\nfor name in inner:\n    LOGGING["root"]["handlers"].append(name)'],
    ['by its length', 'tweak(inner)\nLOGGING = made()\nLOGGING["root"]["level"] = len(inner)'],
    ['by a key', 'tweak(inner)\nLOGGING = made()\nLOGGING["handlers"]["a"] = inner.get("a")'],
    ['as a test', 'tweak(inner)\nLOGGING = made()\nLOGGING["root"]["level"] = 10 if inner else 20'],
    [
      'as a test of membership',
      'tweak(inner)\nLOGGING = made()\nLOGGING["root"]["level"] = 10 if "b" in inner else 20',
    ],
    ['by or', 'tweak(inner)\nLOGGING = made()\nLOGGING["handlers"] = inner or {}'],
  ])('is not known %s', (_, source) => {
    expect(() => read(source)).toThrow('is not known by reading')
  })

  it('is not known where dictConfig is given it', () => {
    const source = `def setup():\n    config = made()\n    tweak(config['handlers'])\n    dictConfig(config)`

    expect(() => read(source, 'setup')).toThrow("tweak(config['handlers']) is not known")
  })

  it('leaves other containers known', () => {
    expect(read('tweak(inner)\nLOGGING = made()\nif FLAG:\n    x = 1')).toMatchObject({ version: 1 })
  })

  it.each(['logger.debug("with %s", base)', 'print(base)', 'json.dumps(base)', 'pprint(base)'])(
    'stays known to a function that only prints: %s',
    (call) => {
      expect(read(`${call}\nLOGGING = base`)).toMatchObject({ version: 1 })
    },
  )
})
