/** What a pickle may hold, and what is refused with which words. */
import { PythonFloat, PythonTuple } from '@pylogging/formatter'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickleAttributes } from '../../src/pickle/pickle.js'
import { unpickle } from '../../src/pickle/unpickle.js'

const read = (pickle: string) => unpickle(Buffer.from(pickle, 'latin1'))

describe('unpickle', () => {
  // Each text is what CPython 3.13.0's pickle.dumps writes for the value, at the protocol that is named.
  it.each([
    ['protocol 0, a bool', 'I01\n.', true],
    ['protocol 0, an int', 'I5\n.', 5],
    ['protocol 0, a long', 'L12345678901234567890L\n.', 12345678901234567890n],
    ['protocol 0, a float', 'F2.5\n.', 2.5],
    ['protocol 0, a text', 'V\\u65e5 a\np0\n.', '日 a'],
    ['protocol 0, a list', '(lp0\nI1\naI2\na.', [1, 2]],
    ['protocol 0, a dict', '(dp0\nVa\np1\nI1\ns.', new Map([['a', 1]])],
    ['protocol 1, a negative number', 'J\xff\xff\xff\xff.', -1],
    [
      'protocol 1, bytes',
      'c_codecs\nencode\nq\x00(X\x03\x00\x00\x00\xc3\xbf\x00q\x01X\x06\x00\x00\x00latin1q\x02tq\x03Rq\x04.',
      Uint8Array.of(255, 0),
    ],
    ['protocol 1, no bytes', 'c__builtin__\nbytes\nq\x00)Rq\x01.', new Uint8Array(0)],
    ['protocol 1, a set', 'c__builtin__\nset\nq\x00(]q\x01K\x01atq\x02Rq\x03.', new Set([1])],
    [
      'protocol 1, a bytearray',
      'c__builtin__\nbytearray\nq\x00(c_codecs\nencode\nq\x01(X\x03\x00\x00\x00a\xc3\xbfq\x02X\x06\x00\x00\x00latin1q\x03tq\x04Rq\x05tq\x06Rq\x07.',
      Uint8Array.of(97, 255),
    ],
    [
      'protocol 1, a list that is in two places',
      ']q\x00(]q\x01(K\x01K\x02eh\x01e.',
      [
        [1, 2],
        [1, 2],
      ],
    ],
    ['protocol 1, half of a character', 'X\x06\x00\x00\x00\xed\xa0\x80\xc3\xbfaq\x00.', '\ud800ÿa'],
    ['protocol 3, a frozenset', '\x80\x03cbuiltins\nfrozenset\nq\x00]q\x01K\x01a\x85q\x02Rq\x03.', new Set([1])],
    ['protocol 2, a tuple', '\x80\x02K\x01K\x02\x86q\x00.', new PythonTuple([1, 2])],
    ['protocol 2, 2**40', '\x80\x02\x8a\x06\x00\x00\x00\x00\x00\x01.', 2 ** 40],
    ['protocol 2, -2**70', '\x80\x02\x8a\t\x00\x00\x00\x00\x00\x00\x00\x00\xc0.', -(2n ** 70n)],
    ['protocol 3, bytes', '\x80\x03C\x02abq\x00.', Uint8Array.from([97, 98])],
    ['protocol 4, a set', '\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8f\x94(K\x01\x90.', new Set([1])],
    ['protocol 5, a text twice', '\x80\x05\x95\x0a\x00\x00\x00\x00\x00\x00\x00]\x94(\x8c\x01a\x94h\x01e.', ['a', 'a']],
    ['a whole float keeps being one', 'G\x40\x00\x00\x00\x00\x00\x00\x00.', new PythonFloat(2)],
  ])('reads %s', (_, pickle, value) => {
    expect(read(pickle)).toEqual(value)
  })

  it.each([
    ['os.system', "cos\nsystem\n(S'id'\ntR.", /plain values \(GLOBAL\)/],
    ['a built-in function', 'c__builtin__\neval\n(X\x01\x00\x00\x001tR.', /plain values \(GLOBAL\)/],
    ['a function for a value', 'c__builtin__\nset\n.', /plain values \(GLOBAL\)/],
    ['a function in a list', ']c__builtin__\nset\na.', /plain values \(GLOBAL\)/],
    ['another encoding', 'c_codecs\nencode\n(X\x01\x00\x00\x00aX\x05\x00\x00\x00rot13tR.', /plain values \(REDUCE\)/],
    ['a number for a set', 'c__builtin__\nset\n(K\x01tR.', /plain values \(REDUCE\)/],
    [
      'sixty levels that each hold the next one twice',
      `N${Array.from({ length: 60 }, (_, i) => `q${String.fromCharCode(i)}h${String.fromCharCode(i)}\x86`).join('')}.`,
      /repeats itself/,
    ],
    ['a million dictionaries', `(${'}'.repeat(999_000)}l.`, /more than 100000 containers/],
    ['an import from the stack', '\x80\x04\x8c\x02os\x8c\x06system\x93.', /\(STACK_GLOBAL\)/],
    ['a call', '))R.', /\(REDUCE\)/],
    ['a state', '}}b.', /\(BUILD\)/],
    ['an instance', '(ios\nsystem\n.', /\(INST\)/],
    ['a persistent id', 'P0\n.', /\(PERSID\)/],
    ['101 levels', `${']'.repeat(101)}${'a'.repeat(100)}.`, /more than 100 levels/],
    ['a list in itself', ']q\x00h\x00a.', /contains itself/],
    ['a list that is filled after it was put into another', ']](]q\x00e0h\x00K\x01a.', /./],
    ['a length of -1', 'X\xff\xff\xff\xffabc.', /ends too soon/],
    ['a length of 2^60', '\x8d\x00\x00\x00\x00\x00\x00\x00\x10abc.', /ends too soon/],
    ['a number of 5,000 digits', `L${'9'.repeat(5000)}L\n.`, /bad number/],
    ['two million values', `(${'N'.repeat(2_000_000)}l.`, /more than 1000000 values/],
    ['no end', 'K\x01', /ends too soon/],
    ['more after the end', 'K\x01.K', /does not end/],
    ['two values', 'K\x01K\x02.', /does not end/],
    ['a key without a value', '}(K\x01u.', /key without a value/],
    ['nothing to take', '0.', /not there/],
  ])('refuses %s', (_, pickle, reason) => {
    expect(() => read(pickle)).toThrow(reason)
  })

  it('takes 100 levels', () => {
    expect(() => read(`${']'.repeat(100)}${'a'.repeat(99)}.`)).not.toThrow()
  })

  it('either reads or refuses any bytes with a ValueError, in time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          unpickle(bytes)
        } catch (error) {
          expect((error as Error).name).toBe('ValueError')
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('reads back whatever is pickled', () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ maxLength: 20 }),
        fc.array(fc.integer(), { maxLength: 5 }).map((items) => new Set(items)),
        fc.integer(),
        fc.bigInt().filter((big) => big > 2n ** 53n || big < -(2n ** 53n)),
        fc.double({ noNaN: true }).filter((number) => !Number.isInteger(number)),
        fc.constantFrom(true, false, null),
        fc.array(tie('value')),
        fc.array(tie('value')).map((items) => new PythonTuple(items)),
        fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
      ),
    }))
    fc.assert(
      fc.property(plain.value, (value) => {
        const bytes = pickleAttributes({ value })
        expect(bytes.readUInt32BE(0)).toBe(bytes.length - 4)
        expect(unpickle(bytes.subarray(4))).toEqual(new Map([['value', value]]))
      }),
    )
  }, 20_000)
})
