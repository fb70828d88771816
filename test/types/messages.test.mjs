/** What the compiler says to log calls: every vector of the `%` operator as a call, and the texts of the errors. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { callOf } from './support/calls.mjs'
import { errorsOf } from './support/compile.mjs'

const VECTORS = new URL('../../conformance/vectors/percent.json', import.meta.url)
const HEAD = "import { float, getLogger, tuple } from '@pylogging/core'\nconst logger = getLogger('app')\n"

describe('the arguments of a message', () => {
  it('are taken and refused by the compiler as CPython takes and refuses them', () => {
    const calls = new Map()
    for (const each of JSON.parse(readFileSync(VECTORS, 'utf8')).cases) {
      const call = callOf(each)
      if (call !== null) calls.set(call.text, call.compiles)
    }
    const lines = [...calls.keys()]
    const wrong = new Map()
    for (const { line, text } of errorsOf(`${HEAD}${lines.join('\n')}\n`)) wrong.set(lines[line - 3], text)

    const surprises = []
    const count = { yes: 0, no: 0, either: 0 }
    for (const [text, compiles] of calls) {
      count[compiles] += 1
      if (compiles === 'yes' && wrong.has(text)) surprises.push(`${text}  // ${wrong.get(text)}`)
      if (compiles === 'no' && !wrong.has(text)) surprises.push(`${text}  // compiles`)
    }
    assert.deepEqual(surprises, [])
    assert.ok(count.yes > 5000 && count.no > 600 && count.either < 500, JSON.stringify(count))
  })

  const MISTAKES = [
    ["'%d of %s',", "'three'", '2 conversions, 1 argument'],
    ["'%d',", "'three'", '%d needs a number, the 1st argument is a string'],
    ["'%s %s %x', 1, 2,", 'null', '%x needs an integer, the 3rd argument is null'],
    ["'%s %s %s %f', 1, 2, 3,", '[4]', '%f needs a number, the 4th argument is an array'],
    ["'%d',", '[1, 2].at(0)', '%d needs a number, the 1st argument may be undefined'],
    ["'%*d',", "'wide', 1", '%* needs an integer, the 1st argument is a string'],
    ["'%*d',", '1', '2 conversions (a * counts), 1 argument'],
    ["'ready',", '7, 8', '0 conversions, 2 arguments'],
    ["'failed',", "new Error('x')", '0 conversions, 1 argument: an Error is passed as { exc_info: error }'],
    ["'%(user)s',", "{ usr: 'anna' }", '%(user)s: the object has no key user'],
    ["'%(user)d',", "{ user: 'anna' }", '%(user)d needs a number, user is a string'],
    ["'%(user)s',", "'anna'", 'the keys of the message need an object, the 1st argument is a string'],
    ["'%(user)s',", "'anna', 7", 'the keys of the message need one object, there are 2 arguments'],
    ["'%5y',", '1', 'y: unsupported format character'],
    ["'100%',", '1', 'incomplete format'],
    ["'%d %d',", "'a', 1, { exc_info: null }", '%d needs a number, the 1st argument is a string'],
  ]
  const errors = errorsOf(HEAD + MISTAKES.map(([message, rest]) => `logger.info(${message}\n${rest})\n`).join(''))

  for (const [index, [message, rest, said]] of MISTAKES.entries()) {
    it(`${message} ${rest}: the compiler says at the argument that ${said}`, () => {
      const here = errors.filter(({ line }) => line === 3 + 2 * index || line === 4 + 2 * index)
      assert.equal(here.length, 1)
      assert.equal(here[0].line, 4 + 2 * index)
      assert.ok(here[0].text.includes(`"${said}"`), here[0].text)
    })
  }

  it('are read in a message of a thousand characters and of a hundred conversions', () => {
    const long = `'${'%s of '.repeat(30)}${'a'.repeat(900)}'`
    const many = `'${'%-8.3f|'.repeat(100)}'`
    const wide = `'%${'0'.repeat(500)}d'`
    const numbers = Array(100).fill('1')
    const calls = [
      [long, ...numbers.slice(0, 30)],
      [many, ...numbers],
      [wide, 1],
      [long, ...numbers.slice(0, 29)],
      [many, ...numbers.slice(0, 99), "'x'"],
      [wide, "'x'"],
    ]

    const found = errorsOf(HEAD + calls.map((call) => `logger.info(${call.join(', ')})`).join('\n'))

    const numbered = found.map(({ line, text }) => [line, /parameter of type '"(.*?)"/.exec(text)?.[1]])
    assert.deepEqual(numbered, [
      [6, '30 conversions, 29 arguments'],
      [7, '%f needs a number, the 100th argument is a string'],
      [8, '%d needs a number, the 1st argument is a string'],
    ])
  })
})
