/** The way of a record through filters and handlers, also where one of them logs itself. */
import { describe, expect, it } from 'vitest'
import logging, {
  CRITICAL,
  DEBUG,
  ERROR,
  Filter,
  getLogger,
  Handler,
  Logger,
  type LogRecord,
  makeLogRecord,
  root,
  StreamHandler,
} from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder, recorded, Sink } from '../support/isolate.js'

isolateEachTest()

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
      /^--- Logging error ---\nRuntimeError: 100 log calls run inside each other; .*\nLogged from file record-way\.test\.ts, line \d+\nMessage: 'again'\nArguments: \(\)\n$/,
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
