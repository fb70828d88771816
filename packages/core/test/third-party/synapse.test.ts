/** Synapse could not be run here; the expectations are from reading its source. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { makeLogRecord } from '../../src/index.js'
import { PeriodicallyFlushingMemoryHandler } from '../../src/third-party/synapse.js'

function targeted(period: number) {
  const seen: unknown[] = []
  const target = { handle: (record: { msg: unknown }) => seen.push(record.msg) }
  return { seen, handler: new PeriodicallyFlushingMemoryHandler({ capacity: 10, flushLevel: 30, target, period }) }
}

const record = (msg: string, levelno = 20) => makeLogRecord({ msg, levelno, args: [] })

describe('PeriodicallyFlushingMemoryHandler', () => {
  it('passes on at once before the event loop turns, and then keeps until something bad happens', async () => {
    const { handler, seen } = targeted(1000)
    handler.handle(record('start'))
    expect(seen).toEqual(['start'])
    await sleep(5)

    handler.handle(record('kept'))
    expect(seen).toEqual(['start'])
    handler.handle(record('bad', 30))

    expect(seen).toEqual(['start', 'kept', 'bad'])
    handler.close()
  })

  it('keeps nothing for longer than its period', async () => {
    const { handler, seen } = targeted(0.02)
    await sleep(5)
    handler.handle(record('kept'))

    await expect.poll(() => seen, { timeout: 5000 }).toEqual(['kept'])
    handler.close()
  })
})
