/** The engine around the vectors: values, own properties, hostile input. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { compileDollarFormat, parseDollars, templateFormat } from '../../src/dollar/dollar-format.js'
import { KeyError } from '../../src/python/key-error.js'

const MEGABYTE = 2 ** 20

describe('templateFormat', () => {
  it('fills in names of an object or a Map', () => {
    expect(templateFormat('$name costs $$${price}', { name: 'tea', price: 3 })).toBe('tea costs $3')
    expect(templateFormat('$a', new Map([['a', null]]))).toBe('None')
  })

  it('reads own properties only', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(() => templateFormat(`$${name}`, {})).toThrow(new KeyError(name))
    }
    expect(templateFormat('$__proto__', JSON.parse('{"__proto__": 5}'))).toBe('5')
  })

  it('tells where a lone dollar sign stands, after a missing name before it', () => {
    expect(() => templateFormat('one $ two', {})).toThrow('Invalid placeholder in string: line 1, col 5')
    expect(() => templateFormat('$a $', {})).toThrow(new KeyError('a'))
    expect(() => templateFormat('😀\r\n😀$', {})).toThrow('line 2, col 2')
  })

  it('cannot take names from what has none', () => {
    expect(() => templateFormat('$a', ['x'])).toThrow('list indices must be integers or slices, not str')
    expect(() => templateFormat('$a', null)).toThrow("'NoneType' object is not subscriptable")
    expect(templateFormat('no names', null)).toBe('no names')
  })

  it('lets an error of the value through', () => {
    class Trap {
      toString(): string {
        throw new RangeError('mine')
      }
    }

    expect(() => templateFormat('$a', { a: new Trap() })).toThrow(new RangeError('mine'))
  })
})

describe('parseDollars', () => {
  it('gives text, names and lone signs in order', () => {
    expect(parseDollars('$$a $b ${c}d $')).toEqual(['$a ', { name: 'b' }, ' ', { name: 'c' }, 'd ', { lone: 13 }])
  })
})

describe('compileDollarFormat', () => {
  it('asks for each name once and prints many sources', () => {
    const asked: string[] = []
    const line = compileDollarFormat<Record<string, unknown>>('$a-$b', (name) => {
      asked.push(name)
      return (source) => source[name]
    })

    expect([line({ a: 1, b: 2 }), line({ a: 3, b: null })]).toEqual(['1-2', '3-None'])
    expect(asked).toEqual(['a', 'b'])
  })
})

describe('a hostile format', () => {
  it('of a megabyte is read once through, not again and again', () => {
    // A quadratic reader needs minutes for these.
    expect(templateFormat('$'.repeat(MEGABYTE), {})).toHaveLength(MEGABYTE / 2)
    expect(() => templateFormat('${'.repeat(MEGABYTE / 2), {})).toThrow('line 1, col 1')
    expect(() => templateFormat(`\${${'a'.repeat(MEGABYTE)}`, {})).toThrow('line 1, col 1')
    expect(() => templateFormat(`${'\n'.repeat(MEGABYTE)}$`, {})).toThrow(`line ${MEGABYTE + 1}, col 1`)
  })

  it('stream does not fill the memory', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const used = () => {
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = used()

    for (let index = 0; index < 100_000; index++) templateFormat(`$a ${index} ${'x'.repeat(500)}`, { a: 1 })

    // Kept, these would be 50 MB of text alone.
    expect(used() - before).toBeLessThan(10e6)
  })
})
