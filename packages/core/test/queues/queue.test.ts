/** Python's queues. Texts of errors are CPython 3.13.0's. */
import { describe, expect, it } from 'vitest'
import { RuntimeError, ValueError } from '../../src/index.js'
import { Empty, Full, Queue, type QueueReader, ShutDown, SimpleQueue } from '../../src/queue.js'

/** A reader that takes what is there when it is let. */
function reads(queue: Queue): QueueReader & { got: unknown[]; woken: number } {
  const reader = {
    got: [] as unknown[],
    woken: 0,
    wake() {
      reader.woken += 1
    },
    readNow() {
      while (!queue.empty()) {
        reader.got.push(queue.get())
        queue.task_done()
      }
    },
  }
  queue.addReader(reader)
  return reader
}

describe.each([
  ['Queue', () => new Queue()],
  ['SimpleQueue', () => new SimpleQueue()],
])('%s', (_, make) => {
  it('gives items in the order in which they were put', () => {
    const queue = make()
    for (let i = 0; i < 3000; i += 1) queue.put_nowait(i)

    const got = Array.from({ length: 3000 }, () => queue.get_nowait())

    expect(got).toEqual(Array.from({ length: 3000 }, (_, i) => i))
    expect([queue.qsize(), queue.empty()]).toEqual([0, true])
  })

  it('keeps the order while items come and go', () => {
    const queue = make()
    const got: unknown[] = []
    for (let i = 0; i < 5000; i += 1) {
      queue.put(i)
      if (i % 3 > 0) got.push(queue.get())
    }
    const left = queue.qsize()
    while (!queue.empty()) got.push(queue.get())

    expect(left).toBe(1667)
    expect(got).toEqual(Array.from({ length: 5000 }, (_, i) => i))
  })

  it('keeps null and undefined as items', () => {
    const queue = make()

    queue.put(null)
    queue.put(undefined)

    expect([queue.qsize(), queue.get(), queue.get(), queue.qsize()]).toEqual([2, null, undefined, 0])
  })

  it.each([
    [false, null],
    [true, null],
    [true, 5],
  ])('is Empty at once for get(%j, %j), since nobody could put while it waits', (block, timeout) => {
    expect(() => make().get(block, timeout)).toThrow(Empty)
  })

  it('refuses a negative timeout', () => {
    expect(() => make().get(true, -1)).toThrow(new ValueError("'timeout' must be a non-negative number"))
  })

  it('wakes its readers at each put', () => {
    const queue = make()
    const woken: string[] = []
    const reader = { wake: () => void woken.push('woken'), readNow: () => {} }
    queue.addReader(reader)
    queue.put(1)
    queue.put(2)

    queue.removeReader(reader)
    queue.put(3)

    expect(woken).toHaveLength(2)
  })
})

describe('Queue with a maxsize', () => {
  it('is Full when nobody makes room', () => {
    const queue = new Queue({ maxsize: 2 })
    queue.put(1)
    expect(queue.full()).toBe(false)
    queue.put(2)

    expect(queue.full()).toBe(true)
    expect(() => queue.put_nowait(3)).toThrow(Full)
    expect(() => queue.put(3)).toThrow(Full)
    expect(() => queue.put(3, true, -1)).toThrow(ValueError)
    expect([queue.qsize(), queue.unfinished_tasks]).toEqual([2, 2])
  })

  it('lets its readers make room', () => {
    const queue = new Queue(2)
    const reader = reads(queue)

    for (const item of ['a', 'b', 'c', 'd', 'e']) queue.put_nowait(item)

    expect([reader.got, queue.qsize()]).toEqual([['a', 'b', 'c', 'd'], 1])
  })

  it.each([0, -1])('of %d is without end', (maxsize) => {
    const queue = new Queue(maxsize)
    for (let i = 0; i < 100; i += 1) queue.put_nowait(i)

    expect([queue.full(), queue.qsize()]).toEqual([false, 100])
  })

  it('may have another order', () => {
    class LifoQueue extends Queue {
      readonly stack: unknown[] = []
      override _qsize() {
        return this.stack.length
      }
      override _put(item: unknown) {
        this.stack.push(item)
      }
      override _get() {
        return this.stack.pop()
      }
    }
    const queue = new LifoQueue(2)
    queue.put('a')
    queue.put('b')

    expect(() => queue.put('c')).toThrow(Full)
    expect([queue.get(), queue.get()]).toEqual(['b', 'a'])
  })

  it('takes names as Python does', () => {
    expect(() => Reflect.construct(Queue, [{ maxSize: 1 }])).toThrow(
      new TypeError("Queue.__init__() got an unexpected keyword argument 'maxSize'. Did you mean 'maxsize'?"),
    )
  })
})

describe('the tasks of a Queue', () => {
  it('are done one by one, and not more often than items were put', () => {
    const queue = new Queue()
    queue.put('a')
    queue.get()
    queue.task_done()

    expect(() => queue.task_done()).toThrow(new ValueError('task_done() called too many times'))
  })

  it('are done by the readers when join is called', () => {
    const queue = new Queue()
    const reader = reads(queue)
    queue.put('a')

    queue.join()

    expect([reader.got, queue.unfinished_tasks]).toEqual([['a'], 0])
  })

  it('that nobody does make join an error, where Python waits forever', () => {
    const queue = new Queue()
    queue.put('a')

    expect(() => queue.join()).toThrow(RuntimeError)
    queue.get()
    queue.task_done()
    expect(() => queue.join()).not.toThrow()
  })
})

describe('a Queue that was shut down', () => {
  it('takes nothing more and gives what it has', () => {
    const queue = new Queue()
    queue.put('a')

    queue.shutdown()

    expect(() => queue.put('b')).toThrow(ShutDown)
    expect(queue.get()).toBe('a')
    expect(() => queue.get()).toThrow(ShutDown)
    expect(queue.unfinished_tasks).toBe(1)
  })

  it('at once drops what it has', () => {
    const queue = new Queue()
    queue.put('a')
    queue.put('b')

    queue.shutdown(true)

    expect([queue.qsize(), queue.unfinished_tasks]).toEqual([0, 0])
    expect(() => queue.get(false)).toThrow(ShutDown)
  })
})
