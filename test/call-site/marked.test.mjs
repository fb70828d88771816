/**
 * Calls that were marked by a build step show what they show without: under verification, in which each mark is compared
 * with the stack and a difference is an error that ends the program.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generateProgram } from './support/generated-programs.mjs'
import { LOADER, linesOf, userFolder, writeProgram } from './support/marked-programs.mjs'

const LOGGERS = ['logger', 'log', 'loud']
const VERIFIED = { verify: true, loggers: LOGGERS }
const SEEDS = [1, 2, 3]
/** The programs of these tests are bundled or run in processes of their own, without marks. */
const APART = /^(?:marked|source-maps)/

const folder = userFolder()

describe('the tests of call sites', { concurrency: 2 }, () => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs') && !APART.test(name))
  const loggers = ['logger', 'logging', 'root', 'child', 'adapter', 'log', 'inner', 'outer', 'direct']

  for (const name of files) {
    it(`pass with their calls marked and verified: ${name}`, async () => {
      const { code, output } = await runMarked(`${here}${name}`, { verify: true, loggers })

      assert.equal(code, 0, output.match(/^\s*not ok[\s\S]*?\.\.\.$/m)?.[0] ?? output.slice(-2000))
    })
  }
})

describe('generated programs', { concurrency: 2 }, () => {
  for (const seed of SEEDS) {
    it(`print the same places with marks and without: seed ${seed}`, async () => {
      const file = writeProgram(folder, `program-${seed}.mjs`, generateProgram(seed, 'js'))

      const [plain, marked, mapped] = await Promise.all([
        linesOf(file),
        linesOf(file, VERIFIED),
        linesOf(file, VERIFIED, ['--enable-source-maps']),
      ])

      assert.ok(plain.length > 5)
      assert.deepEqual(marked, plain)
      assert.deepEqual(mapped, plain)
    })
  }
})

describe('a mark that is verified', () => {
  const [PRINTED, MINIFIED] = ['function tail(i) { return i }', 'function t(i){return i}']
  const program = (tail, name, line, caller = '(() => mark.warning(logger).warning("x"))()') => `
import logging from '@pylogging/core'
import { fileURLToPath } from 'node:url'
logging.basicConfig({ stream: process.stdout, format: '%(lineno)d %(funcName)s' })
const logger = logging.getLogger('shop')
const places = globalThis[Symbol.for('pylogging.places.1')]
const [mark] = places(fileURLToPath(import.meta.url), ${JSON.stringify([name, line])}, ${tail})
;${caller}
`
  const named = '(function sell() { mark.warning(logger).warning("x") })()'
  const printed = (...args) => linesOf(writeProgram(folder, 'planted.mjs', program(...args)))

  it('is right where the stack says the same', async () => {
    assert.deepEqual(await printed(PRINTED, '<lambda>', 8), ['8 <lambda>'])
    assert.deepEqual(await printed(MINIFIED, 'sell', 8, named), ['8 sell'])
  })

  it('may know a name that the stack has not, in a file that was minified', async () => {
    assert.deepEqual(await printed(MINIFIED, 'sell', 8), ['8 sell'])
    await assert.rejects(
      printed(PRINTED, 'sell', 8),
      /a marked call site is \S+:8 sell, and the stack says \S+:8 <lambda>/,
    )
  })

  it('is wrong, minified or not, with another line or another name', async () => {
    for (const tail of [PRINTED, MINIFIED]) {
      await assert.rejects(printed(tail, '<lambda>', 9), /a marked call site is \S+:9 <lambda>/)
      await assert.rejects(printed(tail, 'buy', 8, named), /:8 buy, and the stack says \S+:8 sell/)
      await assert.rejects(printed(tail, '<lambda>', 8, named), /:8 <lambda>, and the stack says \S+:8 sell/)
    }
  })
})

describe('the loader', () => {
  const source = [
    "import logging from '@pylogging/core'",
    "logging.basicConfig({ stream: process.stdout, level: 1, format: '%(filename)s:%(lineno)d %(funcName)s' })",
    'interface Order {',
    '  id: number',
    '}',
    'function sell(logger: logging.Logger, { id }: Order): void {',
    "  logger.info('sold %d', id)",
    '}',
    "sell(logging.getLogger('shop'), { id: 7 })",
    'console.log(String(sell).includes("__at("))',
    '',
  ].join('\n')

  it('marks what tsx has compiled, at the places of the source', async () => {
    const file = writeProgram(folder, 'compiled.mts', source)
    const tsx = `--import=${import.meta.resolve('tsx')}`

    assert.deepEqual(await linesOf(file, VERIFIED, [], [tsx]), ['compiled.mts:7 sell', 'true'])
  })

  it('marks CommonJS, which is required', async () => {
    const text = source
      .replace('import logging from', 'const logging = require(')
      .replace("'@pylogging/core'", "'@pylogging/core').default")
      .replace(/interface[^}]*}/, '\n\n')
      .replace('logger: logging.Logger, { id }: Order): void', 'logger, { id })')
    const file = writeProgram(folder, 'required.cjs', text)

    assert.deepEqual(await linesOf(file, VERIFIED), ['required.cjs:7 sell', 'true'])
  })

  it('leaves a file that does not parse to Node, and refuses wrong options', async () => {
    const file = writeProgram(folder, 'broken.mjs', `${source}`)

    await assert.rejects(linesOf(file, VERIFIED), /SyntaxError/)
    await assert.rejects(linesOf(file, { verfy: true }), /Did you mean 'verify'/)
  })
})

/** A test file in a process that marks what it loads. */
async function runMarked(file, options) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1', PYLOGGING_CALL_SITES: JSON.stringify(options) }
  delete env.NODE_TEST_CONTEXT
  const child = spawn(process.execPath, [LOADER, '--test-reporter=tap', file], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const [code] = await once(child, 'close')
  return { code, output }
}
