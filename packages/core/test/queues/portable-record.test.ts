/** Records as plain data, and back. */
import { serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { LogRecord, makeLogRecord } from '../../src/index.js'
import { fromMessage, type Message, toMessage } from '../../src/queues/portable-record.js'
import { isolateEachTest } from '../support/isolate.js'

isolateEachTest()

/** There and back again. */
function sent(item: unknown): unknown {
  return fromMessage(structuredClone(toMessage(item)))
}

function sentRecord(attributes: Record<string, unknown>): LogRecord {
  return sent(makeLogRecord(attributes)) as LogRecord
}

describe('a record that is sent', () => {
  it('arrives as a record with all its attributes', () => {
    const record = new LogRecord('app', 30, '/srv/app.js', 7, 'ready', [], null, 'run')
    Object.assign(record, { user: 'anna', when: new Date(5), tags: new Set([1]), big: 7n })

    const { args, ...arrived } = (sent(record) as LogRecord).toDict()

    expect(sent(record)).toBeInstanceOf(LogRecord)
    expect(arrived).toEqual(Object.fromEntries(Object.entries(record.toDict()).filter(([name]) => name !== 'args')))
    expect(args).toBeNull()
  })

  it('has its message merged and its exception as text, as Python pickles it', () => {
    const error = new TypeError('no')

    const arrived = sentRecord({
      msg: 'order %d',
      args: [7],
      message: 'old',
      exc_info: [TypeError, error, error.stack],
    })

    expect(arrived).toMatchObject({ msg: 'order 7', args: null, exc_info: null })
    expect(arrived.exc_text).toMatch(/^Traceback [\s\S]*TypeError: no$/)
    expect(Object.hasOwn(arrived, 'message')).toBe(false)
  })

  it('keeps the text of an exception that a formatter has printed', () => {
    const arrived = sentRecord({ msg: 'x', exc_info: [Error, new Error('no'), ''], exc_text: 'my own text' })

    expect(arrived.exc_text).toBe('my own text')
  })

  it('keeps data and makes text of all else', () => {
    class Money {
      toString(): string {
        return '2.50'
      }
    }
    const cycle: unknown[] = []
    cycle.push(cycle)

    const arrived = sentRecord({
      msg: new Money(),
      money: new Money(),
      call: function place() {},
      inside: [() => 1],
      cycle,
      bytes: new Uint8Array([1]),
      error: new RangeError('far'),
    })

    expect(arrived).toMatchObject({ msg: '2.50', money: '2.50', call: '<function place>', error: 'far' })
    expect(arrived['inside']).toBe('[<function <lambda>>]')
    expect(arrived['cycle']).toEqual(cycle)
    expect(arrived['bytes']).toEqual(new Uint8Array([1]))
  })

  it('never fails because of what is in it', () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const hostile = {
      toString() {
        throw new Error('no text')
      },
    }

    const arrived = sentRecord({ msg: 'x', revoked: revoked.proxy, hostile, symbol: Symbol('s') })

    expect(arrived.msg).toBe('x')
    expect(typeof arrived['revoked']).toBe('string')
    expect(() => serialize(toMessage(makeLogRecord({ hostile })))).not.toThrow()
  })

  it('cannot change the prototype of the one that arrives', () => {
    const message: Message = { record: JSON.parse('{"__proto__": {"admin": true}, "msg": "x"}') }

    const arrived = fromMessage(structuredClone(message)) as LogRecord & { admin?: unknown }

    expect(arrived.admin).toBeUndefined()
    expect(Object.getPrototypeOf(arrived)).toBe(LogRecord.prototype)
  })
})

describe('what is no record', () => {
  it.each([null, 'text', 7, { a: [1] }])('arrives as it is: %j', (item) => {
    expect(sent(item)).toEqual(item)
  })

  it('is text where it cannot be sent', () => {
    expect(sent(() => 1)).toBe('<function <lambda>>')
  })
})
