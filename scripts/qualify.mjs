/**
 * `pnpm qualify`: what a release must pass, or a part of it:
 *
 *   pnpm qualify --minutes 60               all of it, with an hour of fuzz and torture
 *   pnpm qualify                            without them
 *   pnpm qualify --only zones,'node 26'     the steps whose names have one of these in them
 *
 * The steps are `pnpm check`, all tests in three zones and on the oldest and the newest Node, the compilers, bundlers,
 * installers and engines of test/everywhere, and what goes on until its time is up, in equal parts of the minutes. The
 * tests make the vectors anew and install the packed tarballs.
 *
 * All steps run, and the last line of each is repeated at the end; the exit code is 1 if one failed. A step that cannot
 * run here says so and is counted as skipped.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname } from 'node:path'
import { createInterface } from 'node:readline'

const ZONES = ['UTC', 'Europe/Paris', 'Asia/Kathmandu']
/** Besides the one that runs this: the oldest that is supported, and the newest. */
const NODES = ['20.19.0', '26']

/** What users build, install and run with, each a file of test/everywhere. */
const EVERYWHERE = ['types', 'bundlers', 'executables', 'installers', 'engines', 'runners', 'jsdom', 'windows']

const STEPS = [
  { name: 'check', script: 'check' },
  ...ZONES.map((zone) => ({ name: `zones ${zone}`, script: 'test', environment: { TZ: zone } })),
  ...NODES.map((version) => ({ name: `node ${version}`, script: 'test', version })),
  ...EVERYWHERE.map((name) => ({ name, script: 'test', args: [`test/everywhere/${name}.test.mjs`] })),
  { name: 'fuzz formats', script: 'fuzz', time: (share) => ['--seconds', share * 60] },
  { name: 'fuzz programs', script: 'fuzz-programs', time: (share) => ['--seconds', share * 60] },
  { name: 'fuzz configurations', script: 'fuzz-programs', time: (share) => ['--configs', '--seconds', share * 60] },
  { name: 'fuzz python', script: 'fuzz-python', time: (share) => ['--seconds', share * 60] },
  { name: 'fuzz network', script: 'fuzz-network', time: (share) => ['--programs', Math.ceil(share * 400)] },
  { name: 'torture', script: 'torture', time: (share) => ['--minutes', share] },
]

const minutes = Number(option('--minutes', '0'))
const parts = option('--only', '').split(',')
const steps = STEPS.filter(({ name, time }) => (minutes > 0 || !time) && parts.some((part) => name.includes(part)))
if (steps.length === 0 || !(minutes >= 0)) {
  const names = STEPS.map(({ name, time }) => `  ${name}${time ? ', with --minutes N' : ''}`)
  console.error(`qualify: nothing to do; --only takes parts of these names, with commas\n${names.join('\n')}`)
  process.exit(2)
}
const share = minutes / steps.filter(({ time }) => time).length
const results = []
for (const step of steps) {
  console.log(`\n== ${step.name}`)
  const { outcome, saying } = await run(step)
  results.push({ outcome, line: `${outcome.padEnd(8)}${step.name.padEnd(22)}${saying}` })
}
console.log(`\n${results.map(({ line }) => line).join('\n')}`)
const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length
console.log(`\nqualify: ${count('passed')} passed, ${count('FAILED')} failed, ${count('skipped')} skipped`)
process.exitCode = count('FAILED') === 0 ? 0 : 1

async function run({ script, version, environment = {}, args = [], time = () => [] }) {
  const node = version === undefined ? process.execPath : pathOfNode(version)
  if (node === null) return { outcome: 'skipped', saying: 'this Node cannot be had here' }
  // npm and npx, which the tests of packages start, run on the Node of the path.
  const path = version === undefined ? {} : { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` }
  const env = { ...process.env, ...path, ...environment }
  const { status, saying } = await echo(node, [`scripts/${script}.mjs`, ...args, ...time(share).map(String)], env)
  const isSkipped = /^\w+: skipped|^0 passed, 0 failed, /.test(saying)
  return { outcome: status !== 0 ? 'FAILED' : isSkipped ? 'skipped' : 'passed', saying }
}

/** Null where npm cannot fetch it. */
function pathOfNode(version) {
  const asked = ['--yes', '--package', `node@${version}`, '--', 'node', '-p', 'process.execPath']
  const { status, stdout } = spawnSync('npx', asked, { encoding: 'utf8', shell: process.platform === 'win32' })
  return status === 0 ? stdout.trim() : null
}

/** Runs a program, shows what it prints, and gives back its last line. */
async function echo(command, args, env) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  const closed = once(child, 'close')
  let saying = ''
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    if (line.trim() !== '') saying = line
  }
  const [status] = await closed
  return { status, saying }
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : (process.argv[at + 1] ?? '')
}
