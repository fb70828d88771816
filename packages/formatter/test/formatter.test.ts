import { afterEach, describe, expect, it } from 'vitest'
import { BufferingFormatter, Formatter, gmtime, localtime, makeLogRecord } from '../src/index.js'
import type { LogRecord } from '../src/record/record.js'

const NOON = 1784116800.123 // 2026-07-15 12:00:00.123 UTC

function record(attributes: Record<string, unknown> = {}): LogRecord {
  return makeLogRecord({ name: 'shop', levelname: 'INFO', msg: 'm', created: NOON, msecs: 123, ...attributes })
}

function utcFormatter(fmt: string, datefmt: string | null = null): Formatter {
  const formatter = new Formatter(fmt, datefmt)
  formatter.converter = gmtime
  return formatter
}

afterEach(() => {
  Formatter.converter = localtime
  Formatter.default_msec_format = '%s,%03d'
})

describe('Formatter', () => {
  it('prints time with milliseconds, level, name and message', () => {
    expect(utcFormatter('%(asctime)s %(levelname)s %(name)s: %(message)s').format(record())).toBe(
      '2026-07-15 12:00:00,123 INFO shop: m',
    )
  })

  it('prints no milliseconds with a datefmt', () => {
    expect(utcFormatter('%(asctime)s', '%d/%b/%Y').format(record())).toBe('15/Jul/2026')
  })

  it('takes another millisecond format, or none', () => {
    const formatter = utcFormatter('%(asctime)s')

    formatter.default_msec_format = '%s.%03d'
    const withPoint = formatter.format(record())
    formatter.default_msec_format = null
    const without = formatter.format(record())

    expect([withPoint, without]).toEqual(['2026-07-15 12:00:00.123', '2026-07-15 12:00:00'])
  })

  it('takes another time format', () => {
    const formatter = utcFormatter('%(asctime)s')
    formatter.default_time_format = '%H:%M'

    expect(formatter.format(record())).toBe('12:00,123')
  })

  it('pads milliseconds to three digits', () => {
    const times = [0, 7, 45, 999].map((msecs) => utcFormatter('%(asctime)s').format(record({ msecs })).slice(-4))

    expect(times).toEqual([',000', ',007', ',045', ',999'])
  })

  it('refuses milliseconds that are no number', () => {
    const failure = (msecs: unknown) => () => utcFormatter('%(asctime)s').format(record({ msecs }))

    expect(failure('5')).toThrow(new TypeError('%d format: a real number is required, not str'))
    expect(failure(null)).toThrow(new TypeError('%d format: a real number is required, not NoneType'))
    expect(utcFormatter('%(asctime)s').format(record({ msecs: 5n }))).toBe('2026-07-15 12:00:00,005')
  })

  it('shows times as floats, and as whole numbers where the format asks for them', () => {
    const formatter = new Formatter('%(msecs)s %(msecs)03d %(created)f %(relativeCreated)s')

    expect(formatter.format(record({ relativeCreated: 250 }))).toBe('123.0 123 1784116800.123000 250.0')
  })

  it('prints None for what a record does not know', () => {
    expect(new Formatter('%(taskName)s %(funcName)s %(exc_info)s').format(record())).toBe('None None None')
  })

  it('prints the exception below the message, once, and remembers its text on the record', () => {
    const error = new TypeError('no user')
    error.stack = 'TypeError: no user\n    at load (/srv/app.js:12:7)\n    at main (/srv/app.js:3:1)'
    const logged = record({ exc_info: [TypeError, error, null] })

    const text = new Formatter('%(message)s').format(logged)

    const trace = [
      'Traceback (most recent call last):',
      '  File "/srv/app.js", line 3, in main',
      '  File "/srv/app.js", line 12, in load',
      'TypeError: no user',
    ].join('\n')
    expect(text).toBe(`m\n${trace}`)
    expect(logged.exc_text).toBe(trace)
  })

  it('uses the exception text of an earlier formatter, as Python does', () => {
    const logged = record({ exc_info: [Error, new Error('x'), null], exc_text: 'cached' })

    expect(new Formatter('%(message)s').format(logged)).toBe('m\ncached')
  })

  it('begins no second line where the message ends with one', () => {
    const logged = record({ msg: 'm\n', exc_text: 'trace', stack_info: 'stack' })

    expect(new Formatter('%(message)s').format(logged)).toBe('m\ntrace\nstack')
  })

  it('prints NoneType: None for an exception that is none', () => {
    expect(new Formatter('%(message)s').format(record({ exc_info: [null, null, null] }))).toBe('m\nNoneType: None')
  })

  it('refuses an unknown style and a format without a field, in the words of CPython', () => {
    expect(() => new Formatter(null, null, 'x' as '%')).toThrow(/^Style must be one of: %,/)
    expect(() => new Formatter('plain')).toThrow("Invalid format 'plain' for '%' style")
    // @ts-expect-error the compiler sees it as well
    expect(() => new Formatter('%(message)')).toThrow("Invalid format '%(message)' for '%' style")
    expect(() => new Formatter('%%')).toThrow("Invalid format '%%' for '%' style")
  })

  it('takes a format without a field when it is told not to validate', () => {
    expect(new Formatter('plain', null, '%', false).format(record())).toBe('plain')
  })

  it('takes its arguments by name', () => {
    const formatter = new Formatter({ fmt: '%(message)s %(user)s', defaults: { user: 'nobody' }, validate: true })

    expect(formatter.format(record())).toBe('m nobody')
    expect(formatter.format(record({ user: 'anna' }))).toBe('m anna')
    expect(() => new Formatter('%(message)s', { fmtt: 'x' } as object)).toThrow(
      "Formatter.__init__() got an unexpected keyword argument 'fmtt'. Did you mean 'fmt'?",
    )
  })

  it('says which attribute a record lacks', () => {
    // @ts-expect-error the compiler sees it as well
    const format = () => new Formatter('%(zz)s').format(record())

    expect(format).toThrow("Formatting field not found in record: 'zz'")
    expect(format).toThrow(expect.objectContaining({ name: 'ValueError' }))
  })

  it('misses an attribute that was deleted from the record, or takes it from the defaults', () => {
    const logged = record()
    delete (logged as { name?: string }).name

    expect(() => new Formatter('%(name)s').format(logged)).toThrow("Formatting field not found in record: 'name'")
    expect(new Formatter({ fmt: '%(name)s', defaults: { name: 'none' } }).format(logged)).toBe('none')
  })

  it('reads no name of a prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'getMessage', 'hasOwnProperty']) {
      expect(() => new Formatter(`%(${name})s`).format(record()), name).toThrow(
        `Formatting field not found in record: '${name}'`,
      )
    }
  })

  it('leaves other errors of a conversion as they are', () => {
    expect(() => new Formatter('%(funcName)d').format(record())).toThrow(
      '%d format: a real number is required, not NoneType',
    )
  })

  it('sees the class attributes of Python: on the class, on a subclass, on the instance', () => {
    class Utc extends Formatter {
      static override converter = gmtime
    }
    const time = (formatter: Formatter) => formatter.formatTime(record())
    const local = time(new Formatter())

    expect(time(new Utc())).toBe('2026-07-15 12:00:00,123')
    Formatter.default_msec_format = '%s.%03d'
    expect(time(new Utc())).toBe('2026-07-15 12:00:00.123')
    expect(time(new Formatter())).toBe(local.replace(',', '.'))
    Formatter.converter = gmtime
    expect(time(new Formatter())).toBe('2026-07-15 12:00:00.123')
    Utc.converter = localtime
    expect(time(new Utc())).toBe(local.replace(',', '.'))
  })
})

describe('BufferingFormatter', () => {
  it('prints records without anything between them, and nothing for none', () => {
    const formatter = new BufferingFormatter(new Formatter('[%(message)s]'))

    expect(formatter.format([record(), record({ msg: 'n' })])).toBe('[m][n]')
    expect(formatter.format([])).toBe('')
  })

  it('puts header and footer of a subclass around them', () => {
    class Counting extends BufferingFormatter {
      override formatHeader(records: readonly LogRecord[]): string {
        return `${records.length}<`
      }
      override formatFooter(): string {
        return '>'
      }
    }

    expect(new Counting().format([record()])).toBe('1<m>')
  })
})

describe('a hostile format', () => {
  it('with ninety thousand fields prints them all', () => {
    expect(utcFormatter('%(name)s '.repeat(90_000)).format(record())).toBe('shop '.repeat(90_000))
  })

  it('with a million zeros is refused in time that grows no faster than its length', () => {
    const start = performance.now()

    expect(() => new Formatter(`%(name)${'0'.repeat(1_000_000)}`)).toThrow('Invalid format')
    // @ts-expect-error the compiler sees it as well
    expect(new Formatter('%(name)007d')).toBeInstanceOf(Formatter)
    expect(performance.now() - start).toBeLessThan(2000) // Once it was half an hour.
  })

  it('prints a million arguments, which are more than a call can have', () => {
    const many = record({ args: new Array(1_000_000).fill(1) })

    expect(new Formatter('%(args)s')._style.format(many).length).toBe(3_000_000)
  })
})
