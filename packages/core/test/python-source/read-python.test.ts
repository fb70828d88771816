import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import '../../src/index.js'
import { type PythonOptions, readPython } from '../../src/python-source/read-python.js'
import { cookieOf, sourceText } from '../../src/python-source/source-text.js'
import { assignmentOf } from '../../src/python-source/user-values.js'

const folder = mkdtempSync(join(tmpdir(), 'read-python-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(source: string, options: PythonOptions = {}): unknown {
  return readPython(join(folder, 'settings.py'), Buffer.from(source), { env: {}, ...options })
}

function root(level: string): string {
  return `LOGGING = {'version': 1, 'root': {'level': ${level}}}\n`
}

function message(work: () => unknown): string {
  try {
    return JSON.stringify(work())
  } catch (error) {
    return (error as Error).message
  }
}

describe('what reading cannot know', () => {
  it('is asked for by name, line and column, and given by set', () => {
    const source = `from app import settings\n${root('settings.LEVEL')}`

    expect(message(() => read(source))).toBe(
      'line 2, column 44: settings.LEVEL is not known by reading; give it with --set settings.LEVEL=VALUE',
    )
    expect(read(source, { set: { 'settings.LEVEL': 'INFO' } })).toEqual({ version: 1, root: { level: 'INFO' } })
  })

  it('is all said at once', () => {
    const source = `LOGGING = {'version': 1, 'root': {'level': level(), 'handlers': [name]}}`

    expect(message(() => read(source)).match(/--set/g)).toHaveLength(2)
  })

  it('of a condition is asked for only where the configuration depends on it', () => {
    const free = `DEBUG = debug()\nif DEBUG:\n    HOSTS = ['*']\n${root("'INFO'")}`
    const bound = `DEBUG = debug()\n${root("'INFO'")}if DEBUG:\n    LOGGING['root']['level'] = 'DEBUG'\n`

    expect(read(free)).toEqual({ version: 1, root: { level: 'INFO' } })
    expect(message(() => read(bound))).toContain('DEBUG is not known')
    expect(read(bound, { set: { DEBUG: true } })).toEqual({ version: 1, root: { level: 'DEBUG' } })
    expect(read(bound, { set: { DEBUG: false } })).toEqual({ version: 1, root: { level: 'INFO' } })
  })

  it('and changes a dict leaves the dict in doubt', () => {
    const source = `from heroku import settings\n${root("'INFO'")}settings(LOGGING)\n`

    expect(message(() => read(source))).toContain('settings(LOGGING) is not known')
    expect(read(source, { set: { 'settings(LOGGING)': null } })).toEqual({ version: 1, root: { level: 'INFO' } })
  })

  it('is an environment variable that is not set and has no default', () => {
    const source = root("os.environ['LEVEL']").replace('', 'import os\n')

    expect(message(() => read(source))).toContain('the environment variable LEVEL is not set')
    expect(read(source, { env: { LEVEL: 'ERROR' } })).toEqual({ version: 1, root: { level: 'ERROR' } })
    expect(read(source, { set: { LEVEL: 'ERROR' } })).toEqual({ version: 1, root: { level: 'ERROR' } })
  })

  it('is an object that the configuration holds', () => {
    const source = `from x import Own\nLOGGING = {'version': 1, 'filters': {'f': {'()': Own}}, 'handlers': {'h': {'filters': [Own()]}}}`

    expect(message(() => read(source))).toContain('an object is made here, which a configuration names by its class')
  })

  it('elsewhere in the file does no harm', () => {
    const source = `import secret\nA = secret.b(1)[2].c + 4\nB = 1 / 0\nC = {}['x']\nraise_me = undefined(A)\n${root("'INFO'")}`

    expect(read(source)).toEqual({ version: 1, root: { level: 'INFO' } })
  })
})

describe('helpers that read environment variables', () => {
  it.each([
    ['import environ\nenv = environ.Env(DEBUG=(bool, False))\n', "'DEBUG' if env('DEBUG') else 'INFO'"],
    ['import environ\nenv = environ.Env()\n', "'DEBUG' if env.bool('DEBUG', default=False) else 'INFO'"],
    ['from environs import Env\nenv = Env()\nenv.read_env()\n', "'DEBUG' if env.bool('DEBUG', False) else 'INFO'"],
    ['from decouple import config\n', "'DEBUG' if config('DEBUG', default=False, cast=bool) else 'INFO'"],
    [
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    debug: bool = False\ns = S()\n',
      "'DEBUG' if s.debug else 'INFO'",
    ],
  ])('are known: %s', (head, level) => {
    expect(read(head + root(level))).toEqual({ version: 1, root: { level: 'INFO' } })
    expect(read(head + root(level), { env: { DEBUG: 'true' } })).toEqual({ version: 1, root: { level: 'DEBUG' } })
  })

  it('of the program are named by option', () => {
    const source = `from app.tools import get_env\n${root("get_env('LEVEL', 'INFO')")}`

    expect(message(() => read(source))).toContain('is not known')
    expect(read(source, { envFunctions: ['get_env'] })).toEqual({ version: 1, root: { level: 'INFO' } })
    expect(read(source, { envFunctions: ['get_env'], env: { LEVEL: 'ERROR' } })).toEqual({
      version: 1,
      root: { level: 'ERROR' },
    })
  })
})

describe('several configurations', () => {
  const source = `A = {'version': 1, 'root': {'level': 1}}\nB = {'version': 1, 'root': {'level': 2}}\ndef f(x=3):\n    return {'version': 1, 'root': {'level': x}}\n`

  it('are listed, and one is chosen by name, line or function', () => {
    expect(message(() => read(source))).toBe(
      'it has 2 configurations: A (line 1), B (line 2)\n  Say which: settings.py:A',
    )
    expect(read(source, { name: 'B' })).toEqual({ version: 1, root: { level: 2 } })
    expect(read(source, { name: '2' })).toEqual({ version: 1, root: { level: 2 } })
    expect(read(source, { name: 'f' })).toEqual({ version: 1, root: { level: 3 } })
    expect(read(source, { name: 'f', set: { x: 4 } })).toEqual({ version: 1, root: { level: 4 } })
    expect(message(() => read(source, { name: 'C' }))).toBe('there is no C in it')
  })
})

describe('the files that a configuration imports', () => {
  it('are read beside it and above it, and never one that is not there', () => {
    mkdirSync(join(folder, 'app/conf'), { recursive: true })
    for (const each of ['app/__init__.py', 'app/conf/__init__.py']) writeFileSync(join(folder, each), '')
    writeFileSync(join(folder, 'app/levels.py'), "LEVEL = 'ERROR'\n")
    writeFileSync(join(folder, 'app/conf/formats.py'), "from ..levels import LEVEL as L\nFORMAT = L + '!'\n")
    const source = `from app.levels import LEVEL\nfrom .formats import FORMAT\n${root('LEVEL + FORMAT')}`

    expect(readPython(join(folder, 'app/conf/settings.py'), Buffer.from(source), { env: {} })).toEqual({
      version: 1,
      root: { level: 'ERRORERROR!' },
    })
  })

  it('may import each other', () => {
    writeFileSync(join(folder, 'ring.py'), 'from settings import X\nY = 1\n')

    expect(read(`import ring\nX = 2\n${root('ring.Y')}`)).toEqual({ version: 1, root: { level: 1 } })
  })
})

describe('hostile files', () => {
  it.each([
    ['a long text', "X = 'x' * 10 ** 9\n", 'X'],
    ['a long text by steps', "X = 'x' * 1000\nX = X.replace('x', X).replace('x', X)\n", 'X'],
    ['a wide field', "X = '%1000000000d' % 1\n", 'X'],
    ['a wide format', "X = '{:1000000000}'.format(1)\n", 'X'],
    ['a large number', 'X = 10 ** 10 ** 10\n', 'X'],
    ['a long list', 'X = [0] * 10 ** 9\n', 'X'],
    ['a long range', 'X = list(range(10 ** 12))\n', 'X'],
    ['an endless loop', 'X = 1\nwhile True:\n    X += 1\n', 'X'],
    [
      'a comprehension in a comprehension',
      'X = [a for a in range(9000) for b in range(9000) for c in range(9000)]\n',
      'X',
    ],
    ['endless recursion', 'def f(n):\n    return f(n + 1)\nX = f(0)\n', 'X'],
    ['dicts that hold each the next twice', `X = {}\n${"X = {'a': X, 'b': X}\n".repeat(60)}`, 'X'],
    ['a dict that holds itself', "X = {}\nX['x'] = X\n", 'X'],
  ])('%s end soon, with a clear error', (_, source, name) => {
    const text = message(() => read(`${source}LOGGING = {'version': 1, 'root': {'level': ${name}}}\n`))

    expect(text).toMatch(/more than|not known by reading|deeper than|larger/)
  })

  it.each([
    ['blocks', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}if True:\n`).join('')],
    ['a chain', `X = ${'1 + '.repeat(50_000)}1\n`],
    ['signs', `X = ${'-'.repeat(50_000)}1\n`],
    ['attributes', `X = a${'.b'.repeat(50_000)}\n`],
  ])('%s nested beyond reason are passed over', (_, source) => {
    expect(read(source + root("'INFO'").replace('', '\n'))).toEqual({ version: 1, root: { level: 'INFO' } })
  })

  it('brackets by the thousand are an error, if the parser cannot follow them', () => {
    expect(message(() => read(`X = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`))).toMatch(
      /nested too deep|no logging configuration/,
    )
  })

  it('reach no prototype', () => {
    const text = message(() => read(`LOGGING = {'version': 1, '__proto__': {'polluted': 1}, 'root': {}}`))

    expect(text).toContain("the key '__proto__' is not allowed here")
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('run nothing', () => {
    const source = `import os\nos.system('touch ${join(folder, 'touched')}')\nopen('${join(folder, 'opened')}', 'w')\n__import__('os').mkdir('x')\nexec('1')\neval('1')\nos.makedirs('${join(folder, 'made')}')\n`

    read(source + root("'INFO'"))

    expect(message(() => readPython(join(folder, 'touched'), Buffer.from(''), { env: {} }))).toContain(
      'no logging configuration',
    )
    for (const name of ['touched', 'opened', 'made']) expect(() => rmSync(join(folder, name))).toThrow('ENOENT')
  })
})

describe('the encoding of a file', () => {
  it.each([
    ['# -*- coding: latin-1 -*-\n', 'latin-1'],
    ['#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n', 'cp1252'],
    ['x = 1\n# coding: latin-1\n', null],
    ['\n\n# coding: latin-1\n', null],
  ])('is what its first two lines say: %j', (text, expected) => {
    expect(cookieOf(Buffer.from(text))).toBe(expected)
  })

  it('is UTF-8 otherwise, with or without a mark', () => {
    expect(sourceText(Buffer.from('\ufeffé\r\nx\r', 'utf8'))).toBe('é\nx\n')
    expect(() => sourceText(Buffer.from([0x78, 0xe9]))).toThrow("codec can't decode")
  })
})

describe('--set', () => {
  it.each([
    ['DEBUG=false', ['DEBUG', false]],
    ['LEVEL=INFO', ['LEVEL', 'INFO']],
    ['N=3', ['N', 3]],
    ["env('A', default=1)=x=y", ["env('A', default=1)", 'x=y']],
    ['A=', ['A', '']],
  ])('%s', (text, expected) => {
    expect(assignmentOf(text)).toEqual(expected)
  })

  it('needs a name', () => {
    expect(assignmentOf('=1')).toBe(null)
    expect(assignmentOf('DEBUG')).toBe(null)
  })
})
