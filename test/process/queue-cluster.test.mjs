/** Records of cluster workers, handled in the primary, however the worker ends. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runQueueProgram } from './support/queue-program.mjs'

const skip = process.platform === 'win32' ? 'the primary cannot read synchronously' : false
const COUNT = 5000
const ALL = Array.from({ length: COUNT }, (_, i) => `${i}`)
const numbers = (lines) => lines.map((line) => line.split(' ').at(-1))

/** The record's padding fills the pipe many times over. */
const PROGRAM = (end, inPrimary = '') => `const queue = new ClusterQueue()
if (cluster.isPrimary) {
  const listener = listen(queue)
  const worker = cluster.fork()
  ${inPrimary}
} else {
  logTo(queue)
  for (let i = 0; i < ${COUNT}; i += 1) logging.info('%d', i, { extra: { padding: 'x'.repeat(500) } })
  ${end}
}`

describe('what a cluster worker has logged', { skip }, () => {
  for (const [how, end] of [
    ['by disconnecting', 'process.disconnect()'],
    ['by process.exit', 'process.exit(3)'],
    ['by an error', "throw new Error('end')"],
    ['by SIGKILL', "process.kill(process.pid, 'SIGKILL')"],
  ]) {
    it(`is written when it ends ${how}`, async () => {
      const { lines, output } = await runQueueProgram(PROGRAM(end))

      assert.deepEqual(numbers(lines), ALL, output)
      assert.ok(lines.every((line) => line.startsWith('Process-1 MainThread ')))
    })
  }

  it('is written when stop returns, though the primary was never idle', async () => {
    const inPrimary = `const { existsSync, readFileSync } = await import('node:fs')
  while (!existsSync('put')) busy(20)
  listener.stop()
  console.log(readFileSync('out.log', 'utf8').split('\\n').length - 1)
  process.exit()`
    const program = `const queue = new ClusterQueue()
if (cluster.isPrimary) {
  const listener = listen(queue)
  cluster.fork()
  ${inPrimary}
} else {
  logTo(queue)
  for (let i = 0; i < 100; i += 1) logging.info('%d', i)
  appendFileSync('put', 'yes')
  setInterval(() => {}, 1000)
}`

    const { output } = await runQueueProgram(program)

    assert.equal(output, '100\n')
  })

  it("is written when the primary ends by process.exit, up to its 'exit' event", async () => {
    const program = `const queue = new ClusterQueue()
if (cluster.isPrimary) {
  listen(queue)
  const { existsSync } = await import('node:fs')
  cluster.fork()
  while (!existsSync('put')) busy(20)
  process.exit(0)
} else {
  logTo(queue)
  for (let i = 0; i < 100; i += 1) logging.info('%d', i)
  appendFileSync('put', 'yes')
  setInterval(() => {}, 1000)
}`

    const { lines, output } = await runQueueProgram(program)

    assert.deepEqual(numbers(lines), ALL.slice(0, 100), output)
  })

  it('waits in the worker while the primary is busy, and none is lost', async () => {
    const { lines, output } = await runQueueProgram(PROGRAM('process.disconnect()', 'busy(1500)'))

    assert.deepEqual(numbers(lines), ALL, output)
  })

  it('is whole where something else made the pipe one that does not block', async () => {
    const program = `const queue = new ClusterQueue()
if (cluster.isPrimary) {
  listen(queue)
  cluster.fork()
  busy(1000)
} else {
  const { Socket } = await import('node:net')
  new Socket({ fd: 4, readable: false }).unref()
  logTo(queue)
  for (let i = 0; i < 50; i += 1) logging.info('%d', i, { extra: { padding: 'x'.repeat(300_000) } })
  process.exit()
}`

    const { lines, output } = await runQueueProgram(program)

    assert.deepEqual(numbers(lines), ALL.slice(0, 50), output)
  })

  it('comes from several workers and the primary itself, each in order', async () => {
    const program = `const queue = new ClusterQueue()
logTo(queue)
if (cluster.isPrimary) {
  cluster.setupPrimary({ args: ['later', 'settings'] })
  listen(queue)
  for (let i = 0; i < 3; i += 1) cluster.fork()
}
for (let i = 0; i < 1000; i += 1) logging.info('%d', i)
if (cluster.isWorker) process.disconnect()`

    const { lines, output } = await runQueueProgram(program)

    for (const name of ['MainProcess', 'Process-1', 'Process-2', 'Process-3']) {
      const own = lines.filter((line) => line.startsWith(`${name} `))
      assert.deepEqual(numbers(own), ALL.slice(0, 1000), output)
    }
  })

  it('leaves the channel of the program alone, and its standard streams', async () => {
    const program = `const queue = new ClusterQueue()
if (cluster.isPrimary) {
  listen(queue)
  const worker = cluster.fork()
  worker.on('message', (message) => worker.send(message))
} else {
  logTo(queue)
  process.on('message', (message) => {
    console.log('back', message.n)
    process.disconnect()
  })
  logging.info('between')
  process.send({ n: 7 })
}`

    const { lines, output } = await runQueueProgram(program)

    assert.deepEqual([lines, output], [['Process-1 MainThread between'], 'back 7\n'])
  })

  it('does not reach programs that a worker starts, which keep nothing open', async () => {
    const program = `if (cluster.isPrimary) {
  const queue = new ClusterQueue()
  listen(queue)
  cluster.fork().process.stdio[4].on('close', () => console.log('closed'))
} else {
  const { spawn } = await import('node:child_process')
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { detached: true, stdio: 'ignore' })
  child.unref()
  await once(child, 'spawn')
  process.disconnect()
}`
    const began = Date.now()

    const { output } = await runQueueProgram(program)

    assert.equal(output, 'closed\n')
    assert.ok(Date.now() - began < 3000)
  })

  it('is reported in the worker once the primary was killed, and the worker goes on', async () => {
    const program = `const queue = new ClusterQueue()
if (cluster.isPrimary) {
  listen(queue)
  cluster.fork()
  const { existsSync } = await import('node:fs')
  while (!existsSync('begun')) busy(20)
  process.kill(process.pid, 'SIGKILL')
} else {
  let failed = 0
  class Counting extends QueueHandler {
    handleError(record, error) {
      failed += 1
      if (failed === 1) console.log(['EPIPE', 'ECONNRESET'].includes(error.code))
    }
  }
  logging.root.addHandler(new Counting(queue))
  appendFileSync('begun', 'yes')
  for (let i = 0; i < ${COUNT}; i += 1) logging.error('%d', i, { extra: { padding: 'x'.repeat(500) } })
  console.log(failed > 0)
  process.exit()
}`

    const { output } = await runQueueProgram(program)

    assert.equal(output, 'true\ntrue\n')
  })

  it('needs the queue of the primary first', async () => {
    const program = `if (cluster.isPrimary) cluster.fork()
else {
  try {
    new ClusterQueue()
  } catch (error) {
    console.log(String(error))
  }
  process.disconnect()
}`

    const { output } = await runQueueProgram(program)

    assert.equal(
      output,
      'RuntimeError: there is no queue to the primary.\n  Make a ClusterQueue there before it forks workers.\n',
    )
  })
})
