/** What configurations take from packages that are not here: their defaults, pydantic's models, servers that apply them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import '../../src/index.js'
import { resolveName } from '../../src/config/registry.js'
import { readPython } from '../../src/python-source/read-python.js'

interface Read {
  readonly [key: string]: unknown
  readonly formatters: { readonly access?: { readonly fmt?: unknown } }
  readonly loggers: { readonly uvicorn?: { readonly level?: unknown } }
}

function read(source: string, name: string | null = null): Read {
  return readPython('/nowhere/settings.py', Buffer.from(source), { env: {}, name }) as Read
}

const CONFIG = `{'version': 1, 'root': {'level': 'INFO'}}`

describe('the configuration of uvicorn', () => {
  const changed = { fmt: '%(message)s', level: 'DEBUG' }
  const outcome = ({ formatters, loggers }: Read) => ({
    fmt: formatters.access?.fmt,
    level: loggers.uvicorn?.level,
  })

  it.each([
    [
      'imported by its name',
      `from uvicorn.config import LOGGING_CONFIG
LOGGING_CONFIG['formatters']['access']['fmt'] = '%(message)s'
LOGGING_CONFIG['loggers']['uvicorn']['level'] = 'DEBUG'`,
    ],
    [
      'changed by way of its module',
      `import uvicorn.config
uvicorn.config.LOGGING_CONFIG['formatters']['access']['fmt'] = '%(message)s'
uvicorn.config.LOGGING_CONFIG['loggers']['uvicorn'].update(level='DEBUG')`,
    ],
    [
      'under another name, and given to the server',
      `import uvicorn
config = uvicorn.config.LOGGING_CONFIG
config['formatters']['access']['fmt'] = '%(message)s'
config['loggers']['uvicorn']['level'] = 'DEBUG'
uvicorn.run('main:app', log_config=config)`,
    ],
    [
      'copied',
      `from copy import deepcopy
from uvicorn.config import LOGGING_CONFIG as BASE
def get_config(level):
    made = deepcopy(BASE)
    made['formatters']['access']['fmt'] = '%(message)s'
    made['loggers']['uvicorn']['level'] = level
    return made
LOGGING = get_config('DEBUG')`,
    ],
    [
      'on both ways of a condition',
      `from uvicorn.config import LOGGING_CONFIG
from other import FLAG
if FLAG:
    LOGGING_CONFIG['formatters']['access']['fmt'] = '%(message)s'
else:
    LOGGING_CONFIG['formatters']['access'].update({'fmt': '%(message)s'})
LOGGING_CONFIG['loggers']['uvicorn']['level'] = 'DEBUG'`,
    ],
  ])('is known %s', (_, source) => {
    expect(outcome(read(source))).toEqual(changed)
  })

  it('depends on a condition that one way changes it by', () => {
    const source = `import uvicorn.config
from other import FLAG
if FLAG:
    uvicorn.config.LOGGING_CONFIG['loggers']['uvicorn']['level'] = 'DEBUG'
LOGGING = {**uvicorn.config.LOGGING_CONFIG}`

    expect(() => read(source)).toThrow('FLAG is not known')
  })

  it('is one of its own for each file that is read', () => {
    const source = `from uvicorn.config import LOGGING_CONFIG\nLOGGING = {**LOGGING_CONFIG}`
    read(`${source}\nLOGGING['loggers']['uvicorn']['level'] = 'DEBUG'`)

    expect(read(source).loggers.uvicorn?.level).toBe('INFO')
  })

  it('is one for all files of a program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-values-'))
    writeFileSync(
      join(folder, 'base.py'),
      "import uvicorn.config\nuvicorn.config.LOGGING_CONFIG['loggers']['uvicorn']['level'] = 'DEBUG'\n",
    )
    const source = 'import base\nfrom uvicorn.config import LOGGING_CONFIG\nLOGGING = {**LOGGING_CONFIG}'
    const options = { env: {}, name: 'LOGGING' }
    const made = readPython(join(folder, 'settings.py'), Buffer.from(source), options) as Read
    rmSync(folder, { recursive: true })

    expect(made.loggers.uvicorn?.level).toBe('DEBUG')
  })

  it('is not known where an unknown function may have changed a part of it', () => {
    const source = `from uvicorn.config import LOGGING_CONFIG
from other import tweak
tweak(LOGGING_CONFIG['loggers'])
LOGGING = LOGGING_CONFIG`

    expect(() => read(source)).toThrow("tweak(LOGGING_CONFIG['loggers']) is not known")
  })

  it('is no configuration of a file that leaves it as it is', () => {
    expect(read(`from uvicorn.config import LOGGING_CONFIG\nMINE = ${CONFIG}`)).toEqual({
      version: 1,
      root: { level: 'INFO' },
    })
  })
})

it.each(['django.utils.log.DEFAULT_LOGGING', 'gunicorn.glogging.CONFIG_DEFAULTS', 'uvicorn.config.LOGGING_CONFIG'])(
  '%s is the same to a Python file and to ext://',
  (name) => {
    const [module, member] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)]

    expect(read(`from ${module} import ${member}\nLOGGING = {**${member}, 'disable_existing_loggers': False}`)).toEqual(
      resolveName(name),
    )
  },
)

describe('a configuration that a server is given', () => {
  it.each([
    ['at the end of the file', `LOGGING = ${CONFIG}\nimport uvicorn\nuvicorn.run('main:app', log_config=LOGGING)`],
    ['without a name', `import uvicorn\nuvicorn.run('main:app', log_config=${CONFIG})`],
    [
      'in a function',
      `from uvicorn import Config\ndef serve():\n    made = ${CONFIG}\n    Config('main:app', log_config=made)`,
    ],
  ])('is known %s', (_, source) => {
    expect(read(source)).toEqual({ version: 1, root: { level: 'INFO' } })
  })
})

it('a configuration that is read from a file is looked for there', () => {
  const source = `import yaml\nwith open('logging.yaml') as f:\n    LOGGING = yaml.safe_load(f)`

  expect(() => read(source)).toThrow(
    'yaml.safe_load(f) is not known by reading (it is read from a file: name that file',
  )
})

describe('a model of pydantic', () => {
  const model = `from pydantic import BaseModel
class Base(BaseModel):
    version: int = 1
    disable_existing_loggers = False
class LogConfig(Base):
    LEVEL: str = 'INFO'
    root: dict = {'level': LEVEL}
    class Config:
        extra = 'forbid'
    def other(self):
        return 1
`

  it.each(['dict', 'model_dump'])('gives its fields by %s', (method) => {
    const source = `${model}from logging.config import dictConfig\ndictConfig(LogConfig(LEVEL='DEBUG').${method}())`

    expect(Object.entries(read(source))).toEqual([
      ['version', 1],
      ['disable_existing_loggers', false],
      ['LEVEL', 'DEBUG'],
      ['root', { level: 'INFO' }],
    ])
  })

  it('is not known where it is told what to leave out', () => {
    expect(() => read(`${model}LOGGING = LogConfig().dict(exclude={'LEVEL'})`)).toThrow('it is told what to leave out')
  })

  it('gives the models in it as dicts', () => {
    const source = `${model}class Whole(Base):
    parts: list = [LogConfig()]
LOGGING = Whole().dict()`

    expect(read(source)).toMatchObject({ parts: [{ version: 1, root: { level: 'INFO' } }] })
  })
})

describe('a dataclass', () => {
  const source = `from dataclasses import asdict, dataclass
@dataclass
class LogConfig:
    version: int = 1
    level: str = 'INFO'
`

  it('gives its fields by asdict', () => {
    expect(read(`${source}LOGGING = {**asdict(LogConfig(level='DEBUG')), 'root': {}}`)).toEqual({
      version: 1,
      level: 'DEBUG',
      root: {},
    })
  })

  it('is not known where its fields are given by position', () => {
    const positions = `${source}LOGGING = {'version': 1, 'root': {'level': LogConfig(1, 'DEBUG').level}}`

    expect(() => read(positions)).toThrow('is not known by reading')
  })
})
