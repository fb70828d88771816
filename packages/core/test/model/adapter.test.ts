/** Loggers with context. What the caller's line is: test/call-site/adapters.test.mjs. */
import { describe, expect, it, vi } from 'vitest'
import {
  type AdapterKeywords,
  DEBUG,
  ERROR,
  getLogger,
  INFO,
  KeyError,
  kw,
  type Logger,
  LoggerAdapter,
  Manager,
  NOTSET,
  root,
  ValueError,
  warnings,
} from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

function recorded(): { logger: Logger; recorder: Recorder } {
  const logger = getLogger('app')
  const recorder = new Recorder()
  logger.setLevel(DEBUG)
  logger.addHandler(recorder)
  return { logger, recorder }
}

/** As a ported subclass looks: takes a keyword of its own out and puts it into the message. */
class ConnectionAdapter extends LoggerAdapter {
  override process(msg: unknown, kwargs: AdapterKeywords): [unknown, AdapterKeywords] {
    const { conn_id, ...others } = kwargs
    return [`[${conn_id}] ${msg}`, others]
  }
}

describe('LoggerAdapter', () => {
  it('logs at the level of each method, with its extra as attributes', () => {
    const { logger, recorder } = recorded()
    const adapter = new LoggerAdapter(logger, { user: 'anna' })

    adapter.debug('a %s', 1)
    adapter.info('a %s', 1)
    adapter.warning('a %s', 1)
    adapter.error('a %s', 1)
    adapter.critical('a %s', 1)
    adapter.log(35, 'a %s', 1)

    expect(recorder.records.map(({ levelno }) => levelno)).toEqual([10, 20, 30, 40, 50, 35])
    expect(new Set(recorder.messages)).toEqual(new Set(['a 1']))
    expect(new Set(recorder.records.map((record) => record['user']))).toEqual(new Set(['anna']))
  })

  it('has the methods of CPython and no others', () => {
    // dir(logging.LoggerAdapter) of 3.13.0 without underscores; _log is there too.
    const names = Object.getOwnPropertyNames(LoggerAdapter.prototype).filter(
      (name) => !/^(_|constructor|to)/.test(name),
    )

    expect(names.sort()).toEqual(
      ['critical', 'debug', 'error', 'exception', 'getEffectiveLevel', 'hasHandlers', 'info', 'isEnabledFor', 'log']
        .concat(['manager', 'name', 'process', 'setLevel', 'warn', 'warning'])
        .sort(),
    )
  })

  it('replaces the extra of a call, also by none', () => {
    const { logger, recorder } = recorded()

    new LoggerAdapter(logger, { x: 1 }).info('a', { extra: { y: 2 } })
    expect([recorder.last['x'], recorder.last['y']]).toEqual([1, undefined])
    new LoggerAdapter(logger).info('a', { extra: { y: 2 } })
    expect(recorder.last['y']).toBe(undefined)
  })

  it('with merge_extra adds its extra to that of the call, whose values count', () => {
    const { logger, recorder } = recorded()
    const extra = { x: 1, z: 1 }

    for (const adapter of [
      new LoggerAdapter(logger, extra, true),
      new LoggerAdapter(logger, extra, { merge_extra: true }),
      new LoggerAdapter(logger, kw({ extra, merge_extra: true })),
    ]) {
      adapter.info('a', { extra: { x: 3, y: 2 } })
      expect([recorder.last['x'], recorder.last['y'], recorder.last['z']]).toEqual([3, 2, 1])
      adapter.info('a')
      expect(recorder.last['x']).toBe(1)
    }
    expect(extra).toEqual({ x: 1, z: 1 })
    // Python 3.14; 3.13 raises a TypeError here.
    new LoggerAdapter(logger, null, true).info('a', { extra: { y: 2 } })
    expect(recorder.last['y']).toBe(2)
  })

  it('takes an extra that is named like its parameters for what it is', () => {
    const { logger, recorder } = recorded()

    new LoggerAdapter(logger, { extra: 1, merge_extra: 2 }).info('a')

    expect([recorder.last['extra'], recorder.last['merge_extra']]).toEqual([1, 2])
  })

  it('refuses an extra that would overwrite an attribute, as the logger does', () => {
    const { logger } = recorded()

    expect(() => new LoggerAdapter(logger, { name: 1 }).info('a')).toThrow(KeyError)
  })

  it('lets process change message and keywords, with keywords of its own', () => {
    const { logger, recorder } = recorded()
    const adapter = new ConnectionAdapter(logger)

    adapter.info('a %s', 1, kw({ conn_id: 7, extra: { y: 2 } }))

    expect(recorder.messages).toEqual(['[7] a 1'])
    expect(recorder.last['y']).toBe(2)
    // Only `kw` says so; elsewhere a name that is not Python's is a mistake.
    const text = "Logger._log() got an unexpected keyword argument 'conn_id'"
    expect(() => adapter.info('a', { conn_id: 7, extra: {} } as unknown)).toThrow(new TypeError(text))
  })

  it('refuses a keyword that process left', () => {
    const { logger } = recorded()

    const text = "Logger._log() got an unexpected keyword argument 'foo'"
    expect(() => new LoggerAdapter(logger).info('a', kw({ foo: 1 }))).toThrow(new TypeError(text))
  })

  it('asks process only when the level is enabled', () => {
    const { logger } = recorded()
    const adapter = new ConnectionAdapter(logger)
    const process = vi.spyOn(adapter, 'process')
    logger.setLevel(ERROR)

    adapter.info('a')
    adapter.log(INFO, 'a')
    adapter.exception('a', new Error('x'))

    expect(process).toHaveBeenCalledTimes(1)
  })

  it('goes through a `log` of a subclass, also below its level, and through an isEnabledFor', () => {
    const { logger, recorder } = recorded()
    logger.setLevel(ERROR)
    const logged: number[] = []
    class Counting extends LoggerAdapter {
      override log(level: number, ..._rest: unknown[]): void {
        logged.push(level)
      }
    }
    class Always extends LoggerAdapter {
      override isEnabledFor(): boolean {
        return false
      }
    }

    const counting = new Counting(logger)
    for (const name of ['debug', 'info', 'warning', 'error', 'exception', 'critical'] as const) counting[name]('a')
    new Always(logger).critical('a')

    expect(logged).toEqual([10, 20, 30, 40, 40, 50])
    expect(recorder.records).toEqual([])
  })

  it('prints the error that exception was given', () => {
    const { logger, recorder } = recorded()
    const failure = new Error('x')
    const adapter = new LoggerAdapter(logger, { x: 1 })

    adapter.exception('a', failure)
    adapter.exception(failure)
    adapter.exception('a', { exc_info: failure })

    expect(recorder.records.map(({ exc_info }) => exc_info?.[1])).toEqual([failure, failure, failure])
    expect(recorder.records.map(({ levelno }) => levelno)).toEqual([40, 40, 40])
    expect(recorder.last['x']).toBe(1)
  })

  it('adapts adapters: the innermost extra comes last and replaces', () => {
    const { logger, recorder } = recorded()
    const inner = new LoggerAdapter(logger, { x: 1 }, true)
    const outer = new LoggerAdapter(inner, { y: 2 })

    outer.info('a %s', 1)

    expect([recorder.last['x'], recorder.last['y']]).toEqual([1, 2])
    expect(recorder.messages).toEqual(['a 1'])
    outer.logger = new LoggerAdapter(logger, { x: 5 })
    outer.info('a')
    expect([recorder.last['x'], recorder.last['y']]).toEqual([5, undefined])
    outer._log(INFO, 'direct %s', [3], { extra: { z: 1 } })
    expect([recorder.last.getMessage(), recorder.last['z']]).toEqual(['direct 3', 1])
  })

  it('is the logger for everything else', () => {
    const { logger } = recorded()
    const adapter = new LoggerAdapter(new LoggerAdapter(logger))

    expect(adapter.name).toBe('app')
    expect(adapter.hasHandlers()).toBe(true)
    adapter.setLevel('ERROR')
    expect([logger.level, adapter.getEffectiveLevel(), adapter.isEnabledFor(INFO)]).toEqual([ERROR, ERROR, false])
    expect(() => adapter.setLevel('error' as string)).toThrow(ValueError)
    const manager = new Manager(root)
    adapter.manager = manager
    expect([logger.manager, adapter.manager]).toEqual([manager, manager])
    expect(String(adapter)).toBe('<LoggerAdapter app (ERROR)>')
    expect(String(new ConnectionAdapter(logger))).toBe('<ConnectionAdapter app (ERROR)>')
  })

  it('takes numbers for levels only', () => {
    const { logger } = recorded()
    logger.setLevel(NOTSET)

    expect(() => new LoggerAdapter(logger).log('INFO' as never, 'a')).toThrow(TypeError)
  })

  it('warns about warn', () => {
    const { logger, recorder } = recorded()
    const caught = warnings.catch_warnings({ record: true, action: 'always' })

    new LoggerAdapter(logger, { x: 1 }).warn('a %s', 1)

    expect(caught.log.map(({ message }) => String(message))).toEqual([
      "DeprecationWarning: The 'warn' method is deprecated, use 'warning' instead",
    ])
    expect([recorder.last.levelname, recorder.last.getMessage(), recorder.last['x']]).toEqual(['WARNING', 'a 1', 1])
  })
})
