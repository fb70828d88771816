/** CPython's ConfigParser read these texts too: conformance/topics/ini.py. */
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import { ConfigParser } from '../../src/config/ini.js'

type Input = readonly [text: string, defaults: Record<string, unknown> | null]
const cases = vectors<Input>('ini')

describe('ConfigParser reads as CPython', () => {
  it('every section, every option, raw and interpolated, and every error', () => {
    const wrong = cases.flatMap(({ input, expect: sections, error }) => {
      const theirs = error === undefined ? { sections } : { error }
      const ours = answer(input)
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ input, ours, theirs }]
    })

    expect(wrong).toEqual([])
  })

  it('in enough cases to mean something', () => {
    expect(cases.length).toBeGreaterThan(480)
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(120)
  })
})

function answer([text, defaults]: Input): unknown {
  try {
    const parser = new ConfigParser(defaults)
    parser.read_string(text)
    return { sections: ['DEFAULT', ...parser.sections()].map((section) => [section, optionsOf(parser, section)]) }
  } catch (error) {
    return { error: named(error) }
  }
}

function optionsOf(parser: ConfigParser, section: string): unknown[] {
  const names = section === 'DEFAULT' ? [...parser.defaults().keys()] : parser.options(section)
  return names.map((name) => {
    const raw = parser.get(section, name, { raw: true })
    try {
      return [name, raw, parser.get(section, name)]
    } catch (error) {
      return [name, raw, named(error)]
    }
  })
}

function named(error: unknown): [string, string] {
  const { name, message } = error as Error
  // Below Python's words, indented, is what to do.
  return [name, message.replace(/\n {2}[\s\S]*$/, '')]
}
