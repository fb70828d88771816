/**
 * `pnpm test`: everything that a change must not break, in the order from small to large.
 *
 *   vitest      the packages on their TypeScript sources
 *   build       what scripts/ makes of the sources, and that it does not pass over what it does not know
 *   vectors     made anew, where there is a CPython 3.13
 *   call-site   plain node on the build, because a test runner that rewrites code shifts V8's positions
 *   process     several processes, killed and stopped
 *   network     real peers: CPython, rsyslogd, mail and web servers
 *   python-beside   Python processes among them, where there is a CPython 3.13
 *   cli         the command pylogging, as a user runs it
 *   examples    the programs of examples/, run
 *   package     the packed tarballs, installed as a user installs them
 *   docs        the code in README and docs
 *
 *   node scripts/test.mjs package docs      only these; so `pnpm qualify` runs test/everywhere, which is not in `pnpm test`
 *
 * Ends with one line that counts all of them, what was skipped included.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'pylogging-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }

const SUITES = [
  'build',
  'vectors',
  'call-site',
  'process',
  'network',
  'python-beside',
  'cli',
  'examples',
  'package',
  'docs',
]
const asked = process.argv.slice(2)
if (asked.length === 0) runVitest()
for (const suite of asked.length === 0 ? SUITES : asked) runNode(suite)
rmSync(scratch, { recursive: true })
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 && total.passed + total.skipped > 0 ? 0 : 1

function runVitest() {
  const file = join(scratch, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile=${file}`]
  const { status } = run('node_modules/vitest/vitest.mjs', ['run', ...reporters])
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  add(numPassedTests, numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0), numPendingTests, status)
}

/** @param suite - A folder of test/, or one file in it without its ending. */
function runNode(suite) {
  const files = filesOf(`test/${suite}`)
  if (files.length === 0) throw new Error(`there is no test/${suite}`)
  console.log(`\ntest/${suite}`)
  const file = join(scratch, `${suite.replaceAll('/', '-')}.tap`)
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

function filesOf(folder) {
  if (existsSync(`${folder}.test.mjs`)) return [`${folder}.test.mjs`]
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => `${folder}/${name}`)
}

function run(script, args) {
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' })
}

function add(passed, failed, skipped, status) {
  total.passed += passed
  total.failed += failed === 0 && status !== 0 ? 1 : failed
  total.skipped += skipped
}
