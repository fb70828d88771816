/** Python's `warnings`. The texts of errors are CPython 3.13.0's. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import logging, { getLogger, ValueError, warnings } from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder, Sink } from '../support/isolate.js'

isolateEachTest()

const { DeprecationWarning, UserWarning, Warning } = warnings

/** The line of this file on which a text stands. */
function lineOf(text: string): number {
  return (
    readFileSync(import.meta.filename, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  )
}

/** What is shown from now on, as "Category: text". */
function recorded(): () => string[] {
  const caught = warnings.catch_warnings({ record: true })
  return () => caught.log.map(({ message }) => String(message))
}

describe('warn', () => {
  it('prints place, category, text and the line of the source on stderr', () => {
    const stderr = captureStderr()

    warnings.warn('old') // the call

    const file = import.meta.filename
    expect(stderr.text).toBe(
      `${file}:${lineOf('// the' + ' call')}: UserWarning: old\n  warnings.warn('old') // the call\n`,
    )
  })

  it('prints a warning once for each place, text and category', () => {
    const shown = recorded()

    for (let round = 0; round < 3; round += 1) {
      warnings.warn('a')
      warnings.warn('a')
      warnings.warn(`round ${round}`, UserWarning)
      warnings.warn('a', warnings.RuntimeWarning)
    }

    expect(shown().filter((each) => each === 'UserWarning: a')).toHaveLength(2)
    expect(shown()).toHaveLength(2 + 3 + 1)
  })

  it('points at the caller of the caller with stacklevel 2', () => {
    const caught = warnings.catch_warnings({ record: true })
    function load(): void {
      warnings.warn('old', { stacklevel: 2 })
    }

    load() // who loads

    expect(caught.log[0]?.lineno).toBe(lineOf('// who' + ' loads'))
  })

  it('takes a warning for its message, and its class for the category', () => {
    class MyWarning extends DeprecationWarning {}
    const shown = recorded()
    warnings.simplefilter('always')

    warnings.warn(new MyWarning('old'))

    expect(shown()).toEqual(['MyWarning: old'])
  })

  it('refuses what is no category', () => {
    const text = "category must be a Warning subclass, not 'number'"
    expect(() => warnings.warn('a', 3 as never)).toThrow(new TypeError(text))
    expect(() => warnings.warn('a', Error as never)).toThrow('category must be a Warning subclass')
  })
})

describe('filters', () => {
  it('are those of CPython at the beginning: deprecations are not shown outside the main file', () => {
    const shown = recorded()

    warnings.warn('a', DeprecationWarning)
    warnings.warn('a', warnings.PendingDeprecationWarning)
    warnings.warn('a', warnings.ImportWarning)
    warnings.warn('a', warnings.ResourceWarning)
    warnings.warn('a', warnings.FutureWarning)
    warnings.warn_explicit('a', DeprecationWarning, 'app.js', 1, '__main__')

    expect(shown()).toEqual(['FutureWarning: a', 'DeprecationWarning: a'])
  })

  it('decide by text, category, module and line; the last one added first', () => {
    const shown = recorded()
    warnings.filterwarnings('ignore', { message: 'OLD', category: UserWarning })
    warnings.filterwarnings('ignore', '', Warning, 'db', 7)

    warnings.warn_explicit('older', UserWarning, 'a.js', 1)
    warnings.warn_explicit('is old', UserWarning, 'a.js', 1)
    warnings.warn_explicit('older', warnings.RuntimeWarning, 'a.js', 1)
    warnings.warn_explicit('a', UserWarning, 'db.js', 7)
    warnings.warn_explicit('a', UserWarning, 'db.js', 8)

    expect(shown()).toEqual(['UserWarning: is old', 'RuntimeWarning: older', 'UserWarning: a'])
  })

  it('show always, once for a file, or once', () => {
    const repeat = (action: 'always' | 'module' | 'once' | 'default') => {
      const caught = warnings.catch_warnings({ record: true, action })
      for (const [file, line] of [
        ['a.js', 1],
        ['a.js', 1],
        ['a.js', 2],
        ['b.js', 1],
      ] as const) {
        warnings.warn_explicit('a', UserWarning, file, line)
      }
      caught.restore()
      return caught.log.length
    }

    expect([repeat('always'), repeat('default'), repeat('module'), repeat('once')]).toEqual([4, 3, 2, 1])
  })

  it('throw the warning for "error"', () => {
    warnings.simplefilter('error', UserWarning)

    expect(() => warnings.warn('a')).toThrow(UserWarning)
    expect(() => warnings.warn('a')).toThrow('a')
  })

  it('go behind the others with append', () => {
    const shown = recorded()
    warnings.simplefilter('ignore', UserWarning)
    warnings.simplefilter('always', UserWarning, 0, true)

    warnings.warn('a')

    expect(shown()).toEqual([])
    warnings.resetwarnings()
    warnings.warn('a', DeprecationWarning)
    expect(shown()).toEqual(['DeprecationWarning: a'])
  })

  it.each([
    [['nope'], new ValueError("invalid action: 'nope'")],
    [['ignore', 1], new TypeError('message must be a string')],
    [['ignore', '', 3], new TypeError('category must be a Warning subclass')],
    [['ignore', '', Warning, 3], new TypeError('module must be a string')],
    [['ignore', '', Warning, '', '1'], new TypeError('lineno must be an int')],
    [['ignore', '', Warning, '', -1], new ValueError('lineno must be an int >= 0')],
    [['ignore', { bad: 1 }], new TypeError("filterwarnings() got an unexpected keyword argument 'bad'")],
  ])('refuse %j', (args, error) => {
    const filterwarnings = warnings.filterwarnings as (...args: unknown[]) => void

    expect(() => filterwarnings(...args)).toThrow(error)
  })

  it('come back after catch_warnings', () => {
    const stderr = captureStderr()
    const caught = warnings.catch_warnings({ record: true, action: 'ignore' })
    warnings.warn('a')
    caught[Symbol.dispose]()

    warnings.warn('b')

    expect(caught.log).toEqual([])
    expect(stderr.text).toContain('UserWarning: b\n')
  })
})

describe('showwarning and formatwarning', () => {
  it('are CPython 3.13.0 s, byte for byte', () => {
    expect(warnings.formatwarning('msg', UserWarning, 'dummy.py', 42)).toBe('dummy.py:42: UserWarning: msg\n')
    const withLine = warnings.formatwarning('msg', UserWarning, 'dummy.py', 42, ' a line ')
    expect(withLine).toBe('dummy.py:42: UserWarning: msg\n  a line\n')
    const sink = new Sink()
    warnings.showwarning('msg', UserWarning, 'dummy.py', 42, sink, 'Dummy line')
    expect(sink.text).toBe('dummy.py:42: UserWarning: msg\n  Dummy line\n')
  })

  it('can be replaced', () => {
    const places: string[] = []
    warnings.showwarning = (_message, _category, filename, lineno) => places.push(`${filename}:${lineno}`)

    warnings.warn_explicit('a', UserWarning, 'a.js', 1)

    expect(places).toEqual(['a.js:1'])
  })

  it('lose a warning when stderr is gone', () => {
    logging.sys.stderr = null
    warnings.warn('a')
    logging.sys.stderr = {
      write() {
        throw Object.assign(new Error('gone'), { code: 'EBADF' })
      },
    }
    warnings.warn('a')
  })
})

describe('warn of loggers', () => {
  it('is a warning that says so, whether it is enabled or not', () => {
    const recorder = new Recorder()
    const logger = getLogger('app')
    logger.addHandler(recorder)
    captureStderr()
    const caught = warnings.catch_warnings({ record: true, action: 'default' })

    for (let round = 0; round < 3; round += 1) logger.warn('a %s', round) // on a logger
    logger.setLevel('ERROR')
    logger.warn('unseen')
    logging.warn('on root')

    expect(recorder.messages).toEqual(['a 0', 'a 1', 'a 2'])
    expect(recorder.last.levelname).toBe('WARNING')
    const file = import.meta.filename
    expect(caught.log.map(({ message, filename }) => [message.message, filename])).toEqual([
      ["The 'warn' method is deprecated, use 'warning' instead", file],
      ["The 'warn' method is deprecated, use 'warning' instead", file],
      ["The 'warn' function is deprecated, use 'warning' instead", file],
    ])
    expect(caught.log[0]?.lineno).toBe(lineOf('// on a' + ' logger'))
    expect(caught.log[0]?.category).toBe(DeprecationWarning)
  })

  it('goes through a `warning` of a subclass', () => {
    class Mine extends logging.Logger {
      override warning(msg: unknown, ...args: unknown[]): void {
        super.warning(`mine: ${msg}`, ...args)
      }
    }
    const recorder = new Recorder()
    const logger = new Mine('mine')
    logger.addHandler(recorder)

    logger.warn('a')

    expect(recorder.messages).toEqual(['mine: a'])
  })
})
