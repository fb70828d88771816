/** Handlers by name. */
import { describe, expect, it } from 'vitest'
import logging, { getHandlerByName, getHandlerNames, NullHandler } from '../src/index.js'
import { isolateEachTest } from './support/isolate.js'

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
})
