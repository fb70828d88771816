/** QueueListener: who gets what, and when. */
import { afterEach, describe, expect, it } from 'vitest'
import { QueueHandler, QueueListener } from '../../src/handlers.js'
import {
  type Formatter,
  getLogger,
  type LogRecord,
  makeLogRecord,
  NullHandler,
  RuntimeError,
  shutdown,
} from '../../src/index.js'
import { Empty, Queue, SimpleQueue } from '../../src/queue.js'
import { listeners as started } from '../../src/queues/listeners.js'
import { captureStderr, isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

const idle = () => new Promise((resolve) => setTimeout(resolve, 5))
const record = (msg: string, levelno = 20) => makeLogRecord({ msg, levelno })
const listeners: QueueListener[] = []

/** Started, and stopped at the end of the test. */
function listen(...args: ConstructorParameters<typeof QueueListener>): QueueListener {
  const listener = new QueueListener(...args).enter()
  listeners.push(listener)
  return listener
}

afterEach(() => {
  for (const listener of listeners.splice(0)) listener.stop()
  expect(started.size).toBe(0)
})

describe('QueueListener', () => {
  it('handles records once the program is idle', async () => {
    const recorder = new Recorder()
    const queue = new Queue()
    listen(queue, recorder)
    getLogger('l').addHandler(new QueueHandler(queue))

    getLogger('l').warning('a %d', 1)
    getLogger('l').warning('b')
    expect(recorder.messages).toEqual([])
    await idle()

    expect(recorder.messages).toEqual(['a 1', 'b'])
    expect(queue.unfinished_tasks).toBe(0)
  })

  it('has handled everything when stop returns, and nothing that comes later', async () => {
    const recorder = new Recorder()
    const queue = new Queue()
    const listener = listen(queue, recorder)
    for (let i = 0; i < 5000; i += 1) queue.put(record(`${i}`))

    listener.stop()
    queue.put(record('late'))
    await idle()

    expect(recorder.messages).toEqual(Array.from({ length: 5000 }, (_, i) => `${i}`))
    expect(queue.qsize()).toBe(1)
  })

  it('can be stopped twice, and before it was started', () => {
    const queue = new Queue()
    const listener = new QueueListener(queue)

    listener.stop()
    listener.start()
    listener.stop()
    listener.stop()

    expect(queue.empty()).toBe(true)
  })

  it('can be started again, but not twice', () => {
    const recorder = new Recorder()
    const queue = new Queue()
    const listener = listen(queue, recorder)

    expect(() => listener.start()).toThrow(new RuntimeError('Listener already started'))
    listener.stop()
    listener.start()
    queue.put(record('again'))
    listener.stop()

    expect(recorder.messages).toEqual(['again'])
  })

  it('leaves the records of a program that did not start it', async () => {
    const queue = new Queue()
    const recorder = new Recorder()
    const listener = new QueueListener(queue, recorder)
    queue.put(record('early'))
    await idle()
    expect(recorder.messages).toEqual([])

    listener.start()
    await idle()
    listener.stop()

    expect(recorder.messages).toEqual(['early'])
  })

  it('starts and stops as `using` does', () => {
    const recorder = new Recorder()
    const queue = new Queue()
    {
      using _ = new QueueListener(queue, recorder).enter()
      queue.put(record('inside'))
    }

    expect(recorder.messages).toEqual(['inside'])
  })

  it.each([
    [false, ['debug', 'error'], ['debug', 'error']],
    [true, ['error'], ['debug', 'error']],
  ])('with respect_handler_level %s gives a handler for errors %j', (respect_handler_level, strict, all) => {
    const [errors, everything] = [new Recorder('ERROR'), new Recorder()]
    const queue = new Queue()
    const listener = listen(queue, errors, everything, { respect_handler_level })
    queue.put(record('debug', 10))
    queue.put(record('error', 40))

    listener.stop()

    expect([errors.messages, everything.messages]).toEqual([strict, all])
  })

  it('reports task_done for every item, its own last one included', () => {
    const calls: string[] = []
    class Counting extends Queue {
      override task_done(): void {
        calls.push('done')
        super.task_done()
      }
    }
    const queue = new Counting()
    const listener = listen(queue, new NullHandler())
    queue.put(record('a'))

    listener.stop()
    queue.join()

    expect(calls).toEqual(['done', 'done'])
  })

  it('gives a queue with a maxsize back its room, so that a burst loses nothing', () => {
    const recorder = new Recorder()
    const queue = new Queue(10)
    const listener = listen(queue, recorder)
    const logger = getLogger('burst')
    logger.addHandler(new QueueHandler(queue))

    for (let i = 0; i < 95; i += 1) logger.warning('%d', i)
    listener.stop()

    expect(recorder.messages).toEqual(Array.from({ length: 95 }, (_, i) => `${i}`))
  })

  it('gives way to other work after a thousand records', async () => {
    const recorder = new Recorder()
    const queue = new Queue()
    listen(queue, recorder)
    for (let i = 0; i < 2500; i += 1) queue.put(record(`${i}`))
    const seen: number[] = []

    while (recorder.records.length < 2500) {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(recorder.records.length)
    }

    expect(new Set(seen)).toEqual(new Set([1000, 2000, 2500]))
  })

  it('goes on after a handler that fails, and reports it', () => {
    const stderr = captureStderr()
    const recorder = new Recorder()
    const failing = { handle: () => raise(new Error('broken')) }
    const own: unknown[] = []
    const reporting = { ...failing, handleError: (_: unknown, error: unknown) => void own.push(String(error)) }
    const queue = new Queue()
    const listener = listen(queue, failing, reporting, recorder)
    queue.put(record('a'))
    queue.put(record('b'))

    listener.stop()

    expect(recorder.messages).toEqual(['a', 'b'])
    expect(own).toEqual(['Error: broken', 'Error: broken'])
    expect(stderr.text.match(/--- Logging error ---/g)).toHaveLength(2)
    expect(stderr.text).toContain("Message: 'b'")
  })

  it('goes on after a prepare that fails', () => {
    const stderr = captureStderr()
    const recorder = new Recorder()
    class Picky extends QueueListener {
      override prepare(record: LogRecord): LogRecord {
        return record.msg === 'bad' ? raise(new Error('picky')) : record
      }
    }
    const queue = new Queue()
    const listener = new Picky(queue, recorder).enter()
    queue.put(record('bad'))
    queue.put(record('good'))

    listener.stop()

    expect(recorder.messages).toEqual(['good'])
    expect(stderr.text).toContain('Error: picky')
    expect(queue.unfinished_tasks).toBe(0)
  })

  it('handles what a handler logs while it handles', async () => {
    const queue = new Queue()
    const recorder = new Recorder()
    const logger = getLogger('inner')
    logger.addHandler(new QueueHandler(queue))
    const relogs = { handle: ({ msg }: LogRecord) => msg === 'outer' && logger.warning('inner') }
    const listener = listen(queue, relogs, recorder)
    logger.warning('outer')
    await idle()
    expect(recorder.messages).toEqual(['outer', 'inner'])

    logger.warning('outer')
    listener.stop()

    // As with Python's thread: what is put after the last item stays in the queue.
    expect([recorder.messages.length, queue.qsize()]).toEqual([3, 1])
    queue.get()
  })

  it('can be stopped by its own handler', async () => {
    const queue = new Queue()
    const recorder = new Recorder()
    const listener: QueueListener = listen(queue, { handle: () => listener.stop() }, recorder)
    queue.put(record('a'))
    queue.put(record('b'))
    await idle()

    expect([recorder.messages, queue.qsize()]).toEqual([['a', 'b'], 0])
    expect(() => listener.start()).not.toThrow()
  })

  it('is emptied by shutdown, before handlers are closed', () => {
    const queue = new Queue()
    const seen: boolean[] = []
    class Closing extends Recorder {
      override emit(): void {
        seen.push(this._closed)
      }
    }
    listen(queue, new Closing())
    queue.put(record('a'))

    shutdown()

    expect(seen).toEqual([false])
  })

  it('does not keep a shutdown busy forever with a handler that logs whenever it handles', () => {
    const queue = new Queue()
    const logger = getLogger('echo')
    logger.addHandler(new QueueHandler(queue))
    let handled = 0
    const echo = {
      handle() {
        handled += 1
        logger.warning('again')
      },
    }
    const listener = listen(queue, echo)
    logger.warning('first')

    shutdown()
    listener.stop()

    expect(handled).toBe(101)
  })

  it('ends with a queue that was shut down', () => {
    const recorder = new Recorder()
    const queue = new Queue()
    const listener = listen(queue, recorder)
    queue.put(record('a'))
    queue.shutdown()

    listener.stop()

    expect(recorder.messages).toEqual(['a'])
    expect(started.size).toBe(0)
  })

  it('reports a queue that is broken and ends, since Python prints what ends a thread', async () => {
    const stderr = captureStderr()
    listen({ put_nowait() {}, get: () => raise(new Error('no queue')) }, new Recorder())

    await new Promise((resolve) => setTimeout(resolve, 60))

    expect(stderr.text).toMatch(/^Exception in QueueListener:\n[\s\S]*Error: no queue\n$/)
  })

  it('listens to any object with put_nowait and get', async () => {
    const items: unknown[] = []
    const queue = {
      put_nowait: (item: unknown) => void items.push(item),
      get: () => (items.length > 0 ? items.shift() : raise(new Empty())),
    }
    const recorder = new Recorder()
    const listener = listen(queue, recorder)
    queue.put_nowait(record('a'))
    for (let i = 0; i < 200 && recorder.records.length === 0; i += 1) await idle()
    expect(recorder.messages).toEqual(['a'])
    queue.put_nowait(record('b'))

    listener.stop()

    expect(recorder.messages).toEqual(['a', 'b'])
  })

  it('goes through the methods that a subclass has', () => {
    const calls: unknown[] = []
    class Own extends QueueListener {
      override _sentinel = 'the end'
      override dequeue(block: boolean): unknown {
        calls.push(block)
        return super.dequeue(block)
      }
      override enqueue_sentinel(): void {
        calls.push('sentinel')
        super.enqueue_sentinel()
      }
      override handle(record: LogRecord): void {
        calls.push(record.msg)
      }
    }
    const queue = new SimpleQueue()
    const listener = new Own(queue).enter()
    queue.put(record('a'))

    listener.stop()

    expect(calls).toEqual(['sentinel', false, 'a', false])
    expect(queue.empty()).toBe(true)
  })

  it('refuses a misspelt name', () => {
    const misspelt = { respectHandlerLevel: true } as object
    expect(() => new QueueListener(new Queue(), misspelt)).toThrow(
      new TypeError(
        "QueueListener.__init__() got an unexpected keyword argument 'respectHandlerLevel'. Did you mean 'respect_handler_level'?",
      ),
    )
  })

  it('prints one traceback of a record that several handlers format', () => {
    const texts: string[] = []
    class Formatting extends Recorder {
      override emit(record: LogRecord): void {
        texts.push(this.format(record))
      }
    }
    const queue = new Queue()
    const handler = new QueueHandler(queue)
    handler.setFormatter({ format: (record: LogRecord) => record.getMessage() } as Formatter)
    const listener = listen(queue, new Formatting(), new Formatting())
    const logger = getLogger('trace')
    logger.addHandler(new QueueHandler(queue))
    logger.error('failed', { exc_info: new Error('once'), stack_info: true })

    listener.stop()

    expect(texts).toHaveLength(2)
    for (const text of texts) {
      expect(text.match(/Traceback/g)).toHaveLength(1)
      expect(text.match(/Stack \(most/g)).toHaveLength(1)
    }
  })
})

function raise(error: Error): never {
  throw error
}
