/** The Python package could not be run here; the expectations are from reading its source. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { makeLogRecord } from '../../src/index.js'
import { CeleryTracingIdsFilter, CorrelationIdFilter, celeryParentId, correlationId } from '../../src/third-party.js'

function idOf(filter: CorrelationIdFilter): unknown {
  const record = makeLogRecord({})
  expect(filter.filter(record)).toBe(true)
  return record['correlation_id']
}

describe('CorrelationIdFilter', () => {
  it('gives null outside a request, or its default', () => {
    expect(idOf(new CorrelationIdFilter())).toBeNull()
    expect(idOf(new CorrelationIdFilter({ default_value: '-' }))).toBe('-')
  })

  it('gives the id of the request that runs, over awaits and beside other requests', async () => {
    const filter = new CorrelationIdFilter()
    const request = (id: string, ms: number) => correlationId.run(id, () => sleep(ms).then(() => idOf(filter)))

    expect(await Promise.all([request('a', 20), request('b', 1), request('c', 10)])).toEqual(['a', 'b', 'c'])
    expect(idOf(filter)).toBeNull()
  })

  it('shortens an id, and a default too', () => {
    const filter = new CorrelationIdFilter({ uuid_length: 4, default_value: 'nobody' })

    expect(correlationId.run('0123456789', () => idOf(filter))).toBe('0123')
    expect(idOf(filter)).toBe('nobo')
  })

  it('takes an id of null for one, not for none', () => {
    expect(correlationId.run(null, () => idOf(new CorrelationIdFilter('', null, '-')))).toBeNull()
  })

  it('sees an id that was set in the middle of a request', () => {
    const inner = correlationId.run('before', () => {
      correlationId.set('after')
      return idOf(new CorrelationIdFilter())
    })

    expect(inner).toBe('after')
    expect(idOf(new CorrelationIdFilter())).toBeNull()
  })

  it('refuses an unknown keyword in Python’s words', () => {
    const make = () => new CorrelationIdFilter({ length: 4 } as never)

    expect(make).toThrow("CorrelationIdFilter.__init__() got an unexpected keyword argument 'length'")
  })
})

describe('CeleryTracingIdsFilter', () => {
  it('gives the ids of a task and of what started it', () => {
    const record = makeLogRecord({})

    celeryParentId.run('parent', () => new CeleryTracingIdsFilter({ uuid_length: 3 }).filter(record))

    expect(record['celery_parent_id']).toBe('par')
    expect(record['celery_current_id']).toBeNull()
  })
})
