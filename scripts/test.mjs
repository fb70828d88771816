/**
 * `pnpm test`: everything that a change must not break, in the order from small to large.
 *
 *   vitest      the packages on their TypeScript sources
 *   build       what scripts/ makes of the sources, and that it does not pass over what it does not know
 *   types       what the compiler and the editor say, and what they must not
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
 * `pnpm test process cli` runs these suites only, `--times 20` each of them so often or until one fails; a path of a test
 * file is a suite as well. `--seconds` sets another limit for each test, `--minutes` for each suite.
 *
 * It ends with a verdict whatever happens, in one line that counts all tests, what was skipped included. A test that hangs
 * fails by name, and its file ends; a suite that takes too long is ended with all processes that it started, and what it did
 * not come to fails. A file that leaves processes behind fails.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { forgetNotes, stalledProcesses } from './test/notes.mjs'
import { endAll, runNode } from './test/process-group.mjs'

/**
 * How long one test may take, in seconds, and a whole suite, in minutes: several times what they take on two processors,
 * because other programs may want these, too. `atOnce` is how many files run beside each other where most of a file is
 * waiting; those of the other suites measure times, or use all processors themselves.
 */
const SUITES = {
  vitest: { seconds: 180, minutes: 30 },
  build: { seconds: 120, minutes: 10 },
  types: { seconds: 120, minutes: 10 },
  vectors: { seconds: 180, minutes: 10 },
  'call-site': { seconds: 60, minutes: 10 },
  process: { seconds: 180, minutes: 30 },
  network: { seconds: 120, minutes: 20, atOnce: 2 },
  'python-beside': { seconds: 120, minutes: 10 },
  cli: { seconds: 60, minutes: 10, atOnce: 2 },
  examples: { seconds: 180, minutes: 15, atOnce: 2 },
  package: { seconds: 600, minutes: 30 },
  docs: { seconds: 180, minutes: 15, atOnce: 2 },
}
/** What `pnpm test` has not, for it takes too long or fetches too much; `pnpm qualify` has. */
const OTHERS = { everywhere: { seconds: 400, minutes: 60 } }
const KNOWN = { ...SUITES, ...OTHERS }
/** For a test that blocks its process, after the limit that names what is open. */
const BLOCKED_MS = 10_000
const REPORTER = new URL('test/reporter.mjs', import.meta.url).href
const ONE_FILE = new URL('test/one-file.mjs', import.meta.url).pathname

const option = { type: 'string' }
const options = { times: option, seconds: option, minutes: option }
const { values, positionals } = parseArgs({ allowPositionals: true, options })
const suites = positionals.length === 0 ? Object.keys(SUITES) : positionals
const times = Number(values.times ?? 1)
const unknown = suites.filter((name) => !(name in KNOWN) && !existsSync(name))
if (unknown.length > 0 || !(times >= 1)) {
  console.error(`test: no suite ${unknown.join(', ')}; there are ${Object.keys(KNOWN).join(', ')}, and --times N`)
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'pylogging-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop(`ended by ${signal}`))
process.once('uncaughtException', (error) => stop(error.stack))

for (let run = 1; run <= times && total.failed === 0; run += 1) {
  if (times > 1) console.log(`\nrun ${run} of ${times}`)
  for (const suite of suites) await (suite === 'vitest' ? runVitest() : runSuite(suite))
}
finish()

/** What is left running is ended, and what was counted so far is said. */
function stop(reason) {
  fail('pnpm test', reason)
  endAll()
  finish()
  process.exit()
}

function finish() {
  rmSync(scratch, { recursive: true, force: true })
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}

async function runVitest() {
  const { seconds, minutes } = limitsOf('vitest')
  const file = join(scratch, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile=${file}`]
  const ending = await run(['node_modules/vitest/vitest.mjs', 'run', ...reporters], {
    seconds,
    limitMs: minutes * 60_000,
    // Its own process goes on and says what became of the rest.
    onStalled: ({ pid }) => process.kill(pid, 'SIGKILL'),
  })
  const failedBefore = total.failed
  reportStalled(ending)
  const result = readJson(file) ?? {}
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numFailedTestSuites = 0 } = result
  total.passed += numPassedTests
  total.skipped += numPendingTests
  total.failed += numFailedTests > 0 ? numFailedTests : numFailedTestSuites
  reportEnding('vitest', ending, minutes, total.failed > failedBefore)
}

async function runSuite(suite) {
  const isFile = !(suite in KNOWN)
  const { seconds, minutes, atOnce } = limitsOf(isFile ? suite.split('/')[1] : suite)
  const files = isFile ? [suite] : testFiles(`test/${suite}`)
  console.log(isFile ? `\n${suite}` : `\ntest/${suite}`)
  const end = Date.now() + minutes * 60_000
  const runRest = async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      await runFile(file, { seconds, minutes, limitMs: end - Date.now() })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, runRest))
}

function limitsOf(suite) {
  const { seconds, minutes, atOnce = 1 } = KNOWN[suite] ?? SUITES.process
  return { seconds: Number(values.seconds ?? seconds), minutes: Number(values.minutes ?? minutes), atOnce }
}

function testFiles(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => `${folder}/${name}`)
}

async function runFile(file, { seconds, minutes, limitMs }) {
  if (limitMs <= 0) return fail(file, `not run: the ${minutes} minutes of its suite are over`)
  const results = join(scratch, `${basename(file)}.jsonl`)
  rmSync(results, { force: true })
  const reporter = [`--test-reporter=${REPORTER}`, '--test-reporter-destination=stdout']
  const ending = await run([...reporter, ONE_FILE, file, String(seconds)], {
    seconds,
    limitMs,
    env: { PYLOGGING_TEST_RESULTS: results },
    onStalled: (_, end) => end(),
    outside: `${file}, outside its tests`,
  })
  const failedBefore = total.failed
  for (const { outcome, name, detail } of linesOf(results)) {
    if (outcome === 'failed') fail(name, detail)
    else total[outcome] += 1
    if (outcome === 'skipped') console.log(`skipped: ${name}: ${detail}`)
  }
  reportStalled(ending)
  reportEnding(file, ending, minutes, total.failed > failedBefore)
}

/**
 * Runs Node, and notices when no test begins or ends in it any more.
 *
 * @param options.outside - What to blame where no test runs, such as a hook; left out, a process may do so for ever.
 */
async function run(args, { seconds, limitMs, env = {}, onStalled, outside = null }) {
  const notes = mkdtempSync(join(scratch, 'notes-'))
  const stalled = []
  const onLook = (end) => {
    for (const one of stalledProcesses(notes, seconds * 1000 + BLOCKED_MS)) {
      forgetNotes(notes, one.pid)
      const names = one.tests.length > 0 || outside === null ? one.tests : [outside]
      if (names.length === 0) continue
      stalled.push(...names.map((name) => ({ name, seconds })))
      onStalled(one, end)
    }
  }
  // Where a test runs this command, node:test would take the tests of it for its own.
  const environment = { ...process.env, ...env, PYLOGGING_TEST_NOTES: notes, NODE_TEST_CONTEXT: undefined }
  const ending = await runNode(args, { env: environment, limitMs, onLook })
  const unended = stalledProcesses(notes, 0).flatMap(({ tests }) => tests)
  return { ...ending, stalled, unended }
}

function reportStalled({ stalled }) {
  for (const { name, seconds } of stalled)
    fail(name, `blocked its process for more than ${seconds} seconds, or never ended`)
}

/** @param isKnown - Whether a failure has been told already. */
function reportEnding(name, { status, overran, left, unended }, minutes, isKnown) {
  const during = unended.length === 0 ? '' : `, in: ${unended.join(', ')}`
  if (overran) fail(name, `ended after the ${minutes} minutes that its suite may take${during}`)
  else if (left.length > 0) fail(name, `left running: ${left.join(', ')}`)
  else if (status !== 0 && !isKnown) fail(name, `ended with ${status ?? 'a signal'}, and no test failed`)
}

function fail(name, why) {
  total.failed += 1
  console.log(`\nFAILED ${name}\n${why.slice(0, 20_000).replace(/^/gm, '  ')}`)
}

function linesOf(file) {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
