/**
 * Messages of rfc5424logging.Rfc5424SysLogHandler, as the source and the tests of rfc5424-logging-handler's main branch (read
 * in 2026) have them. What daemons read of them is in test/network/rfc5424.test.mjs.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dictConfig } from '../../src/config.js'
import { getLogger, type LogRecord, makeLogRecord, root } from '../../src/index.js'
import { NOTICE, Rfc5424SysLogHandler, type Rfc5424SysLogHandlerOptions } from '../../src/third-party.js'
import { captureStderr, isolateEachTest, Sink } from '../support/isolate.js'

isolateEachTest()
beforeEach(() => vi.stubEnv('TZ', 'Antarctica/Vostok'))
afterEach(() => vi.unstubAllEnvs())

/** The record of the package's own tests. Their Vostok was six hours ahead in 2000, where its clock said so. */
function record(more: Record<string, unknown> = {}): LogRecord {
  return makeLogRecord({
    name: 'root',
    levelname: 'INFO',
    levelno: 20,
    msg: 'This is an %s message',
    args: ['interesting'],
    created: 946725071.111111,
    process: 111,
    ...more,
  })
}

function sent(options: Rfc5424SysLogHandlerOptions, more: Record<string, unknown> = {}): string {
  const stream = new Sink()
  const handler = new Rfc5424SysLogHandler({ hostname: 'testhostname', stream, ...options })
  handler.handleError = (_record, error) => {
    throw error
  }
  handler.emit(record(more))
  return stream.text
}

const HEAD = '<14>1 2000-01-01T11:11:11.111111+00:00 testhostname root 111'
const MESSAGE = '\ufeffThis is an interesting message\n'

describe('a message', () => {
  it('has time, host, logger, process and the text behind a byte order mark', () => {
    expect(sent({ utc_timestamp: true })).toBe(`${HEAD} - - ${MESSAGE}`)
    expect(sent({ utc_timestamp: true, msg_as_utf8: false })).toBe(`${HEAD} - - ${MESSAGE.slice(1)}`)
  })

  it.each([
    ['Asia/Kathmandu', '2000-01-01T16:56:11.111111+05:45'],
    ['America/St_Johns', '2000-01-01T07:41:11.111111-03:30'],
  ])('has the time of the zone %s, by a clock beside it', (zone, time) => {
    vi.stubEnv('TZ', zone)
    expect(sent({})).toContain(` ${time.slice(0, 10)}`)
    expect(sent({}).split(' ')[1]).toBe(time)
  })

  it('of a whole second has no fraction, as isoformat', () => {
    expect(sent({ utc_timestamp: true }, { created: 946725071 }).split(' ')[1]).toBe('2000-01-01T11:11:11+00:00')
  })

  it('has no text where there is none', () => {
    for (const msg of ['', null]) expect(sent({ utc_timestamp: true }, { msg, args: [] })).toBe(`${HEAD} - -\n`)
  })

  it.each([
    ['DEBUG', 15],
    ['NOTICE', 13],
    ['WARNING', 12],
    ['ERROR', 11],
    ['CRITICAL', 10],
    ['ALERT', 9],
    ['EMERGENCY', 8],
    ['EMERG', 8],
    ['TRACE', 12],
  ])('of level %s has the priority %i', (levelname, priority) => {
    expect(sent({}, { levelname })).toMatch(new RegExp(`^<${priority}>1 `))
  })

  it('takes host, application, process and id from the record, without what is not printable, and cut', () => {
    const long = (text: string) => text.repeat(300)

    expect(sent({ utc_timestamp: true }, { hostname: 'ho st', appname: 'äpp', procid: 7, msgid: 'ID 1' })).toContain(
      ' host pp 7 ID1 - ',
    )
    const [, , host, app, proc, id] = sent(
      { hostname: long('h'), appname: long('a'), procid: long('p') },
      { msgid: long('i') },
    ).split(' ')
    expect([host, app, proc, id].map((part) => part?.length)).toEqual([255, 48, 128, 32])
    expect(sent({ utc_timestamp: true, appname: '', procid: '' }, { msgid: null })).toBe(`${HEAD} - - ${MESSAGE}`)
  })
})

describe('structured data', () => {
  const data = (structured_data: unknown, options: Rfc5424SysLogHandlerOptions = {}, more = {}) =>
    sent({ utc_timestamp: true, ...options }, { structured_data, ...more }).slice(HEAD.length + 3, -MESSAGE.length - 1)

  it('is the handler’s, and the record’s', () => {
    const structured_data = { my_sd_id: { my_key: 'my_value' } }

    expect(data({ my_sd_id2: { my_key2: 'my_value2' } }, { structured_data, enterprise_id: 32473 })).toBe(
      '[my_sd_id@32473 my_key="my_value"][my_sd_id2@32473 my_key2="my_value2"]',
    )
    expect(data({ 'my_sd_id@32473': { my_key: 'my_value', my_key2: 2, none: null } })).toBe(
      '[my_sd_id@32473 my_key="my_value" my_key2="2" none=""]',
    )
    expect(data(new Map([['a@1', new Map([['b', 1]])]]))).toBe('[a@1 b="1"]')
  })

  it('is escaped, and its names are cleaned and cut', () => {
    expect(data({ 'a =]"ä@1': { 'k =]"': '\\ " ] é\n' } })).toBe('[a@1 k="\\\\ \\" \\] é\n"]')
    // 32 characters, the number and its @ included.
    expect(data({ [`${'n'.repeat(40)}@32473`]: { ['k'.repeat(40)]: 'v' } })).toBe(
      `[${'n'.repeat(26)}@32473 ${'k'.repeat(32)}="v"]`,
    )
  })

  it('of elements that are none, or registered, is as Python has it', () => {
    expect(data({ my_sd_id: null }, { enterprise_id: 32473 })).toBe('[my_sd_id@32473]')
    expect(data({ meta: { sequenceId: 1 }, origin: {} })).toBe('[meta sequenceId="1"][origin]')
    expect(data('none')).toBe('-')
    expect(data({ 'a@1': {}, b: {} }, { enterprise_id: 2 })).toBe('[a@1][b@1]')
    expect(data({ b: {} }, { enterprise_id: 2 }, { enterprise_id: '3.4' })).toBe('[b@3.4]')
  })

  it('without an enterprise number, or with a long one, goes to handleError', () => {
    expect(() => data({ b: {} })).toThrow(/^Enterprise ID has not been set\. Cannot build structured data ID\./)
    expect(() => data({ b: {} }, { enterprise_id: '1'.repeat(31) })).toThrow(/^Enterprise ID is too long\./)
    const stderr = captureStderr()
    root.addHandler(new Rfc5424SysLogHandler({ stream: new Sink() }))
    root.error('x', { extra: { structured_data: { b: {} } } })
    expect(stderr.text).toContain('ValueError: Enterprise ID has not been set')
  })
})

it('bad options are refused when the handler is made', () => {
  const made = (options: object) => () => new Rfc5424SysLogHandler(options as Rfc5424SysLogHandlerOptions)

  for (const facility of [-1, 24, 'user', 1.5]) expect(made({ facility })).toThrow(/^Facility is not valid/)
  expect(made({ address: 514 })).toThrow(/^Unsupported address type/)
  expect(made({ port: 514 })).toThrow(/unexpected keyword argument 'port'/)
})

it('configurations know it, with its numbers', () => {
  const stream = new Sink()
  dictConfig({
    version: 1,
    formatters: { f: { format: '%(name)s: %(message)s' } },
    handlers: {
      h: {
        class: 'rfc5424logging.Rfc5424SysLogHandler',
        facility: 'ext://rfc5424logging.LOG_LOCAL3',
        framing: 'ext://rfc5424logging.FRAMING_OCTET_COUNTING',
        appname: 'shop',
        procid: '-',
        hostname: 'h',
        enterprise_id: '32473',
        formatter: 'f',
        stream,
      },
    },
    root: { level: 'INFO', handlers: ['h'] },
  })

  getLogger('shop.orders').log(NOTICE, 'late', { extra: { msgid: 'LATE', structured_data: { order: { id: 7 } } } })

  expect(stream.text).toMatch(/^<156>1 \S+ h shop - LATE \[order@32473 id="7"\] \ufeffshop\.orders: late\n$/)
})
