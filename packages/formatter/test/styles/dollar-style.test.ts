import { describe, expect, it } from 'vitest'
import { Formatter } from '../../src/formatter.js'
import { ValueError } from '../../src/python/errors.js'
import { LogRecord, makeLogRecord } from '../../src/record/record.js'
import { StringTemplateStyle } from '../../src/styles/dollar-style.js'
import { findStyle } from '../../src/styles/styles.js'

const record = () => new LogRecord('shop', 20, '/app/main.js', 42, 'sold %d', [3], null, 'sell')

describe('StringTemplateStyle', () => {
  it('prints a record', () => {
    const formatter = new Formatter('$levelname ${name}:$lineno $funcName$$ $args $message', null, '$')

    expect(formatter.format(record())).toBe('INFO shop:42 sell$ (3,) sold 3')
  })

  it('shows times as floats', () => {
    expect(new Formatter('$msecs', null, '$').format(makeLogRecord({ msecs: 7 }))).toBe('7.0')
  })

  it('means the default format by an empty one', () => {
    expect([new StringTemplateStyle('')._fmt, new StringTemplateStyle()._fmt]).toEqual(['${message}', '${message}'])
    expect(findStyle('$').basicFormat).toBe('${levelname}:${name}:${message}')
  })

  it('asks for the time where something begins with $asctime', () => {
    const uses = (format: string) => new StringTemplateStyle(format).usesTime()

    expect(['$asctime', '${asctime}', '$asctimes', '$$asctime', '${asctimes}', 'asctime'].map(uses)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('asks for the call site where a name is part of it', () => {
    const uses = (format: string) => new StringTemplateStyle(format).usesCallSite()

    expect(['$lineno', '${funcName}', '$$lineno', '$message', '$'].map(uses)).toEqual([true, true, false, false, false])
  })

  it('takes defaults for what a record lacks, and only that', () => {
    const style = new StringTemplateStyle('$zone $name', { defaults: { zone: 'eu', name: 'never' } })

    expect(style.format(record())).toBe('eu shop')
  })

  it('makes a ValueError of a missing field', () => {
    const failure = (format: string) => () => new StringTemplateStyle(format).format(record())

    expect(failure('$nope')).toThrow(new ValueError("Formatting field not found in record: 'nope'"))
    expect(failure('$constructor')).toThrow(new ValueError("Formatting field not found in record: 'constructor'"))
    expect(failure('$getMessage')).toThrow(new ValueError("Formatting field not found in record: 'getMessage'"))
    expect(failure('$')).toThrow('Invalid placeholder in string: line 1, col 1')
  })

  it('refuses a hostile format in linear time', () => {
    const refusal = (format: string) => () => new StringTemplateStyle(format).validate()

    expect(refusal('$$'.repeat(2 ** 20))).toThrow('no fields')
    expect(refusal('${'.repeat(2 ** 20))).toThrow("bare '$' not allowed")
  })
})
