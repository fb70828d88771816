import { afterEach, describe, expect, it } from 'vitest'
import { findName, resolveName } from '../../src/config/registry.js'
import { register, setResolver } from '../../src/config.js'
import { ValueError } from '../../src/ground/errors.js'
import logging from '../../src/index.js'
import { ModuleNotFoundError } from '../../src/python/errors.js'

afterEach(() => setResolver(null))

describe('a dotted name', () => {
  it.each([
    ['logging.StreamHandler', logging.StreamHandler],
    ['logging.INFO', 20],
    ['logging.handlers.TimedRotatingFileHandler', logging.handlers.TimedRotatingFileHandler],
    ['logging.Formatter.default_time_format', '%Y-%m-%d %H:%M:%S'],
    ['socket.SOCK_STREAM', 1],
  ])('%s is what Python has there', (name, value) => {
    expect(resolveName(name)).toBe(value)
  })

  it('of a stream is the stream of that moment', () => {
    const before = resolveName('sys.stdout')
    const other = { write: () => undefined }
    logging.sys.stdout = other
    const after = resolveName('sys.stdout')
    logging.sys.stdout = process.stdout

    expect(before).toBe(process.stdout)
    expect(after).toBe(other)
  })

  it.each([
    ['nope', "No module named 'nope'"],
    ['nope.a.b', "No module named 'nope'"],
    ['logging.Nope', "No module named 'logging.Nope'"],
    ['sys.nope', "No module named 'sys.nope'; 'sys' is not a package"],
    ['logging.StreamHandler.nope', "No module named 'logging.StreamHandler'"],
  ])('%s that nobody knows is an error in Python words', (name, text) => {
    expect(() => resolveName(name)).toThrow(new ModuleNotFoundError(text))
  })

  it.each([
    'logging.StreamHandler.prototype',
    'logging.__proto__',
    'logging.constructor',
    'logging.StreamHandler.constructor',
    'logging.StreamHandler.name',
    'logging.getLogger.call',
    'logging.root.handlers',
    'toString',
    '__proto__',
  ])('%s leads nowhere', (name) => {
    expect(findName(name)).toBeUndefined()
  })
})

describe('register', () => {
  it('says what a name stands for, and what is below it', () => {
    class Json extends logging.Formatter {
      static INDENT = 2
    }
    register('myapp.log.Json', Json)
    register('myapp.settings', { levels: { db: 'DEBUG' } })

    expect(resolveName('myapp.log.Json')).toBe(Json)
    expect(resolveName('myapp.log.Json.INDENT')).toBe(2)
    expect(resolveName('myapp.settings.levels.db')).toBe('DEBUG')
    expect(() => resolveName('myapp.nope')).toThrow("No module named 'myapp.nope'")
  })

  it('may replace what Python has', () => {
    register('time.gmtime', 'ours')

    expect(resolveName('time.gmtime')).toBe('ours')
  })

  it.each(['', 'a..b', '.a', 'a.', 'a b', '1a', 'a/b'])('refuses %j, which is no dotted name', (name) => {
    expect(() => register(name, 1)).toThrow(ValueError)
  })
})

describe('a resolver', () => {
  it('is asked for what is neither registered nor Python’s', () => {
    const asked: string[] = []
    setResolver((name) => {
      asked.push(name)
      return name === 'lib.Handler' ? 'found' : undefined
    })

    expect(resolveName('lib.Handler')).toBe('found')
    expect(resolveName('logging.INFO')).toBe(20)
    expect(() => resolveName('lib.Other')).toThrow("No module named 'lib'")
    expect(asked).toEqual(['lib.Handler', 'lib.Other'])
  })
})
