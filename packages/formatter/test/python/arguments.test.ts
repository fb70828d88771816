import { describe, expect, it } from 'vitest'
import { bindArguments, bindNamed, nearestName } from '../../src/python/arguments.js'

const SIGNATURE = {
  owner: 'FileHandler.__init__()',
  names: ['filename', 'mode', 'encoding', 'delay', 'errors'],
  required: 1,
}
const bind =
  (...args: unknown[]) =>
  () =>
    bindArguments(SIGNATURE, args)

describe('bindArguments', () => {
  it('takes values by position, by name, and first the one and then the other', () => {
    expect(bind('a.log', 'w')()).toEqual(['a.log', 'w', undefined, undefined, undefined])
    expect(bind('a.log', { delay: true })()).toEqual(['a.log', undefined, undefined, true, undefined])
    expect(bind({ filename: 'a.log', errors: null })()).toEqual(['a.log', undefined, undefined, undefined, null])
  })

  it('has a twin that gives them by their names, those without a position last', () => {
    const signature = { ...SIGNATURE, keywordOnly: ['permissions'] }

    const bound = bindNamed(signature, ['a.log', 'w', { permissions: 0o640 }])

    expect(Object.entries(bound)).toEqual([
      ['filename', 'a.log'],
      ['mode', 'w'],
      ['encoding', undefined],
      ['delay', undefined],
      ['errors', undefined],
      ['permissions', 0o640],
    ])
  })

  it('refuses names and numbers of arguments in the words of CPython 3.13', () => {
    expect(bind('a', { encodng: 1 })).toThrow(
      "FileHandler.__init__() got an unexpected keyword argument 'encodng'. Did you mean 'encoding'?",
    )
    expect(bind('a', { foo: 1 })).toThrow(/^FileHandler.__init__\(\) got an unexpected keyword argument 'foo'$/)
    expect(bind('a', { filename: 1 })).toThrow("FileHandler.__init__() got multiple values for argument 'filename'")
    expect(bind()).toThrow("FileHandler.__init__() missing 1 required positional argument: 'filename'")
    expect(bind(1, 2, 3, 4, 5, 6)).toThrow(
      'FileHandler.__init__() takes from 2 to 6 positional arguments but 7 were given',
    )
  })

  it.each(['write', 'put_nowait', 'handle'])('takes a hand-made object with %s for a value', (name) => {
    const made = { [name]: () => undefined }

    expect(bindArguments({ owner: 'Made.__init__()', names: ['made'] }, [made])).toEqual([made])
    expect(() => bindArguments({ owner: 'Made.__init__()', names: ['made'] }, [{ [name]: 1 }])).toThrow(TypeError)
  })

  it('is not fooled by names of a prototype', () => {
    expect(bind('a', JSON.parse('{"__proto__": 1}'))).toThrow("unexpected keyword argument '__proto__'")
    expect(bind('a', { constructor: 1 })).toThrow("unexpected keyword argument 'constructor'")
  })
})

describe('nearestName', () => {
  it('knows the habits of other languages and slips of the finger', () => {
    const names = ['exc_info', 'stack_info', 'stacklevel', 'extra']

    const nearest = ['excInfo', 'stackLevel', 'exc_inf', 'extras', 'user'].map((name) => nearestName(name, names))

    expect(nearest).toEqual(['exc_info', 'stacklevel', 'exc_info', 'extra', undefined])
  })
})
