/** Python's module-level functions. */
import { describe, expect, it, vi } from 'vitest'
import logging, { INFO, type LogRecord, root } from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()

const FUNCTIONS = ['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'exception'] as const

/** Root with a handler that keeps its records. */
function recordedRoot(): Recorder {
  const recorder = new Recorder()
  root.addHandler(recorder)
  root.setLevel(1)
  return recorder
}

describe('module functions', () => {
  it('log on the root logger, with arguments and keywords', () => {
    const recorder = recordedRoot()
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})

    for (const name of FUNCTIONS) logging[name]('a %s', 1, { extra: { user: name } })
    warn.mockRestore()
    logging.log(15, 'a %s', 1, { extra: { user: 'log' } })

    expect(recorder.messages).toEqual(Array.from({ length: 8 }, () => 'a 1'))
    expect(recorder.records.map((record: LogRecord) => record['user'])).toEqual([...FUNCTIONS, 'log'])
    expect(recorder.records.map(({ levelno }) => levelno)).toEqual([10, 20, 30, 40, 50, 50, 40, 15])
    expect(new Set(recorder.records.map(({ name }) => name))).toEqual(new Set(['root']))
  })

  it('configure root first when it has no handlers, also when the record is then dropped', () => {
    const stderr = captureStderr()

    logging.debug('unseen')
    expect(root.handlers.map(String)).toEqual(['<StreamHandler (NOTSET)>'])
    expect(stderr.text).toBe('')
    logging.warning('seen')

    expect(stderr.text).toBe('WARNING:root:seen\n')
  })

  it('leave root alone when it has handlers', () => {
    const recorder = recordedRoot()

    for (const name of FUNCTIONS) logging[name]('a')

    expect(root.handlers).toEqual([recorder])
  })

  it('go through the basicConfig that a program put on the module, which may log itself', () => {
    const recorder = recordedRoot()
    root.handlers = []
    const configure = vi.spyOn(logging, 'basicConfig').mockImplementation(() => {
      root.addHandler(recorder)
      root.info('configuring')
    })

    logging.info('a')
    logging.log(INFO, 'b')
    configure.mockRestore()

    expect(recorder.messages).toEqual(['configuring', 'a', 'b'])
  })

  it('check the level of `log`', () => {
    recordedRoot()

    expect(() => logging.log('INFO' as never, 'a')).toThrow(new TypeError('level must be an integer'))
  })

  it('print the error that exception was given', () => {
    const recorder = recordedRoot()
    const failure = new Error('x')

    logging.exception('a', failure)

    expect(recorder.last.exc_info?.[1]).toBe(failure)
    expect(recorder.last.args).toEqual([])
  })
})

describe('the module', () => {
  it('knows its tree', () => {
    expect(logging.root).toBe(root)
    expect(logging.Logger.root).toBe(root)
    expect(logging.Logger.manager).toBe(root.manager)
    expect(logging.getLogger('a').root).toBe(root)
  })
})
