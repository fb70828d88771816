/**
 * Worker threads that log through a queue: the main thread alone writes the file, which is rotated by size.
 *
 *   node dist/worker-threads.js FILE THREADS RECORDS
 *
 * In Python: processes with a QueueHandler on a multiprocessing.Queue, and a QueueListener in the main one.
 */
import { once } from 'node:events'
import { isMainThread, type MessagePort, Worker, workerData } from 'node:worker_threads'
import { Formatter, getLogger, root, setThreadName } from '@pylogging/core'
import { QueueHandler, QueueListener, RotatingFileHandler } from '@pylogging/core/handlers'
import { MessagePortQueue } from '@pylogging/core/queue'

if (isMainThread) await runThreads(process.argv.slice(2))
else work(workerData)

async function runThreads([file = 'app.log', threads = '4', records = '1000']: string[]): Promise<void> {
  const handler = new RotatingFileHandler(file, { maxBytes: 50_000, backupCount: 1000 })
  handler.setFormatter(new Formatter('%(threadName)s %(levelname)s %(name)s %(lineno)d: %(message)s'))
  const queue = new MessagePortQueue()
  const listener = new QueueListener(queue, handler)
  listener.start()

  const workers = Array.from({ length: Number(threads) }, (_, index) => {
    const options = { workerData: { name: `worker-${index}`, records: Number(records) } }
    return new Worker(new URL(import.meta.url), queue.workerOptions(options))
  })
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
  listener.stop()
  handler.close()
}

function work({ name, records, log }: { name: string; records: number; log: MessagePort }): void {
  setThreadName(name)
  root.addHandler(new QueueHandler(new MessagePortQueue(log)))
  root.setLevel('INFO')
  const logger = getLogger('resize')
  for (let number = 0; number < records; number += 1) logger.info('picture %d', number)
}
