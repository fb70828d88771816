import { afterEach, describe, expect, it } from 'vitest'
import logging, { makeLogRecord } from '../../src/index.js'
import {
  AdminEmailHandler,
  CallbackFilter,
  RequireDebugFalse,
  RequireDebugTrue,
  settings,
} from '../../src/third-party.js'

const error = new TypeError('broken')
const record = (attributes = {}) =>
  makeLogRecord({ msg: 'no\n%s', args: ['way'], levelname: 'ERROR', levelno: 40, ...attributes })

class Mail extends AdminEmailHandler {
  readonly sent: [subject: string, message: string][] = []

  override send_mail(subject: string, message: string): void {
    this.sent.push([subject, message])
  }
}

afterEach(() => {
  Object.assign(settings, { DEBUG: false, ADMINS: [], INTERNAL_IPS: [] })
  logging.sys.stderr = process.stderr
})

describe('filters', () => {
  it.each([true, false])('go by settings.DEBUG at the moment of the record: %s', (isDebug) => {
    const [whenTrue, whenFalse] = [new RequireDebugTrue(), new RequireDebugFalse()]

    settings.DEBUG = isDebug

    expect(whenTrue.filter(record())).toBe(isDebug)
    expect(whenFalse.filter(record())).toBe(!isDebug)
  })

  it('ask a function', () => {
    const filter = new CallbackFilter({ callback: ({ levelno }) => levelno > 40 })

    expect(filter.filter(record())).toBe(0)
    expect(filter.filter(record({ levelno: 50 }))).toBe(1)
  })

  it('need that function', () => {
    const make = () => new (CallbackFilter as new () => unknown)()

    expect(make).toThrow("CallbackFilter.__init__() missing 1 required positional argument: 'callback'")
  })
})

describe('AdminEmailHandler', () => {
  it('does nothing without ADMINS, as in Django', () => {
    const printed: string[] = []
    logging.sys.stderr = { write: (text) => printed.push(text) }

    new AdminEmailHandler().handle(record())

    expect(printed).toEqual([])
  })

  it('says how to send mail where there are some', () => {
    const printed: string[] = []
    logging.sys.stderr = { write: (text) => printed.push(text) }
    settings.ADMINS = [['A', 'a@example.org']]

    new AdminEmailHandler().handle(record())

    expect(printed.join('')).toContain('NotImplementedError: AdminEmailHandler cannot send mail by itself: extend it')
  })

  it('makes a subject of one line, and adds the message where there is no exception', () => {
    const mail = new Mail()

    mail.handle(record())

    expect(mail.sent).toEqual([['ERROR: no\\nway', 'no\nway\n\nno\nway']])
  })

  it('prints the exception once, below the record', () => {
    const mail = new Mail()
    const given = record({ exc_info: [TypeError, error, null] })

    mail.handle(given)

    const [[, text]] = mail.sent as [[string, string]]
    expect(text).toMatch(/^no\nway\n\nTraceback .*\nTypeError: broken$/s)
    expect(text.match(/Traceback/g)).toHaveLength(1)
    expect(given.exc_info).not.toBeNull()
  })

  it('says whether the address of a request is an internal one', () => {
    const mail = new Mail()
    settings.INTERNAL_IPS = ['10.0.0.1']

    for (const REMOTE_ADDR of ['10.0.0.1', '192.0.2.7']) mail.handle(record({ request: { META: { REMOTE_ADDR } } }))

    expect(mail.sent.map(([subject]) => subject)).toEqual([
      'ERROR (internal IP): no\\nway',
      'ERROR (EXTERNAL IP): no\\nway',
    ])
  })
})
