/**
 * docs/porting.md: its TypeScript is compiled and run, its Python is run by CPython, and both agree with what is shown.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'
import { sectionsOf, Workshop } from './support/snippets.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const core = JSON.parse(readFileSync(join(ROOT, 'packages/core/package.json'), 'utf8'))
const sections = sectionsOf(readFileSync(join(ROOT, 'docs/porting.md'), 'utf8')).filter(
  ({ ts }) => './queue' in core.exports || !ts.includes('@pylogging/core/queue'),
)
const programs = Object.fromEntries(sections.map(({ ts }, index) => [`section${index}`, ts]))
const python = findPython()

describe('docs/porting.md', () => {
  const workshop = new Workshop(['examples/framework-fits', '.'])
  let mistakes
  before(() => {
    mistakes = workshop.compile(programs)
  })
  after(() => workshop.remove())

  it('has TypeScript that compiles strictly', () => {
    assert.equal(mistakes, '')
    assert.ok(sections.length > 15)
  })

  for (const [index, section] of sections.entries()) {
    if (section.runner === 'vitest') {
      it(`has a test that passes in vitest: ${section.title}`, () => workshop.test(`section${index}.js`))
      it(`has a test that passes in pytest: ${section.title}`, { skip: lacksPython(section) }, () => {
        writeFileSync(join(workshop.folder, 'test_section.py'), section.python)
        const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', join(workshop.folder, 'test_section.py')]
        assert.match(workshop.run(`theirs${index}`, python.command, args, python.env).output, /1 passed/)
      })
      continue
    }
    it(`says what its TypeScript does: ${section.title}`, () => {
      const { output } = runTypeScript(index)

      if (section.text !== undefined) assert.equal(output, section.text)
    })

    it(`says what its Python does: ${section.title}`, { skip: lacksPython(section) }, () => {
      const theirs = runPython(index)

      if (section.text !== undefined) assert.equal(theirs.output, section.text)
      assert.deepEqual(runTypeScript(index), theirs)
    })
  }

  const results = new Map()

  function runTypeScript(index) {
    if (!results.has(index)) {
      const program = join(workshop.folder, 'out', `section${index}.js`)
      results.set(index, workshop.run(`ours${index}`, process.execPath, [program]))
    }
    return results.get(index)
  }

  function runPython(index) {
    return workshop.run(`theirs${index}`, python.command, ['-c', sections[index].python], python.env)
  }
})

function lacksPython({ python: code, module }) {
  if (code === undefined) return 'no Python there'
  if (python === null) return NO_PYTHON
  if (!module) return false
  const { status } = spawnSync(python.command, ['-c', `import ${module}`], { env: python.env })
  return status === 0 ? false : `no ${module} here`
}
