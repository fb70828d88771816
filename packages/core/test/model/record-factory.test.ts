/** Who makes the records of log calls and of makeLogRecord. */
import { describe, expect, it } from 'vitest'
import {
  getLogger,
  getLogRecordFactory,
  LogRecord,
  makeLogRecord,
  type RecordFactory,
  setLogRecordFactory,
} from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

/** The record of one warning. */
function logged(): LogRecord {
  const recorder = new Recorder()
  const logger = getLogger('app')
  logger.addHandler(recorder)
  logger.warning('a %s', 1, { extra: { user: 'u' }, exc_info: new Error('x'), stack_info: true })
  return recorder.last
}

describe('the factory', () => {
  it('makes a LogRecord unless told otherwise', () => {
    expect(logged().constructor).toBe(LogRecord)
    expect(getLogRecordFactory()('n', 10, 'f.py', 1, 'm', [], null, null, null)).toBeInstanceOf(LogRecord)
  })

  it('gets the nine arguments that Python passes', () => {
    const given: unknown[] = []
    setLogRecordFactory((...args) => {
      given.push(...args)
      return new LogRecord(...args)
    })

    const record = logged()

    const { pathname, lineno, msg, exc_info, funcName, stack_info } = record
    expect(given).toEqual(['app', 30, pathname, lineno, msg, [1], exc_info, funcName, stack_info])
    expect(pathname).toContain('record-factory.test.ts')
    expect(record['user']).toBe('u')
  })

  it('may build on the one before it', () => {
    const before = getLogRecordFactory()
    const adding: RecordFactory = (...args) => Object.assign(before(...args), { added: 1 })

    setLogRecordFactory(adding)

    expect(getLogRecordFactory()).toBe(adding)
    expect(logged()['added']).toBe(1)
  })

  it('may be a class, and LogRecord is the default again', () => {
    class Mine extends LogRecord {}
    const before = getLogRecordFactory()

    setLogRecordFactory(Mine)
    expect(logged()).toBeInstanceOf(Mine)
    setLogRecordFactory(LogRecord)
    expect(logged().constructor).toBe(LogRecord)
    expect(getLogRecordFactory()).toBe(before)
  })

  it('that fails fails the log call', () => {
    setLogRecordFactory(() => {
      throw new Error('no record')
    })

    expect(() => logged()).toThrow('no record')
  })
})

describe('makeLogRecord', () => {
  it('takes attributes as they are, and checks and merges nothing', () => {
    const record = makeLogRecord({ msg: '%s', args: [1], name: 'n', message: 'm', other: 2 })

    expect(record).toMatchObject({ name: 'n', message: 'm', other: 2, levelname: 'Level None', levelno: null })
    expect(record.getMessage()).toBe('1')
  })

  it('uses the factory of the moment, as CPython 3.13 does', () => {
    class Mine extends LogRecord {}
    setLogRecordFactory(Mine)

    expect(makeLogRecord({ name: 'n' })).toBeInstanceOf(Mine)
  })

  it('reaches no prototype', () => {
    const record = makeLogRecord(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}'))

    expect(Object.getPrototypeOf(record)).toBe(LogRecord.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined)
  })
})
