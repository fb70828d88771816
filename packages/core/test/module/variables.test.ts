/** Python's module variables, those with an underscore included. */
import { describe, expect, it, vi } from 'vitest'
import logging, { addLevelName, getLogger, type LogRecord, NullHandler, StreamHandler } from '../../src/index.js'
import { isolateEachTest, Recorder, Sink } from '../support/isolate.js'

isolateEachTest()

describe('_srcfile', () => {
  function log(): LogRecord {
    const recorder = new Recorder()
    const logger = new logging.Logger('app')
    logger.addHandler(recorder)
    logger.warning('a', { stack_info: true })
    return recorder.last
  }

  it('set to null switches the look for callers off, stack_info included', () => {
    expect(log().lineno).toBeGreaterThan(0)
    expect(log().stack_info).toContain('Stack (most recent call last)')

    logging._srcfile = null

    // CPython 3.13.0
    const unknown = {
      pathname: '(unknown file)',
      filename: '(unknown file)',
      lineno: 0,
      funcName: '(unknown function)',
    }
    expect(log()).toMatchObject({ ...unknown, module: '(unknown file)', stack_info: null })
  })

  it('is obeyed by a handler whose format names the place', () => {
    const sink = new Sink()
    const handler = new StreamHandler(sink)
    handler.setFormatter(new logging.Formatter('%(filename)s:%(lineno)d %(funcName)s'))
    getLogger('app').addHandler(handler)
    logging._srcfile = null
    const capture = vi.spyOn(Error, 'captureStackTrace')

    getLogger('app').warning('a')

    expect(capture).not.toHaveBeenCalled()
    capture.mockRestore()
    expect(sink.text).toBe('(unknown file):0 (unknown function)\n')
  })
})

describe('the maps of levels', () => {
  it('are live', () => {
    addLevelName(25, 'NOTICE')

    expect(logging._levelToName.get(25)).toBe('NOTICE')
    expect(logging._nameToLevel.get('NOTICE')).toBe(25)
    expect(logging._checkLevel('NOTICE')).toBe(25)
  })
})

describe('the lists of handlers', () => {
  it('hold each handler weakly, oldest first', () => {
    const handlers = [new NullHandler(), new NullHandler()]

    expect(logging._handlerList.map((reference) => reference.deref())).toEqual(handlers)
  })
})

it('the last resort can be put back', () => {
  logging.lastResort = null
  logging.lastResort = logging._defaultLastResort

  expect(String(logging.lastResort)).toBe('<_StderrHandler <stderr> (WARNING)>')
  expect(logging.lastResort).toBeInstanceOf(logging._StderrHandler)
})

it('the version is that of the module in CPython 3.13', () => {
  expect([logging.__version__, logging.__date__, logging.__status__]).toEqual([
    '0.5.1.2',
    '07 February 2010',
    'production',
  ])
})
