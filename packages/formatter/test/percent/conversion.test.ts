/** Which engine prints what, at the borders between them. The answers themselves are percent-format.conformance.test.ts. */
import { describe, expect, it } from 'vitest'
import { CONVERSIONS, type ConversionSpec, makeRenderer } from '../../src/percent/conversion.js'
import { float } from '../../src/python/python-text.js'

const NONE = { left: false, plus: false, space: false, alternate: false, zero: false, width: 0, precision: -1 }

function render(conversion: string, options: Partial<ConversionSpec>, value: unknown): string {
  return makeRenderer({ ...NONE, conversion, ...options })(value)
}

describe('makeRenderer', () => {
  it('has a renderer for every letter', () => {
    const printed = [...CONVERSIONS].map((conversion) => render(conversion, {}, 65))

    expect(printed.join(' ')).toBe('65 65 101 65 41 41 6.500000e+01 6.500000E+01 65.000000 65.000000 65 65 A 65 65 65')
  })

  it('prints a plain %s without touching text', () => {
    expect(render('s', {}, '%d \ud800 😀')).toBe('%d \ud800 😀')
  })

  it('counts code points where sprintf-js would count halves', () => {
    expect(render('s', { width: 3 }, '😀')).toBe('  😀')
    expect(render('s', { precision: 1 }, '😀b')).toBe('😀')
    expect(render('s', { width: 70, left: true }, '😀')).toBe(`😀${' '.repeat(69)}`)
  })

  it('prints the same on both sides of the widest format that sprintf-js is given', () => {
    for (const width of [63, 64, 65, 66]) {
      expect(render('s', { width }, 'x')).toBe('x'.padStart(width))
      expect(render('d', { width, zero: true }, -5)).toBe(`-${'5'.padStart(width - 1, '0')}`)
      expect(render('x', { width, left: true }, 255)).toBe('ff'.padEnd(width))
      expect(render('s', { precision: width }, 'y'.repeat(80))).toBe('y'.repeat(width))
    }
  })

  it('prints integers beyond 32 and 53 bits, which sprintf-js would cut', () => {
    expect(render('x', {}, 2 ** 32)).toBe('100000000')
    expect(render('x', {}, -255)).toBe('-ff')
    expect(render('d', { plus: true }, 2n ** 70n)).toBe('+1180591620717411303424')
    expect(render('d', {}, 1e22)).toBe('10000000000000000000000')
    expect(render('x', {}, 2 ** 60)).toBe('1000000000000000')
  })

  it('rounds halves to even, where toFixed goes up', () => {
    const rounded = [0.5, 1.5, 2.5, 3.5].map((half) => render('f', { precision: 0 }, half))

    expect(rounded).toEqual(['0', '2', '2', '4'])
    expect((2.5).toFixed(0)).toBe('3')
    expect(render('f', { precision: 2 }, 0.125)).toBe('0.12')
  })

  it('shows the sign of zero for a float and not for an integer', () => {
    expect(render('f', { precision: 1 }, -0)).toBe('-0.0')
    expect(render('f', { precision: 1 }, -0.01)).toBe('-0.0')
    expect(render('d', {}, -0)).toBe('0')
    expect(render('d', { plus: true, width: 4 }, -0)).toBe('  +0')
    expect(render('d', {}, -0.5)).toBe('0')
  })

  it('prints what toFixed gives up on', () => {
    expect(render('f', { precision: 1 }, 1e21)).toBe('1000000000000000000000.0')
    expect(render('f', { precision: 101 }, 0.5)).toBe(`0.5${'0'.repeat(100)}`)
  })

  it('takes a whole float for a float', () => {
    expect(() => render('x', {}, float(3))).toThrow('%x format: an integer is required, not float')
    expect(() => render('c', {}, float(65))).toThrow('%c requires int or char')
    expect(render('d', {}, float(3))).toBe('3')
  })

  it("throws errors with Python's names", () => {
    const thrown = (conversion: string, value: unknown) => {
      try {
        return render(conversion, {}, value)
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`
      }
    }

    expect(thrown('d', Number.NaN)).toBe('ValueError: cannot convert float NaN to integer')
    expect(thrown('d', Infinity)).toBe('OverflowError: cannot convert float infinity to integer')
    expect(thrown('f', 10n ** 400n)).toBe('OverflowError: int too large to convert to float')
    expect(thrown('d', new Date())).toBe('TypeError: %d format: a real number is required, not datetime.datetime')
    expect(thrown('d', undefined)).toBe('TypeError: %d format: a real number is required, not undefined')
    expect(thrown('f', Symbol('x'))).toBe('TypeError: must be real number, not symbol')
    expect(thrown('c', 0x110000)).toBe('OverflowError: %c arg not in range(0x110000)')
  })

  it('never calls a function that is a value, as sprintf-js would', () => {
    let calls = 0
    function value() {
      calls++
    }

    expect(render('s', { width: 2 }, value)).toBe('<function value>')
    expect(() => render('d', {}, value)).toThrow('not function')
    expect(calls).toBe(0)
  })
})
