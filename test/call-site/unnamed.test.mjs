/** Tracebacks of real stacks that name no function, or hold more than the error's own frames. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { at } from './support/places.mjs'
import { run } from './support/run.mjs'

const file = new URL('fixtures/unnamed.mjs', import.meta.url)
const here = (mark) => at(file.href, mark)
const folder = mkdtempSync(join(tmpdir(), 'pylogging-unnamed-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** `file:line name` for each frame of a traceback. */
const framesOf = (text) =>
  [...text.matchAll(/^ {2}File "(.*)", line (\d+), in (.*)$/gm)].map(
    ([, path, line, name]) => `${basename(path)}:${line} ${name}`,
  )

describe('a traceback', () => {
  const texts = run(file)

  it('calls the top level <module>, also after an await', () => {
    assert.equal(framesOf(texts['top level'])[0], `${here('top level')} <module>`)
  })

  it('calls an async function without a name <lambda>', () => {
    assert.equal(framesOf(texts['async lambda'])[0], `${here('async lambda')} <lambda>`)
  })

  it('calls the constructor of a class without a name <lambda>', () => {
    assert.deepEqual(framesOf(texts['anonymous class']), [
      `${here('makes one')} <module>`,
      `${here('anonymous class')} <lambda>`,
    ])
  })

  it('has the frames of the throw, not those that a library appended', () => {
    assert.deepEqual(
      framesOf(texts['for call at']).map((frame) => frame.split(' ')[1]),
      ['<module>', 'fail'],
    )
  })

  it('has frames when Error.prepareStackTrace returns them as they are', () => {
    assert.equal(framesOf(texts.array).at(-1), `${here('as an array')} thrower`)
  })
})

const commonJs = createRequire(import.meta.url).resolve('../../packages/core/dist/index.js')
const TYPESCRIPT = `import logging from ${JSON.stringify(new URL('../../packages/core/dist/face.mjs', import.meta.url).href)}
interface Order { id: number }
function fail(order: Order): never {
  throw new Error('x')
}
logging.basicConfig({ stream: process.stdout, format: '%(lineno)d %(funcName)s' })
try {
  fail({ id: 1 })
} catch (error) {
  logging.error('x', { exc_info: error, stack_info: true })
}
`

describe('under tsx', () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  // In .cts and in .ts without a package.json tsx makes CommonJS, wrapped in a function of its own.
  for (const extension of ['cts', 'ts', 'mts']) {
    it(`the top level of a .${extension} file is <module>, once`, () => {
      const program = join(folder, `program.${extension}`)
      const importing = extension === 'mts' ? TYPESCRIPT : TYPESCRIPT.replace(/file:.*face\.mjs/, commonJs)
      writeFileSync(program, importing)

      const text = execFileSync(process.execPath, ['--import', tsx, program], { encoding: 'utf8' })

      const name = `program.${extension}`
      const frames = framesOf(text).filter((frame) => frame.startsWith('program.'))
      assert.deepEqual(frames, [`${name}:8 <module>`, `${name}:4 fail`, `${name}:10 <module>`])
      assert.match(text, /^10 <module>\n/)
    })
  }
})

describe('the function that a bundler makes of a module', () => {
  const bundle = `const { default: logging } = require(${JSON.stringify(commonJs)})
logging.basicConfig({ stream: process.stdout, format: '%(lineno)d %(funcName)s' })
const modules = {
  './src/orders.mjs': () => {
logging.warning('a path')
  },
  2252: () => {
logging.warning('a number')
  },
}
const routes = {
  404() {
    logging.warning('a method of the program')
  },
}
modules['./src/orders.mjs']()
modules[2252]()
routes[404]()
`

  it('is the top level of its source', () => {
    const path = join(folder, 'bundle.cjs')
    writeFileSync(path, bundle)

    const output = execFileSync(process.execPath, [path], { encoding: 'utf8' })

    assert.deepEqual(output.trim().split('\n'), ['5 <module>', '8 <module>', '13 404'])
  })
})
