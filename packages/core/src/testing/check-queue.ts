/**
 * The promises that every queue between a QueueHandler and a QueueListener must keep, checked on a queue of anybody's.
 *
 * The two ends may be one object, or the ends of a way between threads or processes; so what was put is looked for until it
 * has arrived.
 */
import { Formatter, type LogRecord, makeLogRecord, repr } from '@pylogging/formatter'
import { type PutQueue, QueueHandler } from '../handlers/queue.js'
import { type GetQueue, QueueListener } from '../handlers/queue-listener.js'
import { Logger } from '../model/logger.js'
import { Manager } from '../model/manager.js'
import { isEmpty } from '../queues/errors.js'
import {
  type CheckedPromise,
  type CheckOptions,
  checkPromises,
  expect,
  expectNoThrow,
  type Promised,
  until,
} from './promises.js'

/** The two ends of the queue that `checkQueue` is given for each promise. */
export interface QueueUnderTest {
  /** The end that a QueueHandler puts records into. */
  readonly writer: PutQueue
  /** The end that a QueueListener reads; may be the same object. */
  readonly reader: GetQueue
  /** The number of items that it holds at most, 20 or more; left out, it has no end. */
  readonly capacity?: number
  /** Ends what was opened. */
  end?(): void | Promise<void>
}

/** The names of the promises of a queue. */
export type QueuePromise = keyof typeof PROMISES

const NOTHING = Symbol('nothing')

class QueueTrial {
  readonly writer: PutQueue
  readonly reader: GetQueue
  readonly capacity: number
  readonly #withinMs: number

  constructor({ writer, reader, capacity = Number.POSITIVE_INFINITY }: QueueUnderTest, withinMs: number) {
    this.writer = writer
    this.reader = reader
    this.capacity = capacity
    this.#withinMs = withinMs
  }

  /** The next item, or NOTHING. @throws What `get` throws besides Empty. */
  next(): unknown {
    try {
      const item = this.reader.get(false)
      return item === undefined ? NOTHING : item
    } catch (error) {
      if (isEmpty(error)) return NOTHING
      throw error
    }
  }

  /** Gets items until there are so many and then none. */
  async arrived(count: number): Promise<unknown[]> {
    const items: unknown[] = []
    await this.until(
      () => {
        for (let item = this.next(); item !== NOTHING; item = this.next()) items.push(item)
        return items.length >= count
      },
      () => `${count} were put, ${items.length} came out`,
    )
    return items
  }

  until(isSo: () => boolean | Promise<boolean>, seen: () => string): Promise<void> {
    return until(this.#withinMs, isSo, seen)
  }

  /** Returns a logger whose records go into the queue. A failure is thrown, so that it is seen. */
  logger(): Logger {
    const handler = new QueueHandler(this.writer)
    handler.handleError = (_, error) => {
      throw error
    }
    const logger = new Logger('checked', 1)
    logger.manager = new Manager(logger)
    logger.addHandler(handler)
    return logger
  }
}

const PROMISES = {
  order: {
    promise: 'items come out in the order in which they were put, each once',
    async check(trial) {
      const numbers = Array.from({ length: 20 }, (_, index) => index)
      for (const number of numbers) trial.writer.put_nowait(recordOf(`mark${number}x`))
      const items = await trial.arrived(numbers.length)
      const came = items.map(messageOf).join(' ')
      expect(came === numbers.map((number) => `mark${number}x`).join(' '), () => `got ${came}`)
    },
  },
  empty: {
    promise: 'get(false) throws Empty or returns undefined where there is nothing, and does not wait',
    check(trial) {
      const before = performance.now()
      const item = trial.next()
      expect(item === NOTHING, () => `got ${repr(item)}`)
      expect(performance.now() - before < 1000, () => 'it waited')
    },
  },
  record: {
    promise: 'a record comes out as it was: it prints the same, and has its extra fields',
    async check(trial) {
      const logger = trial.logger()
      const texts: string[] = []
      logger.addHandler({
        level: 0,
        handle: (record: LogRecord) => texts.push(RECORD_FORMAT.format(record)),
      } as unknown as QueueHandler)
      logger.error('mark%dx', 1, { exc_info: new TypeError('on purpose'), extra: { order: 7 } })
      const [record] = await trial.arrived(1)
      expect(isRecord(record), () => `got ${repr(record)}`)
      const text = RECORD_FORMAT.format(record as LogRecord)
      expect(text === texts[0], () => `expected ${repr(texts[0])}, got ${repr(text)}`)
    },
  },
  anything: {
    promise: 'what cannot be copied or sent keeps no record from coming out',
    async check(trial) {
      const logger = trial.logger()
      const circle: unknown[] = []
      circle.push(circle)
      const values = [circle, () => 0, Symbol('own'), 1n, new Map([[circle, new Date(0)]]), new (class Own {})()]
      for (const value of values) expectNoThrow('put_nowait', () => logger.info('mark1x', { extra: { value } }))
      const items = await trial.arrived(values.length)
      const wrong = items.find((item) => messageOf(item) !== 'mark1x')
      expect(wrong === undefined, () => `got ${repr(wrong)}`)
    },
  },
  sentinel: {
    promise: 'null, which ends a listener, comes out as null, behind what was put before',
    async check(trial) {
      trial.writer.put_nowait(recordOf('mark1x'))
      trial.reader.put_nowait(null)
      const items = await trial.arrived(2)
      expect(messageOf(items[0]) === 'mark1x' && items[1] === null, () => `got ${repr(items.map(messageOf))}`)
    },
  },
  size: {
    promise: 'qsize, where there is one, says how many items wait',
    async check(trial) {
      const { writer, reader } = trial
      if (reader.qsize === undefined) return
      const size = () => reader.qsize?.() ?? 0
      expect(size() === 0, () => `${size()} in an empty one`)
      for (const number of [1, 2, 3]) writer.put_nowait(recordOf(`mark${number}x`))
      await trial.until(
        () => size() === 3,
        () => `${size()} after three were put`,
      )
      reader.get(false)
      expect(size() === 2, () => `${size()} after three were put and one was got`)
    },
  },
  reader: {
    promise: 'addReader, where there is one, has the reader woken for what arrives, and removeReader ends that',
    async check(trial) {
      if (trial.reader.addReader === undefined) return
      let woken = 0
      const reader = { wake: () => (woken += 1), readNow: () => undefined }
      trial.reader.addReader(reader)
      trial.writer.put_nowait(recordOf('mark1x'))
      await trial.until(
        () => woken > 0,
        () => 'the reader was not woken',
      )
      await trial.arrived(1)
      trial.reader.removeReader?.(reader)
      woken = 0
      trial.writer.put_nowait(recordOf('mark2x'))
      await trial.arrived(1)
      expect(woken === 0, () => 'the reader was woken after removeReader')
    },
  },
  listener: {
    promise: 'what was logged before stop() is handled when it returns, also after another start',
    async check(trial) {
      const handled: string[] = []
      const listener = new QueueListener(trial.reader, { handle: (record) => handled.push(record.getMessage()) })
      const logger = trial.logger()
      for (const round of [0, 1]) {
        listener.start()
        for (const number of [1, 2, 3]) logger.info('mark%dx', 3 * round + number)
        listener.stop()
      }
      expect(handled.join(' ') === 'mark1x mark2x mark3x mark4x mark5x mark6x', () => `got ${handled.join(' ')}`)
    },
  },
  full: {
    promise: 'put_nowait of a queue that has its capacity throws, and nothing in it is lost',
    async check(trial) {
      const { writer, capacity } = trial
      if (capacity === Number.POSITIVE_INFINITY) return
      for (let number = 1; number <= capacity; number += 1) writer.put_nowait(recordOf(`mark${number}x`))
      const isRefused = throws(() => writer.put_nowait(recordOf('one more')))
      const items = await trial.arrived(capacity)
      expect(isRefused, () => `item ${capacity + 1} was taken without an error`)
      expect(items.length === capacity, () => `${capacity} were put, ${items.length} came out`)
    },
  },
} satisfies Readonly<Record<string, Promised<QueueTrial>>>

/**
 * Checks what every queue of a QueueHandler and a QueueListener must keep: order, records as they were, whatever they
 * carry, the end of a listener.
 *
 * @param make - Makes the two ends of a queue; called anew for each promise.
 * @returns The outcome of each promise.
 * @throws BrokenPromises with one line for each promise.
 * @example
 * test('RedisQueue is a queue', () =>
 *   checkQueue(() => {
 *     const queue = new RedisQueue()
 *     return { writer: queue, reader: queue, end: () => queue.quit() }
 *   }))
 */
export async function checkQueue(
  make: () => QueueUnderTest | Promise<QueueUnderTest>,
  { exempt = {}, withinMs = 2000 }: CheckOptions<QueuePromise> = {},
): Promise<CheckedPromise[]> {
  let subject = 'the queue'
  return checkPromises(
    () => subject,
    PROMISES,
    exempt,
    async (check) => {
      const made = await make()
      subject = made.reader.constructor.name
      try {
        await check(new QueueTrial(made, withinMs))
      } finally {
        await made.end?.()
      }
    },
  )
}

const RECORD_FORMAT = new Formatter<'order'>(
  '%(created)f %(levelname)s %(name)s %(filename)s:%(lineno)d %(funcName)s %(process)d %(order)d %(message)s',
)

function recordOf(msg: string): LogRecord {
  return makeLogRecord({ name: 'checked', levelno: 20, levelname: 'INFO', msg })
}

function isRecord(item: unknown): item is LogRecord {
  return typeof (item as LogRecord | null | undefined)?.getMessage === 'function'
}

function throws(work: () => void): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}

function messageOf(item: unknown): unknown {
  return isRecord(item) ? item.getMessage() : item
}
