/** The engine around the vectors: arguments, own properties, values of JavaScript's, compiling, hostile input. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { braceFormat, compileBraceFormat } from '../../src/brace/brace-format.js'
import { AttributeError, IndexError } from '../../src/python/errors.js'
import { KeyError } from '../../src/python/key-error.js'
import { float, setRendering, tuple } from '../../src/python/python-text.js'

const MEGABYTE = 2 ** 20

describe('braceFormat', () => {
  it('takes an array or a tuple for the arguments by position', () => {
    expect(braceFormat('{} has {:,} items', ['cart', 3000])).toBe('cart has 3,000 items')
    expect(braceFormat('{1}{0}', tuple('a', 'b'))).toBe('ba')
  })

  it('takes an object, a Map and an object without a prototype for arguments by name', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 })

    for (const mapping of [{ a: 1 }, new Map([['a', 1]]), bare]) {
      expect(braceFormat('{a:03d}', mapping)).toBe('001')
    }
    expect(() => braceFormat('{0}', { a: 1 })).toThrow(
      new IndexError('Replacement index 0 out of range for positional args tuple'),
    )
  })

  it('takes anything else for the only argument', () => {
    expect(braceFormat('<{:>3}>', 'x')).toBe('<  x>')
    expect(braceFormat('{}', null)).toBe('None')
    expect(() => braceFormat('{name}', 'x')).toThrow(new KeyError('name'))
  })

  it('reports mistakes in the order of the text', () => {
    expect(() => braceFormat('{a} {', {})).toThrow(new KeyError('a'))
    expect(() => braceFormat('{a} {', { a: 1 })).toThrow("Single '{' encountered in format string")
    expect(() => braceFormat('{0.x} {', [1])).toThrow("'int' object has no attribute 'x'")
    expect(() => braceFormat('{}{0}', [])).toThrow('Replacement index 0')
  })

  it('gives the same answer the second time, from the cache', () => {
    expect(braceFormat('{}{:{}}|', ['a', 1, 3])).toBe(braceFormat('{}{:{}}|', ['a', 1, 3]))
    expect(() => braceFormat('{', [])).toThrow('Single')
    expect(() => braceFormat('{', [])).toThrow('Single')
  })

  it('lets an error of the value through', () => {
    class Trap {
      get own(): never {
        throw new RangeError('mine')
      }

      toString(): string {
        throw new RangeError('mine too')
      }
    }
    const trap = Object.defineProperty(new Trap(), 'getter', {
      get: () => {
        throw new RangeError('mine')
      },
    })

    expect(() => braceFormat('{0.getter}', [trap])).toThrow(new RangeError('mine'))
    expect(() => braceFormat('{}', [trap])).toThrow(new RangeError('mine too'))
    expect(() => braceFormat('{0.own}', [trap])).toThrow(AttributeError)
  })
})

describe('a field reaches own properties only', () => {
  class Point {
    x = 1
    get y() {
      return 2
    }
  }

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'y'])('and not %s', (name) => {
    expect(() => braceFormat(`{${name}}`, {})).toThrow(new KeyError(name))
    expect(() => braceFormat(`{0[${name}]}`, [{}])).toThrow(new KeyError(name))
    expect(() => braceFormat(`{0[${name}]}`, [new Map()])).toThrow(new KeyError(name))
    expect(() => braceFormat(`{0.${name}}`, [new Point()])).toThrow(
      new AttributeError(`'Point' object has no attribute '${name}'`),
    )
  })

  it.each([
    ['an int', 5, "'int' object"],
    ['text', 'x', "'str' object"],
    ['a list', [1], "'list' object"],
    ['a dict', { length: 1 }, "'dict' object"],
    ['a float', float(1), "'float' object"],
    ['a tuple', tuple(1), "'tuple' object"],
    ['bytes', Buffer.from('x'), "'bytes' object"],
    ['a function', () => 1, "'function' object"],
    ['a class', Point, "type object 'Point'"],
    ['undefined', undefined, "'undefined' object"],
  ])('so %s has no attributes', (_what, value, owner) => {
    for (const name of ['length', 'value', 'items', 'prototype']) {
      expect(() => braceFormat(`{0.${name}}`, [value])).toThrow(
        new AttributeError(`${owner} has no attribute '${name}'`),
      )
    }
  })

  it('an instance of a class has its fields, an error its message and code', () => {
    expect(braceFormat('{0.x}', [new Point()])).toBe('1')
    expect(braceFormat('{0.message} {0.code}', [Object.assign(new Error('no'), { code: 'E1' })])).toBe('no E1')
  })

  it('a whole number is a key of an object, and of a Map as number or bigint', () => {
    expect(braceFormat('{0[7]}', [{ 7: 'seven' }])).toBe('seven')
    expect(braceFormat('{0[7]}', [new Map([[7, 'seven']])])).toBe('seven')
    expect(braceFormat('{0[9007199254740993]}', [new Map([[9007199254740993n, 'big']])])).toBe('big')
    expect(braceFormat('{0[7]}', [new Map([[7n, 'seven']])])).toBe('seven')
    expect(() => braceFormat('{0[7]}', [new Map([['7', 'text']])])).toThrow(new KeyError(7))
  })
})

describe('values that only JavaScript has', () => {
  it('a whole number that it cannot count by one is a float, and an integer where that is asked for', () => {
    expect(braceFormat('{0} {0:d} {0:x} {0:.1f}', [2 ** 60])).toBe(
      '1.152921504606847e+18 1152921504606846976 1000000000000000 1152921504606846976.0',
    )
    expect(() => braceFormat('{:d}', [1.5])).toThrow("Unknown format code 'd' for object of type 'float'")
  })

  it('undefined and symbols take no format', () => {
    expect(braceFormat('{} {!s:>11}', [undefined, undefined])).toBe('undefined   undefined')
    expect(() => braceFormat('{:5}', [undefined])).toThrow('unsupported format string passed to undefined.__format__')
  })

  it('an invalid date prints as it does without a format', () => {
    expect(braceFormat('{0:%Y} {0}', [new Date(Number.NaN)])).toBe('Invalid Date Invalid Date')
  })

  it('a date is a moment in UTC', () => {
    expect(braceFormat('{0:%Y-%m-%d %H:%M:%S.%f%z}', [new Date(1784116803678)])).toBe('2026-07-15 12:00:03.678000+0000')
  })

  it('are shown in the way that was chosen for all', () => {
    setRendering('js')
    try {
      expect(braceFormat('{} {} {:>5} {!r}', [null, true, 'x', 'y'])).toBe("null true     x 'y'")
    } finally {
      setRendering('python')
    }
  })
})

describe('a hostile format', () => {
  it('of a megabyte is read once through, not again and again', () => {
    // A quadratic reader needs minutes for these.
    expect(braceFormat('{'.repeat(MEGABYTE), [])).toHaveLength(MEGABYTE / 2)
    expect(braceFormat('}'.repeat(MEGABYTE), [])).toHaveLength(MEGABYTE / 2)
    expect(() => braceFormat('{a'.repeat(MEGABYTE / 2), [])).toThrow("unexpected '{' in field name")
    expect(() => braceFormat('{['.repeat(MEGABYTE / 2), [])).toThrow("expected '}' before end of string")
    expect(() => braceFormat('{:'.repeat(MEGABYTE / 2), [])).toThrow("unmatched '{' in format spec")
    expect(() => braceFormat(`{:${'{}'.repeat(MEGABYTE / 2)}`, [])).toThrow("unmatched '{' in format spec")
    expect(() => braceFormat(`{0${'.a'.repeat(MEGABYTE / 2)}}`, [1])).toThrow("no attribute 'a'")
    expect(() => braceFormat(`{${'9'.repeat(MEGABYTE)}}`, [1])).toThrow('Too many decimal digits')
    expect(() => braceFormat(`{:${'9'.repeat(MEGABYTE)}}`, [1])).toThrow('Too many decimal digits')
    expect(braceFormat(`{:${'0'.repeat(MEGABYTE)}3}`, [1])).toBe('001')
  })

  it('cannot ask for gigabytes', () => {
    expect(() => braceFormat('{:1000000000}', ['x'])).toThrow('width too big')
    expect(() => braceFormat('{:1000000000d}', [1])).toThrow('width too big')
    expect(() => braceFormat('{:01000000000,d}', [1])).toThrow('width too big')
    expect(() => braceFormat('{:=1000000000}', [1])).toThrow('width too big')
    expect(() => braceFormat('{:{}}', ['x', 1e9])).toThrow('width too big')
    expect(() => braceFormat('{:.1000000000f}', [1.5])).toThrow('precision too big')
    expect(() => braceFormat('{:.1000000000}', [1.5])).toThrow('precision too big')
    expect(braceFormat('{:10000000}', ['x'])).toHaveLength(10_000_000)
    expect(braceFormat('{:.1000000000}', ['only cut'])).toBe('only cut')
  })

  it('cannot nest without end', () => {
    expect(() => braceFormat('{:{:{}}}', [1, 2, 3])).toThrow('Max string recursion exceeded')
  })

  it('stream does not fill the memory', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const used = () => {
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = used()

    for (let index = 0; index < 100_000; index++) braceFormat(`{} ${index} ${'x'.repeat(500)}`, ['a'])

    // Kept, these would be 50 MB of text alone.
    expect(used() - before).toBeLessThan(10e6)
  })
})

describe('compileBraceFormat', () => {
  type Source = Readonly<Record<string, unknown>>

  it('asks for each field once, inner ones too, and prints many sources', () => {
    const asked: unknown[] = []
    const line = compileBraceFormat<Source>('{level:<{w}} {n:03d} {x[0]} {f:.1f}', (first, asNumber) => {
      asked.push([first, asNumber])
      return (source) => source[first as string]
    })

    expect(line({ level: 'INFO', w: 5, n: 7, x: ['a'], f: 1 })).toBe('INFO  007 a 1.0')
    expect(line({ level: 'DEBUG', w: 6, n: 8, x: ['b'], f: 2 })).toBe('DEBUG  008 b 2.0')
    expect(asked).toEqual([
      ['level', false],
      ['w', false],
      ['n', false],
      ['x', false],
      ['f', true],
    ])
  })

  it.each(['{c}', '{a} {', '{a:y}', '{', '{0}', '{a.b}'])('fails for %o when called, and not before', (format) => {
    const line = compileBraceFormat<Source>(format, (first) => (source) => {
      const name = String(first)
      if (!Object.hasOwn(source, name)) throw new KeyError(name)
      return source[name]
    })

    expect(() => line({ a: 1, b: 'two' })).toThrow()
  })

  it.each(['', 'text', '{a}', 'x{a}', '{a}{b}', '{a} {b}', '<{a}|{b:>5}>', '{{{a!r}}}'])(
    'prints %o as braceFormat does',
    (format) => {
      const source = { a: 1, b: 'two' }
      const line = compileBraceFormat<Source>(format, (first) => (given) => given[first as string])

      expect(line(source)).toBe(braceFormat(format, source))
    },
  )
})
