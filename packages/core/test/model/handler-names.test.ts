/** Handlers by name. */
import { describe, expect, it } from 'vitest'
import logging, { getHandlerByName, getHandlerNames, NullHandler } from '../../src/index.js'
import { isolateEachTest } from '../support/isolate.js'

isolateEachTest()

describe('names of handlers', () => {
  it('find a handler until it has another name or is closed', () => {
    const handler = new NullHandler()
    expect(getHandlerNames()).toEqual(new Set())

    handler.name = 'a'
    expect(getHandlerByName('a')).toBe(handler)
    handler.name = 'b'
    expect(getHandlerByName('a')).toBe(null)
    expect(getHandlerNames()).toEqual(new Set(['b']))

    handler.close()
    expect(getHandlerByName('b')).toBe(null)
    expect(getHandlerNames()).toEqual(new Set())
  })

  it('belong to the last handler that took one', () => {
    const first = new NullHandler()
    const second = new NullHandler()
    first.name = 'a'
    second.name = 'a'

    expect(getHandlerByName('a')).toBe(second)
    expect(logging._handlers.get('a')?.deref()).toBe(second)
  })

  it('are taken away by null and the empty text', () => {
    const handler = new NullHandler()
    handler.name = 'a'
    handler.name = ''
    expect([getHandlerNames().size, handler.get_name()]).toEqual([0, ''])
    handler.name = null

    expect([getHandlerNames().size, handler.name]).toEqual([0, null])
  })

  it('of handlers that are gone are gone', () => {
    // What the garbage collector leaves behind.
    logging._handlers.set('dead', { deref: () => undefined } as never)

    expect([getHandlerByName('dead'), getHandlerByName('never'), getHandlerNames().size]).toEqual([null, null, 0])
  })

  it('go when a using declaration closes their handler', () => {
    const handler = new NullHandler()
    handler.name = 'a'

    handler[Symbol.dispose]()

    expect([handler._closed, getHandlerByName('a')]).toEqual([true, null])
  })
})
