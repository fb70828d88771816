/** What the compiler says to formats: those that CPython's Formatter takes, and the texts of the errors. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { percentFormat } from '@pylogging/formatter'
import { errorsOf } from './support/compile.mjs'

const VECTORS = new URL('../../conformance/vectors/validation.json', import.meta.url)
const HEAD = "import { basicConfig, Formatter } from '@pylogging/core'\n"

describe('a format', () => {
  it('is taken by the compiler where CPython takes it and a record has its fields', () => {
    const calls = new Set()
    for (const { input, error } of JSON.parse(readFileSync(VECTORS, 'utf8')).cases) {
      const [style, format] = input
      const fields = fieldsOf(style, format)
      if (error !== undefined || (style === '%' && !isPrinted(format, fields))) continue
      const defaults = `{ ${fields.map((name) => `[${textOf(name)}]: 1`).join(', ')} }`
      calls.add(`new Formatter(${textOf(format)}, null, '${style}', true, { defaults: ${defaults} })`)
    }
    const lines = [...calls]

    const errors = errorsOf(HEAD + lines.join('\n'))

    assert.deepEqual(
      errors.map(({ line, text }) => `${lines[line - 2]}  // ${text}`),
      [],
    )
    assert.ok(lines.length > 200, `${lines.length}`)
  })

  const MISTAKES = [
    ["new Formatter('%(levelnme)s')", '%(levelnme)s: no such field, did you mean levelname?'],
    ["new Formatter('%(message)s %(level_no)d')", '%(level_no)d: no such field, did you mean levelno?'],
    ["new Formatter('%(funcname)s')", '%(funcname)s: no such field, did you mean funcName?'],
    ["new Formatter('%(user)s')", '%(user)s: no such field'],
    ["new Formatter('{levelnme:>8s}', null, '{')", '{levelnme}: no such field, did you mean levelname?'],
    ["new Formatter('$levelnmae $message', null, '$')", '$levelnmae: no such field, did you mean levelname?'],
    ["new Formatter('%(levelname)d')", '%(levelname)d needs a number, levelname is a string'],
    ["new Formatter('%(message)s 100%')", 'incomplete format'],
    ["new Formatter('%(message)y')", 'y: unsupported format character'],
    ["new Formatter({ fmt: '%(levelnme)s' })", '%(levelnme)s: no such field, did you mean levelname?'],
    ["basicConfig({ format: '%(mesage)s' })", '%(mesage)s: no such field, did you mean message?'],
    ["basicConfig({ format: '{mesage}', style: '{' })", '{mesage}: no such field, did you mean message?'],
  ]
  const errors = errorsOf(HEAD + MISTAKES.map(([call]) => call).join('\n'))

  for (const [index, [call, said]] of MISTAKES.entries()) {
    it(`${call}: the compiler says ${said}`, () => {
      const here = errors.filter(({ line }) => line === index + 2)
      assert.equal(here.length, 1)
      assert.ok(
        here[0].text.includes(`to type '"${said}"`) || here[0].text.includes(`of type '"${said}"`),
        here[0].text,
      )
    })
  }
})

/** CPython's check of a format lets through what fails at the first record: `%(a)D`. */
function isPrinted(format, fields) {
  try {
    return typeof percentFormat(format, Object.fromEntries(fields.map((name) => [name, 1]))) === 'string'
  } catch {
    return false
  }
}

/** Loosely: more names than the format has are no harm. */
function fieldsOf(style, format) {
  if (style === '%') return [...format.matchAll(/%\(([^)]*)\)/g)].map(([, name]) => name)
  if (style === '$') return [...format.matchAll(/\$\{?([a-z_0-9]+)/gi)].map(([, name]) => name)
  return [...format.matchAll(/\{([^{}!:.[]*)/g)].map(([, name]) => name)
}

function textOf(value) {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
