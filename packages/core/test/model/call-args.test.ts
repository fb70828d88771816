/** Which object at the end of a call's arguments is its keywords. The table is that of docs on log calls. */
import { describe, expect, it } from 'vitest'
import { kw, type LogKeywords, takeKeywords } from '../../src/model/call-args.js'

/** What is left as arguments, and what was taken as keywords. */
function take(msg: unknown, ...args: unknown[]): { args: unknown[]; keywords: LogKeywords | null } {
  const keywords = takeKeywords(msg, args)
  return { args, keywords }
}

const error = new Error('x')

describe('takeKeywords', () => {
  it.each([
    { why: 'no placeholder', msg: 'm', args: [] },
    { why: 'a percent sign that is no placeholder', msg: '100%', args: [] },
    { why: 'an escaped percent sign', msg: '100%%', args: [] },
    { why: 'a percent sign that looks like a number, which no object is', msg: '50% done', args: [] },
    { why: 'a placeholder that has its argument', msg: '%s', args: [1] },
    { why: 'a width that takes an argument', msg: '%*d', args: [5, 1] },
    { why: 'a placeholder by name that has its mapping', msg: '%(a)s', args: [{ a: 1 }] },
    { why: 'a message that is no text', msg: error, args: [] },
    { why: 'too many arguments besides', msg: 'm', args: [1, 2] },
  ])('takes an object that the message does not need: $why', ({ msg, args }) => {
    const keywords = { exc_info: error }

    expect(take(msg, ...args, keywords)).toEqual({ args, keywords })
  })

  it.each([
    { why: 'a placeholder', msg: '%s', args: [{ extra: 1 }] },
    { why: 'a placeholder by name', msg: '%(extra)s', args: [{ extra: 5 }] },
    { why: 'a placeholder after a width', msg: '%*s', args: [5, { extra: 5 }] },
    {
      why: 'a second placeholder, whose argument was forgotten',
      msg: '%s %s',
      args: [{ exc_info: 1 }, { exc_info: 1 }],
    },
  ])('leaves an object that the message needs: $why', ({ msg, args }) => {
    expect(take(msg, ...args)).toEqual({ args, keywords: null })
  })

  it.each([
    { why: 'none of the names', last: { user: 1 } },
    { why: 'no name at all', last: {} },
    { why: 'an instance of a class', last: Object.assign(new (class Options {})(), { exc_info: 1 }) },
    { why: 'a Map', last: new Map([['exc_info', 1]]) },
    { why: 'an Error', last: Object.assign(new Error('x'), { extra: 1 }) },
    { why: 'an array', last: ['exc_info'] },
    { why: 'null', last: null },
    { why: 'a string', last: 'exc_info' },
  ])('leaves what are no keywords: $why', ({ last }) => {
    expect(take('m', last)).toEqual({ args: [last], keywords: null })
  })

  it('takes an object without a prototype', () => {
    const keywords = Object.assign(Object.create(null) as object, { stacklevel: 2 })

    expect(take('m', keywords).keywords).toBe(keywords)
  })

  it('refuses another name beside one of the four', () => {
    expect(() => take('m', { exc_info: error, foo: 1 })).toThrow(
      new TypeError("Logger._log() got an unexpected keyword argument 'foo'"),
    )
  })

  it.each([
    ['excInfo', 'exc_info'],
    ['stackLevel', 'stacklevel'],
    ['stackInfo', 'stack_info'],
    ['exc_inf', 'exc_info'],
    ['extras', 'extra'],
  ])('asks whether %s was meant to be %s', (name, meant) => {
    expect(() => take('m', { [name]: 1 })).toThrow(
      new TypeError(`Logger._log() got an unexpected keyword argument '${name}'. Did you mean '${meant}'?`),
    )
  })

  it('lets a near miss be when the message needs the object, or when the object has other names too', () => {
    expect(take('%s', { excInfo: 1 }).keywords).toBe(null)
    expect(take('m', { excInfo: 1, user: 2 }).keywords).toBe(null)
  })

  it.each([
    { why: 'that the message needs', msg: '%s', object: { id: 7, user: 8 }, walks: 0 },
    { why: 'that has one of the names, beyond the look for wrong ones', msg: 'm', object: { extra: null }, walks: 1 },
    { why: 'that has none of them', msg: 'm', object: { id: 7, user: 8 }, walks: 1 },
  ])('goes through the names of an object $why: $walks times', ({ msg, object, walks }) => {
    let seen = 0
    const counted = new Proxy(object, {
      ownKeys: (target) => {
        seen += 1
        return Reflect.ownKeys(target)
      },
    })

    take(msg, counted)

    expect(seen).toBe(walks)
  })

  it('leaves an object that refuses to be looked at', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const args = [proxy]

    expect(takeKeywords('m', args)).toBe(null)
    expect(args.length).toBe(1)
  })

  it('takes what kw() made, whatever the message needs and whatever the names are', () => {
    const keywords = { conn_id: 5 }

    expect(take('{} {}', 1, kw({ extra: { a: 1 } }))).toEqual({ args: [1], keywords: { extra: { a: 1 } } })
    expect(take('%s', kw(keywords))).toEqual({ args: [], keywords })
    expect(kw(keywords)).not.toBe(keywords)
  })
})
