/** Records that meet no handler. */
import { describe, expect, it } from 'vitest'
import logging, { Formatter, getLogger, root, sys } from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder, Sink } from '../support/isolate.js'

isolateEachTest()

describe('the handler of last resort', () => {
  it('prints the bare message of a warning or worse on the stderr of the moment', () => {
    const first = captureStderr()
    getLogger('a').warning('one %s', 1)
    const second = captureStderr()
    getLogger('a').error('two')
    getLogger('a').setLevel('DEBUG')
    getLogger('a').info('unseen')

    expect([first.text, second.text]).toEqual(['one 1\n', 'two\n'])
    // CPython 3.13.0: the stream of the moment has no name.
    expect(String(logging.lastResort)).toBe('<_StderrHandler (WARNING)>')
  })

  it('is asked when a record meets no handler on its way, whatever root has', () => {
    const stderr = captureStderr()
    root.addHandler(new Recorder())
    const logger = getLogger('a')
    logger.propagate = false

    logger.warning('a')

    expect(stderr.text).toBe('a\n')
  })

  it('is not asked when a handler was met that the level does not reach', () => {
    const stderr = captureStderr()
    root.addHandler(new Recorder('CRITICAL'))

    getLogger('a').error('a')

    expect(stderr.text).toBe('')
  })

  it('may be another one', () => {
    const stderr = captureStderr()
    const recorder = new Recorder('ERROR')
    logging.lastResort = recorder

    getLogger('a').warning('a')
    getLogger('a').error('b')

    expect(recorder.messages).toEqual(['b'])
    expect(stderr.text).toBe('')
  })

  it('switched off mentions the missing configuration once, however it was switched off', () => {
    const stderr = captureStderr()
    for (const none of [null, undefined]) {
      logging.lastResort = none as null
      root.manager.emittedNoHandlerWarning = false
      getLogger('a.b').error('a')
      getLogger('c').error('b')
    }

    const line = 'No handlers could be found for logger "a.b"\n'
    expect(stderr.text).toBe(line + line)
  })

  it('switched off with raiseExceptions false says nothing', () => {
    const stderr = captureStderr()
    logging.lastResort = null
    logging.raiseExceptions = false

    getLogger('a').error('a')

    expect(stderr.text).toBe('')
    expect(root.manager.emittedNoHandlerWarning).toBe(false)
  })

  it('prints a message that cannot be formatted as every handler does', () => {
    const stderr = captureStderr()

    // @ts-expect-error the compiler sees it as well
    getLogger('a').error('%d', 'x')

    expect(stderr.text).toMatch(/^--- Logging error ---\n/)
    expect(stderr.text).toContain("Message: '%d'\nArguments: ('x',)\n")
  })

  it('takes a formatter', () => {
    const stderr = captureStderr()
    logging.lastResort?.setFormatter(new Formatter('%(levelname)s %(message)s'))

    getLogger('a').error('a')
    logging.lastResort?.setFormatter(null)

    expect(stderr.text).toBe('ERROR a\n')
  })
})

describe('without a console', () => {
  it('nothing is printed and nothing fails', () => {
    sys.stderr = null

    // @ts-expect-error the compiler sees it as well
    getLogger('a').error('%d', 'x')
    logging.lastResort = null
    getLogger('a').error('a')
  })
})

describe('sys', () => {
  it('has the streams of the process until it is given others, and again after undefined', () => {
    const sink = new Sink()
    expect(sys.stdout).toBe(process.stdout)
    expect(sys.stderr).toBe(process.stderr)

    sys.stdout = sink
    sys.stderr = sink
    expect([sys.stdout, sys.stderr]).toEqual([sink, sink])
    sys.stdout = undefined as never
    expect(sys.stdout).toBe(process.stdout)
  })
})
