/** What a log call takes beside its message, and what may be wrong with it. Positions of callers: test/call-site. */
import { Traceback } from '@pylogging/formatter'
import { describe, expect, it, vi } from 'vitest'
import {
  getLogger,
  KeyError,
  kw,
  Logger,
  type LogKeywords,
  type LogRecord,
  StreamHandler,
  tuple,
} from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder, recorded, Sink } from '../support/isolate.js'

isolateEachTest()

describe('keywords of a call', () => {
  it('attach an error with exc_info', () => {
    const { logger, recorder } = recorded()
    const failure = new RangeError('x')

    logger.info('a', { exc_info: failure })

    expect(recorder.last.args).toEqual([])
    expect(recorder.last.exc_info).toEqual([RangeError, failure, expect.any(Traceback)])
  })

  it('attach none for a false exc_info, and keep a tuple as it is', () => {
    const { logger, recorder } = recorded()
    const triple = [null, null, null]

    for (const exc_info of [false, null, undefined, 0, '', [], {}, tuple()]) {
      logger.info('a', { exc_info })
      expect(recorder.last.exc_info).toBe(null)
    }
    logger.info('a', { exc_info: triple })
    expect(recorder.last.exc_info).toBe(triple)
    logger.info('a', { exc_info: tuple(...triple) })
    expect(recorder.last.exc_info).toEqual(triple)
  })

  it('attach the empty exception for `exc_info: true` and 1, as Python does outside an except, and warn once', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const { logger, recorder } = recorded()

    logger.info('a', { exc_info: true })
    logger.info('a', { exc_info: 1 })

    expect(recorder.records.map(({ exc_info }) => exc_info)).toEqual([
      [null, null, null],
      [null, null, null],
    ])
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it('put `extra` on the record', () => {
    const { logger, recorder } = recorded()

    logger.info('a', { extra: { user: 'u', toString: 'own' } })
    logger.info('b', { extra: null })

    expect(recorder.records[0]?.['user']).toBe('u')
    expect(Object.hasOwn(recorder.records[0] as LogRecord, 'toString')).toBe(true)
  })

  it.each(['message', 'asctime', 'name', 'args', 'taskName', 'lineno', 'funcName', 'exc_text'])(
    'refuse %s in `extra`, because it would overwrite the record',
    (name) => {
      const { logger, recorder } = recorded()

      const call = () => logger.info('a', { extra: { [name]: 1 } })

      // CPython 3.13.0: str() of a KeyError is the repr of its text.
      expect(call).toThrow(new KeyError(`Attempt to overwrite '${name}' in LogRecord`))
      expect(call).toThrow(`"Attempt to overwrite '${name}' in LogRecord"`)
      expect(recorder.records).toEqual([])
    },
  )

  it('print the stack with stack_info', () => {
    const { logger, recorder } = recorded()

    logger.info('a', { stack_info: true })
    const { stack_info } = recorder.last

    expect(stack_info).toMatch(/^Stack \(most recent call last\):\n {2}File ".*", line \d+, in /)
    expect(stack_info).not.toMatch(/\n$/)
    expect(stack_info?.split('\n').findLast((line) => line.startsWith('  File'))).toContain('log-call.test.ts')
  })

  it('are a TypeError when one is not known, also when given by kw()', () => {
    const { logger, recorder } = recorded()
    const text = "Logger._log() got an unexpected keyword argument 'foo'"

    expect(() => logger.info('a', { exc_info: true, foo: 1 } as never)).toThrow(new TypeError(text))
    expect(() => logger.info('a', kw({ foo: 1 }))).toThrow(new TypeError(text))
    expect(() => logger.exception('a', { extra: {}, foo: 1 } as never)).toThrow(new TypeError(text))
    // CPython 3.13.0 suggests in these words.
    expect(() => logger.info('a', { excinfo: true } as never)).toThrow(
      new TypeError("Logger._log() got an unexpected keyword argument 'excinfo'. Did you mean 'exc_info'?"),
    )
    expect(recorder.records).toEqual([])
  })

  it('of its own reach the _log of a subclass by kw()', () => {
    class Tagging extends Logger {
      override _log(
        level: number,
        msg: unknown,
        args: readonly unknown[],
        { tag, ...keywords }: LogKeywords & { tag?: string } = {},
      ): void {
        super._log(level, `[${tag}] ${msg}`, args, keywords)
      }
    }
    const logger = new Tagging('by hand')
    const recorder = new Recorder()
    logger.addHandler(recorder)

    logger.error('%d', 1, kw({ tag: 't' }))

    expect(recorder.messages).toEqual(['[t] 1'])
  })
})

describe('exception', () => {
  it('takes exc_info, else a surplus Error at the end, else a message that is an Error', () => {
    const { logger, recorder } = recorded()
    const one = new Error('one')
    const two = new Error('two')

    // @ts-expect-error the compiler sees it as well
    logger.exception('a', one, { exc_info: two })
    expect([recorder.last.exc_info?.[1], recorder.last.args]).toEqual([two, [one]])
    logger.exception('%s', 'a', one)
    expect([recorder.last.exc_info?.[1], recorder.last.args]).toEqual([one, ['a']])
    logger.exception(one)
    expect([recorder.last.exc_info?.[1], recorder.last.getMessage()]).toEqual([one, 'one'])
    logger.exception('a', { exc_info: false })
    expect(recorder.last.exc_info).toBe(null)
  })

  it('takes an Error that the message formats as well, as `except … as error` leaves it in Python programs', () => {
    const { logger, recorder } = recorded()
    const failure = new Error('no user')

    logger.exception('failed: %s', failure)

    expect([recorder.last.exc_info?.[1], recorder.last.getMessage()]).toEqual([failure, 'failed: no user'])
  })

  it('alone guesses: an Error too many for the message of error() stays an argument', () => {
    const { logger, recorder } = recorded()
    const failure = new Error('x')

    // @ts-expect-error the compiler sees it as well
    logger.error('a', failure)

    expect(recorder.last.args).toEqual([failure])
    expect(recorder.last.exc_info).toBe(null)
  })
})

describe('values that refuse to be looked at', () => {
  const refusing = {
    'a Proxy whose traps all throw': () => {
      const trap = () => {
        throw new Error('trap')
      }
      return new Proxy({}, new Proxy({}, { get: () => trap }))
    },
    'a Map in name only': () => Object.create(Map.prototype) as unknown,
    'text that throws such an error': () => ({
      toString() {
        throw Object.defineProperty(new Error('m'), 'name', {
          get() {
            throw new Error('name')
          },
        })
      },
    }),
  }

  it('a revoked Proxy is printed, since no operation on it is needed', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const sink = new Sink()
    const stderr = captureStderr()
    getLogger('app').addHandler(new StreamHandler(sink))

    getLogger('app').error('%s', proxy)

    expect([sink.text, stderr.text]).toEqual(['<Revoked Proxy>\n', ''])
  })

  it.each(Object.entries(refusing))('%s is reported by the handler, and the log call returns', (_, make) => {
    const logger = getLogger('app')
    const stderr = captureStderr()
    logger.addHandler(new StreamHandler(new Sink()))

    logger.error('%s', make())
    logger.error('%s and %s', make(), make())
    logger.error(make())
    logger.error('m', { exc_info: make() })
    logger.exception('%s', make())
    logger.exception(make())

    expect(stderr.text.split('--- Logging error ---').length).toBeGreaterThan(5)
  })
})
