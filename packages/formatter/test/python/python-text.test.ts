/** What Python has no answer for, because only JavaScript has such values. The rest is python-text.conformance.test.ts. */
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { KeyError } from '../../src/python/key-error.js'
import {
  ascii,
  errorName,
  float,
  getRendering,
  isFloat,
  isMapping,
  isTuple,
  repr,
  setRendering,
  str,
  tuple,
  typeName,
} from '../../src/python/python-text.js'

class Plain {
  hidden = 1
}
class Named {
  toString() {
    return 'named!'
  }
}
class Exported {
  constructor(private readonly value: unknown) {}
  toJSON() {
    return this.value
  }
}
class NotFound extends Error {}

/** [[[…]]], so deep. */
function nest(depth: number): unknown {
  let value: unknown = []
  for (let level = 1; level < depth; level++) value = [value]
  return value
}

afterEach(() => setRendering('python'))

describe('numbers', () => {
  it('are ints while JavaScript vouches for them, floats beyond', () => {
    expect([3, -7, 2 ** 53 - 1, -0].map(str)).toEqual(['3', '-7', '9007199254740991', '0'])
    expect([2 ** 53, 1e16, 1e22, 1.5, 1e-5].map(str)).toEqual(['9007199254740992.0', '1e+16', '1e+22', '1.5', '1e-05'])
  })

  it('are floats when marked', () => {
    expect([3, -0, 1e16].map((number) => repr(float(number)))).toEqual(['3.0', '-0.0', '1e+16'])
    expect(`${float(3)}`).toBe('3.0')
    expect(JSON.stringify({ a: float(3), b: tuple(1, 2) })).toBe('{"a":3,"b":[1,2]}')
  })

  it('of more than 4300 digits are refused, at once', () => {
    const limit =
      'Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit'

    expect(str(-(10n ** 4299n))).toHaveLength(4301)
    expect(() => str(10n ** 4300n)).toThrow(limit)
    expect(() => repr([1n << 4_000_000n])).toThrow(expect.objectContaining({ name: 'ValueError', message: limit }))
  })
})

describe('what Python does not have', () => {
  it('shows undefined, symbols, functions and classes', () => {
    const values = [undefined, Symbol('x'), function named() {}, () => 1, Plain, Map]

    expect(values.map(str)).toEqual([
      'undefined',
      'Symbol(x)',
      '<function named>',
      '<function <lambda>>',
      "<class 'Plain'>",
      "<class 'Map'>",
    ])
  })

  it('shows an instance by its toString, else its toJSON, else its class', () => {
    expect([new Named(), new Exported('text'), new Exported([null]), new Plain()].map(str)).toEqual([
      'named!',
      'text',
      '[None]',
      '<Plain object>',
    ])
    expect(repr([new Named(), new Exported('text'), new Plain()])).toBe("[named!, 'text', <Plain object>]")
    expect(str(new URL('http://host/path'))).toBe('http://host/path')
    expect(str({ toString: () => 'literal' })).toBe('literal')
  })

  it('survives an instance whose toJSON never ends', () => {
    class Endless {
      toJSON(): unknown {
        return new Endless()
      }
    }
    const self = { toJSON: () => self }
    Object.setPrototypeOf(self, Plain.prototype)

    expect(str(new Endless())).toBe('<Endless object>')
    expect(str(self)).toBe('<Plain object>')
  })

  it('shows typed arrays as lists, and bytes as bytes', () => {
    expect(repr([new Float64Array([1, 1.5]), new Uint8Array([65, 0]), Buffer.from('é')])).toBe(
      "[[1, 1.5], b'A\\x00', b'\\xc3\\xa9']",
    )
  })

  it('shows dates beyond what Python can count to', () => {
    expect(str(new Date(Number.NaN))).toBe('Invalid Date')
    expect(repr(new Date(Number.NaN))).toBe('Invalid Date')
    expect(str(new Date(8.64e15))).toBe('275760-09-13 00:00:00+00:00')
  })
})

describe('errors', () => {
  it('are called by their own class, whatever name they inherit', () => {
    const errors = [new NotFound('x'), new TypeError(), new KeyError('k'), new DOMException('m', 'AbortError')]

    expect(errors.map(repr)).toEqual(["NotFound('x')", 'TypeError()', "KeyError('k')", "AbortError('m')"])
    expect(errors.map(str)).toEqual(['x', '', "'k'", 'm'])
    expect(errors.map(errorName)).toEqual(['NotFound', 'TypeError', 'KeyError', 'AbortError'])
  })

  it('have a module before their name in tracebacks, not in repr', () => {
    class Declined extends Error {
      override name = 'shop.payments.Declined'
    }

    expect(repr(new Declined('x'))).toBe("Declined('x')") // CPython 3.13 of shop.payments.Declined('x')
    expect(errorName(new Declined('x'))).toBe('shop.payments.Declined')
  })

  it('may hold anything as their message, even themselves', () => {
    const error = new Error() as { message: unknown }
    error.message = null
    expect([str(error), repr(error)]).toEqual(['None', 'Error(None)'])

    error.message = error
    expect(str(error)).toBe('Error(Error(...))')
  })
})

describe('containers', () => {
  it('that hold themselves end in three dots', () => {
    const list: unknown[] = [1]
    const dict = new Map<string, unknown>()
    const object: { o?: unknown } = {}
    list.push(list)
    dict.set('m', dict)
    object.o = tuple(object)

    expect([list, dict, object].map(str)).toEqual(['[1, [...]]', "{'m': {...}}", "{'o': ({...},)}"])
  })

  it('of thousands of items show each of them once, in order', () => {
    const items = Array.from({ length: 5000 }, (_, i) => i)
    expect(str(items)).toBe(`[${items.join(', ')}]`)
    expect(str(tuple(...items))).toBe(`(${items.join(', ')})`)
    expect(str(new Map(items.map((i) => [i, i])))).toBe(`{${items.map((i) => `${i}: ${i}`).join(', ')}}`)
  })

  it('that hold one thing twice show it twice', () => {
    const twice = [1]

    expect(repr([twice, { a: twice }])).toBe("[[1], {'a': [1]}]")
  })

  it('are cut at a thousand levels, where CPython raises RecursionError some thousands later', () => {
    expect(repr(nest(1000))).toBe('['.repeat(1000) + ']'.repeat(1000))
    expect(repr(nest(100_000))).toBe(`${'['.repeat(1000)}[...]${']'.repeat(1000)}`)
  })

  it('show own properties only, and never those of a prototype', () => {
    const value: unknown = Object.assign(Object.create(null), { toString: 1 })

    expect(str(value)).toBe("{'toString': 1}")
    expect(str(JSON.parse('{"__proto__": 1, "constructor": {"prototype": 2}}'))).toBe(
      "{'__proto__': 1, 'constructor': {'prototype': 2}}",
    )
    expect(str({ [Symbol('hidden')]: 1, [Symbol.for('nodejs.util.inspect.custom')]: () => 'hook' })).toBe('{}')
  })

  it('from another realm look the same', () => {
    const foreign: unknown = runInNewContext(
      '({ a: [1], m: new Map([[1, 2]]), s: new Set([1]), e: new TypeError("x"), u: new Uint8Array([65]), d: new Date(0) })',
    )

    expect(str(foreign)).toBe(
      "{'a': [1], 'm': {1: 2}, 's': {1}, 'e': TypeError('x'), 'u': b'A', " +
        "'d': datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)}",
    )
    expect(isMapping(foreign)).toBe(true)
  })
})

describe('code of the value', () => {
  it('that throws is not hidden: the handler deals with it', () => {
    const throws = () => {
      throw new RangeError('mine')
    }

    expect(() => str(Object.defineProperty({}, 'a', { get: throws, enumerable: true }))).toThrow('mine')
    expect(() => repr([{ toString: throws }])).toThrow('mine')
    expect(() => str(Object.assign(new Plain(), { toJSON: throws }))).toThrow('mine')
  })
})

describe('typeName', () => {
  it("names Python's types", () => {
    const values = [
      '',
      1,
      1.5,
      float(1),
      1n,
      true,
      null,
      [],
      tuple(),
      {},
      new Map(),
      new Set(),
      Buffer.of(),
      new Date(),
    ]

    expect(values.map(typeName).join(' ')).toBe(
      'str int float float int bool NoneType list tuple dict dict set bytes datetime.datetime',
    )
    expect([undefined, Symbol('x'), () => 1, Plain, new Plain(), new NotFound()].map(typeName).join(' ')).toBe(
      'undefined symbol function type Plain NotFound',
    )
  })

  it('tells the marks from what looks like them', () => {
    expect([float(1), 1, { value: 1 }, null].map(isFloat)).toEqual([true, false, false, false])
    expect([tuple(1), [1], { items: [1] }, null].map(isTuple)).toEqual([true, false, false, false])
  })
})

describe("rendering 'js'", () => {
  it('shows values as Node does, on one line', () => {
    setRendering('js')

    expect(getRendering()).toBe('js')
    expect([null, true, 1e21, 'a', 5n, float(3), undefined].map(str)).toEqual(
      'null true 1e+21 a 5 3 undefined'.split(' '),
    )
    expect([[1, 'a', null], { b: new Map([[1, 2]]) }, tuple(1)].map(str)).toEqual([
      "[ 1, 'a', null ]",
      '{ b: Map(1) { 1 => 2 } }',
      '[ 1 ]',
    ])
    expect([new TypeError('x'), new Date(0), new Named(), () => 1].map(str)).toEqual([
      'TypeError: x',
      '1970-01-01T00:00:00.000Z',
      'named!',
      '[Function (anonymous)]',
    ])
    expect([repr('a'), ascii('é'), repr(null), str(new Plain())]).toEqual([
      "'a'",
      "'\\xe9'",
      'null',
      'Plain { hidden: 1 }',
    ])
  })

  it('never calls a hook of the value', () => {
    setRendering('js')

    expect(str([{ [Symbol.for('nodejs.util.inspect.custom')]: () => 'hook' }])).not.toContain('hook,')
    expect(str(Object.defineProperty({}, 'a', { get: () => 'ran', enumerable: true }))).toBe('{ a: [Getter] }')
  })

  it('is one switch for all copies of the package', () => {
    setRendering('js')

    const state = (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('pylogging.rendering.1')]

    expect(state).toEqual({ mode: 'js' })
  })
})

describe('text without end', () => {
  const tooLong = 'the text of a value is longer than 20000000 characters'

  it('is refused for a sparse array, which holds nothing and has room for billions', () => {
    expect(() => str(new Array(4294967295))).toThrow(tooLong)
  })

  it('is refused for lists that each hold the next one twice', () => {
    let list: unknown[] = []
    for (let level = 0; level < 40; level++) list = [list, list]

    expect(() => repr(new Map([[1, list]]))).toThrow(tooLong)
  })

  it('counts a list that is printed again and again, not how deep it lies', () => {
    let deep: unknown = 'x'.repeat(100_000)
    for (let level = 0; level < 900; level++) deep = [deep]

    expect(str(deep).length).toBe(100_000 + 2 + 1800)
  })

  it('escapes long text in pieces that cut no pair of surrogates', () => {
    // The pairs begin at odd places, so that one stands across the end of the first piece.
    const text = `\n${'😀'.repeat(40_000)}`

    expect(ascii(text)).toBe(`'\\n${'\\U0001f600'.repeat(40_000)}'`)
    expect(repr(text)).toBe(`'\\n${'😀'.repeat(40_000)}'`)
    expect(repr(new Uint8Array(70_000))).toBe(`b'${'\\x00'.repeat(70_000)}'`)
  })
})
