import { describe, expect, it } from 'vitest'
import { Formatter } from '../../src/formatter.js'
import { ValueError } from '../../src/python/errors.js'
import { LogRecord, makeLogRecord } from '../../src/record/record.js'
import { StrFormatStyle } from '../../src/styles/brace-style.js'
import { findStyle } from '../../src/styles/styles.js'

const record = () => new LogRecord('shop', 20, '/app/main.js', 42, 'sold %d', [3], null, 'sell')

describe('StrFormatStyle', () => {
  it('prints a record', () => {
    const formatter = new Formatter('{levelname:<8}|{name}:{lineno:04d} {funcName!r} {args[0]} {message}', null, '{')

    expect(formatter.format(record())).toBe("INFO    |shop:0042 'sell' 3 sold 3")
  })

  it('shows times as floats, whole or not', () => {
    const formatter = new Formatter('{msecs} {msecs:03.0f} {created:.3f}', null, '{')

    expect(formatter.format(makeLogRecord({ msecs: 7, created: 1784116800.007 }))).toBe('7.0 007 1784116800.007')
  })

  it('means the default format by an empty one', () => {
    expect([new StrFormatStyle('')._fmt, new StrFormatStyle()._fmt]).toEqual(['{message}', '{message}'])
    expect(findStyle('{').basicFormat).toBe('{levelname}:{name}:{message}')
  })

  it('asks for the time where the format begins a field with asctime', () => {
    const uses = (format: string) => new StrFormatStyle(format).usesTime()

    expect(['{asctime}', '{asctime:>30}', '{asctimes}', '{{asctime}}', '{ asctime}', '{message}'].map(uses)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('asks for the call site where a field or an inner one names it', () => {
    const uses = (format: string) => new StrFormatStyle(format).usesCallSite()

    expect(
      ['{lineno}', '{funcName!r:>5}', '{message:>{lineno}}', '{pathname[0]}', '{message}', '{', '{0}'].map(uses),
    ).toEqual([true, true, true, true, false, false, false])
  })

  it('takes defaults for what a record lacks, and only that', () => {
    const style = new StrFormatStyle('{zone} {name}', { defaults: { zone: 'eu', name: 'never' } })

    expect(style.format(record())).toBe('eu shop')
  })

  it('makes a ValueError of a missing field, and of nothing else', () => {
    const failure = (format: string) => () => new StrFormatStyle(format).format(record())

    expect(failure('{nope}')).toThrow(new ValueError("Formatting field not found in record: 'nope'"))
    expect(failure('{constructor}')).toThrow(new ValueError("Formatting field not found in record: 'constructor'"))
    expect(failure('{0}')).toThrow('Replacement index 0 out of range for positional args tuple')
    expect(failure('{name.x}')).toThrow("'str' object has no attribute 'x'")
  })

  it('reads no methods or accessors of a record', () => {
    expect(() => new StrFormatStyle('{getMessage}').format(record())).toThrow("not found in record: 'getMessage'")
    expect(() => new StrFormatStyle('{toDict}').format(record())).toThrow("not found in record: 'toDict'")
  })

  it('refuses a hostile format in linear time', () => {
    const long = 2 ** 20
    const refusal = (format: string) => () => new StrFormatStyle(format).validate()

    expect(refusal(`{a${'.b'.repeat(long)}-}`)).toThrow('invalid field name/expression')
    expect(refusal(`{a${'[b]'.repeat(long)}-}`)).toThrow('invalid field name/expression')
    expect(refusal(`{a:${'1'.repeat(long)}y}`)).toThrow('bad specifier')
    expect(refusal(`{a:{${'b'.repeat(long)}-}}`)).toThrow('bad specifier')
    expect(refusal('{{'.repeat(long))).toThrow('no fields')
  })
})
