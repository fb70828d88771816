/**
 * Projects that test with Jest in its default mode, CommonJS without flags, as Nest projects do.
 *
 * Jest gives each test file globals of its own, while Node's own errors and buffers come from outside: `instanceof Error`
 * is false for them there. And it rewrites the test files, so that lines move.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'
import { run } from '../support/run.mjs'
import { copyFixture, requireTool, userTest } from '../support/user-project.mjs'

describe('a project that tests with Jest', () => {
  userTest('logs in its tests, with the right call sites, spies, fake timers and errors of Node', async (project) => {
    const folder = copyFixture('jest', project)
    const options = [`--rootDir=${folder}`, '--json', '--outputFile=result.json', '--cacheDirectory=jest-cache']

    const { code, text } = await run(process.execPath, [requireTool.resolve('jest/bin/jest'), ...options], {
      cwd: folder,
    })

    assert.equal(code, 0, text)
    const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))
    assert.deepEqual([numPassedTests, numTotalTests], [12, 12], text)
  })
})
