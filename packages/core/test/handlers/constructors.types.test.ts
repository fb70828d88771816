/** A wrong keyword or option does not compile: `node scripts/check.mjs` compiles this file. Python's TypeErrors are thrown too. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  HTTPHandler,
  MemoryHandler,
  RotatingFileHandler,
  SMTPHandler,
  TimedRotatingFileHandler,
  WatchedFileHandler,
} from '../../src/handlers.js'
import { FileHandler, StreamHandler } from '../../src/index.js'
import { isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

describe('a constructor', () => {
  it('takes what Python takes', () => {
    const path = join(tempDir(), 'app.log')
    const delay = true
    const handlers = [
      new FileHandler(path, 'w', { delay, errors: 'replace' }),
      new WatchedFileHandler(path, { encoding: 'latin-1', delay }),
      new RotatingFileHandler(path, 'a', { maxBytes: 1, delay }),
      new RotatingFileHandler(path, 'a', 1, 2, 'cp1251', delay),
      new TimedRotatingFileHandler(path, 'midnight', { utc: true, maxBytes: 5, delay }),
      new MemoryHandler(5, 'ERROR', { flushOnClose: false }),
    ]

    expect(handlers).toHaveLength(6)
  })

  it('takes names behind any number of positions', () => {
    const path = join(tempDir(), 'app.log')
    const delay = true
    const handlers = [
      new FileHandler(path, undefined, 'latin-1', { delay }),
      new FileHandler(path, 'a', 'latin-1', delay, { errors: 'replace' }),
      new RotatingFileHandler(path, 'a', 1, 2, 'latin-1', { delay }),
      new TimedRotatingFileHandler(path, 'midnight', 1, 2, 'latin-1', { delay, utc: true }),
    ]

    expect(handlers.map(({ mode, encoding, delay }) => [mode, encoding, delay])).toEqual(
      handlers.map(() => ['a', 'latin-1', true]),
    )
    expect(new MemoryHandler(5, undefined, null, { flushOnClose: false }).flushOnClose).toBe(false)
    expect(new SMTPHandler('localhost', { fromaddr: 'a', toaddrs: 'b', subject: 'c' }).toaddrs).toEqual(['b'])
    expect(new HTTPHandler('localhost', { url: '/log' }).url).toBe('/log')
    expect(new HTTPHandler('localhost', '/log', 'POST', true, null, { ca: 'x' }, { timeout: 7 })).toMatchObject({
      context: { ca: 'x' },
      timeout: 7,
    })
  })

  it('does not compile with another name, and says so as Python does', () => {
    const path = join(tempDir(), 'app.log')
    const wrong = [
      // @ts-expect-error no such keyword
      () => new FileHandler(path, { maxBytes: 1 }),
      // @ts-expect-error no such keyword
      () => new FileHandler({ filename: path, Mode: 'a' }),
      // @ts-expect-error no such keyword
      () => new RotatingFileHandler(path, { maxbytes: 1 }),
      // @ts-expect-error given twice
      () => new RotatingFileHandler(path, 'a', { mode: 'w' }),
      // @ts-expect-error not of the timed one, as in Python
      () => new TimedRotatingFileHandler(path, { mode: 'w' }),
      // @ts-expect-error no such keyword
      () => new MemoryHandler(5, { flushlevel: 5 }),
      // @ts-expect-error no such keyword
      () => new StreamHandler({ strm: null }),
    ]

    for (const construct of wrong) expect(construct).toThrow(/^\w+\.__init__\(\) got (an unexpected|multiple)/)
  })

  it('does not compile with a value of another type', () => {
    const constructors = [
      // @ts-expect-error a number
      () => new RotatingFileHandler('a', { maxBytes: '1' }),
      // @ts-expect-error a text
      () => new TimedRotatingFileHandler('a', 5),
      // @ts-expect-error a handler
      () => new MemoryHandler(1, 40, 'target'),
    ]

    expect(constructors).toHaveLength(3)
  })
})
