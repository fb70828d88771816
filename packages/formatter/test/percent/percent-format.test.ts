/** The engine around the vectors: counting, compiling, caching, hostile input. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { parsePercentFormat, percentFormat, placeholderCount, takesObjectAt } from '../../src/percent/percent-format.js'
import { KeyError } from '../../src/python/key-error.js'
import { float, tuple } from '../../src/python/python-text.js'

const MEGABYTE = 2 ** 20

describe('percentFormat', () => {
  it('fills in the arguments of an array or a tuple', () => {
    expect(percentFormat('user %s did %d%%', ['a', 3])).toBe('user a did 3%')
    expect(percentFormat('%s %r', tuple(null, 'x'))).toBe("None 'x'")
  })

  it('takes anything that is no array and no mapping for the only argument', () => {
    expect(percentFormat('%s', 'x')).toBe('x')
    expect(percentFormat('%s', null)).toBe('None')
    expect(percentFormat('%.1f', float(3))).toBe('3.0')
    expect(percentFormat('%s', new Error('message'))).toBe('message')
  })

  it('reads an object, a Map, and an object without a prototype by key', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 })

    for (const mapping of [{ a: 1 }, new Map([['a', 1]]), bare]) {
      expect(percentFormat('%(a)03d', mapping)).toBe('001')
    }
  })

  it('reads own properties only', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(() => percentFormat(`%(${name})s`, {})).toThrow(new KeyError(name))
    }
    expect(percentFormat('%(__proto__)s', JSON.parse('{"__proto__": 5}'))).toBe('5')
  })

  it('does not take an instance of a class for a mapping', () => {
    class Point {
      x = 1
    }

    expect(() => percentFormat('%(x)s', new Point())).toThrow('format requires a mapping')
    expect(() => percentFormat('%(x)s', [{ x: 1 }])).toThrow('format requires a mapping')
  })

  it('reports mistakes in the order of the text', () => {
    expect(() => percentFormat('%d %d', ['x'])).toThrow('%d format: a real number is required, not str')
    expect(() => percentFormat('%s %', ['x'])).toThrow('incomplete format')
    expect(() => percentFormat('%s %', [])).toThrow('not enough arguments for format string')
  })

  it('throws native TypeErrors, so that a plain catch finds them', () => {
    expect(() => percentFormat('%s', [])).toThrow(TypeError)
    expect(() => percentFormat('x', [1])).toThrow(new TypeError('not all arguments converted during string formatting'))
  })

  it('lets an error of the value through', () => {
    const value = {
      toString() {
        throw new RangeError('mine')
      },
    }

    expect(() => percentFormat('%s', [value])).toThrow(new RangeError('mine'))
    expect(() => percentFormat('%5s', [value])).toThrow(new RangeError('mine'))
  })

  it('gives the same answer the second time, from the cache', () => {
    const first = percentFormat('%-4s|%*d', ['a', 3, 7])

    expect(percentFormat('%-4s|%*d', ['a', 3, 7])).toBe(first)
    expect(() => percentFormat('%y', [1])).toThrow('index 1')
    expect(() => percentFormat('%y', [1])).toThrow('index 1')
  })
})

describe('a hostile format', () => {
  it('of a megabyte is read once through, not again and again', () => {
    // A quadratic reader needs minutes for these.
    expect(() => percentFormat(`%${'('.repeat(MEGABYTE)}`, {})).toThrow('incomplete format key')
    expect(() => percentFormat('%('.repeat(MEGABYTE / 2), {})).toThrow('incomplete format key')
    expect(() => percentFormat('%y'.repeat(MEGABYTE / 2), [1])).toThrow("character 'y'")
    expect(() => percentFormat(`%${'9'.repeat(MEGABYTE)}d`, [1])).toThrow('width too big')
    expect(percentFormat(`%${'-'.repeat(MEGABYTE)}3d|`, [1])).toBe('1  |')
    expect(percentFormat('%'.repeat(MEGABYTE), [])).toHaveLength(MEGABYTE / 2)
  })

  it('cannot ask for gigabytes', () => {
    expect(() => percentFormat('%1000000000d', [1])).toThrow('width too big')
    expect(() => percentFormat('%*s', [-1e9, 'x'])).toThrow('width too big')
    expect(() => percentFormat('%.1000000000f', [1])).toThrow('precision too big')
    expect(() => percentFormat('%.*d', [1e9, 1])).toThrow('precision too big')
    expect(percentFormat('%10000000d', [1])).toHaveLength(10_000_000)
  })

  it('stream does not fill the memory', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const used = () => {
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = used()

    for (let index = 0; index < 100_000; index++) percentFormat(`%s ${index} ${'x'.repeat(500)}`, ['a'])

    // Kept, these would be 50 MB of text alone.
    expect(used() - before).toBeLessThan(10e6)
  })
})

describe('placeholderCount', () => {
  it.each([
    ['', 0],
    ['plain', 0],
    ['100%', 0],
    ['%s and %d', 2],
    ['%d%%', 1],
    ['%%s', 0],
    ['%*.*f', 3],
    ['%(name)s', 1],
    ['%(a)s %(b)s', 1],
    ['%(a', 1],
    ['%y', 1],
    ['%99999999999s', 0],
  ])('of %o is %i', (format, count) => {
    expect(placeholderCount(format)).toBe(count)
  })
})

describe('takesObjectAt', () => {
  it('tells a place where an object can be printed from one where it is an error in Python', () => {
    const answers = (format: string) => [0, 1, 2].map((position) => takesObjectAt(format, position))

    expect(answers('%s %r')).toEqual([true, true, false])
    expect(answers('%d %a')).toEqual([false, true, false])
    expect(answers('%*s')).toEqual([false, true, false])
    expect(answers('%(name)s')).toEqual([true, false, false])
  })

  it('is not fooled by a percentage, which is a conversion to Python', () => {
    expect(placeholderCount('50% done')).toBe(1)
    expect(takesObjectAt('50% done', 0)).toBe(false)
  })
})

describe('parsePercentFormat', () => {
  it('gives text and conversions in order', () => {
    const [field, text, ...rest] = parsePercentFormat('%(name)-8.3s at %%')

    expect(field).toMatchObject({
      key: 'name',
      conversion: 's',
      left: true,
      zero: false,
      width: 8,
      precision: 3,
      fault: null,
    })
    expect([text, ...rest]).toEqual([' at %'])
  })

  it('throws nothing: a mistake ends the list', () => {
    expect(parsePercentFormat('a %(b)')).toMatchObject(['a ', { key: 'b', conversion: '', fault: 'incomplete format' }])
    expect(parsePercentFormat('%y %s')).toMatchObject([{ key: null, conversion: 'y', fault: null }])
  })
})
