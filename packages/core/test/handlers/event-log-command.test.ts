/** What eventcreate is called with; it never runs here, so the arguments are all there is to look at. */
import { describe, expect, it } from 'vitest'
import { eventArguments } from '../../src/handlers/event-log-command.js'

const event = { type: 1, id: 1, logtype: 'Application', appname: 'shop', text: 'order 5 failed' }
const textOf = (text: string) => eventArguments({ ...event, text }).at(-1)

describe('eventArguments', () => {
  it('names type, number, log, source and text, each an argument of its own', () => {
    expect(eventArguments(event)).toEqual([
      '/T',
      'ERROR',
      '/ID',
      '1',
      '/L',
      'Application',
      '/SO',
      'shop',
      '/D',
      'order 5 failed',
    ])
  })

  it('keeps a text from being taken for a switch, or for none', () => {
    expect(['/S server', '-?', ''].map(textOf)).toEqual([' /S server', ' -?', ' '])
  })

  it('leaves quotes, percent signs and what a shell would read as they are', () => {
    const text = 'a" & calc.exe & "%PATH% | $(x) `y`\n^z'
    expect(textOf(text)).toBe(text)
  })

  it('has no NUL, which would end the command line', () => {
    expect(textOf('a\0b')).toBe('a\u2400b')
  })

  it('cuts a text so that it fits into a command line with its quotes, between whole characters', () => {
    expect(textOf('x'.repeat(40_000))).toHaveLength(30_000)
    expect(textOf('"'.repeat(40_000))).toHaveLength(15_000)
    expect(textOf('\\'.repeat(40_000))).toHaveLength(15_000)
    expect(textOf(`x${'😀'.repeat(20_000)}`)).toBe(`x${'😀'.repeat(14_999)}`)
  })

  it('refuses numbers and types that eventcreate does not know', () => {
    for (const id of [0, 1001, 1.5, Number.NaN]) {
      expect(() => eventArguments({ ...event, id })).toThrow(/unknown event number.*\n.*from 1 to 1000/)
    }
    expect(() => eventArguments({ ...event, type: 8 })).toThrow('unknown event type: 8')
  })
})
