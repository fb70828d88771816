import { describe, expect, it } from 'vitest'
import { exceptionText, stackLines } from '../../src/call-site/exception-text.js'
import { arisenDuring } from '../../src/python/errors.js'

/** An error without a stack of its own, as CPython prints an exception that was never raised. */
function bare<E extends Error>(error: E): E {
  error.stack = ''
  return error
}

describe('exceptionText', () => {
  it('is the type and the message of an error without a stack', () => {
    expect(exceptionText(bare(new RangeError('too far')))).toBe('RangeError: too far')
    expect(exceptionText(bare(new Error('')))).toBe('Error')
    expect(exceptionText(bare(new Error('two\nlines')))).toBe('Error: two\nlines')
  })

  it('prints frames oldest first', () => {
    const error = new TypeError('x')
    error.stack = 'TypeError: x\n    at inner (/gone/a.js:2:1)\n    at outer (/gone/b.js:3:1)'

    expect(exceptionText(error)).toBe(
      'Traceback (most recent call last):\n' +
        '  File "/gone/b.js", line 3, in outer\n' +
        '  File "/gone/a.js", line 2, in inner\n' +
        'TypeError: x',
    )
  })

  it('prints causes first', () => {
    const error = bare(new Error('outer', { cause: bare(new TypeError('inner')) }))

    // CPython 3.13.0, traceback.print_exception of two exceptions that were never raised.
    expect(exceptionText(error)).toBe(
      'TypeError: inner\n\nThe above exception was the direct cause of the following exception:\n\nError: outer',
    )
  })

  it('says of an error that arose while another was handled that it did', () => {
    const error = bare(arisenDuring(new Error('outer', { cause: bare(new TypeError('inner')) })))

    expect(exceptionText(error)).toBe(
      'TypeError: inner\n\nDuring handling of the above exception, another exception occurred:\n\nError: outer',
    )
  })

  it('prints no cause that is null, which is `from None`, nor one that is undefined', () => {
    expect(exceptionText(bare(new Error('x', { cause: null })))).toBe('Error: x')
    expect(exceptionText(bare(new Error('x', { cause: undefined })))).toBe('Error: x')
    expect(exceptionText(bare(new Error('x', { cause: 'text' })))).toMatch(/^str: text\n/)
  })

  it('prints members that are null or undefined', () => {
    const text = exceptionText(bare(new AggregateError([undefined, null], 'none')))

    expect(text).toContain('| undefined: undefined\n')
    expect(text).toContain('| NoneType: None\n')
  })

  it('prints an AggregateError as an exception group', () => {
    const group = bare(new AggregateError([bare(new Error('a')), bare(new TypeError('b'))], 'both'))

    expect(exceptionText(group)).toBe(
      '  | AggregateError: both (2 sub-exceptions)\n' +
        '  +-+---------------- 1 ----------------\n' +
        '    | Error: a\n' +
        '    +---------------- 2 ----------------\n' +
        '    | TypeError: b\n' +
        '    +------------------------------------',
    )
  })

  it('prints at most fifteen members', () => {
    const members = Array.from({ length: 17 }, (_, index) => bare(new Error(String(index))))

    const text = exceptionText(bare(new AggregateError(members, 'many')))

    expect(text).toContain('| Error: 14\n')
    expect(text).not.toContain('Error: 15')
    expect(text).toContain('and 2 more exceptions\n')
  })

  it('prints whatever else was thrown with its type', () => {
    expect(exceptionText('text')).toBe('str: text')
    expect(exceptionText(7)).toBe('int: 7')
    expect(exceptionText({ a: 1 })).toBe("dict: {'a': 1}")
    expect(exceptionText(undefined)).toBe('undefined: undefined')
  })

  it("prints Node's own text on request", () => {
    const error = new RangeError('too far')

    expect(exceptionText(error, 'native')).toContain('RangeError: too far\n    at ')
  })
})

describe('the frames of an error', () => {
  const FRAMES = '\n    at fail (/gone/a.js:2:1)\n    at run (/gone/b.js:3:1)'
  const withStack = <E extends Error>(error: E, stack: unknown): E =>
    Object.defineProperty(error, 'stack', { value: stack })
  const namesIn = (error: unknown) => [...exceptionText(error).matchAll(/, in (.*)/g)].map(([, name]) => name)

  it('are there when the program has put text around the message, over several lines, or changed the name', () => {
    const hostile = 'x\n    at evil (/etc/passwd.js:1:1)\nmore'
    const renamed = Object.assign(new Error('x'), { name: 'ApiError' })

    expect(namesIn(withStack(new Error(`while saving: ${hostile} (again)`), `Error: ${hostile}${FRAMES}`))).toEqual([
      'run',
      'fail',
    ])
    expect(namesIn(withStack(renamed, `Error: x${FRAMES}`))).toEqual(['run', 'fail'])
    expect(namesIn(withStack(new Error('other words'), `TypeError [ERR_X]: x${FRAMES}`))).toEqual(['run', 'fail'])
    expect(namesIn(withStack(new Error('no header'), FRAMES.slice(1)))).toEqual(['run', 'fail'])
  })

  it('are there when a prepareStackTrace of the program returns them as an array', () => {
    const before = Error.prepareStackTrace
    Error.prepareStackTrace = (_, frames) => frames
    try {
      const error = (function thrower() {
        return new RangeError('x')
      })()

      expect(namesIn(error).at(-1)).toBe('thrower')
      expect(exceptionText(error)).toMatch(/^Traceback .*\n {2}File ".*exception-text\.test\.ts"/)
    } finally {
      Error.prepareStackTrace = before
    }
  })

  it('are none where the stack is something else', () => {
    for (const stack of [undefined, null, 7, {}, [], [Symbol('x')], [{ toString: () => 7 }]]) {
      expect(exceptionText(withStack(new Error('x'), stack))).toBe('Error: x')
    }
  })
})

describe('stackLines', () => {
  const frame = (line: number) => ({ file: '/gone/a.js', line, name: 'f' })

  it('counts a line that repeats more than three times', () => {
    const text = stackLines([frame(1), ...Array(5).fill(frame(2)), frame(3)])

    const lines = [1, 2, 2, 2].map((line) => `  File "/gone/a.js", line ${line}, in f\n`).join('')
    expect(text).toBe(`${lines}  [Previous line repeated 2 more times]\n  File "/gone/a.js", line 3, in f\n`)
  })

  it('says time, not times, for one', () => {
    expect(stackLines(Array(4).fill(frame(2)))).toMatch(/\[Previous line repeated 1 more time\]\n$/)
  })
})

describe('a hostile group', () => {
  it('has its errors counted, and only those read that are printed', () => {
    const error = bare(new AggregateError([], 'many'))
    error.errors = new Array(4294967295)
    error.errors[0] = 1

    const text = exceptionText(error)

    expect(text).toContain('AggregateError: many (4294967295 sub-exceptions)')
    expect(text).toContain('| and 4294967280 more exceptions')
  })
})
