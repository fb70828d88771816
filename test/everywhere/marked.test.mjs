/**
 * Log calls that are marked at build time, in each bundler: the places of generated programs are those that the stack says
 * under source maps, minified and not, and the maps lead from each marked call to its place; and minified without a map they are still those of the sources.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import callSites from '../../packages/formatter/dist/build-face.mjs'
import { generateProgram } from '../call-site/support/generated-programs.mjs'
import { LOADER, linesOf, userFolder, writeProgram } from '../call-site/support/marked-programs.mjs'
import { checkPositions } from './support/map-positions.mjs'
import { BUNDLERS, bundleMarked } from './support/marked-bundlers.mjs'

const VERIFIED = { verify: true, loggers: ['logger', 'log', 'loud'] }
/** Its maps miss lines of calls that stand in several, and are empty where it minifies. */
const UNMAPPED = new Set(['farm'])
const LANGUAGES = { js: 'mjs', ts: 'ts', tsx: 'tsx' }
const SEEDS = (process.env.PYLOGGING_SEEDS ?? '101 102').split(' ').map(Number)
const SHORT = `import logging, { getLogger } from '@pylogging/core'
logging.basicConfig({ stream: process.stdout, level: 'DEBUG', format: '%(pathname)s %(lineno)d %(funcName)s' })
const logger = getLogger('shop')
class Shop {
  sell(): void {
    logger.info('sold')
  }
}
new Shop().sell()
`
const folder = userFolder()

const wanted = process.env.PYLOGGING_BUNDLER
for (const bundler of wanted === undefined ? Object.keys(BUNDLERS) : [wanted]) {
  describe(`programs bundled by ${bundler}`, () => {
    for (const [language, ending] of UNMAPPED.has(bundler) ? [] : Object.entries(LANGUAGES)) {
      for (const isMinified of [false, true]) {
        it(`have the places that the stack says: ${language}${isMinified ? ', minified' : ''}`, async () => {
          for (const seed of SEEDS) {
            const name = `${bundler}-${language}-${isMinified}-${seed}`
            const entry = writeProgram(folder, `${name}/program.${ending}`, generateProgram(seed, language))

            // The program itself is what a bundle of JavaScript has to agree with; other languages need a compiler.
            const plain =
              language === 'js'
                ? entry
                : await built(bundler, { entry, isMinified, name: `${name}/plain`, plugin: null })
            const marked = await built(bundler, { entry, isMinified, name: `${name}/marked`, plugin })

            const [expected, found] = await Promise.all(
              [plain, marked].map((file) => linesOf(file, null, ['--enable-source-maps'])),
            )
            assert.ok(expected.length > 5)
            const hasNames = plain === entry || !isMinified
            assert.deepEqual(
              found.map(withoutPrivate),
              hasNames ? expected.map(withoutPrivate) : withNamesOf(found, expected.map(withoutPrivate)),
              name,
            )
            const { count, wrong } = checkPositions(marked, entry)
            assert.deepEqual(wrong, [], name)
            assert.ok(count > 10)
          }
        })
      }
    }

    it('know the places of the sources where they are minified and have no map', async () => {
      const entry = writeProgram(folder, `${bundler}-short/shop.ts`, SHORT)
      const options = { root: folder }
      const short = (kind) => callSites[kind](options)

      const file = await built(bundler, { entry, isMinified: true, name: `${bundler}-short/out`, plugin: short })
      rmSync(`${file}.map`)

      assert.deepEqual(await linesOf(file), [`${bundler}-short/shop.ts 6 sell`])
    })
  })
}

describe('the examples', () => {
  const names = ['framework-fits', 'ten-snippets']
  const loggers = ['logger', 'log', 'accessLogger', 'root']

  for (const name of names) {
    it(`pass with their log calls marked and verified: ${name}`, async () => {
      const test = fileURLToPath(new URL(`../examples/${name}.test.mjs`, import.meta.url))
      const env = { ...process.env, NODE_NO_WARNINGS: '1', NODE_OPTIONS: `${LOADER} --enable-source-maps` }
      delete env.NODE_TEST_CONTEXT
      env.PYLOGGING_CALL_SITES = JSON.stringify({ verify: true, loggers })

      const { stdout } = await promisify(execFile)(process.execPath, ['--test-reporter=tap', test], { env })

      assert.match(stdout, /^# fail 0$/m)
    })
  }
})

function plugin(bundler) {
  return callSites[bundler](VERIFIED)
}

function built(bundler, { name, ...options }) {
  const out = join(folder, name)
  mkdirSync(out, { recursive: true })
  return bundleMarked(bundler, { ...options, folder: out })
}

/** A minifier may have taken the name of a function, which a mark still knows. */
function withNamesOf(found, expected) {
  const [LOST, NAME] = [' <lambda> ', / [\w$<>#]+ /]
  return expected.map((line, index) => {
    const [name] = NAME.exec(withoutPrivate(found[index] ?? '')) ?? [LOST]
    return line.includes(LOST) ? line.replace(LOST, () => name) : line
  })
}

/** Bundlers call private methods as they like. */
function withoutPrivate(line) {
  return line.replace(/ #[\w$]+ /, ' # ')
}
