import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  absolutePath,
  parseOptions,
  parseSizeOptions,
  type TimedRotatingFileOptions,
} from '../../src/options/options.js'
import { ValueError } from '../../src/world/errors.js'

const parse = (options: object) => parseOptions(options as TimedRotatingFileOptions, 'TimedRotatingFile')

describe('parseOptions', () => {
  it("has Python's defaults", () => {
    expect(parse({ interval: undefined })).toMatchObject({
      when: 'h',
      interval: 1,
      backupCount: 0,
      utc: false,
      delay: false,
    })
  })

  it.each([
    ['backupcount', "'backupcount'. Did you mean 'backupCount'?"],
    ['backup_count', "'backup_count'. Did you mean 'backupCount'?"],
    ['intervall', "'intervall'. Did you mean 'interval'?"],
    ['zzz', "'zzz'"],
  ])("refuses the unknown option %s in Python's words", (name, words) => {
    expect(() => parse({ [name]: 1 })).toThrow(
      new TypeError(`TimedRotatingFile.__init__() got an unexpected keyword argument ${words}`),
    )
  })

  it.each([
    [{ when: 3 }, TypeError, 'option "when" of TimedRotatingFile must be a string, not number'],
    [{ interval: '2' }, TypeError, 'must be a number, not string'],
    [{ backupCount: 1.5 }, ValueError, 'must be a whole number, not 1.5'],
    [{ lockWaitMs: -1 }, ValueError, 'must be 0 or more milliseconds'],
    [{ bufferBytes: -1 }, ValueError, 'option "bufferBytes" of TimedRotatingFile must be a whole number, not -1'],
    [{ bufferBytes: '64k' }, TypeError, 'must be a number'],
    [{ flushIntervalMs: -1 }, ValueError, 'must be 0 or more milliseconds'],
    [{ encoding: 'klingon' }, ValueError, 'unknown encoding: klingon'],
    [{ atTime: '25:00' }, ValueError, 'hour must be in 0..23'],
    [{ atTime: { hour: 1, minute: 61, second: 0 } }, ValueError, 'minute must be in 0..59'],
    [{ atTime: 'noon' }, ValueError, "Invalid isoformat string: 'noon'"],
    [{ atTime: 12 }, TypeError, 'must be a time'],
    [{ namer: 'x' }, TypeError, 'must be a function'],
    [{ rotator: 'x' }, TypeError, 'must be a function'],
    [{ maxBytes: 1.5 }, ValueError, 'must be a whole number'],
    [{ followSymlinks: 1 }, TypeError, 'must be a boolean'],
    [{ mode: 0o77777 }, ValueError, 'must be a whole number'],
  ])('refuses %o', (options, type, words) => {
    expect(() => parse(options)).toThrow(type)
    expect(() => parse(options)).toThrow(words)
  })

  it('takes a time of day as text or as an object', () => {
    const time = { hour: 13, minute: 45, second: 0 }

    expect(parse({ atTime: '13:45' }).atTime).toEqual(time)
    expect(parse({ atTime: '13:45:00' }).atTime).toEqual(time)
    expect(parse({ atTime: time }).atTime).toEqual(time)
    expect(parse({ atTime: null }).atTime).toBeUndefined()
  })
})

describe('parseSizeOptions', () => {
  it("has Python's defaults, and none of the other handler's options", () => {
    const options = { when: 'h' } as object

    expect(parseSizeOptions({}, 'RotatingFile')).toMatchObject({ maxBytes: 0, backupCount: 0, delay: false })
    expect(() => parseSizeOptions(options, 'RotatingFile')).toThrow(
      new TypeError("RotatingFile.__init__() got an unexpected keyword argument 'when'"),
    )
  })
})

describe('absolutePath', () => {
  it('takes a path or a file URL', () => {
    expect(absolutePath('/logs/../logs/app.log')).toBe('/logs/app.log')
    expect(absolutePath(pathToFileURL('/logs/a b.log'))).toBe('/logs/a b.log')
  })

  it('refuses what is neither', () => {
    expect(() => absolutePath('a\0b')).toThrow(new ValueError('embedded null byte'))
    expect(() => absolutePath(3 as never)).toThrow(TypeError)
  })
})
