/** What all handlers share: level, filters, name, format, and what happens when they fail. */
import { describe, expect, it } from 'vitest'
import logging, {
  Formatter,
  getLogger,
  Handler,
  type LogRecord,
  makeLogRecord,
  NotImplementedError,
  NullHandler,
  StreamHandler,
  sys,
} from '../../src/index.js'
import { isStackOverflow } from '../../src/model/handler.js'
import { shared } from '../../src/model/shared.js'
import { captureStderr, isolateEachTest, Recorder, Sink } from '../support/isolate.js'

isolateEachTest()

describe('a handler', () => {
  it('has no level, formatter, filter or name at first', () => {
    const handler = new Handler()

    expect(handler).toMatchObject({ level: 0, formatter: null, filters: [], name: null, _closed: false })
  })

  it('takes its level by position or by name, and refuses what is none', () => {
    expect(new Handler('ERROR').level).toBe(40)
    expect(new NullHandler({ level: 35 }).level).toBe(35)
    expect(() => new Handler('info')).toThrow("Unknown level: 'info'")
    expect(() => new Handler(10.5)).toThrow('Level not an integer or a valid string: 10.5')
    expect(() => new Handler({ foo: 1 } as never)).toThrow(
      new TypeError("Handler.__init__() got an unexpected keyword argument 'foo'"),
    )
    const handler = new Handler()
    expect(() => handler.setLevel(null as never)).toThrow('Level not an integer or a valid string: None')
  })

  it('of the base class cannot emit', () => {
    const text = 'emit must be implemented by Handler subclasses'

    expect(() => new Handler().emit(makeLogRecord({}))).toThrow(new NotImplementedError(text))
    expect(() => new Handler().handle(makeLogRecord({}))).toThrow(text)
  })

  it('handles what passes its filters, whatever its level, and says what it emitted', () => {
    const recorder = new Recorder('CRITICAL')
    const [record, other] = [makeLogRecord({ msg: 'a' }), makeLogRecord({ msg: 'b' })]

    expect(recorder.handle(record)).toBe(record)
    recorder.addFilter((each) => (each === record ? other : true))
    expect(recorder.handle(record)).toBe(other)
    recorder.addFilter(() => false)
    expect(recorder.handle(record)).toBe(false)
    expect(recorder.records).toEqual([record, other])
  })

  it('asks a `filter` that a subclass has, even without filters in its list', () => {
    class Picky extends Recorder {
      override filter(record: LogRecord): LogRecord | false {
        // CPython takes any true value for "the same record".
        return (record.msg === 'seen') as never
      }
    }
    const picky = new Picky()

    picky.handle(makeLogRecord({ msg: 'unseen' }))
    picky.handle(makeLogRecord({ msg: 'seen' }))

    expect(picky.messages).toEqual(['seen'])
  })

  it('formats with its formatter, else the message alone', () => {
    const handler = new Handler()
    const record = makeLogRecord({ msg: '%s!', args: ['a'], levelname: 'INFO' })

    expect(handler.format(record)).toBe('a!')
    handler.setFormatter(new Formatter('%(levelname)s %(message)s'))
    expect(handler.format(record)).toBe('INFO a!')
    handler.setFormatter(null)
    expect(handler.format(record)).toBe('a!')
  })

  it('is found by its name until it gets another one, none, or is closed', () => {
    const handler = new Handler()
    const named = () => [...shared.handlersByName].map(([name, reference]) => [name, reference.deref()])

    handler.set_name('a')
    expect(handler.get_name()).toBe('a')
    handler.name = 'b'
    expect(named()).toEqual([['b', handler]])
    handler.name = ''
    expect(named()).toEqual([])
    handler.name = 'c'
    handler.close()
    expect(named()).toEqual([])
    expect([handler.name, handler._closed]).toEqual(['c', true])
  })

  it('counts its lock, and is closed by `using`', () => {
    const handler = new Handler()

    handler.acquire()
    handler.acquire()
    handler.release()
    expect(handler.lock).toEqual({ count: 1 })
    handler[Symbol.dispose]()
    expect(handler._closed).toBe(true)
  })

  it('shows its class and level', () => {
    expect(String(new Handler('INFO'))).toBe('<Handler (INFO)>')
    expect(String(new Recorder())).toBe('<Recorder (NOTSET)>')
    expect(String(new NullHandler())).toBe('<NullHandler (NOTSET)>')
  })
})

describe('NullHandler', () => {
  it('does nothing and has no lock, but counts as a handler', () => {
    const stderr = captureStderr()
    const logger = getLogger('library')
    const handler = new NullHandler()
    logger.addHandler(handler)

    logger.error('unseen')

    expect(stderr.text).toBe('')
    expect(handler.lock).toBe(null)
    expect(handler.handle(makeLogRecord({}))).toBeUndefined()
  })
})

describe('handleError', () => {
  /** Logs something that cannot be formatted. @returns What stderr got. */
  function failing(msg: unknown, ...args: unknown[]): string {
    const stderr = captureStderr()
    const logger = getLogger('failing')
    const sink = new Sink()
    logger.addHandler(new StreamHandler(sink))
    logger.propagate = false
    logger.error(msg, ...args)
    logger.error('still here')
    expect(sink.text).toBe('still here\n')
    return stderr.text
  }

  it('prints the error, the way to the log call, the message and its arguments', () => {
    const text = failing('%d and %s', 'x', null)

    // CPython 3.13.0 prints these lines; frames are those of the language.
    expect(text).toMatch(/^--- Logging error ---\nTraceback \(most recent call last\):\n {2}File "/)
    expect(text).toMatch(/\nTypeError: %d format: a real number is required, not str\nCall stack:\n {2}File "/)
    expect(text.endsWith("\nMessage: '%d and %s'\nArguments: ('x', None)\n")).toBe(true)
    const stack = text.slice(text.indexOf('Call stack:'))
    expect(stack.split('\n').findLast((line) => line.startsWith('  File'))).toContain('handler.test.ts')
    expect(stack).not.toContain('/src/')
  })

  it('prints one argument as a tuple of one, and a mapping as it is', () => {
    expect(failing('%s %s', 'x')).toContain("\nMessage: '%s %s'\nArguments: ('x',)\n")
    expect(failing('%(b)s', { a: 1 })).toContain("\nKeyError: 'b'\n")
    expect(failing('%(b)s', { a: 1 })).toContain("\nMessage: '%(b)s'\nArguments: {'a': 1}\n")
    expect(failing('a', 'surplus')).toContain('\nTypeError: not all arguments converted during string formatting\n')
  })

  it('says so when message and arguments cannot be printed either', () => {
    class Hostile {
      toString(): string {
        throw new Error('no text')
      }
    }

    expect(failing(new Hostile())).toMatch(
      /\nUnable to print the message and arguments - possible formatting error\.\nUse the traceback above to help find the error\.\n$/,
    )
  })

  it('prints nothing when raiseExceptions is false, or when there is no stderr', () => {
    logging.raiseExceptions = false
    expect(failing('%d', 'x')).toBe('')
    logging.raiseExceptions = true
    sys.stderr = null
    new StreamHandler(new Sink()).handleError(makeLogRecord({}), new Error('x'))
  })

  it('does not fail when stderr does', () => {
    sys.stderr = {
      write: () => {
        throw new Error('broken')
      },
    }

    new Handler().handleError(makeLogRecord({ msg: 'a' }), new Error('x'))
  })

  it('takes the record alone, as in Python, and says where it was logged when nobody logs now', () => {
    const stderr = captureStderr()

    new Handler().handleError(makeLogRecord({ msg: 'a', filename: 'app.py', lineno: 7 }))

    expect(stderr.text).toBe(
      "--- Logging error ---\nNoneType: None\nLogged from file app.py, line 7\nMessage: 'a'\nArguments: ()\n",
    )
  })

  it('prints the way to a record that was handed over', () => {
    const stderr = captureStderr()
    const handler = new StreamHandler(new Sink())
    const record = makeLogRecord({ msg: '%d', args: ['x'], levelno: 40 })

    handler.handle(record)
    const direct = stderr.text
    getLogger('received').addHandler(handler)
    getLogger('received').handle(record)
    const handed = stderr.text.slice(direct.length)

    for (const text of [direct, handed]) {
      const frames = text.slice(text.indexOf('Call stack:')).match(/^ {2}File .*$/gm)
      expect(frames?.at(-1)).toContain('handler.test.ts')
    }
  })

  it('may be overridden with the record as its only parameter', () => {
    const failed: LogRecord[] = []
    class Quiet extends StreamHandler {
      override handleError(record: LogRecord): void {
        failed.push(record)
      }
    }
    const record = makeLogRecord({ msg: '%d', args: ['x'] })

    new Quiet(new Sink()).handle(record)

    expect(failed).toEqual([record])
  })

  it('lets a stack overflow through, as Python does with RecursionError', () => {
    const stderr = captureStderr()
    const overflow = (): never => overflow()
    class Deep {
      toString(): string {
        return overflow()
      }
    }
    const handler = new StreamHandler(new Sink())

    expect(() => handler.handle(makeLogRecord({ msg: new Deep() }))).toThrow(RangeError)
    expect(() => handler.handleError(makeLogRecord({ msg: new Deep() }), new Error('x'))).toThrow(RangeError)
    expect(stderr.text).toBe('')
  })

  it('prints a million arguments, which are more than a call can have', () => {
    const stderr = captureStderr()

    new Handler().handleError(makeLogRecord({ msg: 'm', args: new Array(1_000_000).fill(1) }), new Error('e'))

    expect(stderr.text).toContain('Arguments: (1, 1, 1')
  })

  it('knows a stack overflow from other RangeErrors', () => {
    let overflow: unknown
    const dive = (): void => dive()
    try {
      dive()
    } catch (error) {
      overflow = error
    }

    expect(isStackOverflow(overflow)).toBe(true)
    expect(isStackOverflow(new RangeError('Invalid array length'))).toBe(false)
    expect(isStackOverflow('Maximum call stack size exceeded')).toBe(false)
  })
})
