/**
 * The command `pnpm test` ends with a verdict whatever a test does, names what hung, and leaves no process behind.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')
const skip = process.platform === 'win32' && 'Windows has no groups of processes'
const marked = { ...process.env, PYLOGGING_HANGING: String(process.pid) }

function runTests(fixture, ...options) {
  const args = ['scripts/test.mjs', `test/build/fixtures/hanging/${fixture}.mjs`, ...options]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: marked })
  assert.deepEqual(left(), [], 'processes are left')
  return { output: stdout + stderr, verdict: stdout.trim().split('\n').at(-1), status }
}

/** What was started by us and still runs. */
function left() {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PYLOGGING_HANGING=${process.pid}`)
    } catch {
      return false
    }
  })
}

for (const [fixture, options, named, verdict] of [
  [
    'waits',
    ['--seconds', '2'],
    /FAILED waits for ever\n {2}did not end in 2 seconds\. Open: .*TCPServer/,
    '1 passed, 2 failed, 0 skipped',
  ],
  ['blocks', ['--seconds', '1'], /FAILED blocks for ever\n/, '0 passed, 1 failed, 0 skipped'],
  ['hook', ['--seconds', '1'], /FAILED \S+hook\.mjs, outside its tests\n/, '0 passed, 1 failed, 0 skipped'],
  ['blocks', ['--minutes', '0.03'], /FAILED \S+blocks\.mjs\n.*in: blocks for ever/, '0 passed, 1 failed, 0 skipped'],
  ['stays-open', [], /FAILED \S+\n {2}does not end after its last test/, '1 passed, 1 failed, 0 skipped'],
  ['leaves-a-child', [], /FAILED \S+\n {2}left running: sleep 1000/, '1 passed, 1 failed, 0 skipped'],
]) {
  test(`a file that ${fixture.replaceAll('-', ' ')} is ended and named, ${options.join(' ')}`, { skip }, () => {
    const { output, ...ending } = runTests(fixture, ...options)

    assert.match(output, named)
    assert.deepEqual(ending, { verdict, status: 1 }, output)
  })
}

test('told to end, the command ends what runs and says what it has', { skip }, async () => {
  const args = ['scripts/test.mjs', 'test/build/fixtures/hanging/blocks.mjs']
  const child = spawn(process.execPath, args, { cwd: ROOT, env: marked, stdio: ['ignore', 'pipe', 'inherit'] })
  const output = text(child.stdout)
  while (!left().some((pid) => readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes('sleep'))) await sleep(50)
  child.kill('SIGTERM')

  assert.match(await output, /ended by SIGTERM[\s\S]*\n0 passed, 1 failed, 0 skipped\n$/)
  assert.deepEqual(left(), [])
})
