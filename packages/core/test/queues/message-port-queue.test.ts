/** MessagePortQueue, both ends in one thread. Real threads are in test/process/queue-threads.test.mjs. */
import { MessagePort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { dictConfig } from '../../src/config.js'
import { QueueHandler, QueueListener } from '../../src/handlers.js'
import { getHandlerByName, type LogRecord, makeLogRecord, ValueError } from '../../src/index.js'
import { Empty, MessagePortQueue } from '../../src/queue.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

const QUEUE = { class: 'logging.handlers.QueueHandler', queue: { '()': 'queue.MessagePortQueue' } }

function ends(): { reading: MessagePortQueue; sending: MessagePortQueue } {
  const reading = new MessagePortQueue()
  return { reading, sending: new MessagePortQueue(reading.connect()) }
}

describe('MessagePortQueue', () => {
  it('gives at one end what was put at the other, at once and in order', () => {
    const { reading, sending } = ends()
    sending.put_nowait('a')
    sending.put(null)

    expect([reading.get(false), reading.get()]).toEqual(['a', null])
    expect(() => reading.get_nowait()).toThrow(Empty)
  })

  it('counts what has arrived', () => {
    const { reading, sending } = ends()
    expect(reading.empty()).toBe(true)

    sending.put(1)
    sending.put(2)

    expect([reading.qsize(), reading.empty(), sending.qsize()]).toEqual([2, false, 0])
  })

  it('takes from several ends', () => {
    const { reading, sending } = ends()
    const other = new MessagePortQueue(reading.connect())
    sending.put('a')
    other.put('b')
    reading.put('c')

    expect([reading.get(), reading.get(), reading.get()]).toEqual(['a', 'b', 'c'])
  })

  it('wakes its listener', async () => {
    const { reading, sending } = ends()
    const recorder = new Recorder()
    const listener = new QueueListener(reading, recorder).enter()
    new QueueHandler(sending).handle(makeLogRecord({ msg: 'order %d', args: [7] }))

    // Its port keeps nothing running; this timer does.
    for (let i = 0; i < 500 && recorder.records.length === 0; i += 1) await new Promise((done) => setTimeout(done, 2))
    listener.stop()

    expect(recorder.messages).toEqual(['order 7'])
  })

  it('has nothing left but what came after stop', () => {
    const { reading, sending } = ends()
    const recorder = new Recorder()
    const listener = new QueueListener(reading, recorder).enter()
    for (let i = 0; i < 100; i += 1) sending.put(makeLogRecord({ msg: `${i}` }))

    listener.stop()
    sending.put(makeLogRecord({ msg: 'late' }))

    expect(recorder.messages).toHaveLength(100)
    expect((reading.get() as LogRecord).msg).toBe('late')
    expect(reading.empty()).toBe(true)
  })

  it('says at the sending end that the other one is closed, which a port does not', async () => {
    const reading = new MessagePortQueue()
    const port = reading.connect<MessagePort>()
    const sending = new MessagePortQueue(port)
    const told: unknown[] = []
    const handler = new QueueHandler(sending)
    handler.handleError = (_record, error) => told.push(error)
    sending.put('a')
    expect(reading.get()).toBe('a')
    port.close()
    await new Promise((done) => setTimeout(done, 50))

    handler.handle(makeLogRecord({ msg: 'late' }))

    expect(told).toEqual([new ValueError('Queue MessagePortQueue is closed')])
    expect(() => sending.put('b')).toThrow('Queue MessagePortQueue is closed')
  })

  it('refuses at once what is no port', () => {
    const workerData = { log: new MessagePortQueue().connect() }

    expect(() => new MessagePortQueue(workerData as never)).toThrow(/unexpected keyword argument 'log'/)
    expect(() => new MessagePortQueue('log' as never)).toThrow(/must be a MessagePort, not str/)
  })

  it('is made by a configuration, as the reading end', () => {
    const handlers = { out: { class: 'logging.NullHandler' }, queue: { ...QUEUE, handlers: ['out'] } }
    dictConfig({ version: 1, handlers, root: { handlers: ['queue'] } })

    const { queue } = getHandlerByName('queue') as QueueHandler
    queue.put_nowait('a')

    expect(queue).toBeInstanceOf(MessagePortQueue)
    expect((queue as MessagePortQueue).get()).toBe('a')
  })

  it('adds a port of its own to the options of a worker, which stay as they are', () => {
    const options = { name: 'w', workerData: { shop: 1 }, transferList: [] }

    const extended = new MessagePortQueue().workerOptions(options)

    expect(extended).toMatchObject({ name: 'w', workerData: { shop: 1, log: expect.any(MessagePort) } })
    expect(extended.transferList).toEqual([extended.workerData.log])
    expect(options).toEqual({ name: 'w', workerData: { shop: 1 }, transferList: [] })
  })
})
