/** The tree of names. What CPython 3.13.0 makes of odd names was found by running it. */
import { describe, expect, it } from 'vitest'
import {
  getLogger,
  getLoggerClass,
  Handler,
  Logger,
  LogRecord,
  Manager,
  PlaceHolder,
  RootLogger,
  root,
  setLoggerClass,
} from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

const { manager } = root

/** Every name of the tree with the name of what is above it; placeholders with the loggers they wait for. */
function tree(): Record<string, unknown> {
  const entries = [...manager.loggerDict].map(([name, entry]) => [
    name,
    entry instanceof PlaceHolder ? [...entry.loggerMap].map((logger) => logger.name) : entry.parent?.name,
  ])
  return Object.fromEntries(entries)
}

describe('getLogger', () => {
  it('gives the same logger for the same name, and makes it once', () => {
    expect(getLogger('a.b')).toBe(getLogger('a.b'))
    expect(manager.getLogger('a.b')).toBe(getLogger('a.b'))
  })

  it('gives root for no name and for its own, as CPython does', () => {
    for (const name of [undefined, null, '', 'root', 0 as never]) expect(getLogger(name)).toBe(root)
    expect(getLogger('\0')).not.toBe(root)
    // The manager knows nothing of that: CPython 3.13.0 makes a child named root.
    expect(manager.getLogger('root')).not.toBe(root)
  })

  it('refuses what is no string', () => {
    for (const name of [1, ['a'], {}]) {
      expect(() => getLogger(name as never)).toThrow(new TypeError('A logger name must be a string'))
    }
  })

  it('takes names that mean something to JavaScript', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'a.__proto__.b']) {
      expect(getLogger(name)).toBeInstanceOf(Logger)
      expect(getLogger(name).name).toBe(name)
    }
  })
})

describe('the tree', () => {
  it('holds places for names between a logger and the one above it', () => {
    getLogger('a.b.c')
    expect(tree()).toEqual({ 'a.b.c': 'root', 'a.b': ['a.b.c'], a: ['a.b.c'] })

    getLogger('a')
    expect(tree()).toEqual({ 'a.b.c': 'a', 'a.b': ['a.b.c'], a: 'root' })

    getLogger('a.b')
    expect(tree()).toEqual({ 'a.b.c': 'a.b', 'a.b': 'a', a: 'root' })
  })

  it('moves only the children whose parent is above the new logger', () => {
    getLogger('a.b.c')
    getLogger('a.b.c.d')
    getLogger('a.x')

    getLogger('a')

    expect(tree()).toMatchObject({ 'a.b.c': 'a', 'a.b.c.d': 'a.b.c', 'a.x': 'a' })
  })

  it('leaves a child that has a nearer parent already', () => {
    getLogger('a.b.c')
    getLogger('a.b')

    // The placeholder of 'a' still knows 'a.b.c', which is below 'a.b' by now.
    getLogger('a')

    expect(tree()).toEqual({ 'a.b.c': 'a.b', 'a.b': 'a', a: 'root' })
  })

  it('takes empty parts of names as CPython does', () => {
    getLogger('.a')
    getLogger('x..y')
    getLogger('z.')

    expect(tree()).toEqual({ '.a': 'root', 'x..y': 'root', 'x.': ['x..y'], 'z.': 'root', z: ['z.'] })
  })
})

describe('what isEnabledFor remembers', () => {
  it('is forgotten by the loggers that are in the tree, however they came there, as in CPython', () => {
    const { loggerDict } = manager
    const logger = getLogger('a')
    const remembered = (ask: Logger) => {
      ask.isEnabledFor(20)
      root.setLevel('WARNING')
      return ask._cache.size
    }
    expect(remembered(logger)).toBe(0)

    loggerDict.delete('a')
    expect(remembered(logger)).toBe(1)
    loggerDict.set('a', logger)
    expect(remembered(logger)).toBe(0)
    loggerDict.set('a', new Logger('a'))
    expect(remembered(logger)).toBe(1)

    const replacing = getLogger('a')
    expect(remembered(replacing)).toBe(0)
    loggerDict.clear()
    expect(remembered(replacing)).toBe(1)
  })
})

describe('the class of loggers', () => {
  class Mine extends Logger {}
  class Other extends Logger {}

  it('is for loggers made from now on', () => {
    const before = getLogger('before')
    expect(getLoggerClass()).toBe(Logger)

    setLoggerClass(Mine)

    expect(getLoggerClass()).toBe(Mine)
    expect(getLogger('after')).toBeInstanceOf(Mine)
    expect(getLogger('before')).toBe(before)
    expect(before).not.toBeInstanceOf(Mine)
  })

  it('of the manager goes before that of the module', () => {
    setLoggerClass(Mine)
    manager.setLoggerClass(Other)

    expect(getLogger('a')).toBeInstanceOf(Other)
    expect(getLoggerClass()).toBe(Mine)
  })

  it('must be a Logger', () => {
    class NoLogger {}

    for (const set of [setLoggerClass, manager.setLoggerClass.bind(manager)]) {
      expect(() => set(NoLogger as never)).toThrow(new TypeError('logger not derived from logging.Logger: NoLogger'))
      expect(() => set(Handler as never)).toThrow('logger not derived from logging.Logger: Handler')
    }
    expect(getLoggerClass()).toBe(Logger)
  })
})

describe('a manager of a user', () => {
  it('has a tree of its own, whose loggers know it', () => {
    const own = new Manager(new RootLogger('ERROR'))
    const logger = own.getLogger('a')
    const recorder = new Recorder()
    own.root.addHandler(recorder)

    own.disable = 'CRITICAL'
    logger.critical('unseen')
    own.disable = 0
    own._clear_cache()
    logger.critical('seen')

    expect(logger.manager).toBe(own)
    expect(logger.parent).toBe(own.root)
    expect(logger).not.toBe(getLogger('a'))
    expect(getLogger('a').manager).toBe(manager)
    expect(recorder.messages).toEqual(['seen'])
  })

  it('stores a record factory and never uses it, as in CPython', () => {
    const own = new Manager(root)
    const factory = () => {
      throw new Error('used')
    }

    own.setLogRecordFactory(factory)

    expect(own.logRecordFactory).toBe(factory)
    const recorder = new Recorder()
    const logger = own.getLogger('a')
    logger.addHandler(recorder)
    logger.error('a')
    expect(recorder.last).toBeInstanceOf(LogRecord)
  })
})
