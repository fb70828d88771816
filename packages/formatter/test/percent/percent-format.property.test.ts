/** What holds for every format and value. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePercentFormat, percentFormat, placeholderCount } from '../../src/percent/percent-format.js'
import { floatRepr } from '../../src/python/float-repr.js'
import { repr } from '../../src/python/python-text.js'

/** Text of the characters that formats are made of, so that most of it means something. */
const formats = fc.string({ unit: fc.constantFrom(...'%%%%()sdrxfgc*.-+ #0159hlya😀') })
const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('for every format', () => {
  it('reading throws nothing', () => {
    fc.assert(
      fc.property(formats, (format) => {
        expect(placeholderCount(format)).toBeGreaterThanOrEqual(0)
        parsePercentFormat(format)
      }),
    )
  })

  it('what is thrown is one of Python’s errors', () => {
    fc.assert(
      fc.property(formats, fc.array(fc.oneof(fc.string(), fc.integer({ max: 1000 }), finite)), (format, values) => {
        try {
          percentFormat(format, values)
        } catch (error) {
          expect((error as Error).name).toMatch(/^(TypeError|ValueError|OverflowError)$/)
        }
      }),
    )
  })

  it('text with every percent sign doubled is printed as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(percentFormat(text.replaceAll('%', '%%'), [])).toBe(text)
      }),
    )
  })
})

describe('for every value', () => {
  it('a width is at least that many code points, and %-5s only adds at the end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 100 }), (text, width) => {
        const padded = percentFormat('%-*s', [width, text])

        expect([...padded].length).toBe(Math.max(width, [...text].length))
        expect(padded.trimEnd()).toBe(text.trimEnd())
      }),
    )
  })

  it('a float reads back as the same number', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(Number(floatRepr(value))).toBe(value)
        expect(Number(percentFormat('%.17g', [value]))).toBe(value)
        expect(Number(percentFormat('%.16e', [value]))).toBe(value)
      }),
    )
  })

  it('an integer is itself in every base', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (value) => {
        expect(BigInt(percentFormat('%d', [value]))).toBe(value)
        expect(BigInt(percentFormat('%#x', [value]))).toBe(value)
        expect(BigInt(percentFormat('%#o', [value]))).toBe(value)
        expect(percentFormat('%d', [-value])).toBe(`${-value}`)
      }),
    )
  })

  it('ASCII text reads back from its repr', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        const shown = repr(text)
        const body = shown.slice(1, -1).replace(/"/g, '\\"').replace(/\\'/g, "'")
        const json = body.replace(/\\x/g, '\\u00')

        expect(shown).toMatch(/^['"][ -~]*['"]$/)
        if (!text.includes('\\')) expect(JSON.parse(`"${json}"`)).toBe(text)
      }),
    )
  })
})
