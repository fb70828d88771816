/** QueueHandler: what is in the queue. Texts are CPython 3.13.0's. */
import { describe, expect, it } from 'vitest'
import { QueueHandler } from '../../src/handlers.js'
import { Formatter, getLogger, LogRecord, makeLogRecord, setLogRecordFactory } from '../../src/index.js'
import { Queue, SimpleQueue } from '../../src/queue.js'
import { captureStderr, isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

function set(format?: string) {
  const queue = new Queue()
  const handler = new QueueHandler(queue)
  if (format !== undefined) handler.setFormatter(new Formatter(format))
  const logger = getLogger('queue')
  logger.addHandler(handler)
  return { queue, handler, logger, next: () => queue.get_nowait() as LogRecord }
}

describe('QueueHandler', () => {
  it('puts a record whose message is merged', () => {
    const { logger, next } = set()

    logger.warning('order %d of %s', 7, 'anna')

    expect(next()).toMatchObject({
      name: 'queue',
      msg: 'order 7 of anna',
      message: 'order 7 of anna',
      args: null,
      levelno: 30,
    })
  })

  it('makes what its formatter prints the message', () => {
    const { logger, next } = set('%(name)s -> %(message)s')

    logger.warning('ready')

    expect(next()).toMatchObject({ msg: 'queue -> ready', message: 'queue -> ready' })
  })

  it('prints exception and stack into the message, and drops them', () => {
    const { logger, next } = set()

    logger.error('failed', { exc_info: new TypeError('no'), stack_info: true })

    const record = next()
    expect(record.msg).toMatch(
      /^failed\nTraceback \(most recent call last\):\n[\s\S]*TypeError: no\nStack \(most recent/,
    )
    expect(record).toMatchObject({ exc_info: null, exc_text: null, stack_info: null })
  })

  it('leaves the record of the other handlers as it was', () => {
    const { logger, next } = set('queued %(message)s')
    const other = new Recorder()
    logger.addHandler(other)

    logger.warning('order %d', 7)

    expect(next().msg).toBe('queued order 7')
    expect(other.last).toMatchObject({ msg: 'order %d', args: [7] })
  })

  it('puts what does not change with the things that were logged', () => {
    const { logger, next } = set()
    const order = { id: 7 }

    logger.warning('order %s', order)
    order.id = 8

    expect(next().getMessage()).toBe("order {'id': 7}")
  })

  it('keeps where the record was logged, its time and what extra added', () => {
    const { logger, next } = set()
    const other = new Recorder()
    logger.addHandler(other)
    function here() {
      logger.warning('x', { extra: { user: 'anna', toDict: 'mine' } })
    }

    here()

    const { created, thread, processName, taskName } = other.last
    const record = next()
    expect(record).toMatchObject({ filename: 'queue.test.ts', funcName: 'here', user: 'anna', toDict: 'mine' })
    expect(record).toMatchObject({ created, thread, processName, taskName, lineno: other.last.lineno })
    expect(record).not.toBe(other.last)
  })

  it('keeps the class of a record', () => {
    class Own extends LogRecord {
      override getMessage(): string {
        return `own ${super.getMessage()}`
      }
    }
    setLogRecordFactory(Own)
    const { logger, next } = set()

    logger.warning('x')

    const record = next()
    expect(record).toBeInstanceOf(Own)
    expect(record.msg).toBe('own x')
  })

  it('reports a queue that is full, and drops the record', () => {
    const stderr = captureStderr()
    const queue = new Queue(1)
    const handler = new QueueHandler({ queue })

    handler.handle(makeLogRecord({ msg: 'first' }))
    handler.handle(makeLogRecord({ msg: 'second' }))

    expect(queue.qsize()).toBe(1)
    expect(stderr.text).toMatch(/^--- Logging error ---\n[\s\S]*Full\n[\s\S]*Message: 'second'/)
  })

  it('reports a message that cannot be merged', () => {
    const stderr = captureStderr()
    const { logger, queue } = set()

    // @ts-expect-error the compiler sees it as well
    logger.warning('%d', 'seven')

    expect(stderr.text).toContain('TypeError: %d format: a real number is required, not str')
    expect(queue.empty()).toBe(true)
  })

  it('puts what prepare returns, the way enqueue does it', () => {
    const put: unknown[] = []
    class AsText extends QueueHandler {
      override prepare(record: LogRecord): string {
        return this.format(record)
      }
      override enqueue(text: string): void {
        put.push(text)
      }
    }
    new AsText(new SimpleQueue()).handle(makeLogRecord({ msg: 'hello' }))

    expect(put).toEqual(['hello'])
  })

  it('takes any object with put_nowait for a queue', () => {
    const items: unknown[] = []
    const queue = { put_nowait: (item: unknown) => void items.push(item) }
    const handler = new QueueHandler(queue)

    handler.handle(makeLogRecord({ msg: 'x' }))

    expect(handler.queue).toBe(queue)
    expect(items).toHaveLength(1)
  })

  it('has no listener unless one is set, and needs its queue', () => {
    expect(new QueueHandler(new Queue()).listener).toBeNull()
    expect(() => Reflect.construct(QueueHandler, [])).toThrow(
      new TypeError("QueueHandler.__init__() missing 1 required positional argument: 'queue'"),
    )
  })
})
