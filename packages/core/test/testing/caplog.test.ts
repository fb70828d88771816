/** What pytest's caplog does, in any test runner. */
import { describe, expect, it } from 'vitest'
import logging, { getLogger, INFO, root, WARNING } from '../../src/index.js'
import { caplog, RecordingHandler } from '../../src/testing.js'
import { isolateEachTest } from '../support/isolate.js'

isolateEachTest()

describe('caplog', () => {
  it('keeps records, messages, tuples and text in the format of pytest', () => {
    const log = caplog()

    getLogger('app').warning('a %s', 1)
    root.error('\x1b[31mred\x1b[0m')

    expect(log.records.map(({ name }) => name)).toEqual(['app', 'root'])
    expect(log.messages).toEqual(['a 1', '\x1b[31mred\x1b[0m'])
    expect(log.record_tuples[0]).toEqual(['app', WARNING, 'a 1'])
    expect(log.text).toMatch(/^WARNING {2}app:caplog\.test\.ts:\d+ a 1\nERROR {4}root:caplog\.test\.ts:\d+ red\n$/)
    log.restore()
  })

  it('sees loggers that do not propagate, and those below them, once, as pytest 9.1 does', () => {
    const [quiet, below, late] = [getLogger('quiet'), getLogger('quiet.below'), getLogger('late')]
    quiet.propagate = false
    getLogger('quiet.below.own').propagate = false
    const log = caplog()
    late.propagate = false

    quiet.warning('1')
    below.warning('2')
    getLogger('quiet.below.own').warning('3')
    late.warning('unseen')
    log.restore()
    quiet.warning('unseen')

    expect(log.messages).toEqual(['1', '2', '3'])
    expect(quiet.handlers).toEqual([])
  })

  it('ends with restore or with its block, and brings levels and disable back', () => {
    logging.disable('ERROR')
    {
      // As `using log = caplog()` does.
      const log = caplog()
      log.set_level('DEBUG')
      log.set_level(INFO, 'app')
      log.set_level('ERROR', { logger: 'app' })
      expect([root.level, getLogger('app').level, log.handler.level, root.manager.disable]).toEqual([10, 40, 40, 0])
      log[Symbol.dispose]()
      log.restore()
    }

    expect([root.level, getLogger('app').level, root.manager.disable]).toEqual([30, 0, 40])
    expect(root.handlers).toEqual([])
  })

  it('sees the levels that are set, of the logger and of the capture', () => {
    const log = caplog()
    getLogger('app').info('unseen')
    log.set_level('INFO')
    getLogger('app').debug('unseen')
    getLogger('app').info('seen')

    expect(log.messages).toEqual(['seen'])
    log.clear()
    expect([log.messages, log.text]).toEqual([[], ''])
    log.restore()
  })

  it('has a level for a block, a function, or until a promise settles', async () => {
    const log = caplog()
    const logger = getLogger('app')

    const block = log.at_level('DEBUG', 'app')
    logger.debug('1')
    block[Symbol.dispose]()
    logger.debug('unseen')
    const given = log.at_level('INFO', () => {
      root.info('2')
      return 7
    })
    expect(given).toBe(7)
    const answer = log.at_level('INFO', { logger: 'app' }, async () => {
      await null
      logger.info('3')
      return 8
    })
    expect(await answer).toBe(8)
    logger.info('unseen')
    const failing = () => {
      throw new RangeError('x')
    }
    expect(() => log.at_level('INFO', failing)).toThrow(RangeError)
    root.info('unseen')

    expect(log.messages).toEqual(['1', '2', '3'])
    expect([root.level, logger.level, log.handler.level]).toEqual([30, 0, 0])
    log.restore()
  })

  it('shows what logging.disable drops, from the level that is asked for', () => {
    const log = caplog()
    logging.disable('CRITICAL')

    log.at_level('WARNING', () => {
      root.warning('seen')
      root.info('unseen')
    })
    root.critical('unseen')

    expect(log.messages).toEqual(['seen'])
    log.restore()
  })

  it('can be filtered for a while', () => {
    const log = caplog()
    log.filtering(
      (record) => record.name === 'a',
      () => {
        getLogger('a').error('1')
        getLogger('b').error('unseen')
      },
    )
    const filtering = log.filtering(() => false)
    root.error('unseen')
    filtering.restore()
    root.error('2')

    expect(log.messages).toEqual(['1', '2'])
    log.restore()
  })

  it('fails a test that logs what cannot be formatted', () => {
    const log = caplog()

    // @ts-expect-error the compiler sees it as well
    expect(() => root.error('%d', 'x')).toThrow(TypeError)
    logging.raiseExceptions = false
    // @ts-expect-error the compiler sees it as well
    root.error('%d', 'x')

    expect(log.records).toHaveLength(2)
    log.restore()
  })
})

describe('RecordingHandler', () => {
  it('keeps what one logger logs', () => {
    const handler = new RecordingHandler()
    getLogger('app').addHandler(handler)

    getLogger('app').warning('a %s', 1)

    expect([handler.messages, handler.text]).toEqual([['a 1'], 'a 1\n'])
    expect(handler.records[0]?.lineno).toBeGreaterThan(0)
  })
})
