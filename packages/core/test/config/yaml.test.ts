/** What is expected is what PyYAML 6.0.3's safe_load answered; test/process/yaml.test.mjs asks it again where it is. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkExtent } from '../../src/config/extent.js'
import { readYaml } from '../../src/config/yaml.js'
import '../../src/index.js'

const CASES = JSON.parse(readFileSync(resolve(import.meta.dirname, 'yaml-cases.json'), 'utf8')) as {
  readonly text: string
  readonly value?: unknown
  readonly refused?: boolean
}[]

describe('YAML is read as PyYAML reads it', () => {
  for (const { text, value, refused } of CASES) {
    it(`${JSON.stringify(text)} ${refused ? 'is refused' : `is ${JSON.stringify(value)}`}`, () => {
      if (refused) expect(() => readYaml(text)).toThrow(/^/)
      else expect(readYaml(text)).toEqual(value)
    })
  }

  it('with infinities, and with keys that are no text', () => {
    expect(readYaml('[.inf, -.INF, .NaN]')).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])
    expect(readYaml('{1: a, yes: b, ~: c}')).toEqual(
      new Map<unknown, string>([
        [1, 'a'],
        [true, 'b'],
        [null, 'c'],
      ]),
    )
  })

  it('an alias is the same object as its anchor', () => {
    const { a, b } = readYaml('a: &x {p: 1}\nb: *x') as { a: object; b: object }

    expect(b).toBe(a)
  })

  it('a tag of Python’s is refused in the words of its safe loader', () => {
    expect(() => readYaml("!!python/object/apply:os.system ['true']")).toThrow(
      "could not determine a constructor for the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
    )
  })

  it('a mistake is told with its line and column', () => {
    expect(() => readYaml('a: 1\nb: "x\n')).toThrow(/at line 3, column 1/)
  })
})

describe('a hostile YAML text is refused, soon and without harm', () => {
  const LEVELS = Array.from({ length: 60 }, (_, index) => index)
  const HOSTILE = {
    'flow sequences in each other': '['.repeat(500_000),
    'flow mappings in each other': '{a: '.repeat(200_000),
    'block mappings in each other': LEVELS.concat(LEVELS, LEVELS)
      .map((_, index) => `${' '.repeat(index)}a:`)
      .join('\n'),
    'sequences on one line': '- '.repeat(400_000),
    'keys on one line': '? '.repeat(300_000),
    'directives without end': '%a\n'.repeat(300_000),
    'more values than a configuration has': '- a\n'.repeat(250_000),
    'merges that double with each line': `a0: &a0 {x: 1, y: 2}\n${LEVELS.map((i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], z${i}: 1}`).join('\n')}`,
    'an alias inside its own anchor': 'a: &x [*x]',
    'a merge of itself': 'a: &x {<<: *x}',
    'a key that leads to a prototype': '{a: {__proto__: {x: 1}}}',
    'a constructor': '{a: {constructor: 1}}',
  }
  for (const [name, text] of Object.entries(HOSTILE)) {
    it(name, () => {
      expect(() => readYaml(text)).toThrow(
        /nested deeper|too large|contains itself|more than 100000 values|leads to a prototype/,
      )
    })
  }

  it('aliases of aliases: what they stand for is counted, and never made', () => {
    const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${LEVELS.map((i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}, *a${i}, *a${i}, *a${i}, *a${i}, *a${i}]`).join('\n')}`

    const read = readYaml(bomb)

    expect(() => checkExtent(read)).toThrow('more than 100000 values')
  })
})
