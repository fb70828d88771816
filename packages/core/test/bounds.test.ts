/**
 * Foreign values that stand for more than a process can hold: each printer and reader ends, with a text of bounded length or
 * a ValueError, and takes no longer than in proportion to what it was given.
 */
import { exceptionText, str, ValueError } from '@pylogging/formatter'
import { describe, expect, it } from 'vitest'
import { getLogger, Handler, makeLogRecord } from '../src/index.js'
import { describe as describeTree } from '../src/inspection/describe.js'
import { pickleAttributes } from '../src/pickle/pickle.js'
import { unpickle } from '../src/pickle/unpickle.js'
import { JsonFormatter, RichHandler } from '../src/third-party.js'

const LONGEST = 25_000_000

/** Forty lists that each hold the next one twice: 2^40 leaves. */
function shared(): unknown {
  let value: unknown = ['leaf']
  for (let level = 0; level < 40; level += 1) value = level % 2 === 0 ? [value, value] : { a: value, b: value }
  return value
}

const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'lists that each hold the next one twice': shared,
  'a list with room for billions': () => new Array(4294967295),
}

const PRINTERS: Readonly<Record<string, (value: unknown) => { readonly length: number }>> = {
  str,
  JsonFormatter: (value) => new JsonFormatter({ json_indent: 4 }).format(makeLogRecord({ msg: 'x', value })),
  pickle: (value) => pickleAttributes({ value }),
  'the message of an error': (value) => exceptionText(value),
}

describe('a value that stands for more than memory holds', () => {
  for (const [kind, make] of Object.entries(HOSTILE)) {
    it.each(Object.keys(PRINTERS))(`${kind}, ends in %s`, { timeout: 30_000 }, (name) => {
      let length = 0
      try {
        length = PRINTERS[name]?.(make()).length ?? 0
      } catch (error) {
        expect(error).toBeInstanceOf(ValueError)
      }

      expect(length).toBeLessThan(LONGEST)
    })
  }

  it('is what a group of errors is that makes its members anew whenever it is asked', { timeout: 30_000 }, () => {
    const make = (): Error =>
      Object.defineProperty(new AggregateError([], 'x'.repeat(200_000)), 'errors', {
        get: () => Array.from({ length: 15 }, make),
      })

    expect(() => exceptionText(make())).toThrow(ValueError)
  })

  it('is what a message of line feeds is on a screen', () => {
    const handler = new RichHandler({ console: { width: 200 } })

    expect(() => handler.render(makeLogRecord({ levelname: 'INFO', created: 0 }), '\n'.repeat(1_000_000))).toThrow(
      /longer than 20000000 characters/,
    )
  })
})

/** How long it takes, the fastest of three, in milliseconds. */
function timeOf(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return Math.min(...times)
}

describe('what is eight times as long', () => {
  const record = makeLogRecord({ levelname: 'INFO', created: 0 })
  const rich = (width: number) => {
    const handler = new RichHandler({ console: { width }, show_time: false, show_path: false })
    return (text: string) => handler.render(record, text)
  }
  const letters: Readonly<Record<string, (count: number) => string>> = {
    tabs: (count) => '\t'.repeat(count),
    'letters and tabs': (count) => 'é\t'.repeat(count),
    blanks: (count) => ' '.repeat(8 * count),
    'blanks behind a word': (count) => `x${' '.repeat(8 * count)}`,
    'one word': (count) => 'é'.repeat(count),
    words: (count) => 'é '.repeat(count),
    'line feeds': (count) => '\n'.repeat(count),
  }
  for (const width of [80, 100_000]) {
    it.each(Object.keys(letters))(`takes RichHandler about eight times as long: %s in ${width} columns`, (name) => {
      const [text, print] = [letters[name] as (count: number) => string, rich(width)]
      const longest = width === 80 || name !== 'line feeds' ? 16_384 : 150
      print(text(longest / 8))

      const [short, long] = [timeOf(() => print(text(longest / 8))), timeOf(() => print(text(longest)))]

      expect(long).toBeLessThan(40 * short + 100)
    })
  }
})

describe('handlers and loggers without number', () => {
  it('are made and described, more than fit into the arguments of a call', { timeout: 60_000 }, () => {
    const kept = Array.from({ length: 130_000 }, () => new Handler())

    expect(kept).toHaveLength(130_000)
  })

  it('are described', { timeout: 60_000 }, () => {
    for (let index = 0; index < 50_000; index += 1) getLogger(`described.child${index}`)

    expect(describeTree()).toContain('"described.child49999"')
  })
})

describe('a pickle from outside', () => {
  const text = (value: string) =>
    `X${String.fromCharCode(value.length & 0xff, (value.length >> 8) & 0xff, value.length >> 16, 0)}${value}`
  const bytes = (program: string) => Buffer.from(program, 'latin1')

  it('copies no value again and again: a list of which sets are made', () => {
    const list = `](${'K\x01'.repeat(1000)}eq\x00`
    const program = `(${list}0${'c__builtin__\nset\n(h\x00tR0'.repeat(200)}Nt.`

    expect(() => unpickle(bytes(program))).toThrow('a pickle that copies the same value too often')
  })

  it('copies no value again and again: a text of which bytes are made', () => {
    const program = `(${text('x'.repeat(200_000))}q\x00${text('latin1')}q\x0100${'c_codecs\nencode\n(h\x00h\x01tR0'.repeat(50)}Nt.`

    expect(() => unpickle(bytes(program))).toThrow('a pickle that copies the same value too often')
  })

  it('may hold as many sets and bytes as Python writes', () => {
    const set = `c__builtin__\nset\n(](K\x01K\x02etR`
    const made = `c_codecs\nencode\n(${text('ab')}${text('latin1')}tR`

    expect(unpickle(bytes(`(${set.repeat(100)}${made.repeat(100)}t.`))).toHaveProperty('items.length', 200)
  })
})
