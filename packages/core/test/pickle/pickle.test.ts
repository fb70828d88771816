/** The bytes of a record; that CPython reads them is in test/network/python-receiver.test.mjs. */
import { LogRecord } from '@pylogging/formatter'
import { describe, expect, it } from 'vitest'
import { pickleAttributes } from '../../src/pickle/pickle.js'
import { pickleRecord } from '../../src/pickle/pickle-record.js'
import { unpickle } from '../../src/pickle/unpickle.js'

const record = (msg: string) => new LogRecord('shop', 20, '/app/a.js', 5, msg, [1], null, 'f')
const pythonOf = (pickled: Buffer) => Object.fromEntries(unpickle(pickled.subarray(4)) as Map<string, unknown>)

describe('pickleRecord', () => {
  it('writes the same of an ordinary record as of its dictionary', () => {
    for (const message of ['plain', 'ünïcode ✓ 😀', '', 'x'.repeat(70_000)]) {
      const one = record('m')
      const attributes = { ...one.toDict(), msg: message, args: null, exc_info: null }
      expect(pickleRecord(one, message).equals(pickleAttributes(attributes))).toBe(true)
    }
  })

  it('is not misled by a call site that logs under another name, level or function', () => {
    for (const change of [{ name: 'a' }, { levelno: 5 }, { levelname: 'X' }, { funcName: 'g' }, { process: 1 }, {}]) {
      const one = Object.assign(record('m'), change)
      expect(pythonOf(pickleRecord(one, 'm'))).toMatchObject({ name: 'shop', levelno: 20, funcName: 'f', ...change })
    }
  })

  it('writes the same of what a formatter or extra added to, and of a message with half a character', () => {
    const one = Object.assign(record('m'), { message: 'm', asctime: 'now', user: [1], n: 2 ** 40 })
    const { message: _, ...all } = one.toDict()
    const attributes = { ...all, msg: 'é\ud800', args: null, exc_info: null }
    expect(pickleRecord(one, 'é\ud800').equals(pickleAttributes(attributes))).toBe(true)
  })

  it('leaves out message and keeps what extra added, in order', () => {
    const one = Object.assign(record('m'), { message: 'm', user: 'anna' })
    expect(Object.keys(pythonOf(pickleRecord(one, 'm')))).toEqual([...Object.keys(record('m').toDict()), 'user'])
  })

  it('writes the text of what Python has no plain value for, and of what contains itself', () => {
    const own: unknown[] = [1]
    own.push(own)
    const attributes = { date: new Date(0), error: new TypeError('x'), own, undefined: undefined }
    expect(pythonOf(pickleAttributes(attributes))).toEqual({
      date: '1970-01-01 00:00:00+00:00',
      error: 'x',
      own: [1, '[1, [...]]'],
      undefined: null,
    })
  })

  it('writes a container that is in several places once, so that sharing has no price', () => {
    let shared: unknown = [1]
    for (let level = 0; level < 60; level += 1) shared = [shared, shared]

    expect(pickleAttributes({ shared }).length).toBeLessThan(1000)
  })
})
