/** Two copies of the package in one process: one tree. */
import { describe, expect, it, vi } from 'vitest'
import logging, * as first from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

/** Loads the sources again. */
async function secondCopy(): Promise<typeof first> {
  vi.resetModules()
  return (await import('../../src/index.js')) as typeof first
}

describe('a second copy of the package', () => {
  it('has classes of its own and the same tree', async () => {
    const second = await secondCopy()

    expect(second.Logger).not.toBe(first.Logger)
    expect(second.root).toBe(first.root)
    expect(second.getLogger('a')).toBe(first.getLogger('a'))
    expect(second.getLogger('a.b').parent).toBe(first.getLogger('a'))
  })

  it('shares what programs set', async () => {
    const second = await secondCopy()
    const lastResort = new Recorder()

    second.default.raiseExceptions = false
    second.default.lastResort = lastResort
    second.default.logThreads = false
    second.default.rendering = 'js'
    second.addLevelName(35, 'NOTICE')
    second.disable('DEBUG')

    expect(logging.raiseExceptions).toBe(false)
    expect(logging.lastResort).toBe(lastResort)
    expect(logging.logThreads).toBe(false)
    expect(logging.rendering).toBe('js')
    expect(first.getLevelName(35)).toBe('NOTICE')
    expect(first.root.manager.disable).toBe(10)
  })

  it('has handlers, filters, formatters and records that the first one takes, and the other way round', async () => {
    const second = await secondCopy()
    const texts: string[] = []
    const stream = { write: (text: string) => texts.push(text) }
    const handler = new second.StreamHandler(stream)
    handler.setFormatter(new first.Formatter('%(name)s %(message)s'))
    handler.addFilter(new first.Filter('a'))
    const logger = first.getLogger('a')
    logger.addHandler(handler)
    logger.addFilter((record) => (record.msg === 'swap' ? second.makeLogRecord({ ...record, msg: 'swapped' }) : true))

    logger.error('x %s', 1)
    logger.error('swap')
    second.getLogger('a').handle(first.makeLogRecord({ name: 'a', msg: 'handed', levelno: 40 }))

    expect(texts).toEqual(['a x 1\n', 'a swapped\n', 'a handed\n'])
  })

  it('takes loggers of a class that extends the Logger of the first', async () => {
    const second = await secondCopy()
    class Mine extends first.Logger {}

    second.setLoggerClass(Mine as never)

    expect(first.getLoggerClass()).toBe(Mine)
    expect(second.getLogger('mine')).toBeInstanceOf(Mine)
  })

  it('closes the handlers of both', async () => {
    const second = await secondCopy()
    const closed: string[] = []
    class Noting extends first.Handler {
      override close(): void {
        closed.push('first')
      }
    }
    class OtherNoting extends second.Handler {
      override close(): void {
        closed.push('second')
      }
    }
    const kept = [new Noting(), new OtherNoting()]

    second.shutdown()

    expect(closed).toEqual(['second', 'first'])
    expect(kept).toHaveLength(2)
  })

  it('throws errors that the classes of the first catch', async () => {
    const second = await secondCopy()

    expect(() => second.root.setLevel('x' as never)).toThrow(first.ValueError)
    expect(() => new second.FileHandler('/does/not/exist/a.log')).toThrow(first.FileNotFoundError)
  })
})
