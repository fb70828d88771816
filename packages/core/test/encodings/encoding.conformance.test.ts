/** Encodings, their names and their errors against CPython's answers. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import { findEncoder } from '../../src/encodings/encoding.js'
import { codecName } from '../../src/encodings/encoding-names.js'
import { LookupError, UnicodeEncodeError } from '../../src/index.js'

const hex = (written: string | Uint8Array) => Buffer.from(written as string).toString('hex')

/** What a new file would hold, in hexadecimal, or the first line of the error. */
function written(encoding: string, errors: string, text: string): string {
  const { encode, mark } = findEncoder(encoding, errors)
  try {
    return (mark === null ? '' : hex(mark)) + hex(encode(text))
  } catch (error) {
    const isPython = error instanceof LookupError || error instanceof UnicodeEncodeError
    return isPython ? `${error.name}: ${error.message.split('\n')[0]}` : `not Python's: ${error}`
  }
}

describe('a text file', () => {
  const cases = vectors<[encoding: string, errors: string, text: string]>('encodings')

  it('holds the bytes that CPython writes, in every encoding and with every errors=', () => {
    const differing = cases
      .filter(({ departure }) => departure === undefined)
      .map(({ input, expect: bytes, error }) => ({
        input,
        ours: written(...input),
        python: error === undefined ? bytes : error.join(': '),
      }))
      .filter(({ ours, python }) => ours !== python)

    expect(differing).toEqual([])
    expect(cases.length).toBeGreaterThan(3000)
  })

  it('cannot hold names of characters, which Node does not have', () => {
    const departures = cases.filter(({ departure }) => departure !== undefined)

    const answers = new Set(departures.map(({ input }) => written(...input)))

    expect([...answers]).toEqual(["LookupError: unknown error handler name 'namereplace'"])
  })
})

describe('a code page', () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => !/[\ud800-\udfff]/.test(character),
  )

  it.each(vectors<string>('code_pages').map(({ input, expect: digest }) => [input, digest]))(
    '%s is CPython’s for every character of the Basic Multilingual Plane',
    (encoding, digest) => {
      const { encode } = findEncoder(encoding, 'ignore')

      const text = characters.map((character) => `${hex(encode(character))},`).join('')

      expect(createHash('sha256').update(text).digest('hex')).toBe(digest)
    },
  )
})

describe('a name of an encoding', () => {
  const cases = vectors<string>('encoding_names')

  it('means the codec that it means in Python', () => {
    const differing = cases
      .filter(({ departure }) => departure === undefined)
      .map(({ input, expect: codec }) => ({ input, ours: codecName(input), python: codec }))
      .filter(({ ours, python }) => ours !== python)

    expect(differing).toEqual([])
  })

  it.each(cases.filter(({ error }) => error !== undefined).map(({ input, error }) => [input, error?.[1]]))(
    '%j is unknown in Python’s words',
    (name, text) => {
      expect(() => findEncoder(name ?? '', null)).toThrow(LookupError)
      expect(() => findEncoder(name ?? '', null)).toThrow(text)
    },
  )

  it('of an encoding that is not here is unknown too', () => {
    for (const { input } of cases.filter(({ departure }) => departure !== undefined)) {
      expect(() => findEncoder(input, null)).toThrow(`unknown encoding: ${input}\n`)
    }
  })
})
