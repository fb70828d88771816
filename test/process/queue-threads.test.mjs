/** Records of worker threads, handled in the main thread, however the worker ends. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runQueueProgram } from './support/queue-program.mjs'

const COUNT = 5000
/** The main thread is busy while the worker logs and ends, so nothing is read meanwhile. */
const PROGRAM = (
  end,
  whenOnline = '',
) => `const signal = isMainThread ? new Int32Array(new SharedArrayBuffer(4)) : workerData.signal
if (isMainThread) {
  const queue = new MessagePortQueue()
  const listener = listen(queue)
  const worker = new Worker(self, queue.workerOptions({ name: 'w', workerData: { signal } }))
  worker.on('error', () => {})
  await once(worker, 'online')
  while (Atomics.load(signal, 0) === 0) Atomics.wait(signal, 0, 0, 50)
  ${whenOnline}
} else {
  logTo(new MessagePortQueue(workerData.log))
  for (let i = 0; i < ${COUNT}; i += 1) logging.info('%d', i)
  Atomics.store(signal, 0, 1)
  Atomics.notify(signal, 0)
  ${end}
}`
const numbers = (lines) => lines.map((line) => line.split(' ').at(-1))
const ALL = Array.from({ length: COUNT }, (_, i) => `${i}`)

describe('what a worker thread has logged', () => {
  for (const [how, end, whenOnline] of [
    ['of its own accord', ''],
    ['by process.exit', 'process.exit(0)'],
    ['by an error', "throw new Error('end')"],
    ['by terminate()', 'for (;;) busy(1000)', 'await worker.terminate()'],
    ['with the main thread, by process.exit there', 'for (;;) busy(1000)', 'process.exit(0)'],
  ]) {
    it(`is written when it ends ${how}`, async () => {
      const { lines, output } = await runQueueProgram(PROGRAM(end, whenOnline))

      assert.deepEqual(numbers(lines), ALL, output)
    })
  }

  it('is written when stop returns', async () => {
    const whenOnline = `listener.stop()
  console.log((await import('node:fs')).readFileSync('out.log', 'utf8').split('\\n').length - 1)
  process.exit()`

    const { output } = await runQueueProgram(PROGRAM('for (;;) busy(1000)', whenOnline))

    assert.equal(output, `${COUNT}\n`)
  })

  it('arrives while both run, from several threads and the main one, each in order', async () => {
    const program = `if (isMainThread) {
  const queue = new MessagePortQueue()
  const listener = listen(queue)
  logTo(queue)
  const workers = [1, 2, 3].map(() => new Worker(self, queue.workerOptions()))
  for (let i = 0; i < 1000; i += 1) {
    logging.info('%d', i)
    if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
  listener.stop()
} else {
  logTo(new MessagePortQueue(workerData.log))
  for (let i = 0; i < 1000; i += 1) logging.info('%d', i)
}`

    const { lines, output } = await runQueueProgram(program)

    const byThread = Map.groupBy?.(lines, (line) => line.split(' ')[1]) ?? groupBy(lines)
    assert.deepEqual([...byThread.keys()].sort(), ['MainThread', 'Thread-1', 'Thread-2', 'Thread-3'], output)
    for (const each of byThread.values()) assert.deepEqual(numbers(each), ALL.slice(0, 1000))
  })

  it('says where, when and by whom it was logged', async () => {
    const program = `if (isMainThread) {
  const queue = new MessagePortQueue()
  listen(queue, '%(filename)s %(funcName)s %(lineno)d %(threadName)s %(thread)d %(user)s %(message)s')
  new Worker(self, queue.workerOptions({ name: 'w' }))
} else {
  logTo(new MessagePortQueue(workerData.log))
  logging.setThreadName('resizer')
  function resize() {
    logging.info('done', { extra: { user: 'anna' } })
  }
  resize()
}`

    const { lines } = await runQueueProgram(program)

    assert.match(lines[0], /^program\.mjs resize \d+ resizer 1 anna done$/)
  })

  it('may hold what cannot be sent: that arrives as its text', async () => {
    const program = `class Money {
  constructor(cents) { this.cents = cents }
  toString() { return (this.cents / 100).toFixed(2) }
}
if (isMainThread) {
  const queue = new MessagePortQueue()
  listen(queue, '%(message)s %(money)s %(map)s %(call)s %(symbol)s %(nested)s %(getter)s')
  new Worker(self, queue.workerOptions())
} else {
  logTo(new MessagePortQueue(workerData.log))
  const extra = { money: new Money(150), map: new Map([[1, 'a']]), call: function name() {}, symbol: Symbol('s') }
  Object.assign(extra, { nested: { f() {} }, getter: { get x() { throw new Error('no') } } })
  logging.info('%s costs %s', { f() {} }, new Money(250), { extra })
}`

    const { lines, output } = await runQueueProgram(program)

    assert.equal(lines.length, 1, output)
    assert.match(
      lines[0],
      /^\{'f': <function f>\} costs 2\.50 1\.50 \{1: 'a'\} <function name> \S+ \{'f': <function f>\} /,
    )
  })

  it('is not lost in silence when the worker was started without a way into the queue', async () => {
    const program = `if (isMainThread) {
  listen(new MessagePortQueue())
  new Worker(self, { workerData: { name: 'w' } }).on('error', (error) => console.log(error.message))
} else {
  logTo(new MessagePortQueue(workerData.log))
  logging.info('lost')
}`

    const { output } = await runQueueProgram(program)

    assert.match(
      output,
      /^MessagePortQueue\(\) argument 'port' must be a MessagePort, not undefined\.\n {2}Start the worker/,
    )
  })

  it('keeps no process running: the queue does not, and neither does its listener', async () => {
    const program = `const queue = new MessagePortQueue()
listen(queue)
const port = queue.connect()
globalThis.kept = port`

    const { code, signal } = await runQueueProgram(program, { timeoutMs: 20_000 })

    assert.deepEqual([code, signal], [0, null])
  })
})

function groupBy(lines) {
  const groups = new Map()
  for (const line of lines) {
    const [, thread] = line.split(' ')
    groups.set(thread, [...(groups.get(thread) ?? []), line])
  }
  return groups
}
