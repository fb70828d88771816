/** Handlers that keep records. Texts of errors are CPython 3.13.0's. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BufferingHandler, MemoryHandler } from '../../src/handlers.js'
import { getLogger, type LogRecord, makeLogRecord, shutdown } from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

const record = (msg: string, levelno = 20) => makeLogRecord({ msg, levelno })

describe('BufferingHandler', () => {
  it('keeps records until there are as many as its capacity, and then drops them', () => {
    const handler = new BufferingHandler(3)

    handler.handle(record('a'))
    handler.handle(record('b'))
    expect(handler.buffer.map(({ msg }) => msg)).toEqual(['a', 'b'])
    handler.handle(record('c'))

    expect(handler.buffer).toEqual([])
  })

  it('passes what it keeps to the flush of a subclass, also when it is closed', () => {
    const flushed: unknown[] = []
    class Own extends BufferingHandler {
      override shouldFlush(record: LogRecord): boolean {
        return record.msg === 'now'
      }
      override flush(): void {
        flushed.push(this.buffer.map(({ msg }) => msg))
        super.flush()
      }
    }
    const handler = new Own({ capacity: 1 })

    handler.handle(record('a'))
    handler.handle(record('now'))
    handler.handle(record('last'))
    handler.close()

    expect(flushed).toEqual([['a', 'now'], ['last']])
  })

  it('needs its capacity', () => {
    expect(() => Reflect.construct(BufferingHandler, [])).toThrow(
      new TypeError("BufferingHandler.__init__() missing 1 required positional argument: 'capacity'"),
    )
  })
})

describe('MemoryHandler', () => {
  it('passes on when it is full, and at a record of the flush level', () => {
    const target = new Recorder()
    const handler = new MemoryHandler(3, 30, target)

    handler.handle(record('a'))
    handler.handle(record('b'))
    expect(target.messages).toEqual([])
    handler.handle(record('c'))
    expect(target.messages).toEqual(['a', 'b', 'c'])
    handler.handle(record('bad', 30))

    expect(target.messages).toEqual(['a', 'b', 'c', 'bad'])
  })

  it('does not ask the target for its level, but for its filters', () => {
    const target = new Recorder('CRITICAL')
    target.addFilter(({ msg }) => msg !== 'b')
    const handler = new MemoryHandler({ capacity: 2, target })

    handler.handle(record('a'))
    handler.handle(record('b'))

    expect(target.messages).toEqual(['a'])
  })

  it('keeps everything while it has no target, and passes it on when it gets one', () => {
    const handler = new MemoryHandler(1)
    handler.handle(record('a', 50))
    handler.handle(record('b', 50))
    expect(handler.buffer).toHaveLength(2)
    const target = new Recorder()

    handler.setTarget(target)
    handler.flush()

    expect([target.messages, handler.buffer]).toEqual([['a', 'b'], []])
  })

  it.each([
    [true, ['a'], ['a', 'b']],
    [false, [], []],
  ])('with flushOnClose %s passes on %j when it is closed, %j after a shutdown', (flushOnClose, closed, shut) => {
    const target = new Recorder()
    const first = new MemoryHandler(9, 'ERROR', target, flushOnClose)
    const second = new MemoryHandler(9, 'ERROR', target, flushOnClose)

    first.handle(record('a'))
    first.close()
    expect([target.messages, first.target]).toEqual([closed, null])
    second.handle(record('b'))
    shutdown()

    expect(target.messages).toEqual(shut)
  })

  it('takes the name of a level, where Python wants a number', () => {
    expect(new MemoryHandler(5, 'WARNING').flushLevel).toBe(30)
    expect(() => new MemoryHandler(5, 'warning')).toThrow("Unknown level: 'warning'")
  })

  it('keeps where a record was logged', () => {
    const target = new Recorder()
    const logger = getLogger('memory')
    logger.addHandler(new MemoryHandler(2, 'ERROR', target))
    function here() {
      logger.error('a')
    }

    here()

    expect(target.last).toMatchObject({ filename: 'memory.test.ts', funcName: 'here' })
  })

  it.each([
    [[], "missing 1 required positional argument: 'capacity'"],
    [[1, 2, 3, 4, 5], 'takes from 2 to 5 positional arguments but 6 were given'],
    [[1, { flushlevel: 2 }], "got an unexpected keyword argument 'flushlevel'. Did you mean 'flushLevel'?"],
  ])('refuses the arguments %j', (args, text) => {
    expect(() => Reflect.construct(MemoryHandler, args)).toThrow(new TypeError(`MemoryHandler.__init__() ${text}`))
  })

  it('looks as in Python', () => {
    expect(inspect(new MemoryHandler(1))).toBe('<MemoryHandler (NOTSET)>')
    expect(String(new BufferingHandler(1))).toBe('<BufferingHandler (NOTSET)>')
  })
})
