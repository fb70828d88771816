/** Queues, their handler and their listener that must compile, and those that must not. Compiled by `pnpm check`, never run. */
import { type MessagePort, Worker } from 'node:worker_threads'
import { type LogRecord, StreamHandler } from '@pylogging/core'
import { QueueHandler, QueueListener } from '@pylogging/core/handlers'
import { ClusterQueue, MessagePortQueue, Queue, SimpleQueue } from '@pylogging/core/queue'

for (const queue of [new Queue(10), new Queue({ maxsize: 10 }), new SimpleQueue(), new ClusterQueue()]) {
  const handler = new QueueHandler(queue)
  const listener = new QueueListener(queue, handler, new StreamHandler(), { respect_handler_level: true })
  handler.listener = listener
  listener.enter().stop()
  new QueueHandler({ queue })
  // @ts-expect-error camelCase is not Python's
  new QueueListener(queue, handler, { respectHandlerLevel: true })
}

// Any object will do that has what is needed.
const items: unknown[] = []
const own = { put_nowait: (item: unknown) => void items.push(item), get: (_block: boolean) => items.shift() }
new QueueHandler(own)
new QueueListener(own, { handle: (record: LogRecord) => record.msg })
// @ts-expect-error no queue
new QueueHandler([])
// @ts-expect-error nothing to get from it
new QueueListener({ put_nowait: own.put_nowait }, new StreamHandler())

class AsText extends QueueHandler {
  override prepare(record: LogRecord): string {
    return this.format(record)
  }
}
new AsText(own)

const queue = new MessagePortQueue()
const options = queue.workerOptions({ name: 'resizer', workerData: { shop: 1 } })
const shop: number = options.workerData.shop
new Worker('worker.mjs', options)
new Worker('worker.mjs', queue.workerOptions())
const port = queue.connect<MessagePort>()
new Worker('worker.mjs', { workerData: { log: port, shop }, transferList: [port] })
new MessagePortQueue(port)
// @ts-expect-error no port
new MessagePortQueue('log')
