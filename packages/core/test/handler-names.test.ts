/** Handlers found by name. What is expected is CPython 3.13.0's answer. */
import { describe, expect, it } from 'vitest'
import { getHandlerByName, getHandlerNames, NullHandler } from '../src/index.js'
import { shared } from '../src/shared.js'
import { isolateEachTest } from './support/isolate.js'

isolateEachTest()

describe('a name', () => {
  it('finds the handler that got it last, until it is closed or renamed', () => {
    const [first, second] = [new NullHandler(), new NullHandler()]
    first.name = 'a'
    second.set_name('a')

    expect([getHandlerByName('a'), ...getHandlerNames()]).toEqual([second, 'a'])
    second.name = 'b'
    expect([getHandlerByName('a'), ...getHandlerNames()]).toEqual([null, 'b'])
    second.close()

    expect([getHandlerByName('b'), second.name, ...getHandlerNames()]).toEqual([null, 'b'])
  })

  it('is taken away by null and the empty text', () => {
    const handler = new NullHandler()
    handler.name = 'a'
    handler.name = ''
    expect([getHandlerNames().size, handler.get_name()]).toEqual([0, ''])
    handler.name = null

    expect([getHandlerNames().size, handler.name]).toEqual([0, null])
  })

  it('of a handler that is gone is gone', () => {
    // What the garbage collector leaves behind.
    shared.handlersByName.set('dead', { deref: () => undefined } as never)

    expect([getHandlerByName('dead'), getHandlerByName('never'), getHandlerNames().size]).toEqual([null, null, 0])
  })

  it('goes when a using declaration closes its handler', () => {
    const handler = new NullHandler()
    handler.name = 'a'

    handler[Symbol.dispose]()

    expect([handler._closed, getHandlerByName('a')]).toEqual([true, null])
  })
})
