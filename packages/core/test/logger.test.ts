/** What a logger does with a call: level, record, filters, handlers. Positions of callers: test/call-site. */
import { describe, expect, it, vi } from 'vitest'
import logging, {
  addLevelName,
  CRITICAL,
  DEBUG,
  disable,
  ERROR,
  Filter,
  getLogger,
  Handler,
  INFO,
  KeyError,
  kw,
  Logger,
  type LogKeywords,
  type LogRecord,
  makeLogRecord,
  NOTSET,
  root,
  StreamHandler,
  tuple,
  WARNING,
} from '../src/index.js'
import { captureStderr, isolateEachTest, Recorder, Sink } from './support/isolate.js'

isolateEachTest()

/** A logger that takes every level, with a handler that keeps its records. */
function recorded(name = 'app'): { logger: Logger; recorder: Recorder } {
  const logger = getLogger(name)
  const recorder = new Recorder()
  logger.setLevel(DEBUG)
  logger.addHandler(recorder)
  return { logger, recorder }
}

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

describe('keywords of a call', () => {
  it('attach an error with exc_info', () => {
    const { logger, recorder } = recorded()
    const failure = new RangeError('x')

    logger.info('a', { exc_info: failure })

    expect(recorder.last.args).toEqual([])
    expect(recorder.last.exc_info).toEqual([RangeError, failure, null])
  })

  it('attach none for a false exc_info, and keep a tuple as it is', () => {
    const { logger, recorder } = recorded()
    const triple = [null, null, null]

    for (const exc_info of [false, null, undefined, 0, '']) {
      logger.info('a', { exc_info })
      expect(recorder.last.exc_info).toBe(null)
    }
    logger.info('a', { exc_info: triple })
    expect(recorder.last.exc_info).toBe(triple)
    logger.info('a', { exc_info: tuple(...triple) })
    expect(recorder.last.exc_info).toEqual(triple)
  })

  it('attach the empty exception for `exc_info: true` and 1, as Python does outside an except, and warn once', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const { logger, recorder } = recorded()

    logger.info('a', { exc_info: true })
    logger.info('a', { exc_info: 1 })

    expect(recorder.records.map(({ exc_info }) => exc_info)).toEqual([
      [null, null, null],
      [null, null, null],
    ])
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it('put `extra` on the record', () => {
    const { logger, recorder } = recorded()

    logger.info('a', { extra: { user: 'u', toString: 'own' } })
    logger.info('b', { extra: null })

    expect(recorder.records[0]?.['user']).toBe('u')
    expect(Object.hasOwn(recorder.records[0] as LogRecord, 'toString')).toBe(true)
  })

  it.each(['message', 'asctime', 'name', 'args', 'taskName', 'lineno', 'funcName', 'exc_text'])(
    'refuse %s in `extra`, because it would overwrite the record',
    (name) => {
      const { logger, recorder } = recorded()

      const call = () => logger.info('a', { extra: { [name]: 1 } })

      // CPython 3.13.0: str() of a KeyError is the repr of its text.
      expect(call).toThrow(new KeyError(`Attempt to overwrite '${name}' in LogRecord`))
      expect(call).toThrow(`"Attempt to overwrite '${name}' in LogRecord"`)
      expect(recorder.records).toEqual([])
    },
  )

  it('print the stack with stack_info', () => {
    const { logger, recorder } = recorded()

    logger.info('a', { stack_info: true })
    const { stack_info } = recorder.last

    expect(stack_info).toMatch(/^Stack \(most recent call last\):\n {2}File ".*", line \d+, in /)
    expect(stack_info).not.toMatch(/\n$/)
    expect(stack_info?.split('\n').findLast((line) => line.startsWith('  File'))).toContain('logger.test.ts')
  })

  it('are a TypeError when one is not known, also when given by kw()', () => {
    const { logger, recorder } = recorded()
    const text = "Logger._log() got an unexpected keyword argument 'foo'"

    expect(() => logger.info('a', { exc_info: true, foo: 1 } as never)).toThrow(new TypeError(text))
    expect(() => logger.info('a', kw({ foo: 1 }))).toThrow(new TypeError(text))
    expect(() => logger.exception('a', { extra: {}, foo: 1 } as never)).toThrow(new TypeError(text))
    // CPython 3.13.0 suggests in these words.
    expect(() => logger.info('a', { excinfo: true } as never)).toThrow(
      new TypeError("Logger._log() got an unexpected keyword argument 'excinfo'. Did you mean 'exc_info'?"),
    )
    expect(recorder.records).toEqual([])
  })

  it('of its own reach the _log of a subclass by kw()', () => {
    class Tagging extends Logger {
      override _log(
        level: number,
        msg: unknown,
        args: readonly unknown[],
        { tag, ...keywords }: LogKeywords & { tag?: string } = {},
      ): void {
        super._log(level, `[${tag}] ${msg}`, args, keywords)
      }
    }
    const logger = new Tagging('by hand')
    const recorder = new Recorder()
    logger.addHandler(recorder)

    logger.error('%d', 1, kw({ tag: 't' }))

    expect(recorder.messages).toEqual(['[t] 1'])
  })
})

describe('exception', () => {
  it('takes exc_info, else a surplus Error at the end, else a message that is an Error', () => {
    const { logger, recorder } = recorded()
    const one = new Error('one')
    const two = new Error('two')

    logger.exception('a', one, { exc_info: two })
    expect([recorder.last.exc_info?.[1], recorder.last.args]).toEqual([two, [one]])
    logger.exception('%s', 'a', one)
    expect([recorder.last.exc_info?.[1], recorder.last.args]).toEqual([one, ['a']])
    logger.exception(one)
    expect([recorder.last.exc_info?.[1], recorder.last.getMessage()]).toEqual([one, 'one'])
    logger.exception('a', { exc_info: false })
    expect(recorder.last.exc_info).toBe(null)
  })

  it('takes an Error that the message formats as well, as `except … as error` leaves it in Python programs', () => {
    const { logger, recorder } = recorded()
    const failure = new Error('no user')

    logger.exception('failed: %s', failure)

    expect([recorder.last.exc_info?.[1], recorder.last.getMessage()]).toEqual([failure, 'failed: no user'])
  })

  it('alone guesses: an Error too many for the message of error() stays an argument', () => {
    const { logger, recorder } = recorded()
    const failure = new Error('x')

    logger.error('a', failure)

    expect(recorder.last.args).toEqual([failure])
    expect(recorder.last.exc_info).toBe(null)
  })
})

describe('the way of a record', () => {
  it('goes up through the handlers, nearest first, and asks nothing of the loggers above', () => {
    const seen: string[] = []
    const noting = (name: string) =>
      new (class extends Handler {
        override emit(): void {
          seen.push(name)
        }
      })()
    const logger = getLogger('a.b')
    const parent = getLogger('a')
    logger.addHandler(noting('a.b 1'))
    logger.addHandler(noting('a.b 2'))
    parent.addHandler(noting('a'))
    root.addHandler(noting('root'))
    // CPython 3.13.0: level, filters and disabled of ancestors do not matter.
    parent.setLevel(CRITICAL)
    parent.disabled = true
    parent.addFilter(() => false)
    root.setLevel(CRITICAL)
    logger.setLevel(DEBUG)

    logger.debug('a')

    expect(seen).toEqual(['a.b 1', 'a.b 2', 'a', 'root'])
  })

  it('ends at a logger that does not propagate', () => {
    const above = new Recorder()
    root.addHandler(above)
    const { logger, recorder } = recorded('a.b')
    const child = getLogger('a.b.c')
    logger.propagate = false

    child.error('a')

    expect(recorder.messages).toEqual(['a'])
    expect(above.records).toEqual([])
  })

  it('leaves out handlers whose level it does not reach', () => {
    const { logger, recorder } = recorded()
    recorder.setLevel('ERROR')

    logger.warning('unseen')
    logger.error('seen')

    expect(recorder.messages).toEqual(['seen'])
  })

  it('is not compared with the level of the logger when a record is handed over', () => {
    const { logger, recorder } = recorded()
    logger.setLevel(CRITICAL)

    logger.handle(makeLogRecord({ msg: 'seen', levelno: DEBUG }))

    expect(recorder.messages).toEqual(['seen'])
  })

  it('goes on with the record that a filter put in its place', () => {
    const { logger, recorder } = recorded()
    const other = makeLogRecord({ msg: 'other', levelno: ERROR })
    logger.addFilter(() => other)

    logger.info('a')

    expect(recorder.records).toEqual([other])
  })

  it('asks a `filter` that a subclass has, even without filters in its list', () => {
    class Picky extends Logger {
      override filter(record: LogRecord): LogRecord | false {
        return record.msg === 'seen' ? super.filter(record) : false
      }
    }
    const logger = new Picky('by hand')
    const recorder = new Recorder()
    logger.addHandler(recorder)

    logger.error('unseen')
    logger.error('seen')

    expect(recorder.messages).toEqual(['seen'])
  })

  it('hands an error of a filter to the caller of the log call', () => {
    const { logger } = recorded()
    logger.addFilter(() => {
      throw new Error('broken filter')
    })

    expect(() => logger.info('a')).toThrow('broken filter')
  })

  it('has the record of a makeRecord of a subclass', () => {
    class Making extends Logger {
      override makeRecord(...args: Parameters<Logger['makeRecord']>): LogRecord {
        const record = super.makeRecord(...args)
        record['made'] = args[7]
        return record
      }
    }
    const logger = new Making('by hand')
    const recorder = new Recorder()
    logger.addHandler(recorder)

    logger.error('a', { extra: { user: 'u' } })

    expect(recorder.last['user']).toBe('u')
    expect(recorder.last['made']).toBe(recorder.last.funcName)
    expect(() => logger.error('a', { extra: { made: 1, name: 2 } })).toThrow("Attempt to overwrite 'name' in LogRecord")
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

describe('log calls inside log calls', () => {
  it('are handled: an argument may log while it is formatted', () => {
    const { logger } = recorded()
    const sink = new Sink()
    logger.addHandler(new StreamHandler(sink))
    const talkative = {
      toString: () => {
        logger.debug('inner')
        return 'text'
      },
    }
    class Talkative {
      toString = talkative.toString
    }

    logger.info('outer %s', new Talkative())

    expect(sink.text).toBe('inner\nouter text\n')
  })

  it('end at the hundredth, with a report, when a handler logs to its own logger', () => {
    // CPython 3.13.0: RecursionError to the application, after 166 calls inside each other.
    const stderr = captureStderr()
    let calls = 0
    const { logger, recorder } = recorded()
    logger.addHandler(
      new (class extends Handler {
        override emit(): void {
          calls += 1
          logger.info('again')
          logger.info('and again')
        }
      })(),
    )

    logger.info('first')

    expect(calls).toBe(100)
    expect(recorder.records).toHaveLength(100)
    expect(stderr.text).toMatch(
      /^--- Logging error ---\nRuntimeError: 100 log calls run inside each other; .*\nLogged from file logger\.test\.ts, line \d+\nMessage: 'again'\nArguments: \(\)\n$/,
    )
  })

  it('end when a formatter logs, or a filter, and later calls are as ever', () => {
    const stderr = captureStderr()
    const { logger, recorder } = recorded()
    const sink = new Sink()
    const handler = new StreamHandler(sink)
    handler.setFormatter({
      format: (record) => {
        logger.info('from the formatter')
        return String(record.msg)
      },
    })
    logger.addHandler(handler)

    logger.info('a')
    logger.removeHandler(handler)
    const before = recorder.records.length
    logger.addFilter(() => {
      if (recorder.records.length < before + 200) logger.info('from the filter')
      return true
    })
    logger.info('b')

    expect(sink.writes.at(-1)).toBe('a\n')
    expect(stderr.writes).toHaveLength(2)
    expect(recorder.messages.at(-1)).toBe('b')
  })

  it('are dropped in silence past the hundredth when raiseExceptions is false', () => {
    const stderr = captureStderr()
    logging.raiseExceptions = false
    const { logger } = recorded()
    logger.addFilter(new Filter())
    logger.addFilter(() => {
      logger.info('again')
      return true
    })

    logger.info('a')

    expect(stderr.text).toBe('')
  })
})

describe('values that refuse to be looked at', () => {
  const refusing = {
    'a revoked Proxy': () => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      return proxy
    },
    'a Proxy whose traps all throw': () => {
      const trap = () => {
        throw new Error('trap')
      }
      return new Proxy({}, new Proxy({}, { get: () => trap }))
    },
    'a Map in name only': () => Object.create(Map.prototype) as unknown,
    'text that throws such an error': () => ({
      toString() {
        throw Object.defineProperty(new Error('m'), 'name', {
          get() {
            throw new Error('name')
          },
        })
      },
    }),
  }

  it.each(Object.entries(refusing))('%s is reported by the handler, and the log call returns', (_, make) => {
    const logger = getLogger('app')
    const stderr = captureStderr()
    logger.addHandler(new StreamHandler(new Sink()))

    logger.error('%s', make())
    logger.error('%s and %s', make(), make())
    logger.error(make())
    logger.error('m', { exc_info: make() })
    logger.exception('%s', make())
    logger.exception(make())

    expect(stderr.text.split('--- Logging error ---').length).toBeGreaterThan(5)
  })
})
