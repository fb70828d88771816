/** Names of tasks, threads and processes. Real worker threads and processes: test/process/run-names.test.mjs. */
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import logging, { getLogger, type LogRecord, runTask, setProcessName, setThreadName } from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

function log(): LogRecord {
  const recorder = new Recorder()
  const logger = getLogger('app')
  logger.addHandler(recorder)
  logger.warning('a')
  logger.removeHandler(recorder)
  return recorder.last
}

describe('runTask', () => {
  it('names the records that are made in it, and no others', () => {
    expect(log().taskName).toBe(null)

    const inside = runTask('import', () => log().taskName)

    expect(inside).toBe('import')
    expect(log().taskName).toBe(null)
  })

  it('names them across every await, each of tasks that run at the same time for itself', async () => {
    const work = async (ms: number) => {
      await setTimeout(ms)
      return log().taskName
    }

    const names = await Promise.all([runTask('a', () => work(6)), runTask('b', () => work(2)), work(4)])

    expect(names).toEqual(['a', 'b', null])
  })

  it('makes names up as Python does, counting on', () => {
    const [first, second] = [runTask(() => log().taskName), runTask(null, () => log().taskName)]

    expect(first).toMatch(/^Task-\d+$/)
    expect(Number(second?.slice(5))).toBe(Number(first?.slice(5)) + 1)
  })

  it('counts the inner one of two', () => {
    expect(runTask('outer', () => [runTask('inner', () => log().taskName), log().taskName])).toEqual(['inner', 'outer'])
  })

  it('returns what the function returns and throws what it throws', () => {
    expect(runTask('a', () => 7)).toBe(7)
    expect(() =>
      runTask('a', () => {
        throw new RangeError('x')
      }),
    ).toThrow(RangeError)
  })

  it('is not named where logAsyncioTasks is false', () => {
    logging.logAsyncioTasks = false

    expect(runTask('a', () => log().taskName)).toBe(null)
  })
})

describe('names of thread and process', () => {
  it('are Python s unless the program sets them', () => {
    expect(log()).toMatchObject({
      thread: 0,
      threadName: 'MainThread',
      processName: 'MainProcess',
      process: process.pid,
    })

    setThreadName('ui')
    setProcessName('web')
    expect(log()).toMatchObject({ threadName: 'ui', processName: 'web' })

    setThreadName(null)
    setProcessName(null)
    expect(log()).toMatchObject({ threadName: 'MainThread', processName: 'MainProcess' })
  })

  it('are null where the module s variables say so', () => {
    setThreadName('ui')
    Object.assign(logging, { logThreads: false, logProcesses: false, logMultiprocessing: false })

    expect(log()).toMatchObject({ thread: null, threadName: null, processName: null, process: null })
  })
})
