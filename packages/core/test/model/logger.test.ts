/** A logger: its levels, what switches it off, its methods, handlers and children. Its calls: log-call.test.ts. */
import { describe, expect, it } from 'vitest'
import logging, {
  addLevelName,
  CRITICAL,
  DEBUG,
  disable,
  ERROR,
  getLogger,
  Handler,
  INFO,
  Logger,
  makeLogRecord,
  NOTSET,
  root,
  WARNING,
} from '../../src/index.js'
import { isolateEachTest, Recorder, recorded } from '../support/isolate.js'

isolateEachTest()

describe('a logger made by hand', () => {
  it('takes its arguments by position or by name', () => {
    for (const logger of [
      new Logger('x', 'INFO'),
      new Logger('x', { level: INFO }),
      new Logger({ name: 'x', level: 20 }),
    ]) {
      expect([logger.name, logger.level]).toEqual(['x', INFO])
    }
    // CPython 3.13.0
    const text = "Logger.__init__() got an unexpected keyword argument 'lvl'"
    expect(() => new Logger('x', { lvl: 3 } as never)).toThrow(new TypeError(text))
    const missing = "Logger.__init__() missing 1 required positional argument: 'name'"
    expect(() => new (Logger as unknown as new () => Logger)()).toThrow(new TypeError(missing))
  })
})

describe('levels of a logger', () => {
  it('are those of the nearest logger above that has one', () => {
    const child = getLogger('a.b.c')
    getLogger('a').setLevel(INFO)

    expect(child.level).toBe(NOTSET)
    expect(child.getEffectiveLevel()).toBe(INFO)
    expect(child.isEnabledFor(DEBUG)).toBe(false)
    expect(child.isEnabledFor(INFO)).toBe(true)
  })

  it('reach children at once when a level above changes', () => {
    const child = getLogger('a.b')
    expect(child.isEnabledFor(INFO)).toBe(false)

    root.setLevel('INFO')

    expect(child.isEnabledFor(INFO)).toBe(true)
  })

  it('let everything through when nothing up to the root has one', () => {
    root.setLevel(NOTSET)

    expect(getLogger('a').getEffectiveLevel()).toBe(NOTSET)
    expect(getLogger('a').isEnabledFor(1)).toBe(true)
  })

  it('keep the old answers when `level` is assigned instead of set', () => {
    const logger = getLogger('a')
    expect(logger.isEnabledFor(INFO)).toBe(false)

    logger.level = DEBUG

    expect(logger.isEnabledFor(INFO)).toBe(false)
    expect(logger.isEnabledFor(DEBUG)).toBe(true) // CPython 3.13.0: not asked before, so not remembered
  })

  it('are remembered until a level of the tree is set, in subclasses too', () => {
    const logger = new (class extends Logger {})('by hand')
    expect(logger._cache.size).toBe(0)
    logger.isEnabledFor(ERROR)
    logger.isEnabledFor(INFO)
    expect([...logger._cache]).toEqual([
      [ERROR, true],
      [INFO, true],
    ])

    // CPython 3.13.0: only loggers of the tree forget.
    root.setLevel(ERROR)
    expect(logger._cache.size).toBe(2)

    const known = getLogger('known')
    known.isEnabledFor(ERROR)
    root.setLevel(INFO)
    expect(known._cache.size).toBe(0)
  })

  it('may be names that addLevelName gave', () => {
    addLevelName(25, 'NOTICE')
    const { logger, recorder } = recorded()

    logger.setLevel('NOTICE' as string)
    logger.log(25, 'seen')
    logger.log(24, 'unseen')

    expect(recorder.messages).toEqual(['seen'])
    expect(recorder.last.levelname).toBe('NOTICE')
  })

  it('refuse what is no level, in the words of CPython', () => {
    expect(() => root.setLevel('warning' as never)).toThrow("Unknown level: 'warning'")
    expect(() => root.setLevel(2.5)).toThrow('Level not an integer or a valid string: 2.5')
    expect(() => root.setLevel(null as never)).toThrow('Level not an integer or a valid string: None')
    expect(root.level).toBe(WARNING)
  })
})

describe('disabling', () => {
  it('of a level drops it and those below, everywhere, and NOTSET ends that', () => {
    const { logger, recorder } = recorded()

    disable('ERROR')
    logger.error('unseen')
    logger.critical('seen')
    disable(NOTSET)
    logger.debug('seen again')

    expect(recorder.messages).toEqual(['seen', 'seen again'])
  })

  it('takes CRITICAL unless told otherwise, and refuses what is no level', () => {
    disable()
    expect(root.manager.disable).toBe(CRITICAL)
    expect(getLogger('a').isEnabledFor(CRITICAL)).toBe(false)
    expect(getLogger('a').isEnabledFor(CRITICAL + 1)).toBe(true)
    expect(() => disable('info' as never)).toThrow("Unknown level: 'info'")
    expect(() => disable(2.5)).toThrow('Level not an integer or a valid string: 2.5')
  })

  it('by assignment keeps the old answers', () => {
    const logger = getLogger('a')
    expect(logger.isEnabledFor(ERROR)).toBe(true)

    root.manager.disable = ERROR

    expect(logger.isEnabledFor(ERROR)).toBe(true)
    expect(logger.isEnabledFor(INFO)).toBe(false)
  })

  it('of one logger goes before every remembered answer, and stops records that are handed over', () => {
    const { logger, recorder } = recorded()
    expect(logger.isEnabledFor(INFO)).toBe(true)

    logger.disabled = true
    logger.info('unseen')
    logger.handle(makeLogRecord({ msg: 'unseen' }))

    expect(logger.isEnabledFor(CRITICAL)).toBe(false)
    expect(recorder.records).toEqual([])
  })
})

describe('level methods', () => {
  it('make a record of their level', () => {
    const { logger, recorder } = recorded()

    logger.debug('a')
    logger.info('a')
    logger.warning('a')
    logger.error('a')
    logger.critical('a')
    logger.fatal('a')
    logger.log(35, 'a')
    logger.exception('a', new Error('x'))

    expect(recorder.records.map(({ levelname, levelno }) => `${levelname} ${levelno}`)).toEqual([
      'DEBUG 10',
      'INFO 20',
      'WARNING 30',
      'ERROR 40',
      'CRITICAL 50',
      'CRITICAL 50',
      'Level 35 35',
      'ERROR 40',
    ])
  })

  it('make no record, and look at nothing, when their level is not enabled', () => {
    const { logger, recorder } = recorded()
    logger.setLevel(CRITICAL + 1)

    for (const name of ['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'exception'] as const) {
      // CPython 3.13.0: a wrong keyword is noticed only when the level is enabled.
      logger[name]('a', { exc_info: true, foo: 1 } as never)
    }
    logger.log(10, 'a', { exc_info: true, foo: 1 } as never)

    expect(recorder.records).toEqual([])
  })

  it('keep message and arguments apart until somebody formats them', () => {
    const { logger, recorder } = recorded()

    logger.info('%s and %d', 'a', 2)
    expect(recorder.last.msg).toBe('%s and %d')
    expect(recorder.last.args).toEqual(['a', 2])
    expect(recorder.last.getMessage()).toBe('a and 2')

    logger.info('100%')
    expect(recorder.last.getMessage()).toBe('100%')

    logger.info('%(a)s', { a: 1 })
    expect(recorder.last.args).toEqual({ a: 1 })
  })

  it('of `log` refuse a level that is no integer, unless raiseExceptions is false', () => {
    const { logger, recorder } = recorded()

    expect(() => logger.log('INFO' as never, 'a')).toThrow(new TypeError('level must be an integer'))
    expect(() => logger.log(10.5, 'a')).toThrow(new TypeError('level must be an integer'))
    logging.raiseExceptions = false
    logger.log('INFO' as never, 'a')

    expect(recorder.records).toEqual([])
  })

  it('called `fatal` and `exception` go through `critical` and `error` of a subclass', () => {
    // CPython 3.13.0: Logger.fatal calls self.critical, Logger.exception calls self.error.
    const calls: string[] = []
    class Counting extends Logger {
      override critical(msg: unknown, ...args: unknown[]): void {
        calls.push('critical')
        super.critical(msg, ...args)
      }

      override error(msg: unknown, ...args: unknown[]): void {
        calls.push('error')
        super.error(msg, ...args)
      }
    }
    const logger = new Counting('by hand')
    const recorder = new Recorder()
    logger.addHandler(recorder)
    const failure = new Error('x')

    logger.fatal('%s', 'a')
    logger.exception('b', failure)

    expect(calls).toEqual(['critical', 'error'])
    expect(recorder.messages).toEqual(['a', 'b'])
    expect(recorder.last.exc_info?.[1]).toBe(failure)
  })
})

describe('handlers of a logger', () => {
  it('are there once, and leave without complaint', () => {
    const logger = getLogger('a')
    const recorder = new Recorder()

    logger.addHandler(recorder)
    logger.addHandler(recorder)
    expect(logger.handlers).toEqual([recorder])
    logger.removeHandler(recorder)
    logger.removeHandler(recorder)
    expect(logger.handlers).toEqual([])
  })

  it('may be removed while a record is on its way', () => {
    const { logger, recorder } = recorded()
    const leaving = new (class extends Handler {
      override emit(): void {
        logger.removeHandler(this)
      }
    })()
    logger.handlers.unshift(leaving)

    logger.info('a')

    expect(recorder.messages).toEqual(['a'])
    expect(logger.handlers).toEqual([recorder])
  })

  it('count for hasHandlers as far up as records go', () => {
    const logger = getLogger('a.b')
    expect(logger.hasHandlers()).toBe(false)
    root.addHandler(new Recorder())
    expect(logger.hasHandlers()).toBe(true)
    getLogger('a').propagate = false
    expect(logger.hasHandlers()).toBe(false)
  })
})

describe('children of a logger', () => {
  it('are named below it; of root, as they are', () => {
    expect(root.getChild('abc')).toBe(getLogger('abc'))
    expect(getLogger('abc').getChild('def.ghi')).toBe(getLogger('abc.def.ghi'))
    expect(getLogger('def').getChild('')).toBe(getLogger('def.'))
  })

  it('of getChildren are direct ones that were asked for', () => {
    // The example of the Python manual; CPython 3.13.0 gives the same sets.
    const a = getLogger('a')
    const b = getLogger('a.b')
    const d = getLogger('a.c.d')
    const e = getLogger('a.b.e')
    const lone = getLogger('x.y')

    expect(a.getChildren()).toEqual(new Set([b]))
    expect(b.getChildren()).toEqual(new Set([e]))
    expect(d.getChildren()).toEqual(new Set())
    expect(root.getChildren()).toEqual(new Set([a]))
    expect(lone.parent).toBe(root)
    expect(getLogger('a.c').getChildren()).toEqual(new Set([d]))
  })
})

describe('a logger as text', () => {
  it('has its class, name and effective level', () => {
    getLogger('a').setLevel(INFO)

    expect(String(getLogger('a.b'))).toBe('<Logger a.b (INFO)>')
    expect(String(root)).toBe('<RootLogger root (WARNING)>')
    expect(String(new (class Mine extends Logger {})('m', 35))).toBe('<Mine m (Level 35)>')
  })
})
