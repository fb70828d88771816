/**
 * The tests of examples/caplog pass in their three runners, and fail when the program under test logs something else.
 *
 * Each runs on a copy of the example, so that the program can be broken.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'

const EXAMPLE = resolve(import.meta.dirname, '../../examples/caplog')
const requireTool = createRequire(join(EXAMPLE, 'package.json'))
const vitest = join(dirname(requireTool.resolve('vitest/package.json')), 'vitest.mjs')
const jest = requireTool.resolve('jest/bin/jest')

/** The program as each runner loads it, and what its tests are. */
const RUNNERS = [
  { name: 'Vitest', program: 'src/orders.ts', args: [vitest, 'run', '--reporter=json'], tests: 7 },
  { name: 'Jest', program: 'dist/src/orders.js', args: [jest, '--json', '--cacheDirectory=jest-cache'], tests: 2 },
  {
    name: "Node's own runner",
    program: 'dist/src/orders.js',
    args: ['--test', '--test-reporter=tap', 'node/orders.test.mjs'],
    tests: 2,
  },
]

describe('the tests with caplog', () => {
  let folder
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pylogging-caplog-'))
    // The tsconfig leads out of the example.
    const isCopied = (path) => !['node_modules', 'tsconfig.json'].includes(relative(EXAMPLE, path))
    cpSync(EXAMPLE, folder, { recursive: true, filter: isCopied })
    symlinkSync(join(EXAMPLE, 'node_modules'), join(folder, 'node_modules'))
  })
  after(() => rmSync(folder, { recursive: true }))

  for (const { name, program, args, tests } of RUNNERS) {
    it(`pass in ${name}`, () => {
      const { status, stdout, stderr } = run(args)

      assert.equal(status, 0, stdout + stderr)
      assert.equal(passedIn(stdout), tests, stdout)
    })

    it(`fail in ${name} when a warning becomes an info`, () => {
      const file = join(folder, program)
      const code = readFileSync(file, 'utf8')
      try {
        writeFileSync(file, code.replace('logger.warning(', 'logger.info('))

        const { status, stdout } = run(args)

        assert.equal(status, 1)
        assert.ok(passedIn(stdout) > 0 && passedIn(stdout) < tests, stdout)
      } finally {
        writeFileSync(file, code)
      }
    })
  }

  function run(args) {
    const env = { ...process.env }
    // Node's runner would take the test for one of this file's.
    delete env.NODE_TEST_CONTEXT
    return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env })
  }
})

/** From JSON as Jest writes it, or from TAP. */
function passedIn(output) {
  const [, count] = /"numPassedTests":(\d+)|^# pass (\d+)$/m.exec(output)?.filter(Boolean) ?? []
  return Number(count)
}
