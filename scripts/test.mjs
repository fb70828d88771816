/**
 * `pnpm test`: everything that a change must not break, in the order from small to large.
 *
 *   vitest      the packages on their TypeScript sources
 *   vectors     made anew, where there is a CPython 3.13
 *   call-site   plain node on the build, because a test runner that rewrites code shifts V8's positions
 *   process     several processes, killed and stopped
 *   python-beside   Python processes among them, where there is a CPython 3.13
 *   cli         the command `pylogging`, on configurations in folders of their own
 *   package     the packed tarballs, installed as a user installs them
 *   docs        the code in README and docs
 *
 * Ends with one line that counts all of them, what was skipped included.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'pylogging-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }

runVitest()
for (const suite of ['vectors', 'call-site', 'process', 'python-beside', 'cli', 'package', 'docs']) runNode(suite)
rmSync(scratch, { recursive: true })
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

function runVitest() {
  const file = join(scratch, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile=${file}`]
  const { status } = run('node_modules/vitest/vitest.mjs', ['run', ...reporters])
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  add(numPassedTests, numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0), numPendingTests, status)
}

function runNode(suite) {
  const folder = `test/${suite}`
  if (!existsSync(folder)) return
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => `${folder}/${name}`)
  if (files.length === 0) return
  console.log(`\ntest/${suite}`)
  const file = join(scratch, `${suite}.tap`)
  const outputs = ['--test-reporter=dot', '--test-reporter-destination=stdout']
  const results = ['--test-reporter=tap', `--test-reporter-destination=${file}`]
  const { status } = run('--test', ['--test-concurrency=1', ...outputs, ...results, ...files])
  const tap = readFileSync(file, 'utf8')
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0)
  add(count('pass'), count('fail') + count('cancelled'), count('skipped'), status)
  for (const [line] of tap.matchAll(/^ *not ok .*$/gm)) console.log(line.trim())
  for (const [, name, reason] of tap.matchAll(/^ *ok \d+ - (.*?) # SKIP(.*)$/gm))
    console.log(`skipped: ${name}:${reason}`)
  if (status !== 0) console.log(tap.slice(0, 20_000))
}

function run(script, args) {
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' })
}

function add(passed, failed, skipped, status) {
  total.passed += passed
  total.failed += failed === 0 && status !== 0 ? 1 : failed
  total.skipped += skipped
}
