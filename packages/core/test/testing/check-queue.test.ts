/** The kit for authors of queues: it tells broken ones apart. */

import type { LogRecord } from '@pylogging/formatter'
import { describe, expect, it } from 'vitest'
import type { QueueReader } from '../../src/queue.js'
import { BrokenPromises, checkQueue, type QueuePromise, type QueueUnderTest } from '../../src/testing.js'

/** The smallest queue that keeps all promises. */
class ListQueue {
  readonly items: unknown[] = []

  put_nowait(item: unknown): void {
    this.items.push(item)
  }

  get(): unknown {
    return this.items.shift()
  }
}

const both = <Q extends QueueUnderTest['writer'] & QueueUnderTest['reader']>(queue: Q, capacity?: number) => ({
  writer: queue,
  reader: queue,
  ...(capacity === undefined ? {} : { capacity }),
})

/** For each promise a queue that breaks it, and how. */
const BROKEN: Record<QueuePromise, { how: string; made: () => QueueUnderTest; also?: QueuePromise[] }> = {
  order: {
    how: 'gives back the newest of more than ten first',
    made: () =>
      both(
        new (class extends ListQueue {
          override get(): unknown {
            return this.items.length > 10 ? this.items.pop() : this.items.shift()
          }
        })(),
      ),
  },
  empty: {
    how: 'gives null for nothing',
    made: () =>
      both(
        new (class extends ListQueue {
          #isOver = false

          override get(): unknown {
            if (this.items.length > 0) return this.items.shift()
            const nothing = this.#isOver ? undefined : null
            this.#isOver = true
            return nothing
          }
        })(),
      ),
    also: ['order', 'anything'],
  },
  record: {
    how: 'leaves fields of its own out',
    made: () =>
      both(
        new (class extends ListQueue {
          override put_nowait(item: unknown): void {
            if (item !== null) delete (item as Record<string, unknown>)['order']
            super.put_nowait(item)
          }
        })(),
      ),
  },
  anything: {
    how: 'writes JSON',
    made: () =>
      both(
        new (class extends ListQueue {
          override put_nowait(item: unknown): void {
            if (item !== null) JSON.stringify((item as LogRecord).toDict())
            super.put_nowait(item)
          }
        })(),
      ),
  },
  sentinel: {
    how: 'takes null for nothing',
    made: () =>
      both(
        new (class extends ListQueue {
          override put_nowait(item: unknown): void {
            if (item !== null) super.put_nowait(item)
          }
        })(),
      ),
  },
  size: {
    how: 'counts what was put and not what was got',
    made: () =>
      both(
        new (class extends ListQueue {
          #put = 0

          override put_nowait(item: unknown): void {
            this.#put += 1
            super.put_nowait(item)
          }

          qsize(): number {
            return this.#put
          }
        })(),
      ),
  },
  reader: {
    how: 'wakes a reader that was removed',
    made: () =>
      both(
        new (class extends ListQueue {
          #reader: QueueReader | null = null

          addReader(reader: QueueReader): void {
            this.#reader = reader
          }

          removeReader(): void {}

          override put_nowait(item: unknown): void {
            super.put_nowait(item)
            this.#reader?.wake()
          }
        })(),
      ),
  },
  listener: {
    how: 'lets items out only after a while',
    made: () =>
      both(
        new (class extends ListQueue {
          override put_nowait(item: unknown): void {
            setTimeout(() => super.put_nowait(item), 1)
          }
        })(),
      ),
  },
  full: {
    how: 'drops what it has no room for',
    made: () =>
      both(
        new (class extends ListQueue {
          override put_nowait(item: unknown): void {
            if (this.items.length < 20) super.put_nowait(item)
          }
        })(),
        20,
      ),
  },
}

describe('checkQueue', () => {
  it('finds that a list keeps every promise', async () => {
    const results = await checkQueue(() => both(new ListQueue()))

    expect(results.map(({ name }) => name)).toEqual(Object.keys(BROKEN))
    expect(results.filter(({ outcome }) => outcome !== 'kept')).toEqual([])
  })

  for (const [name, { how, made, also = [] }] of Object.entries(BROKEN)) {
    it(`finds that a queue breaks "${name}" when it ${how}`, async () => {
      const broken = await brokenBy(made)

      expect(broken).toEqual(Object.keys(BROKEN).filter((each) => each === name || also.includes(each as QueuePromise)))
    })
  }
})

async function brokenBy(make: () => QueueUnderTest): Promise<string[]> {
  try {
    await checkQueue(make, { withinMs: 50 })
    return []
  } catch (error) {
    if (!(error instanceof BrokenPromises)) throw error
    return error.promises.filter(({ outcome }) => outcome === 'broken').map(({ name }) => name)
  }
}
