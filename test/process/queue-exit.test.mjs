/** Records that wait in a queue when the program ends, each way it can end. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runQueueProgram } from './support/queue-program.mjs'

const START = `const queue = new Queue()
const listener = listen(queue, '%(message)s')
logTo(queue)
for (let i = 0; i < 3000; i += 1) logging.info('%d', i)
`
const ALL = Array.from({ length: 3000 }, (_, i) => `${i}`)

describe('a listener that was not stopped', () => {
  for (const [how, end, code] of [
    ['at its end', '', 0],
    ['by process.exit', 'process.exit(3)', 3],
    ['by an error', "throw new Error('end')", 1],
    ['by process.exit after logging.shutdown()', 'logging.shutdown(); process.exit(0)', 0],
    ['by process.exit between two records', "setImmediate(() => { logging.info('3000'); process.exit(4) })", 4],
  ]) {
    it(`writes all when the program ends ${how}`, async () => {
      const ended = await runQueueProgram(START + end)

      assert.deepEqual([ended.lines.slice(0, 3000), ended.code], [ALL, code], ended.output)
      assert.equal(ended.lines.length, end.includes('3000') ? 3001 : 3000)
    })
  }

  it("writes what is logged in the 'exit' event, in a listener that was there before and in one that came later", async () => {
    const program = `process.on('exit', () => logging.info('early'))
const queue = new Queue()
listen(queue, '%(message)s')
logTo(queue)
process.on('exit', () => logging.info('late'))`

    const { lines, output } = await runQueueProgram(program)

    assert.deepEqual(lines, ['early', 'late'], output)
  })

  for (const count of [1, 2500]) {
    it(`keeps no program running, not even one whose handler logs whenever it handles, with ${count} records`, async () => {
      const program = `const queue = new Queue()
let handled = 0
new QueueListener(queue, { handle: () => { handled += 1; logging.info('again') } }).enter()
logTo(queue)
for (let i = 0; i < ${count}; i += 1) logging.info('first')
process.on('exit', () => console.log(handled >= ${count}))`

      const { code, output } = await runQueueProgram(program, { timeoutMs: 30_000 })

      assert.deepEqual([code, output], [0, 'true\n'])
    })
  }

  it('writes before its handlers are closed', async () => {
    const program = `const queue = new Queue()
class Late extends logging.Handler {
  emit(record) { console.log(record.getMessage(), this._closed) }
}
new QueueListener(queue, new Late()).enter()
logTo(queue)
logging.info('closed:')
process.exit()`

    const { output } = await runQueueProgram(program)

    assert.equal(output, 'closed: false\n')
  })
})
