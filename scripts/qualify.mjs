/**
 * `pnpm qualify`: what a release must pass: `pnpm check`, and the tests in the zones UTC, Europe/Paris and Asia/Kathmandu
 * and on the oldest and the newest Node. The tests make the vectors anew and install the packed tarballs.
 *
 * All steps run; the exit code is 1 if one failed. A step that cannot run here says so and is counted as skipped.
 */
import { spawnSync } from 'node:child_process'

const ZONES = ['UTC', 'Europe/Paris', 'Asia/Kathmandu']
/** Besides the one that runs this: the oldest that is supported, and the newest. */
const NODES = ['20.19.0', '26']

const count = { passed: 0, failed: 0, skipped: 0 }
step('check', process.execPath, ['scripts/check.mjs'])
for (const zone of ZONES) step(`tests in ${zone}`, process.execPath, ['scripts/test.mjs'], { TZ: zone })
for (const version of NODES) onNode(version)
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exitCode = count.failed === 0 ? 0 : 1

/** The other Node is asked for its path, so that the tests run as if it were the only one. */
function onNode(version) {
  const asked = ['--yes', '--package', `node@${version}`, '--', 'node', '-p', 'process.execPath']
  const { status, stdout } = spawnSync('npx', asked, { encoding: 'utf8' })
  if (status !== 0) skip(`Node ${version}`, 'cannot be had here')
  else step(`tests on Node ${version}`, stdout.trim(), ['scripts/test.mjs'])
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
