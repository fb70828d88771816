/**
 * `pnpm qualify`: what a release must pass, beyond `pnpm check` and `pnpm test`.
 *
 *   the tests in the zones UTC, Europe/Paris and Asia/Kathmandu, and on the other Node versions
 *   the vectors made anew, where a CPython 3.13 is at hand
 *
 * All steps run; the exit code is 1 if one failed. A step that cannot run here says so and is counted as skipped.
 */
import { spawnSync } from 'node:child_process'

const ZONES = ['UTC', 'Europe/Paris', 'Asia/Kathmandu']
/** Besides the one that runs this: the oldest that is supported, and the newest. */
const NODES = ['20.19.0', '26']
const PYTHONS = [process.env.PYTHON, 'python3.13', 'python3'].filter(Boolean)

const count = { passed: 0, failed: 0, skipped: 0 }
step('check', process.execPath, ['scripts/check.mjs'])
for (const zone of ZONES) step(`tests in ${zone}`, process.execPath, ['scripts/test.mjs'], { TZ: zone })
for (const version of NODES) onNode(version)
vectors()
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exitCode = count.failed === 0 ? 0 : 1

function onNode(version) {
  const node = ['--yes', '--package', `node@${version}`, '--', 'node']
  if (spawnSync('npx', [...node, '--version'], { encoding: 'utf8' }).status !== 0)
    skip(`Node ${version}`, 'cannot be had here')
  else step(`tests on Node ${version}`, 'npx', [...node, 'scripts/test.mjs'])
}

function vectors() {
  const python = PYTHONS.find((each) =>
    /^Python 3\.13\./.test(spawnSync(each, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
  )
  if (python === undefined) skip('vectors made anew', 'no CPython 3.13 here; PYTHON can name one')
  else step('vectors made anew', python, ['conformance/generate.py', '--check'])
}

function step(title, command, args, environment = {}) {
  console.log(`\n== ${title}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
  console.log(`== ${title}: ${status === 0 ? 'passed' : 'FAILED'}`)
  if (status === 0) count.passed += 1
  else count.failed += 1
}

function skip(title, reason) {
  console.log(`\n== ${title}: skipped, ${reason}`)
  count.skipped += 1
}
