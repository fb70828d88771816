/** Celery's formatters. The colours are what Celery 5.6's source says; of a record only the format is ours. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dictConfig } from '../../src/config.js'
import logging, { type LogRecord, makeLogRecord, root } from '../../src/index.js'
import { ColorFormatter, celeryCurrentId, celeryTaskName, TaskFormatter } from '../../src/third-party.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'

isolateEachTest()
beforeEach(() => {
  for (const name of ['FORCE_COLOR', 'NO_COLOR']) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

function record(levelname: string, attributes: object = {}): LogRecord {
  return makeLogRecord({ name: 'app', msg: 'hello', levelname, ...attributes })
}

describe('ColorFormatter', () => {
  it.each([
    ['DEBUG', '\x1b[1;34mhello\x1b[0m'],
    ['INFO', 'hello'],
    ['WARNING', '\x1b[1;33mhello\x1b[0m'],
    ['ERROR', '\x1b[1;31mhello\x1b[0m'],
    ['CRITICAL', '\x1b[1;35mhello\x1b[0m'],
    ['NOTICE', 'hello'],
  ])('prints %s as %j', (levelname, text) => {
    expect(new ColorFormatter('%(message)s', true).format(record(levelname))).toBe(text)
    expect(new ColorFormatter({ use_color: false }).format(record(levelname))).toBe('hello')
  })

  it('colours a traceback with its message', () => {
    const text = new ColorFormatter(null, true).format(record('ERROR', { exc_text: 'Traceback' }))

    expect(text).toBe('\x1b[1;31mhello\nTraceback\x1b[0m')
  })

  it('has colours on terminals only, unless it is told', () => {
    expect(new ColorFormatter().use_color).toBe(false)
    vi.stubEnv('FORCE_COLOR', '1')
    expect(new ColorFormatter().use_color).toBe(true)
  })
})

describe('TaskFormatter', () => {
  const formatter = new TaskFormatter('%(task_name)s[%(task_id)s]: %(message)s', false)

  it('names the task that runs, and question marks where none does', () => {
    expect(formatter.format(record('INFO'))).toBe('???[???]: hello')
    expect(formatter.format(record('INFO', { task_id: '7' }))).toBe('???[7]: hello')
    celeryCurrentId.run('id-1', () => {
      expect(formatter.format(record('INFO'))).toBe('???[id-1]: hello')
      celeryTaskName.run('app.add', () => expect(formatter.format(record('INFO'))).toBe('app.add[id-1]: hello'))
    })
  })

  it('is what a configuration names, and a class gets more than it takes, as in Python', () => {
    const stderr = captureStderr()
    const handlers = { h: { class: 'logging.StreamHandler', formatter: 'f' } }
    const configured = (formatter: object) =>
      dictConfig({ version: 1, formatters: { f: formatter }, handlers, root: { handlers: ['h'] } })

    configured({ '()': 'celery.app.log.TaskFormatter', fmt: '%(task_name)s %(message)s', use_color: false })
    root.error('m')

    expect(stderr.text).toBe('??? m\n')
    expect(() => configured({ class: 'celery.utils.log.ColorFormatter', format: '%(message)s' })).toThrow()
    expect(logging.getHandlerByName('h')).toBe(null)
  })
})
