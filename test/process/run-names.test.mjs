/** What records say of the thread and the process they were made in: real worker threads and cluster workers. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runProgram as run } from './support/core-program.mjs'

const skip = process.platform === 'win32' ? 'needs sh' : false

describe('records', { skip }, () => {
  it('of worker threads have their number and their name, and the name of the process', () => {
    const lines = run(
      'threads.mjs',
      `import { isMainThread, Worker, parentPort } from 'node:worker_threads'
if (isMainThread) {
  logging.setProcessName('web')
  console.log(shown())
  for (const name of [undefined, 'resizer']) {
    await new Promise((done) => new Worker(new URL(import.meta.url), name ? { name } : {}).on('message', console.log).on('exit', done))
  }
} else {
  parentPort.postMessage(shown())
  logging.setThreadName('mine')
  logging.setProcessName('own')
  parentPort.postMessage(shown())
}`,
    )

    // Node tells a thread its name from 22.20 on.
    const [, minor] = process.versions.node.split('.').map(Number)
    const major = Number.parseInt(process.versions.node, 10)
    const knows = major > 24 || (major === 24 && minor >= 6) || (major === 22 && minor >= 20)
    const second = knows ? 'resizer' : 'Thread-2'
    assert.deepEqual(
      lines,
      ['0 MainThread web -', '1 Thread-1 web -', '1 mine own -', `2 ${second} web -`, '2 mine own -'].sort(),
    )
  })

  it('of cluster workers, and of threads of theirs, have the number of the worker', () => {
    const lines = run(
      'cluster.mjs',
      `import cluster from 'node:cluster'
import { isMainThread, Worker, parentPort } from 'node:worker_threads'
if (!isMainThread) parentPort.postMessage(shown())
else if (cluster.isPrimary) {
  console.log(shown())
  for (let i = 0; i < 2; i++) {
    const worker = cluster.fork()
    worker.on('message', (text) => console.log(text))
    await new Promise((done) => worker.on('exit', done))
  }
} else {
  process.send(shown())
  new Worker(new URL(import.meta.url)).on('message', (text) => process.send(text, () => process.disconnect()))
}`,
    )

    assert.deepEqual(lines, [
      '0 MainThread MainProcess -',
      '0 MainThread Process-1 -',
      '0 MainThread Process-2 -',
      '1 Thread-1 Process-1 -',
      '1 Thread-1 Process-2 -',
    ])
  })

  it('of tasks have their names, and none in a worker that has no task', () => {
    const lines = run(
      'tasks.mjs',
      `import { setTimeout } from 'node:timers/promises'
const work = async () => (await setTimeout(2), console.log(shown()))
await Promise.all([logging.runTask('import', work), logging.runTask(work), logging.runTask(work), work()])`,
    )

    assert.deepEqual(lines, [
      '0 MainThread MainProcess -',
      '0 MainThread MainProcess Task-1',
      '0 MainThread MainProcess Task-2',
      '0 MainThread MainProcess import',
    ])
  })
})
