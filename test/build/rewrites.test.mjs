/**
 * The build rewrites text. Whatever it does not know must stop it: what it passes over is shipped, and nobody sees it.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { namesOf, wrapperCode, wrapperSource } from '../../scripts/entry-names.mjs'
import { plainExports, requireLate } from '../../scripts/rewrites.mjs'

describe('requireLate', () => {
  it('makes a require a function that is called at each use', () => {
    const code =
      'const require_braces = require("./braces.js");\nfunction f(x) {\n\treturn require_braces.format(x);\n}\n'

    assert.equal(
      late(code),
      'let require_braces_once; const require_braces = () => require_braces_once ??= require("./braces.js");\n' +
        'function f(x) {\n\treturn require_braces().format(x);\n}\n',
    )
  })

  it('calls the function before what it gives is constructed', () => {
    const code =
      'const require_braces = require("./braces.js");\nfunction f() {\n\treturn new require_braces.Format(1);\n}\n'

    assert.match(late(code), /return new \(require_braces\(\)\)\.Format\(1\);/)
  })

  it('refuses a require that is printed in another form', () => {
    for (const line of [
      'var b = require("./braces.js");',
      'const { b } = require("./braces.js");',
      'run(require("./braces.js"));',
    ])
      assert.throws(() => late(`${line}\n`), /^Error: common\.js requires \.\/braces\.js in a form unknown/, line)
  })

  it('refuses to call late what no file requires', () => {
    assert.throws(() => late('const other = require("./other.js");\n'), /common\.js never require \.\/braces\.js/)
  })

  it('refuses a use that would read a property of the function', () => {
    const code = 'const require_braces = require("./braces.js");\nconst all = { ...require_braces };\n'

    assert.throws(() => late(code), /common\.js uses require_braces otherwise than as require_braces\.NAME/)
  })

  it('leaves what is required within a function as it is', () => {
    const code = 'const b = require("./braces.js");\nfunction f() {\n\treturn require("node:worker_threads");\n}\n'

    assert.match(late(code), /\treturn require\("node:worker_threads"\);/)
  })
})

describe('plainExports', () => {
  const getter =
    'Object.defineProperty(exports, "a", {\n\tenumerable: true,\n\tget: function() {\n\t\treturn a;\n\t}\n});\n'

  it('makes the getter of what does not change a value, and leaves that of a variable', () => {
    assert.equal(plainExports(`const a = 1;\n${getter}`, 'x.js'), 'const a = 1;\nexports.a = a;\n')
    assert.equal(plainExports(`let a = 1;\n${getter}`, 'x.js'), `let a = 1;\n${getter}`)
  })

  it('knows names with a dollar', () => {
    const renamed = getter.replace('return a;', 'return a$1;')

    assert.equal(plainExports(`const a$1 = 1;\n${renamed}`, 'x.js'), 'const a$1 = 1;\nexports.a = a$1;\n')
    assert.equal(plainExports(`let a$1 = 1;\n${renamed}`, 'x.js'), `let a$1 = 1;\n${renamed}`)
  })

  it('refuses a getter that is printed in another form', () => {
    for (const line of [
      'Object.defineProperty(exports, "a", { get: () => a });',
      '__exportAll(exports, { a: () => a });',
    ])
      assert.throws(
        () => plainExports(`const a = 1;\n${line}\n`, 'x.js'),
        /^Error: x\.js exports in a form unknown/,
        line,
      )
  })
})

describe('the names of an entry', () => {
  it('are those of lists, of declarations and of types', () => {
    const source = [
      "export type { A, B as C } from './a.js'",
      "export { d, type E, f as g } from './d.js'",
      'export const h = 1',
      'export abstract class I {}',
      'export interface J {}',
      'export async function k() {}',
      'const l = 2',
      'export default l',
    ].join('\n')

    assert.deepEqual(namesOf(source), {
      values: ['d', 'g', 'h', 'I', 'k'],
      types: ['A', 'C', 'E', 'J'],
      hasDefault: true,
    })
  })

  it('cannot be read from exports of another form', () => {
    for (const line of [
      "export * from './a.js'",
      'export default { a: 1 }',
      'export const { a } = b',
      'export enum A {}',
    ])
      assert.throws(
        () => namesOf(`${line}\nexport const z = 1\n`),
        /^Error: 1 of 2 exports are in a form unknown/,
        line,
      )
  })

  it('come with the type of the default, for TypeScript names it in no other way', () => {
    const source = "export { type M, m as default } from './m.js'\n"

    assert.match(wrapperSource(source, 'index', 'M'), /import entry, \{ type M \} from '\.\/index\.js'/)
    assert.throws(() => wrapperSource(source, 'index', 'N'), /index\.ts exports no type for its default/)
    assert.match(wrapperCode(source, 'index'), /export default entry\.default/)
  })
})

function late(code) {
  const files = new Map([['common.js', code]])
  requireLate(files, ['braces'])
  return files.get('common.js')
}
