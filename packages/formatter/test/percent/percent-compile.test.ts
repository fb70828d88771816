/** Formats over the fields of many sources: fields bound once, rows of steady ones kept. */
import { describe, expect, it } from 'vitest'
import { compilePercentFormat } from '../../src/percent/percent-compile.js'
import { percentFormat } from '../../src/percent/percent-format.js'
import { KeyError } from '../../src/python/key-error.js'
import { float, setRendering } from '../../src/python/python-text.js'

describe('compilePercentFormat', () => {
  type Source = Readonly<Record<string, unknown>>
  const field = (key: string) => (source: Source) => {
    if (!Object.hasOwn(source, key)) throw new KeyError(key)
    return source[key]
  }

  it('asks for each field once and prints many sources', () => {
    const asked: string[] = []
    const line = compilePercentFormat<Source>('%(level)-5s %(n)03d %(level)s', (key, conversion) => {
      asked.push(key + conversion)
      return field(key)
    })

    expect(line({ level: 'INFO', n: 7 })).toBe('INFO  007 INFO')
    expect(line({ level: 'DEBUG', n: 8 })).toBe('DEBUG 008 DEBUG')
    expect(asked).toEqual(['levels', 'nd', 'levels'])
  })

  it.each(['', 'text', '%(a)s', 'x%(a)s', '%(a)s%(b)s', '%(a)s %(b)s', '<%(a)s|%(b)5s>', '%%%(a)r%%'])(
    'prints %o as percentFormat does',
    (format) => {
      const source = { a: 1, b: 'two' }

      expect(compilePercentFormat<Source>(format, field)(source)).toBe(percentFormat(format, source))
    },
  )

  it.each(['%(c)s', '%(a)y', '%(a', '%(a)', '%(a)*d', '%(a)*y', '%s %s', '%(a)99999999999d', '%(a)s %'])(
    'fails for %o as percentFormat does, and not before',
    (format) => {
      const source = { a: 1, b: 'two' }
      const failure = (run: () => unknown) => {
        try {
          return run()
        } catch (error) {
          return String(error)
        }
      }

      const line = compilePercentFormat<Source>(format, field)

      expect(failure(() => line(source))).toMatch(/Error: /)
      expect(failure(() => line(source))).toBe(failure(() => percentFormat(format, source)))
    },
  )

  it('gives a conversion without a key the whole', () => {
    const line = compilePercentFormat<Source>('%s', field, (source) => ({ all: source }))

    expect(line({ a: 1 })).toBe("{'all': {'a': 1}}")
  })

  describe('with steady fields', () => {
    const steady = (format: string) => compilePercentFormat<Source>(format, field, undefined, () => true)

    it('prints each source as percentFormat does, whatever the one before was', () => {
      const line = steady('%(a)s|%(b)d|%(a)5s')
      const sources = [1, true, 1, -0, 0, '1', 1, null, 1.5, 1n, 1, 'x'].flatMap((a) => [
        { a, b: 1 },
        { a, b: 2 },
      ])

      for (const source of sources) expect(line(source)).toBe(percentFormat('%(a)s|%(b)d|%(a)5s', source))
    })

    it('is not misled by a value that is another one at each look', () => {
      const line = steady('%(a)s|')
      let looks = 0
      const restless = Object.defineProperty({}, 'a', { get: () => ['even', 'odd'][looks++ % 2], enumerable: true })
      for (let each = 0; each < 5; each++) line(restless)

      expect(line({ a: 'even' })).toBe('even|')
      expect(line({ a: 'odd' })).toBe('odd|')
    })

    it('is not misled by a value whose own code prints another source meanwhile', () => {
      const line = steady('%(a)s %(b)s|')
      const b = () => {
        line({ a: 'inner', b: 'b' })
        return 'b'
      }
      const source = Object.defineProperty({ a: 'outer' }, 'b', { get: b, enumerable: true })

      expect(line(source)).toBe('outer b|')
      expect(line({ a: 'inner', b: 'b' })).toBe('inner b|')
      expect(line({ a: 'outer', b: 'b' })).toBe('outer b|')
    })

    it('follows setRendering', () => {
      const line = steady('%(a)r')
      const source = { a: '\u200b' }

      const texts = [line(source)]
      setRendering('js')
      texts.push(line(source))
      setRendering('python')

      expect(texts).toEqual(["'\\u200b'", "'\u200b'"])
    })
  })
})

describe('a row of steady fields', () => {
  type Source = Record<string, unknown>
  const compile = (format: string, asked: string[] = []) => {
    const field = (key: string) => (source: Source) => {
      asked.push(key)
      if (!Object.hasOwn(source, key)) throw new KeyError(key)
      return source[key]
    }
    return compilePercentFormat<Source>(format, field, undefined, (key) => key !== 'n')
  }
  const failure = (run: () => unknown) => {
    try {
      return run()
    } catch (error) {
      return String(error)
    }
  }

  it('has the text of the source before as long as no value of the row has changed', () => {
    const line = compile('<%(a)s-%(b)d> %(n)s %(b)d.')
    const sources = [
      { a: 'x', b: 1, n: 1 },
      { a: 'x', b: 1, n: 2 },
      { a: 'y', b: 1, n: 3 },
      { a: 'y', b: 2, n: 3 },
      { a: 'x', b: 1, n: 1 },
    ]

    expect(sources.map(line)).toEqual(['<x-1> 1 1.', '<x-1> 2 1.', '<y-1> 3 1.', '<y-2> 3 2.', '<x-1> 1 1.'])
  })

  it.each([
    [0, -0],
    [true, 1],
    [null, 'None'],
    [float(2), 2],
    [1, '1'],
  ])('tells %o from %o', (one, other) => {
    const line = compile('%(a)s|%(a)r')
    const fresh = (a: unknown) => percentFormat('%(a)s|%(a)r', { a })

    for (const a of [one, other, one, one, other]) expect(line({ a })).toBe(fresh(a))
  })

  it('prints anew what may have changed within itself', () => {
    const line = compile('%(a)s %(b)s')
    const a = ['x']
    const before = line({ a, b: 1 })
    a.push('y')

    expect([before, line({ a, b: 1 })]).toEqual(["['x'] 1", "['x', 'y'] 1"])
  })

  it('fails where percentFormat does, also after it has printed, and prints again afterwards', () => {
    const format = '%(a)s %(b)d %(c)s'
    const line = compile(format)
    const good = { a: 'x', b: 1, c: 'z' }

    for (const bad of [
      { a: 'x', b: 'y' },
      { a: 'x', b: 1 },
      { b: 'y', c: 'z' },
    ]) {
      expect(line(good)).toBe('x 1 z')
      expect(failure(() => line(bad))).toBe(failure(() => percentFormat(format, bad)))
    }
    expect(line(good)).toBe('x 1 z')
  })

  it('asks for the fields in their order, and for no more than the first that differs before it prints', () => {
    const asked: string[] = []
    const line = compile('%(a)s %(b)s', asked)
    line({ a: 'x', b: 'y' })
    asked.length = 0

    line({ a: 'x', b: 'y' })

    expect(asked).toEqual(['a', 'b'])
  })
})
